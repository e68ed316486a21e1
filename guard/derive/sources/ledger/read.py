"""Reads a ledger, and holds its index against its sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from guard.derive.sources.error import SourceError
from guard.derive.sources.ledger.entries import Entry, Ledger, Options, Problem
from guard.derive.sources.ledger.lines import Found, Pattern, index, sections
from guard.derive.sources.reading import Read, file
from guard.facts import Facts

_SHOWN = 5


def read(facts: Facts, options: Options) -> Ledger:
    """Raises SourceError where the ledger has no entry, or a line that keeps it from being read as a whole."""
    source = file(facts, options.of)
    found, problems = reconciled(source, options)
    if problems:
        raise SourceError(_told(problems), source.path, problems[0].line)
    if not found:
        raise SourceError(f"no entry with an id such as {options.id}", source.path)
    return _ledger(source.path, found)


def reconciled(source: Read, options: Options) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries that count, and what is wrong with the ledger, in the order of the file."""
    pattern = Pattern(options)
    if options.entries == "index":
        found = index(source, pattern)
        return found.entries, found.problems
    if options.entries == "sections":
        found = sections(source, pattern)
        return found.entries, found.problems
    rows, parts = index(source, pattern), sections(source, pattern)
    if not rows.entries or not parts.entries:
        found = rows if rows.entries else parts
        return found.entries, (*rows.problems, *parts.problems)
    problems = (*rows.problems, *parts.problems, *_differences(rows, parts))
    return rows.entries, tuple(sorted(problems, key=lambda problem: problem.line))


def _differences(rows: Found, parts: Found) -> Iterator[Problem]:
    indexed, written = {one.id for one in rows.entries}, {one.id for one in parts.entries}
    for entry in _firsts(rows.entries):
        if entry.id not in written:
            yield Problem(entry.line, f"{entry.id} is in the index and has no section", entry.id)
    for entry in _firsts(parts.entries):
        if entry.id not in indexed:
            yield Problem(entry.line, f"{entry.id} has a section and is not in the index", entry.id)


def _firsts(entries: Iterable[Entry]) -> Iterable[Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return found.values()


def _ledger(path: str, entries: tuple[Entry, ...]) -> Ledger:
    newest = sorted(entries, key=lambda entry: (entry.date, entry.number), reverse=True)
    return Ledger(
        path=path,
        count=len(entries),
        unique=len({entry.id for entry in entries}),
        entries=entries,
        latest=max(entries, key=lambda entry: (entry.number, entry.date)),
        newest=tuple(newest),
        statuses=dict(Counter(entry.status for entry in entries)),
    )


def _told(problems: tuple[Problem, ...]) -> str:
    """The first few problems by line; how to go on."""
    shown = "; ".join(f"line {problem.line}: {problem.message}" for problem in problems[:_SHOWN])
    more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    return f"not all entries can be counted: {shown}{more} (mend these lines, or name them in allow, or choose entries)"
