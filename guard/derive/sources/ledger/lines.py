"""The lines of a file that are entries of a ledger, and those that look like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.ledger.entries import Entry, Options, Problem
from guard.derive.sources.reading import Read
from guard.documents.claims import Heading
from guard.documents.tables import Row, Table, tables

_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_FIELD = re.compile(r"\A[ \t]*+[-*]?[ \t]*+\*\*([^*\n:]{1,60}):?\*\*:?[ \t]*+(.*)")
_LATER = ("date", "timestamp", "when", "day", "time")
_STANDING = ("status", "state", "result")
_NAMED = ("title", "name", "decision", "phase", "summary", "description", "subject", "change")


class Found(msgspec.Struct, frozen=True):
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


class Pattern:
    """How the ids of a ledger look."""

    def __init__(self, options: Options) -> None:
        before, hole, after = options.id.partition("<n>")
        if not hole or not before.strip() or "<" in before + after:
            raise SourceError(f"not a pattern of ids: {options.id} (as in BUILD-<n>)", options.of)
        self.prefix = before
        self._allow = options.allow
        self._id = re.compile(rf"{re.escape(before)}(\d{{1,9}}+(?>(?:\.\d{{1,9}}+)*)){re.escape(after)}(?![\w-]*[\w])")
        word = re.escape(before.rstrip("-_# ."))
        self._like = re.compile(rf"(?<![\w]){word}(?![a-z])", re.IGNORECASE)

    def at_start(self, text: str) -> re.Match[str] | None:
        return self._id.match(text)

    def looks_alike(self, text: str) -> bool:
        return self._like.match(text) is not None

    def is_allowed(self, text: str) -> bool:
        return any(text.startswith(one) for one in self._allow)


def number_of(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(part) for part in found[1].split("."))


def index(source: Read, pattern: Pattern) -> Found:
    """The rows, of tables and of loose lines that have lost theirs, which have an id in the ids' column."""
    found = list(tables(source.lines, source.hidden))
    main = _main(found, pattern)
    if main is None:
        return Found((), ())
    table, column = main
    entries: list[Entry] = []
    problems: list[Problem] = []
    for other in found:
        if other.header and other is not table:
            continue
        for row in other.rows:
            told = _row(row, table, column, pattern)
            if isinstance(told, Entry):
                entries.append(told)
            elif told is not None:
                problems.append(told)
    return Found(tuple(entries), tuple(problems))


def _main(found: Sequence[Table], pattern: Pattern) -> tuple[Table, int] | None:
    """The table with the most ids in one column, and that column."""
    best: tuple[int, Table, int] | None = None
    for table in found:
        columns = Counter(
            number for row in table.rows for number, cell in enumerate(row.cells) if pattern.at_start(_bare(cell))
        )
        for column, count in columns.items():
            if table.header and column < len(table.header) and (best is None or count > best[0]):
                best = count, table, column
    return best[1:] if best else None


def _row(row: Row, table: Table, column: int, pattern: Pattern) -> Entry | Problem | None:
    cell = _bare(row.cells[column]) if column < len(row.cells) else ""
    found = pattern.at_start(cell)
    dated = any(_DATE.match(one) for one in row.cells)
    if found is None:
        if pattern.is_allowed(cell) or not (dated or pattern.looks_alike(cell) or row in table.rows):
            return None
        return Problem(row.line, f"a row without an id: {cell[:60] or '(empty)'}", cell[:60])
    fields = {name: row.cells[number] for number, name in enumerate(table.header) if number < len(row.cells)}
    return Entry(
        id=found[0],
        number=number_of(found),
        title=_field(fields, _NAMED) or (row.cells[column + 1] if column + 1 < len(row.cells) else ""),
        date=_date(_field(fields, _LATER)) or _date(" ".join(row.cells[:column])),
        status=_field(fields, _STANDING),
        line=row.line,
        fields=fields,
    )


def sections(source: Read, pattern: Pattern) -> Found:
    """The headings that begin with an id. Those of the same levels that look alike are problems."""
    starts = [(heading, pattern.at_start(_bare(heading.text))) for heading in source.claims.headings]
    levels = {heading.level for heading, found in starts if found}
    entries: list[Entry] = []
    problems: list[Problem] = []
    for heading, found in starts:
        text = _bare(heading.text)
        if found:
            entries.append(_section(source, heading, found))
        elif heading.level in levels and not pattern.is_allowed(text) and _is_like(text, pattern):
            problems.append(Problem(heading.span.line, f"a heading that looks like an entry: {text[:60]}", text[:60]))
    return Found(tuple(entries), tuple(problems))


def _is_like(text: str, pattern: Pattern) -> bool:
    return pattern.looks_alike(text) or any(_DATE.match(part.strip()) for part in text.split("|")[1:])


def _section(source: Read, heading: Heading, found: re.Match[str]) -> Entry:
    rest = _bare(heading.text)[found.end() :].strip(" |:-–—")
    parts = [part.strip() for part in rest.split("|")]
    fields = dict(_fields(source, heading))
    words = [part for part in parts if part and not _DATE.match(part)]
    return Entry(
        id=found[0],
        number=number_of(found),
        title=_field(fields, ("title",)) or (words[-1] if words else ""),
        date=_date(_field(fields, _LATER)) or _date(rest),
        status=_field(fields, _STANDING),
        line=heading.span.line,
        fields=fields,
    )


def _fields(source: Read, heading: Heading) -> Iterator[tuple[str, str]]:
    """The `**Name**: value` lines right below a heading, up to the next heading."""
    after = (one.span.line for one in source.claims.headings if one.span.line > heading.span.line)
    last = min(next(after, len(source.lines) + 1), heading.span.line + 40)
    for number in range(heading.span.end_line + 1, last):
        if found := _FIELD.fullmatch(source.lines.content(number)):
            yield found[1].strip(), found[2].strip()


def _field(fields: dict[str, str], names: Sequence[str]) -> str:
    folded = {name.strip("* ").casefold(): value for name, value in fields.items()}
    return next((folded[name] for name in names if folded.get(name)), "")


def _date(text: str) -> str:
    found = _DATE.search(text)
    return found[0] if found else ""


def _bare(text: str) -> str:
    """A cell or a heading without the marks around its beginning: `**[BUILD-1](#x)**`."""
    return text.strip().lstrip("*`[_ ")
