"""The paragraph around a place of a document, and what its sentence says of that place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from guard.documents.document import Document
from guard.documents.lines import Lines
from guard.documents.mentions import hints
from guard.model import Span

_ITEM = re.compile(r"[ \t>]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t>]{0,40}\|")
_TO_COME = re.compile(
    r"(?i)\b(?:out of scope|follow-?ups?|roadmap|future|planned|to-?dos?|backlog|wish-?list|proposals?|proposed|not (?:yet )?implemented|next steps|deprecated|legacy)\b"
)
_AND_SO_ON = re.compile(r"[`*_]{0,3},? (?:etc|and so on)\b")
_TASK = re.compile(r"[ \t>]{0,40}[-*+][ \t]{1,4}\[ \]")
_MOST_LINES = 12
_WIDEST = 1000  # code points to either side
_HEAD = 80
_ENDS = ("```", "~~~", "#", "<!--")


class Paragraph(NamedTuple):
    """`start` and `end` are where the span stands in `text`."""

    text: str
    start: int
    end: int

    @property
    def lead(self) -> str:
        return self.text[: self.start]


def paragraph(document: Document, span: Span) -> Paragraph:
    """The lines around `span` up to a blank line, a fence, a heading or another list item; a dozen to either side."""
    lines = document.lines
    first, last = span.line, span.end_line
    while first > max(1, span.line - _MOST_LINES) and not _begins(_head(lines, first)):
        if _ends(_head(lines, first - 1)):
            break
        first -= 1
    while last < min(len(lines), span.end_line + _MOST_LINES):
        if _ends(_head(lines, last + 1)) or _begins(_head(lines, last + 1)):
            break
        last += 1
    start, end = lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)
    begin = max(lines.offset(first, 1), start - _WIDEST)
    stop = lines.starts[last] if last < len(lines) else len(document.text)
    return Paragraph(document.text[begin : min(stop, end + _WIDEST)], start - begin, end - begin)


def last_above(document: Document, block: int) -> int:
    """The last line with words above the fence of a code block whose content begins at line `block`; 0 if there is none."""
    number = block - 2
    while number > 0 and not document.lines.content(number).strip():
        number -= 1
    return max(number, 0)


def sets_right(document: Document, span: Span, names: Iterable[str]) -> bool:
    """Whether the paragraph around `span` says itself that what stands there is wrong.

    It speaks of the past or of what is absent, it says "but", it stands under a heading about what is yet to come, or it names one of
    `names`, which would be right.
    """
    if any(_TO_COME.search(heading) for heading in document.heading_path(span.line)):
        return True
    around = paragraph(document, span)
    if _TASK.match(around.text) or _AND_SO_ON.match(around.text[around.end :]):
        return True
    if " but " in around.text or {"past", "absent"} & set(hints(*around)):
        return True
    return any(f"`{name}`" in around.text for name in names)


def _head(lines: Lines, number: int) -> str:
    """A line's beginning, which tells what the line is; lines may be very long."""
    start = lines.starts[number - 1]
    return lines.text[start : start + _HEAD].partition("\n")[0]


def _begins(content: str) -> bool:
    return _ITEM.match(content) is not None


def _ends(content: str) -> bool:
    stripped = content.strip()
    return not stripped or stripped.startswith(_ENDS)
