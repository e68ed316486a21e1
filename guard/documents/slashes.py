"""Words that may be commands of agents: `/name` at the beginning of inline code, of a line in a block, of a heading or list item."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from guard.documents.document import Document
from guard.documents.prose import prose
from guard.model import Span

_NAME = re.compile(r"/([a-z][a-z0-9]{0,40}(?:[-_:][a-z0-9]{1,40}){0,8})(?=[\s\"'<\[(]|\Z)")
_ITEM = re.compile(r"[ \t>]{0,40}(?:[-*+]|\d{1,4}[.)]|#{1,6})?[ \t]{0,8}(?:\*\*)?(?=/)")


class Slash(msgspec.Struct, frozen=True):
    """`span` covers the slash and the name. `inline`: it stands in a sentence or list and not in a block."""

    name: str
    span: Span
    inline: bool


def slashes(document: Document) -> Iterator[Slash]:
    if document.language != "markdown" or "/" not in document.text:
        return
    for code in document.claims.code:
        if code.span.line == code.span.end_line and (found := _NAME.match(code.text)):
            yield _slash(found, code.span.line, code.span.column, inline=True)
    for fence in document.claims.fences:
        for number in range(fence.span.line, min(fence.span.end_line, len(document.lines)) + 1):
            line = document.lines.content(number)
            start = len(line) - len(line.lstrip(" \t>"))
            if found := _NAME.match(line, start):
                yield _slash(found, number, 1, inline=False)
    for number, line in prose(document):
        begin = _ITEM.match(line) if "/" in line else None
        if begin and (found := _NAME.match(line, begin.end())):
            yield _slash(found, number, 1, inline=True)


def _slash(found: re.Match[str], line: int, column: int, *, inline: bool) -> Slash:
    return Slash(found[1], Span(line, column + found.start(), line, column + found.end()), inline)
