"""A ledger's entries must have ids of their own, rise in number, and stand in the index and in the text.

A contract: each names one ledger by `file` and says with `id` how its ids look (`<n>` is the number). An id that two entries of
the same kind bear, a row without a section, a section without a row, an entry that stands out of order, and a line that looks
like an entry and has no id are found. `entries` says what the ledger consists of ("index", "sections" or "both"), `order` which way
its numbers go ("up", "down" or "any"), and `allow` names lines that look like entries and are none.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, bad, good
from guard.derive.sources.ledger import Entry, reconciled
from guard.derive.sources.ledger import Options as Reading
from guard.derive.sources.reading import Read
from guard.facts import Facts

MESSAGE = "{reason}"


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    id: str
    entries: Literal["index", "sections", "both"] = "both"
    order: Literal["up", "down", "any"] = "any"
    allow: tuple[str, ...] = ()


_OPTIONS = {"file": "LOG.md", "id": "B-<n>"}
_INDEX = "| Date | ID | What |\n| --- | --- | --- |\n| 2024-01-02 | B-2 | two |\n| 2024-01-01 | B-1 | one |\n\n"
_TEXT = "### B-2: two\n\nx\n\n### B-1: one\n\ny\n"

EXAMPLES = (
    good(_INDEX + _TEXT, path="LOG.md", options={**_OPTIONS, "order": "down"}),
    good("### B-1: one\n\n### B-2: two\n", path="LOG.md", options={**_OPTIONS, "order": "up"}),
    bad(_INDEX + "### B-2: two\n", path="LOG.md", options=_OPTIONS, says="B-1 is in the index and has no section"),
    bad(
        _INDEX + _TEXT + "\n### b 3: three\n",
        path="LOG.md",
        options=_OPTIONS,
        says="a heading that looks like an entry: b 3: three",
    ),
    bad("### B-1: one\n\n### B-1: two\n", path="LOG.md", options=_OPTIONS, says="B-1 stands at line 1 already"),
    bad(
        "### B-2: two\n\n### B-1: one\n",
        path="LOG.md",
        options={**_OPTIONS, "order": "up"},
        says="B-1 stands below B-2, but ids go up",
    ),
)


def check(document: Document, facts: Facts, options: Options) -> Iterator[Outcome]:
    source = Read(document.path, document.lines, document.claims)
    reading = Reading(options.file, options.id, options.entries, options.allow)
    entries, problems = reconciled(source, reading)
    for problem in problems:
        yield _finding(document, problem.line, problem.subject, problem.message, f"ids look like {options.id}")
    yield from _repeated(document, entries)
    yield from _unordered(document, entries, options)


def _repeated(document: Document, entries: tuple[Entry, ...]) -> Iterator[Outcome]:
    first: dict[str, Entry] = {}
    for entry in entries:
        before = first.setdefault(entry.id, entry)
        if before is entry:
            yield HOLDS
        else:
            said = f"{entry.id} stands at line {before.line} already"
            yield _finding(document, entry.line, entry.id, said, f"{before.id}: {before.title[:60]}")


def _unordered(document: Document, entries: tuple[Entry, ...], options: Options) -> Iterator[Outcome]:
    times = Counter(entry.id for entry in entries)
    for before, entry in pairwise(entries if options.order != "any" else ()):
        rises = entry.number > before.number
        if times[entry.id] > 1 or times[before.id] > 1 or rises == (options.order == "up"):
            continue
        said = f"{entry.id} stands below {before.id}, but ids go {options.order}"
        yield _finding(document, entry.line, entry.id, said, f"{before.id} is at line {before.line}")


def _finding(document: Document, line: int, subject: str, reason: str, evidence: str) -> Outcome:
    end = len(document.lines.content(line)) + 1
    span = document.lines.span(document.lines.offset(line, 1), document.lines.offset(line, max(end, 1)))
    return document.finding(span, MESSAGE, subject=subject, reason=reason, evidence=(Evidence(evidence),))
