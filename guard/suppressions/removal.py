"""Deleting a comment, where nothing else of the document changes by it."""

from __future__ import annotations

from guard.documents.claims import Comment
from guard.documents.lines import Lines
from guard.model import Edit, Fix, Span

_MARKDOWN = (".md", ".markdown", ".mdx")
_DIGITS = "0123456789"


def removal(path: str, comment: Comment, text: str) -> Fix | None:
    """Safe where the rest is read as before. None where the comment's surroundings are not what they should be."""
    lines = Lines(text)
    span = comment.span
    if span.end_line > len(lines):
        return None
    before = lines.content(span.line)[: span.column - 1]
    after = lines.content(span.end_line)[span.end_column - 1 :]
    if after.strip():
        return None
    if before.strip():
        column = len(before.rstrip()) + 1
        return Fix(True, (Edit(path, Span(span.line, column, span.end_line, span.end_column + len(after)), ""),))
    if span.end_line == len(lines):
        return Fix(True, (Edit(path, Span(span.line, 1, span.end_line, span.end_column + len(after)), ""),))
    safe = not path.lower().endswith(_MARKDOWN) or _stands_free(lines, span)
    return Fix(safe, (Edit(path, Span(span.line, 1, span.end_line + 1, 1), ""),))


def _stands_free(lines: Lines, span: Span) -> bool:
    """Whether the blocks around a Markdown comment stay apart without it."""
    above = lines.content(span.line - 1) if span.line > 1 else ""
    number = span.end_line + 1
    while number < len(lines) and not lines.content(number).strip():
        number += 1
    below = lines.content(number)
    apart = not above.strip() or number > span.end_line + 1
    # A comment also keeps a list, or code behind a list, apart from what follows.
    return apart and not below.startswith((" ", "\t", "-", "*", "+", *_DIGITS))
