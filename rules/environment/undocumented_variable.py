"""A table of variables must not lack one that the programs read. (Preview.)

Where a table lists variables that the repository's programs read, another variable with the same beginning that programs read, and that no
living document names, is found at the head of the longest such table.

Not judged: tables of fewer than five known variables, variables whose beginning is not that of most of the table, and those that only tests read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.records import is_record, shows_examples
from guard.documents.tables import Table, tables
from guard.facts import Facts
from guard.model import Span

MESSAGE = "the table of variables lacks {subject}"
PREVIEW = True
LEAST = 5
"""How many variables of a table must be known before it is the list of them."""

_CODE = "import os\n" + "".join(f"os.getenv('SHOP_{letter}')\n" for letter in "ABCDEF")
_TABLE = "| Variable | Use |\n|---|---|\n" + "".join(f"| `SHOP_{letter}` | x |\n" for letter in "ABCDE")

EXAMPLES = (
    good(_TABLE + "| `SHOP_F` | y |\n", files={"a.py": _CODE + "os.getenv('OTHER_NAME')\n"}),
    good(_TABLE, files={"a.py": _CODE, "docs/b.md": "`SHOP_F` is for experts."}),
    good("| Variable |\n|---|\n| `SHOP_A` |\n", files={"a.py": _CODE}),
    bad(_TABLE, files={"a.py": _CODE}, says="the table of variables lacks SHOP_F"),
)

_NAME = re.compile(r"\A[*`]{0,3}([A-Z][A-Z0-9_]{2,60})(?:=\S{0,40})?[*`]{0,3}\Z")
_MENTIONED = re.compile(r"[A-Z][A-Z0-9_]{2,60}")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path) or shows_examples(document.path):
        return
    fullest = facts.remembered(_fullest)
    table = _table(document, facts)
    if table is None:
        return
    if fullest != document.path:
        yield Unjudged("variable: another document has the longer table")
        return
    yield from _judge(document, facts, table[1])


def _fullest(facts: Facts) -> str:
    """The living document whose table has most of the variables; "" where none has enough."""
    best = 0, ""
    for path in facts.living:
        if not facts.is_markdown(path) or is_record(path) or shows_examples(path):
            continue
        text = facts.text_of(path)
        if "|" in text and (found := _table(Document(path, text, facts.claims_of(path), language="markdown"), facts)):
            best = max(best, (found[0], path))
    return best[1]


def _table(document: Document, facts: Facts) -> tuple[int, Table] | None:
    """The table with most known variables, and how many it has."""
    best: tuple[int, Table] | None = None
    for table in tables(document.lines, [fence.span for fence in document.claims.fences]):
        known = len({name for name in _names(table) if name in facts.environment.read})
        if known >= LEAST and (best is None or known > best[0]):
            best = known, table
    return best


def _names(table: Table) -> list[str]:
    return [found[1] for row in table.rows if row.cells and (found := _NAME.match(row.cells[0]))]


def _mentioned(facts: Facts) -> frozenset[str]:
    """Every name in capitals that a living document or a sample of settings has."""
    found: set[str] = set(facts.environment.declared)
    for path in facts.living:
        found.update(_MENTIONED.findall(facts.text_of(path)))
    return frozenset(found)


def _judge(document: Document, facts: Facts, table: Table) -> Iterator[Outcome]:
    names = _names(table)
    (prefix, count), *_ = Counter(name.partition("_")[0] for name in names).most_common(1)
    if count * 2 < len(names):
        yield Unjudged("variable: the table has no beginning of its own")
        return
    mentioned = facts.remembered(_mentioned)
    line = document.lines.content(table.line)
    span = Span(table.line, 1, table.line, len(line) + 1)
    for name, use in facts.environment.read.items():
        if not name.startswith(prefix + "_"):
            continue
        if name in mentioned:
            yield HOLDS
        else:
            evidence = Evidence(f"{use.path} reads {name}", path=use.path, line=use.line)
            yield document.finding(span, MESSAGE, subject=name, evidence=(evidence,))
