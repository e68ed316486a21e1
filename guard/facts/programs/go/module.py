"""The packages of one Go module, each read when somebody asks for it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from posixpath import dirname, join

from guard.facts.programs.go.package import File, Package, load
from guard.snapshot import Snapshot, Unreadable

_MODULE = re.compile(r"^module[ \t]+\"?([^\s\"]{1,300})", re.MULTILINE)
_MOST_PACKAGES = 1_500


class Module:
    """The module that holds the package in `folder`. `too_large`: more had to be read than is."""

    def __init__(self, snapshot: Snapshot, folder: str) -> None:
        self._snapshot = snapshot
        self._packages: dict[str, Package | None] = {}
        self.too_large = False
        self.folder, self.path = self._find(folder)

    def package(self, folder: str) -> Package | None:
        """None where there is none, or one that is too large."""
        if folder not in self._packages:
            if len(self._packages) >= _MOST_PACKAGES:
                self.too_large = True
                return None
            found = load(self._snapshot, folder, self._files.get(folder, ()))
            self.too_large = self.too_large or found is None
            self._packages[folder] = found
        return self._packages[folder]

    def imported(self, file: File, name: str) -> str | None:
        """The folder of the package of this module that `file` calls `name`."""
        return self._folder(file.imports[name]) if name in file.imports else None

    def beside(self, file: File) -> list[str]:
        """The folders of all packages of this module that `file` imports."""
        found = (self._folder(path) for path in (*file.imports.values(), *file.blanks))
        return [one for one in found if one is not None]

    def has(self, folder: str, *words: bytes) -> bool:
        """Whether some file of a package has all of the words."""
        paths = self._files.get(folder, ())
        return any(all(word in content for word in words) for _, content in self._snapshot.glances(paths))

    def _folder(self, path: str) -> str | None:
        if not self.path or (path != self.path and not path.startswith(f"{self.path}/")):
            return None
        found = join(self.folder, path[len(self.path) + 1 :]).rstrip("/")
        return found if found in self._files else None

    @cached_property
    def _files(self) -> dict[str, list[str]]:
        """The files of Go by their folders, without tests."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._snapshot.entries:
            if path.endswith(".go") and not path.endswith("_test.go"):
                found[dirname(path)].append(path)
        return dict(found)

    def _find(self, folder: str) -> tuple[str, str]:
        """The nearest go.mod above, and what it calls the module."""
        while True:
            path = join(folder, "go.mod")
            if path in self._snapshot.entries:
                try:
                    found = _MODULE.search(self._snapshot.text(path))
                except Unreadable:
                    found = None
                return folder, found[1] if found else ""
            if not folder:
                return "", ""
            folder = dirname(folder)
