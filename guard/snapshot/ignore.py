"""One .gitignore file, held against paths in time that grows with the path's length and no faster.

pathspec turns each pattern into a regular expression and re2 runs them. pathspec's own ruling for whole trees is not
used, because a walk asks about each folder before it enters it: a pattern must match the path itself, and one that
matched a folder further up has had its say there.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import re2  # type: ignore[import-untyped]
from pathspec import PathSpec
from pathspec.pattern import RegexPattern
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_LONGEST = 4096
_MOST = 10_000
_BOM = b"\xef\xbb\xbf"
_STARS = "**"
_EXCLUDING = re.compile(r"\[\^(?![/\]])")
_NEWLINE = "\u0100"  # `.` does not match a newline, and no byte decodes to this


class Ignore:
    """The patterns of the .gitignore file at `path`. `notes` names those that cannot be used."""

    def __init__(self, path: str, data: bytes) -> None:
        self.notes: list[str] = []
        self._path = path
        self._folder = path.removesuffix(".gitignore")
        patterns = list(self._patterns(data.removeprefix(_BOM).split(b"\n")))
        self._for_folders = tuple(self._sets(patterns))
        self._for_files = tuple(self._sets([pattern for pattern in patterns if not pattern.only_folders]))

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether the root-relative `path` is ignored; None where no pattern speaks of it. The last pattern wins."""
        name = os.fsencode(path.removeprefix(self._folder)).decode("latin-1").replace("\n", _NEWLINE)
        for patterns in self._for_folders if is_folder else self._for_files:
            said = patterns.check_file(f"{name}/", ()).include
            if said is not None:
                return said
        return None

    def _patterns(self, lines: Sequence[bytes]) -> Iterator[_Pattern]:
        if len(lines) > _MOST:
            self.notes.append(f"{self._path}: more than {_MOST} lines, the rest is not used")
        for number, line in enumerate(lines[:_MOST], 1):
            # Git matches bytes, not characters. One code point a byte keeps it so, whatever the encoding of names.
            text = _trimmed(line.removesuffix(b"\r")).decode("latin-1")
            if not text or text.startswith("#"):
                continue
            rule = _rule(text)
            if rule is None:
                self._refuse(number)
            else:
                yield _Pattern(number, rule, only_folders=text.endswith("/"))

    def _sets(self, patterns: Sequence[_Pattern]) -> Iterator[PathSpec[RegexPattern]]:
        """The patterns as few sets, the last of them first. What is too much for one set is halved."""
        if not patterns:
            return
        try:
            yield PathSpec([pattern.rule for pattern in patterns], backend="re2")
        except re2.error:
            if len(patterns) == 1:
                self._refuse(patterns[0].number)
                return
            middle = len(patterns) // 2
            yield from self._sets(patterns[middle:])
            yield from self._sets(patterns[:middle])

    def _refuse(self, number: int) -> None:
        note = f"{self._path}:{number}: this pattern cannot be used"
        if note not in self.notes:
            self.notes.append(note)


class _Pattern(NamedTuple):
    number: int
    rule: RegexPattern
    only_folders: bool


def _trimmed(line: bytes) -> bytes:
    """Without trailing spaces, save one that a backslash keeps."""
    bare = line.rstrip(b" ")
    backslashes = len(bare) - len(bare.rstrip(b"\\"))
    return bare + b" " if backslashes % 2 and len(bare) < len(line) else bare


def _rule(text: str) -> RegexPattern | None:
    """The pattern as one that matches a path with a slash behind it, from its first character to that slash."""
    body = text.removesuffix("/")
    sign = "!" if body.startswith("!") else ""
    segments = [
        _STARS if len(part) > 1 and not part.strip("*") else part for part in body.removeprefix(sign).split("/")
    ]
    if len(text) > _LONGEST or not any(segments):
        return None
    if len(segments) > 1 and segments[-1] == _STARS:
        segments.append("*")  # what lies in the folder, and not the folder itself
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            translated = GitIgnoreSpecPattern(f"{sign}{'/'.join(segments)}/")
            if translated.regex is None:
                return None
            # A class that excludes characters excludes the slash too, as `*` and `?` do.
            whole = _EXCLUDING.sub("[^/", translated.regex.pattern) + "$"
            return RegexPattern(re.compile(whole), include=translated.include)
    except (ValueError, re.error, RecursionError, OverflowError):
        return None
