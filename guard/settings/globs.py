"""Patterns over the repository's paths, as .gitignore writes them, matched in linear time."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LONGEST = 500
_MOST = 100_000


class Globs(msgspec.Struct, frozen=True, dict=True):
    """Paths are relative to the root with forward slashes. The last pattern that matches decides; `!` takes back."""

    patterns: tuple[str, ...] = ()

    def match(self, path: str) -> bool:
        return bool(self.patterns) and bool(self._spec.check_file(_readable(path)).include)

    def unmatched(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The patterns that, each for itself, match none of `paths`."""
        left = list(self.patterns)
        readable = [_readable(path) for path in paths]
        while left:
            # The spec tells the deciding pattern only. Those that never decided are asked again among themselves.
            spec = _compiled(left)
            deciding = {spec.check_file(path).index for path in readable}
            if deciding <= {None}:
                break
            left = [pattern for number, pattern in enumerate(left) if number not in deciding]
        return tuple(left)

    def fault(self) -> tuple[int | None, str] | None:
        """The number of the first pattern that cannot be used (None: all of them together), and what is wrong."""
        if sum(map(len, self.patterns)) > _MOST:
            return None, f"more than {_MOST} characters of patterns"
        for number, pattern in enumerate(self.patterns):
            if wrong := _unusable(pattern):
                return number, wrong
        if _compiles(self.patterns):
            return None
        wrongs = (number for number, pattern in enumerate(self.patterns) if not _compiles([pattern]))
        first = next(wrongs, None)
        return first, "too many patterns" if first is None else "not a pattern"

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return _compiled(self.patterns)


def _unusable(pattern: str) -> str:
    if len(pattern) > _LONGEST:
        return f"a pattern longer than {_LONGEST} characters"
    body = pattern.removeprefix("!")
    if not body.strip() or body.startswith("#"):
        return "a pattern that can match nothing"
    if ".." in body.split("/"):
        return "a pattern that leads out of the repository"
    return ""


def _compiles(patterns: Iterable[str]) -> bool:
    try:
        _compiled(patterns)
    except Exception:  # three libraries raise three kinds of error here, one of them private
        return False
    return True


def _compiled(patterns: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        # Brackets in a pattern make Python's own compiler warn; it is re2 that matches.
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines([_anchored(_readable(pattern)) for pattern in patterns], backend="re2")


def _anchored(pattern: str) -> str:
    """`./docs` means the folder at the root, as `/docs` does."""
    bang = "!" if pattern.startswith("!") else ""
    body = pattern.removeprefix("!")
    return f"{bang}{body[1:]}" if body.startswith("./") else pattern


def _readable(text: str) -> str:
    """Bytes of a name that are not UTF-8 and line ends match `*` and `?` alone: re2 takes the first only as this."""
    if "\n" in text:
        text = text.replace("\n", "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
