"""The compose projects of a repository, and which of them a document speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from posixpath import basename, dirname, join, normpath

from guard.documents.languages import language_of
from guard.facts.compose.model import BASES, ComposeFile, Project, Value
from guard.facts.compose.reading import is_compose, read
from guard.snapshot import Snapshot, Unreadable


class Compose:
    """Files are read when somebody asks for them, each once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._read: dict[str, ComposeFile] = {}

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """One for every folder that holds a compose file, by folder."""
        return tuple(self._project(folder, paths) for folder, paths in sorted(self._folders.items()))

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        folders: dict[str, list[str]] = defaultdict(list)
        for path in self._snapshot.entries:
            if _is_named_so(path):
                folders[dirname(path)].append(path)
        return {folder: sorted(paths, key=_base_first) for folder, paths in folders.items()}

    def for_document(self, folder: str) -> tuple[Project, ...]:
        """The projects of `folder` and of the folders above it, the nearest first; if there are none, those below it;
        if there are none either, all."""
        above = [project for project in self.projects if _is_below(folder, project.folder)]
        if above:
            return tuple(sorted(above, key=lambda project: -len(project.folder)))
        below = tuple(project for project in self.projects if _is_below(project.folder, folder))
        return below or self.projects

    def above(self, folder: str) -> Project | None:
        """The nearest project of `folder` or of a folder above it."""
        above = [project for project in self.projects if _is_below(folder, project.folder)]
        return max(above, key=lambda project: len(project.folder), default=None)

    def told(self) -> Iterator[str]:
        """What is known, a line each, for people."""
        for project in self.projects:
            state = "" if project.complete else f" (incomplete: {project.reason})"
            yield f"{project.folder or '.'}: {', '.join(project.names) or 'no services'}{state}"

    def of_folder(self, folder: str) -> Project | None:
        return next((project for project in self.projects if project.folder == folder), None)

    def of_files(self, paths: Iterable[str]) -> Project:
        """The project that a command makes of the files that it names."""
        listed = list(paths)
        return self._project(dirname(listed[0]) if listed else "", listed)

    def by_file(self, path: str) -> ComposeFile | None:
        """A file of any name that reads as a compose file."""
        if path in self._read or _is_named_so(path):
            return self._file(path) if path in self._snapshot.entries else None
        if path not in self._snapshot.entries or not path.endswith((".yml", ".yaml")):
            return None
        try:
            return self._file(path) if is_compose(self._snapshot.text(path)) else None
        except Unreadable:
            return None

    def _file(self, path: str) -> ComposeFile:
        if path not in self._read:
            try:
                self._read[path] = read(path, self._snapshot.text(path))
            except Unreadable as error:
                self._read[path] = ComposeFile(path, reason=error.reason)
        return self._read[path]

    def _project(self, folder: str, paths: Iterable[str]) -> Project:
        files: dict[str, ComposeFile] = {}
        reason = ""
        waiting = list(paths)
        while waiting:
            path = waiting.pop(0)
            if path in files:
                continue
            file = files[path] = self._file(path)
            reason = reason or (f"{path}: {file.reason}" if file.reason else "")
            for include in file.includes:
                target = included(include)
                if target is None or target not in self._snapshot.entries:
                    reason = reason or f"{path} includes {include.text}"
                else:
                    waiting.append(target)
        return Project(folder, tuple(files.values()), reason)


def _is_named_so(path: str) -> bool:
    return language_of(path) == "compose" and not path.startswith(".github/")


def included(value: Value) -> str | None:
    """The path that a file's value leads to; None if it leaves the repository or cannot be known."""
    if not value.literal or "://" in value.text or value.text.startswith(("/", "~", "git@")):
        return None
    path = normpath(join(dirname(value.path), value.text))
    return None if path.startswith("..") else path


def _is_below(folder: str, top: str) -> bool:
    return not top or folder == top or folder.startswith(top + "/")


def _base_first(path: str) -> tuple[int, int, str]:
    name = basename(path)
    return (BASES.index(name) if name in BASES else len(BASES), 0 if ".override." in name else 1, name)
