"""A baseline as a value."""

from __future__ import annotations

import msgspec


class BaselineError(Exception):
    """A baseline that cannot be followed. `str()` names the file, the place and the cure."""

    def __init__(self, path: str, line: int | None, message: str, cure: str) -> None:
        super().__init__(path, line, message, cure)
        self.path = path
        self.line = line
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}; {self.cure}"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding. It holds no line number, so that editing a document does not churn the file.

    `fingerprint` alone is compared; the rest is there for the people who read the file.
    """

    fingerprint: str
    rule: str
    path: str
    subject: str


class Baseline(msgspec.Struct, frozen=True):
    """`path` is the file's, relative to the root; `lines` are those of the entries in it, in their order."""

    path: str
    entries: tuple[Entry, ...] = ()
    lines: tuple[int, ...] = ()
