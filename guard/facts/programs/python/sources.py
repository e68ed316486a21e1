"""The Python files of the repository as modules: parsed once for all programs, found by the names that others import."""

from __future__ import annotations

import ast
from posixpath import dirname

from guard.facts.files import Files
from guard.facts.trees import parsed
from guard.snapshot import Snapshot, Unreadable

_LARGEST = 1_500_000
_WORDS = (
    b"argparse",
    b"ArgumentParser",
    b"add_argument",
    b"add_parser",
    b"click",
    b"typer",
    b"add_command",
    b".command(",
)
_LIBRARIES = frozenset({"argparse", "click", "rich_click", "asyncclick", "typer", "sys", "functools", "typing"})


class Sources:
    def __init__(self, snapshot: Snapshot, files: Files) -> None:
        self._snapshot = snapshot
        self._files = files
        self._trees: dict[str, ast.Module | str] = {}
        self._speaking: dict[str, bool] = {}

    def tree(self, path: str) -> ast.Module | str:
        """The file parsed, or why it cannot be."""
        if path not in self._trees:
            self._trees[path] = self._parse(path)
        return self._trees[path]

    def speaks(self, path: str) -> bool:
        """Whether the file may have to do with a command line."""
        if path not in self._speaking:
            content = next((content for _, content in self._snapshot.glances([path])), b"")
            self._speaking[path] = any(word in content for word in _WORDS)
        return self._speaking[path]

    def find(self, name: str, importer: str, level: int = 0) -> str | None:
        """The file that the file `importer` imports as `name`; `level` dots stand before it. None: not of the repository."""
        inside = name.replace(".", "/")
        if level:
            folder = dirname(importer)
            for _ in range(level - 1):
                folder = dirname(folder)
            return self._file(folder, inside)
        if name.partition(".")[0] in _LIBRARIES or not name:
            return None
        folder = dirname(importer)
        while True:
            bases = [base for base in (folder, f"{folder}/src".lstrip("/")) if not self._is_package(base)]
            found = next((file for base in bases if (file := self._file(base, inside))), None)
            if found or not folder:
                return found
            folder = dirname(folder)

    def _file(self, folder: str, inside: str) -> str | None:
        base = "/".join(part for part in (folder, inside) if part)
        places = (f"{base}.py", f"{base}/__init__.py") if inside else (f"{base}/__init__.py".lstrip("/"),)
        return next((place for place in places if place in self._snapshot.entries), None)

    def _is_package(self, folder: str) -> bool:
        return f"{folder}/__init__.py".lstrip("/") in self._snapshot.entries

    def _parse(self, path: str) -> ast.Module | str:
        try:
            data = self._snapshot.read(path)
        except Unreadable as error:
            return error.reason
        if len(data) > _LARGEST:
            return "is too large"
        return parsed(data, _LARGEST) or "is no Python that can be read"
