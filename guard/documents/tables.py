"""Tables of a Markdown document, as far as their claims go."""

from __future__ import annotations

from collections.abc import Iterator

from guard.documents.claims import CodeSpan
from guard.documents.document import Document


def first_cells(document: Document) -> Iterator[tuple[CodeSpan, ...]]:
    """Tables with inline code at the beginning of their rows: that code, row by row.

    A row without code there ends nothing: what counts is that the lines are those of one table.
    """
    table: list[CodeSpan] = []
    for cell in document.claims.code:
        if not _begins_row(document, cell):
            continue
        if table and not _are_rows(document, table[-1].span.line, cell.span.line):
            yield tuple(table)
            table = []
        table.append(cell)
    if table:
        yield tuple(table)


def _begins_row(document: Document, cell: CodeSpan) -> bool:
    line = document.lines.content(cell.span.line)
    return line.lstrip().startswith("|") and not line[: cell.span.column - 1].strip("|`* \t")


def _are_rows(document: Document, first: int, last: int) -> bool:
    return all(document.lines.content(number).lstrip().startswith("|") for number in range(first, last))
