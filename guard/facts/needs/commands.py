"""What the commands of a document have Docker read."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, join, normpath

import msgspec

from guard.documents.claims import Command, Word
from guard.documents.docker import BuildCall, build_call, compose_call
from guard.documents.document import Document
from guard.documents.folders import after_clones, inside, leaves, working_folders
from guard.documents.shell import made
from guard.facts.clones import is_other
from guard.facts.files import Files
from guard.facts.forge import Forges
from guard.facts.needs.model import FileNeed, Kind, Need, StageNeed
from guard.model import Unjudged

_OWN = (".override.", ".local.")
_MAKING = frozenset({"create", "example"})


def needs_of_commands(document: Document, files: Files, forges: Forges) -> Iterator[Need | Unjudged]:
    makes: frozenset[str] | None = None
    for command, clone in after_clones(document.claims.commands):
        build = build_call(command)
        words = list(_words(command, build))
        if not words and not (build and build.target):
            continue
        makes = _makes(document) if makes is None else makes
        if is_other(clone, forges):
            yield Unjudged("compose: in a clone of another repository")
            continue
        for kind, word in words:
            need = _file(document, files, command, kind, word)
            missing = isinstance(need, FileNeed) and not any(files.exists(path) for path in need.paths)
            own = any(mark in word.text for mark in _OWN) or basename(word.text) in makes
            yield Unjudged("compose: the reader makes the file") if missing and own else need
        if build and build.target:
            yield _stage(document, command, build, build.target)


def _words(command: Command, build: BuildCall | None) -> Iterator[tuple[Kind, Word]]:
    if build and build.file:
        yield "Dockerfile", build.file
    if compose := compose_call(command):
        for word in compose.files:
            yield "compose file", word
        for word in compose.env_files:
            yield "env file", word


def _file(document: Document, files: Files, command: Command, kind: Kind, word: Word) -> FileNeed | Unjudged:
    if not word.literal or word.text == "-" or "..." in word.text:
        return Unjudged("compose: a placeholder")
    if leaves(word.text):
        return Unjudged("compose: outside the repository")
    folders = [folder for folder in working_folders(document, command) if files.is_folder(folder)]
    paths = tuple(path for folder in folders if (path := inside(folder, word.text)) is not None)
    if not paths:
        return Unjudged("compose: the folder of the command is not known")
    if not any(files.exists(path) for path in paths):
        if normpath(join(command.folder or "", word.text)) in command.creates:
            return Unjudged("compose: the reader makes the file")
        if files.ending_with(normpath(word.text).lstrip("./")):
            return Unjudged("compose: the file is in another folder")
    return FileNeed(kind, word.text, word.span, paths)


def _makes(document: Document) -> frozenset[str]:
    """The names of the files that commands of the document make, or that sentences speak of making."""
    new = (path for command in document.claims.commands for path in made(command))
    told = (mention.text for mention in document.claims.mentions if _MAKING & set(mention.hints))
    return frozenset(basename(path.rstrip("/")) for path in (*new, *told))


def _stage(document: Document, command: Command, call: BuildCall, target: Word) -> StageNeed | Unjudged:
    context = call.context.text if call.context else "."
    if not all(word.literal for word in (call.file, call.context, target) if word):
        return Unjudged("compose: a placeholder")
    if leaves(context) or context == "-" or (call.file and leaves(call.file.text)):
        return Unjudged("compose: outside the repository")
    # After `cd /somewhere` the reader may stand in any clone, perhaps in one of this repository.
    here = command if command.folder is not None else msgspec.structs.replace(command, folder="")
    path = call.file.text if call.file else join(context, "Dockerfile")
    paths = (inside(folder, path) for folder in working_folders(document, here))
    return StageNeed(
        target.text,
        target.span,
        tuple(path for path in paths if path is not None),
        bound=command.folder is not None,
        inline=command.block < 0,
    )
