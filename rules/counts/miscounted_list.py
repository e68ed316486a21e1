"""A sentence or a heading that announces a number of entries must be followed by as many. (Preview.)

"There are three steps:" right above a list, "Five methods are available:" above a table, and a heading such as "Checks (12)" say how many
entries follow. They are wrong if no way to count gives the number: the items of the list, nested ones, those of the lists that go on below,
rows with and without totals, and the names that entries begin with.

Not judged: numbers that say "about" or "up to", sentences that look back ("these two"), lists that are left open, entries that
may be grouped, and lists of one entry.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.announcements import Announcement, announcements
from guard.documents.numbers import written_like
from guard.documents.records import is_record
from guard.facts import Facts

MESSAGE = "{subject}: the {kind} below has {count} entries"
PREVIEW = True
MOST = 60

EXAMPLES = (
    good("There are three steps:\n\n1. a\n2. b\n\n```sh\nx\n```\n\n3. c\n"),
    good("It has two parts:\n\n- a\n  - b\n  - c\n- d\n"),
    good("Up to three options:\n\n- a\n- b\n\nThese two rules:\n\n- a\n- b\n- c\n"),
    good("Four tools:\n\n- get, set and delete\n- list\n\nFive tools:\n\n- a\n- b\n- ...\n"),
    good("The check takes 3 minutes:\n\n- a\n- b\n"),
    good("### Tools (3)\n\n| Tool | What |\n| --- | --- |\n| a | x |\n| b | y |\n| c | z |\n| **Total** | |\n"),
    bad(
        "It does two things:\n\n- it shuffles\n- it cuts\n- it sorts\n",
        says="two things: the list below has 3 entries",
        fixed="It does three things:\n\n- it shuffles\n- it cuts\n- it sorts\n",
    ),
    bad(
        "Five methods are available:\n\n| Method |\n| --- |\n| a |\n| b |\n| c |\n",
        says="Five methods: the table below has 3 entries",
    ),
    bad(
        "## Checks (4)\n\n- `a`: x\n- `b`: y\n- `c`: z\n",
        says="Checks (4): the list below has 3 entries",
        fixed="## Checks (3)\n\n- `a`: x\n- `b`: y\n- `c`: z\n",
    ),
)

_CONTRASTS = frozenset("different distinct opposite separate contrasting".split())
"""Where entries may be grouped: two different behaviours of four cases."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path):
        return
    for one in announcements(document):
        yield HOLDS if one.number in one.entries.numbers else _judge(document, one)


def _judge(document: Document, one: Announcement) -> Outcome:
    count = one.entries.count
    if count < 2 or not 2 <= one.number <= MOST:
        return Unjudged("count: one entry, or very many")
    if max(count, one.number) > 2 * min(count, one.number):
        return Unjudged("count: of something else than the entries, perhaps")
    if one.number < count and any(kind in _CONTRASTS or kind.endswith("ly") for kind in one.kinds):
        return Unjudged("count: entries may be grouped")
    if one.number > count and (one.narrowed or not one.entries.alike):
        return Unjudged("count: an entry may be several")
    fix = None
    if one.entries.plain:
        fix = document.replace(one.span, written_like(count, document.source(one.span)), safe=False)
    evidence = Evidence(f"the {one.entries.kind} begins in line {one.entries.line}", document.path, one.entries.line)
    return document.finding(
        one.span, MESSAGE, subject=one.text, kind=one.entries.kind, count=count, evidence=(evidence,), fix=fix
    )
