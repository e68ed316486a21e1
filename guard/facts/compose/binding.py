"""Which compose projects a command line speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from guard.documents.claims import Word
from guard.documents.docker import ComposeCall
from guard.documents.folders import inside
from guard.facts.compose.model import Project
from guard.facts.compose.projects import Compose
from guard.model import Unjudged


def projects_of(call: ComposeCall, folders: Sequence[str], compose: Compose) -> tuple[Project, ...] | Unjudged:
    """`folders` are those that exist among the ones that the command may run in, the likeliest first."""
    if not folders:
        return Unjudged("compose: the folder of the command is not known")
    if call.files:
        return _of_files(call.files, folders, compose)
    folder: str | None = folders[0]
    if call.project_directory:
        folder = _first(call.project_directory, folders, compose)
    found = compose.for_document(folder) if folder is not None else ()
    return found or Unjudged("compose: no compose project to compare with")


def _of_files(words: Sequence[Word], folders: Sequence[str], compose: Compose) -> tuple[Project, ...] | Unjudged:
    paths: list[str] = []
    for word in words:
        if not word.literal:
            return Unjudged("compose: the compose file is named later")
        candidates = (inside(folder, word.text) for folder in folders)
        path = next((path for path in candidates if path is not None and compose.by_file(path)), None)
        if path is None:
            return Unjudged("compose: the compose file is not here")
        paths.append(path)
    return (compose.of_files(paths),)


def _first(word: Word, folders: Sequence[str], compose: Compose) -> str | None:
    candidates = (inside(folder, word.text) for folder in folders if word.literal)
    return next((path for path in candidates if path is not None and compose.of_folder(path)), None)
