"""The places of the keys of a TOML text: a scan of its tokens, beside the parser that gives the values.

The scan takes everything that is valid and more; what is not valid it leaves to the parser, which runs after it. It
refuses what would make the parser slow: very long dotted keys and deep nesting.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress

from guard.documents.lines import Lines
from guard.model import Span
from guard.settings.origins import Key

DOTS = 20
DEPTH = 40

_BLANK = re.compile(r"(?>(?:[ \t\r\n]++|#[^\n]*+)*)")
_INDENT = re.compile(r"[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?>(?:[^"\\\n]++|\\.)*)"|'[^'\n]*+'""")
_STRING = re.compile(
    r'"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""(?:"{0,2}+)'
    r"|'''(?>(?:[^']++|'(?!''))*)'''(?:'{0,2}+)"
    r'|"(?>(?:[^"\\\n]++|\\.)*)"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]++")


class RefusedError(Exception):
    """A text that must not reach the parser."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


class _InvalidError(Exception):
    """Not TOML from here on: the parser will say so better."""


def positions(text: str) -> dict[Key, Span]:
    """The span of every key and every element of a list. A table's own header wins over its mention in a longer key."""
    scan = _Scan(text)
    with suppress(_InvalidError):
        scan.document()
    return scan.spans


class _Part:
    """One part of a dotted key, and where it stands."""

    __slots__ = ("end", "name", "start")

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name = name
        self.start = start
        self.end = end


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines = Lines(text)
        self.spans: dict[Key, Span] = {}
        self.lengths: dict[Key, int] = {}

    def document(self) -> None:
        table: Key = ()
        while self.more():
            if self.take("[["):
                table = self.element(self.header("]]"))
            elif self.take("["):
                table = self.table((), self.header("]"))
            else:
                self.pair(table)

    def more(self) -> bool:
        """Skips blanks, line ends and comments; false at the end."""
        self.skip(_BLANK)
        return self.at < len(self.text)

    def skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self.text, self.at):
            self.at = found.end()

    def take(self, token: str) -> bool:
        if not self.text.startswith(token, self.at):
            return False
        self.at += len(token)
        return True

    def demand(self, token: str) -> None:
        if not self.take(token):
            raise _InvalidError

    def header(self, end: str) -> list[_Part]:
        parts = self.key()
        self.demand(end)
        return parts

    def key(self) -> list[_Part]:
        parts: list[_Part] = []
        while not parts or self.take("."):
            self.skip(_INDENT)
            found = _KEY.match(self.text, self.at)
            if not found:
                raise _InvalidError
            parts.append(_Part(_name(found.group()), found.start(), found.end()))
            if len(parts) > DOTS + 1:
                raise self.refused(f"a key with more than {DOTS} dots")
            self.at = found.end()
            self.skip(_INDENT)
        return parts

    def table(self, path: Key, parts: list[_Part]) -> Key:
        """Notes a table or a key; a name that is a list of tables means its last element."""
        for number, part in enumerate(parts):
            path = (*path, part.name)
            last = number == len(parts) - 1
            if last or path not in self.spans:
                self.note(path, part.start, part.end)
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def element(self, parts: list[_Part]) -> Key:
        """Notes one more element of a list of tables."""
        last = parts[-1]
        path = (*self.table((), parts[:-1]), last.name)
        if path not in self.spans:
            self.note(path, last.start, last.end)
        number = self.lengths.get(path, 0)
        self.lengths[path] = number + 1
        self.note((*path, number), last.start, last.end)
        return (*path, number)

    def pair(self, table: Key) -> None:
        path = self.table(table, self.key())
        self.demand("=")
        self.value(path)

    def value(self, path: Key) -> None:
        self.skip(_INDENT)
        if self.take("["):
            self.array(path)
        elif self.take("{"):
            self.inline(path)
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            if not found:
                raise _InvalidError
            self.at = found.start() + len(found.group().rstrip(" \t"))

    def array(self, path: Key) -> None:
        number = 0
        while self.more() and not self.take("]"):
            element = (*path, number)
            start = self.at
            self.note(element, start, start)
            self.value(element)
            self.note(element, start, self.at)
            self.more()
            number += 1
            if not self.take(",") and not self.text.startswith("]", self.at):
                raise _InvalidError

    def inline(self, path: Key) -> None:
        while self.more() and not self.take("}"):
            self.pair(path)
            self.more()
            if not self.take(",") and not self.text.startswith("}", self.at):
                raise _InvalidError

    def note(self, path: Key, start: int, end: int) -> None:
        if len(path) > DEPTH:
            raise self.refused(f"nested more than {DEPTH} deep")
        self.spans[path] = self.lines.span(start, end)

    def refused(self, message: str) -> RefusedError:
        return RefusedError(self.lines.place(self.at)[0], message)


def _name(token: str) -> str:
    if token[0] == "'":
        return token[1:-1]
    if token[0] != '"':
        return token
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(tomllib.loads(f"name = {token}")["name"])
    except ValueError:
        raise _InvalidError from None
