"""Lists whose items begin with inline code: what a document goes through one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.documents.claims import CodeSpan
from guard.documents.document import Document

_LEAD = re.compile(
    r"\A[ \t]{0,12}(?P<lead>(?:[-*+]|\d{1,4}[.)])[ \t]{1,4}[*_]{0,3}`{1,2}|\|[ \t]{0,40}[*_]{0,3}`{1,2})\Z"
)


def leading_code(document: Document) -> Iterator[tuple[CodeSpan, ...]]:
    """The inline code that items and rows begin with, those together that are marked alike under one heading."""
    groups: dict[tuple[str, str], list[CodeSpan]] = {}
    for code in document.claims.code:
        content = document.lines.content(code.span.line)
        found = _LEAD.match(content[: code.span.column - 1])
        if found:
            lead = re.sub(r"\d+|[ \t]+", "", found["lead"])
            heading = document.heading_path(code.span.line)
            groups.setdefault((heading[0] if heading else "", lead), []).append(code)
    yield from (tuple(group) for group in groups.values())
