"""The paths that a document's commands cannot run without: programs by path, files that are read, packages that go is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import basename, join

import msgspec

from guard.documents.claims import Command, Word
from guard.documents.document import Document
from guard.documents.mentions import has_ending, looks_like_path, trim
from guard.documents.runners.calls import part
from guard.model import Span

# Programs whose operands must be there before they run: no editors, which make files. The last operand of some is what they make.
_READERS = frozenset(
    """
    cat less more head tail source . bash sh zsh python python3 node deno bun ruby perl php pytest cd ls wc diff grep
    tree chmod chown stat file sed jq yq tsx ts-node
    """.split()
)
_COPIERS = frozenset({"cp", "mv", "ln", "rsync", "install"})
_PATTERN_FIRST = frozenset({"grep", "sed", "jq", "yq", "chmod", "chown"})
_INTERPRETERS = frozenset({"python", "python3", "node", "bash", "sh", "ruby"})
_GO = frozenset({"build", "run", "test", "vet", "install", "generate", "list", "get"})
_GO_TODAY = frozenset({"", "latest", "main", "master", "HEAD"})
_GO_VALUED = frozenset(
    """
    -o -C -run -skip -bench -fuzz -tags -ldflags -gcflags -asmflags -coverprofile -coverpkg -cpuprofile -memprofile -blockprofile -mutexprofile
    -trace -outputdir -modfile -overlay -pkgdir -exec -toolexec -pgo -p -mod -f -count -timeout -parallel -cpu -benchtime
    """.split()
)


class Operand(msgspec.Struct, frozen=True):
    """`path` is as written, below the `folder` that earlier commands have gone to. `runs`: it is what an interpreter runs."""

    path: str
    span: Span
    folder: str = ""
    runs: bool = False


def operands(
    document: Document, clones: Sequence[str] = (), modules: Mapping[str, str] | None = None
) -> Iterator[Operand]:
    """In the order of the document. What earlier commands make is left out, and what runs in containers.

    `clones` are the names that a clone of the repository may have: `cd ~/src/NAME` leads to its root. `modules` are those of Go, each
    with its folder.
    """
    if document.language == "compose":
        return
    for command in _placed(document.claims.commands, clones):
        program = command.words[0]
        if looks_like_path(program.text) and "/" in program.text and program.literal:
            yield _operand(command.folder or "", program.text, program)
        if command.folder is not None:
            if program.text == "go":
                yield from _packages(command, command.folder, modules or {})
            else:
                yield from _files(command, command.folder)


def _placed(commands: Iterable[Command], clones: Sequence[str]) -> Iterator[Command]:
    """The commands, those behind a `cd` to a clone somewhere on the reader's machine as if they ran at the root."""
    block, rooted = -1, False
    for command in commands:
        known = command.folder is not None
        rooted = rooted and not known and command.block == block
        block = command.block
        yield msgspec.structs.replace(command, folder="") if rooted else command
        words = command.words
        if words[0].text in {"cd", "pushd", "popd", "ssh", "docker", "exit", "git"} and block >= 0:
            target = words[1].text.rstrip("/") if len(words) == 2 else ""
            goes = words[0].text == "cd" and target.startswith(("~/", "/"))
            rooted = goes and basename(target) in clones


def _files(command: Command, folder: str) -> Iterator[Operand]:
    for word in _read(command):
        text = trim(word.text)
        if not word.literal or not looks_like_path(text) or not ("/" in text or has_ending(text)):
            continue
        made = any(text.strip("./").startswith(path.strip("./")) for path in command.creates if path.strip("./"))
        if not made and word.span.line == word.span.end_line:
            yield _operand(folder, text, word, runs=basename(command.words[0].text) in _INTERPRETERS)


def _read(command: Command) -> Iterable[Word]:
    """The words that name what the command reads."""
    name = command.words[0].text.rpartition("/")[2]
    words = [word for word in command.words[1:] if not word.text.startswith("-")]
    if name in _COPIERS:
        return words[:-1]
    if name in _PATTERN_FIRST:
        return words[1:]
    if name in _INTERPRETERS:
        return () if any(word.text in {"-m", "-c", "-e"} for word in command.words[1:3]) else words[:1]
    return words if name in _READERS else ()


def _packages(command: Command, folder: str, modules: Mapping[str, str]) -> Iterator[Operand]:
    """Packages that go is told by folder, `./cmd/x`, `./internal/...`, by file, or by the name of a module of this repository."""
    words = list(command.words[1:])
    if len(words) > 1 and words[0].text == "-C":
        folder, words = join(folder, words[1].text), words[2:]
    if not words or words[0].text not in _GO:
        return
    before = ""
    for word in words[1:]:
        is_value, before = before in _GO_VALUED, word.text
        if is_value or word.text.startswith("-"):
            continue
        text = word.text.removesuffix("...")
        if not word.literal or "..." in text:
            continue
        if text.startswith("./") and text.strip("./") and "@" not in text:
            yield _operand(folder, text, word)
        elif words[0].text == "run" and text.endswith(".go") and looks_like_path(text):
            yield _operand(folder, text, word, runs="/" not in text)
        elif (own := _of_module(word, text, modules)) is not None:
            yield own
        if words[0].text == "run" and not text.endswith(".go"):
            return  # what follows are the program's own words


def _of_module(word: Word, text: str, modules: Mapping[str, str]) -> Operand | None:
    """`github.com/owner/name/cmd/x` in the repository of that module; older versions may have had other packages."""
    name, _, version = text.partition("@")
    module = max((one for one in modules if name.startswith(f"{one}/")), key=len, default="")
    rest = name[len(module) + 1 :].strip("/")
    if not module or not rest or version not in _GO_TODAY or re.match(r"v\d", rest):
        return None
    return Operand(join(modules[module], rest), part(word, rest, len(module) + 1).span)


def _operand(folder: str, text: str, word: Word, *, runs: bool = False) -> Operand:
    path = join(folder, text.removeprefix("./")) if folder and not text.startswith("/") else text
    return Operand(path, word.span, folder, runs)
