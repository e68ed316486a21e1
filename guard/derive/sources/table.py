"""A table of a document, or a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import Read, did_you_mean, file
from guard.documents import tables
from guard.facts import Facts


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`heading` is the heading that the table stands under; without it, the file must have one table alone."""

    of: str
    heading: str = ""


class Table(msgspec.Struct, frozen=True):
    """`rows` go by the column's name, as the header has it."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    count: int


def read(facts: Facts, options: Options) -> Table:
    """Raises SourceError where there is no such table, more than one, or a row that does not fit the header."""
    source = file(facts, options.of)
    if source.path.endswith((".csv", ".tsv")):
        return _from_csv(source)
    found = [table for table in tables.tables(source.lines, source.hidden) if table.header]
    under = [table for table in found if not options.heading or _stands_under(source, table.line, options.heading)]
    if len(under) > 1:
        lines = ", ".join(str(table.line) for table in under)
        raise SourceError(f"more than one table: lines {lines}; name the heading that it stands under", source.path)
    if not under:
        words = did_you_mean(options.heading, (heading.text for heading in source.claims.headings))
        raise SourceError(f"no table under {options.heading}{words}" if options.heading else "no table", source.path)
    table = under[0]
    return _table(source.path, table.header, [(row.line, row.cells) for row in table.rows])


def _stands_under(source: Read, line: int, heading: str) -> bool:
    """Whether `heading` is the last one above `line`."""
    above = [one for one in source.claims.headings if one.span.line < line]
    return bool(above) and above[-1].text.casefold() == heading.casefold()


def _from_csv(source: Read) -> Table:
    reader = csv.reader(StringIO(source.text), delimiter="\t" if source.path.endswith(".tsv") else ",", strict=True)
    try:
        rows = [(reader.line_num, tuple(row)) for row in reader if row]
    except csv.Error as error:
        raise SourceError(f"not CSV: {error}", source.path, reader.line_num) from None
    if not rows:
        raise SourceError("empty: a table needs a header", source.path)
    return _table(source.path, rows[0][1], rows[1:])


def _table(path: str, columns: Sequence[str], rows: Iterable[tuple[int, tuple[str, ...]]]) -> Table:
    if len(set(columns)) != len(columns):
        raise SourceError("two columns have the same name", path)
    found = []
    for line, row in rows:
        if len(row) > len(columns):
            raise SourceError(f"{len(row)} cells where the header has {len(columns)}", path, line)
        found.append(dict(zip(columns, (*row, *[""] * (len(columns) - len(row))), strict=True)))
    return Table(tuple(columns), tuple(found), len(found))
