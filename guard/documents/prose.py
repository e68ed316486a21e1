"""The lines of a document that are its own words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from guard.documents.document import Document


@lru_cache(maxsize=2)
def prose(document: Document) -> Sequence[tuple[int, str]]:
    """Number and content of every line outside of code blocks. Several rules in a row go through those of one document."""
    hidden = {number for fence in document.claims.fences for number in range(fence.span.line, fence.span.end_line + 1)}
    return [(number, line) for number, line in enumerate(document.lines.contents, 1) if number not in hidden]
