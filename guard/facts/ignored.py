"""What git ignores: a document may name such a path though nobody has it in the repository."""

from __future__ import annotations

from functools import cached_property
from posixpath import dirname

from guard.snapshot import Snapshot, Unreadable
from guard.snapshot.ignore import Ignore


class Ignored:
    """The rules of every `.gitignore` of the snapshot, the deeper one winning, as git has it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[str, bool] = {}

    @cached_property
    def _files(self) -> dict[str, Ignore]:
        files: dict[str, Ignore] = {}
        for path in self._snapshot.entries:
            if path == ".gitignore" or path.endswith("/.gitignore"):
                try:
                    files[dirname(path)] = Ignore(path, self._snapshot.read(path))
                except Unreadable:
                    continue
        return files

    def __call__(self, path: str) -> bool:
        """Whether git would ignore a file or folder at `path`, or a folder above it."""
        path = path.strip("/")
        if path not in self._known:
            parts = path.split("/")
            above = ["/".join(parts[:count]) for count in range(1, len(parts))]
            # Nothing tells whether a path that is not there would be a file or a folder.
            self._known[path] = (
                any(self._says(head, is_folder=True) for head in above)
                or self._says(path, is_folder=True)
                or self._says(path, is_folder=False)
            )
        return self._known[path]

    def _says(self, path: str, *, is_folder: bool) -> bool:
        folder = path
        while folder:
            folder = dirname(folder)
            if folder in self._files:
                said = self._files[folder].says(path, is_folder=is_folder)
                if said is not None:
                    return said
        return False
