"""Paths that a document shows as examples: nobody promises that they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from guard.documents.document import Document
from guard.documents.shell.session import SHELLS
from guard.documents.tables import cells
from guard.documents.tree import paths
from guard.model import Span

_COLUMN = re.compile(
    r"(?i)\W{0,4}(?:examples?|samples?|exemples?|ejemplos?|beispiele?|příklady?|ví dụ|示例|例子?|例)\b"
)
_DELIMITER = re.compile(r"[ \t|:-]{3,400}")
_CODE = re.compile(r"`([^`\n]{1,200})`")
_MOST_ROWS = 200


def is_example_path(document: Document, text: str, span: Span, *, lived: bool) -> bool:
    """Whether the document shows `text` as an example.

    A pattern beside it matches it, or it is a bare name below a heading that says "Example". A path that never `lived` may also be one
    that stands above a code block as its name, that a code block of the document shows in use, or that a tree of the document draws.
    """
    if _is_matched(document, text, span) or ("/" not in text and _is_below_examples(document, span)):
        return True
    return not lived and (_heads_code(document, text, span) or _is_in_code(document, text) or _is_drawn(document, text))


def _heads_code(document: Document, text: str, span: Span) -> bool:
    """Whether the path stands alone above a code block, as the name of the file that the block shows."""
    if document.lines.content(span.line).strip(" \t`*_:#") != text.strip("`*_:#"):
        return False
    below = next(
        (line for line in range(span.line + 1, len(document.lines) + 1) if document.lines.content(line).strip()), 0
    )
    return any(fence.span.line - 1 == below for fence in document.claims.fences)


def _is_matched(document: Document, text: str, span: Span) -> bool:
    """`docs/*.md` matches `docs/a.md`, says the line."""
    codes = _CODE.findall(document.lines.content(span.line))
    patterns = [code.strip() for code in codes if "*" in code]
    return any(fnmatchcase(text, pattern.replace("/**/", "/*")) for pattern in patterns if pattern.strip("*/."))


def _is_below_examples(document: Document, span: Span) -> bool:
    """Whether it stands in a column of a table whose heading says "Example"."""
    line = document.lines.content(span.line)
    if not line.lstrip().startswith("|"):
        return False
    column = len(cells(line[: span.column - 1])) - 1
    for number in range(span.line - 1, max(0, span.line - _MOST_ROWS), -1):
        above = document.lines.content(number)
        if not above.lstrip().startswith("|"):
            return False
        if _DELIMITER.fullmatch(above) and number > 1:
            titles = cells(document.lines.content(number - 1))
            return 0 <= column < len(titles) and _COLUMN.match(titles[column]) is not None
    return False


def _is_in_code(document: Document, text: str) -> bool:
    """Whether a block of code, other than commands, uses it: `@{docs/practices.md}`."""
    word = re.compile(rf"(?<![\w./-]){re.escape(text)}(?![\w/-])")
    return any(word.search(block) for block in _blocks(document))


def _blocks(document: Document) -> Iterator[str]:
    for fence in document.claims.fences:
        if fence.language and fence.language.lower() not in SHELLS:
            yield document.source(fence.span)


def _is_drawn(document: Document, text: str) -> bool:
    wanted = text.strip("/").removeprefix("./")
    return "/" in wanted and any(
        f"/{path}".endswith(f"/{wanted}") for tree in document.claims.trees for path, _ in paths(tree)
    )
