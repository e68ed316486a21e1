"""One file that says what can be run by name."""

from __future__ import annotations

import re
from typing import Protocol

import msgspec

# What tox makes an environment of for itself.
_PYTHON = re.compile(
    r"\A(?:(?:py|pypy|python|cpython|jython|graalpy|ironpython|rustpython|cython)?\d{1,2}(?:\.?\d{1,3}){0,3}t?(?:(?:a|b|rc)\d{1,2})?|py|pypy|ALL|\..{1,40})\Z"
)


class TargetFile(msgspec.Struct, frozen=True):
    """`unknown` says why it may have more targets than these, "" when these are all. `patterns` have one `%` each.

    `pieces`: names are also made of these, with hyphens between them.
    """

    path: str
    program: str
    targets: frozenset[str]
    patterns: tuple[str, ...] = ()
    unknown: str = ""
    pieces: frozenset[str] | None = None

    def has(self, name: str) -> bool:
        if name in self.targets or any(_matches(pattern, name) for pattern in self.patterns):
            return True
        return self.pieces is not None and all(
            piece in self.pieces or _PYTHON.match(piece) is not None for piece in name.split("-")
        )


class Reader(Protocol):
    """None for a file that says nothing of that program."""

    def __call__(self, path: str, text: str) -> TargetFile | None: ...


def _matches(pattern: str, name: str) -> bool:
    before, _, after = pattern.partition("%")
    return len(name) > len(before) + len(after) and name.startswith(before) and name.endswith(after)
