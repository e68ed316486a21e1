"""The default that a document states must be the one that the programs have. (Preview.)

`` `limit` (default: `4`) `` and tables with a column of defaults are held against parameters, fields of classes, options of command
lines and lookups with a fallback, by name: `limit: int = 3`, `os.getenv("LIMIT", "3")`, `${LIMIT:-3}`, `process.env.LIMIT ?? "3"`. It is wrong
only if every place that gives the name a default gives the same other one, and no compose file, Dockerfile or sample sets it so.

Not judged: names that nothing ties to this repository's programs, those that several places give several defaults, or one that is computed; defaults that tests or examples give; values
with a unit; sentences about the past.
It is in preview since a name may be that of another setting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.defaults import Default, defaults, is_telling, names
from guard.documents.mentions import hints
from guard.documents.paragraphs import paragraph
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.defaults import Defaults, Given, kind, plain

PREVIEW = True
MESSAGE = "{subject} (default: {said}) has {real} in the programs"

LEAST = 2
"""How many other defaults of a document must hold in a file before a name that is no variable and no option is taken for one of the programs'."""

_FILES = {
    "shop/api.py": (
        "import os\nclass Client:\n    max_orders: int = 3\n    name: str = Field('x', description='')\n"
        "def fetch(max_orders=3, page_size=10, limit=1, one_more=1, and_two=2): ...\ndef list_all(page_size=20): ...\n"
        "timeout_ms = os.environ.get('SHOP_TIMEOUT', '30')\n"
    ),
    "run.sh": "serve ${SHOP_PORT:-8080}\n",
}

EXAMPLES = (
    good(
        "* `max_orders` (default: `3`), `limit` (default: `9`), `page_size` (default: 30), `other_one` (default: 1)",
        files=_FILES,
    ),
    good(
        "| Name | Default |\n|---|---|\n| `SHOP_TIMEOUT` | `30` |\n| `SHOP_PORT` | 8080 |\n| SHOP_X | 1 |\n",
        files=_FILES,
    ),
    good(
        "`SHOP_PORT` (default: `9000`)",
        files={**_FILES, "compose.yaml": "services:\n  web:\n    environment:\n      - SHOP_PORT=9000\n"},
    ),
    good("`SHOP_TIMEOUT` (default: 30 seconds), `SHOP_TIMEOUT` (default: 40 seconds)", files=_FILES),
    bad(
        "* `max_orders` (default: `4`): how many, `one_more` (default: 1), `and_two` (default: 2)",
        files=_FILES,
        says="max_orders (default: 4) has 3 in the programs",
        fixed="* `max_orders` (default: `3`): how many, `one_more` (default: 1), `and_two` (default: 2)",
    ),
    bad(
        "| Name | Default |\n|---|---|\n| SHOP_PORT | `8000` |\n",
        files=_FILES,
        says="SHOP_PORT (default: 8000) has 8080 in the programs",
        fixed="| Name | Default |\n|---|---|\n| SHOP_PORT | `8080` |\n",
    ),
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path) or shows_examples(document.path):
        return
    told = list(defaults(document))
    known = facts.remembered(_known) if told else None
    company = Counter(path for one in told for path in (_confirming(known.of(one.name), one) if known else ()))
    for one in told:
        yield _judge(document, facts, one, company)


def _known(facts: Facts) -> Defaults:
    """All names that any document gives a default are looked for at once: programs are many."""
    told = [one for one in facts.living if facts.is_markdown(one) and not is_record(one) and not shows_examples(one)]
    texts = (content.decode("utf-8", "replace") for _, content in facts.snapshot.glances(told))
    asked = {name for text in texts for name in names(text) if is_telling(name)}
    return Defaults(facts.snapshot, frozenset(asked), facts.kept)


def _confirming(given: tuple[Given, ...], one: Default) -> set[str]:
    """The files that have the default which the document tells."""
    return {each.path for each in given if each.value is not None and plain(each.value) == plain(one.value)}


def _judge(document: Document, facts: Facts, one: Default, company: Mapping[str, int]) -> Outcome:
    given = facts.remembered(_known).of(one.name)
    if not given:
        return Unjudged("default: no program gives the name one")
    if _confirming(given, one):
        return HOLDS
    given = tuple(each for each in given if not each.soft)
    if not given or any(each.value is None for each in given) or len({plain(each.value or "") for each in given}) > 1:
        return Unjudged("default: computed, or not the same everywhere")
    if (
        not one.name.isupper()
        and not one.name.startswith("-")
        and max(company.get(each.path, 0) for each in given) < LEAST
    ):
        return Unjudged("default: of a setting of another program, perhaps")
    if kind(one.value) != kind(given[0].value or "") or not kind(one.value):
        return Unjudged("default: a value of another kind")
    if one.unit:
        return Unjudged("default: with a unit")
    if "past" in hints(*paragraph(document, one.span)):
        return Unjudged("default: the text may not speak of today")
    real = plain(given[0].value or "")
    others = f", as {len(given) - 1} more places have it" if len(given) > 1 else ""
    evidence = Evidence(f"{given[0].path} has {given[0].value}{others}", path=given[0].path, line=given[0].line)
    fix = document.replace(one.span, _written(one.value, given[0].value or ""), safe=False)
    return document.finding(
        one.span, MESSAGE, subject=one.name, real=real or '""', said=one.value, evidence=(evidence,), fix=fix
    )


def _written(old: str, new: str) -> str:
    """`new` with or without quotes, as `old` is."""
    if old[:1] in {'"', "'"}:
        return f"{old[0]}{plain(new)}{old[0]}"
    return plain(new) if new[:1] in {'"', "'"} else new
