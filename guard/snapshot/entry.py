"""What a snapshot lists, and the error of what it cannot read."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["file", "symlink", "submodule"]


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A file, a symlink or another repository.

    `present` is false where git lists the file but a sparse checkout leaves it out of the work tree. `executable` is
    true where either git or the file's mode says so.
    """

    kind: Kind
    tracked: bool
    present: bool = True
    executable: bool = False


class Unreadable(Exception):  # noqa: N818
    """`path` holds no bytes that guard may read, for `reason` (a few words)."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
