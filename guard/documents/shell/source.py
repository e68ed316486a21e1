"""Offsets of joined lines, told as places of the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from guard.documents.claims import Word
from guard.documents.shell.session import ShellLine
from guard.documents.shell.tokens import Token
from guard.model import Span


class Source:
    def __init__(self, lines: Sequence[ShellLine], separator: str = "\n") -> None:
        self._lines = lines
        self.text = separator.join(line.text for line in lines)
        self._starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))[:-1]

    def words(self, tokens: Iterable[Token]) -> tuple[Word, ...]:
        return tuple(Word(token.text, self.span(token.start, token.end), token.literal) for token in tokens)

    def span(self, start: int, end: int) -> Span:
        return Span(*self._place(start), *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._starts, offset) - 1
        line = self._lines[index]
        return line.line, line.column + offset - self._starts[index]
