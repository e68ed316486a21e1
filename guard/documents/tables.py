"""Tables of a Markdown document: their cells, and the claims that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from guard.documents.claims import CodeSpan
from guard.documents.document import Document
from guard.documents.lines import Lines
from guard.model import Span

_DELIMITER = re.compile(r":?+-++:?+")
_DIVIDER = re.compile(r"(?<!\\)\|")


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


class Row(msgspec.Struct, frozen=True):
    """One line of a table. `cells` are as written, without the blanks around them; `\\|` stays as it is."""

    line: int
    cells: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """Lines that begin with a pipe, one after another. `header` is empty where no delimiter row follows the first line:
    such lines are no table to a renderer, only to a person who reads the source."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(document: Lines, hidden: Sequence[Span] = ()) -> Iterator[Table]:
    """The tables of a text, but for what lies in `hidden`: code blocks, comments."""
    covered = {number for span in hidden for number in range(span.line, span.end_line + 1)}
    rows: list[Row] = []
    for number in range(1, len(document) + 1):
        content = document.content(number)
        if number not in covered and content.lstrip(" ").startswith("|") and not content.startswith("    "):
            rows.append(Row(number, cells(content)))
        elif rows:
            yield _table(rows)
            rows = []
    if rows:
        yield _table(rows)


def _table(rows: Sequence[Row]) -> Table:
    if len(rows) > 1 and _is_delimiter(rows[1]):
        return Table(rows[0].line, rows[0].cells, tuple(rows[2:]))
    return Table(rows[0].line, (), tuple(rows))


def _is_delimiter(row: Row) -> bool:
    return all(_DELIMITER.fullmatch(cell) for cell in row.cells)


def cells(line: str) -> tuple[str, ...]:
    """The cells of a table's line. A pipe divides wherever no backslash stands before it, in code as well."""
    parts = _DIVIDER.split(line.strip().removeprefix("|"))
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(part.strip() for part in parts)
