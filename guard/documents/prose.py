"""The lines of a document that are its own words."""

from __future__ import annotations

from collections.abc import Iterator

from guard.documents.document import Document


def prose(document: Document) -> Iterator[tuple[int, str]]:
    """Number and content of every line outside of code blocks."""
    hidden = {number for fence in document.claims.fences for number in range(fence.span.line, fence.span.end_line + 1)}
    for number in range(1, len(document.lines) + 1):
        if number not in hidden:
            yield number, document.lines.content(number)
