"""Lines and columns of a text. A line ends at LF, CRLF or CR, as CommonMark has it, and nowhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from guard.model import Span

_END = re.compile(r"\r\n?|\n")


class Lines:
    """Maps between offsets (code points from 0) and places (lines and columns from 1) of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(end.end() for end in _END.finditer(text))]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def contents(self) -> list[str]:
        """Every line without its ending, in order. Many rules go through them, so they are cut once."""
        return _END.split(self.text)

    def content(self, line: int) -> str:
        """The line without its ending."""
        return self.contents[line - 1]

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        return Span(*self.place(start), *self.place(end))

    def slice(self, span: Span) -> str:
        return self.text[self.offset(span.line, span.column) : self.offset(span.end_line, span.end_column)]
