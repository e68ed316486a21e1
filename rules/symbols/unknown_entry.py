"""An entry of a list that goes through names of programs must be one of them. (Preview.)

Where most names that the items of a list or the rows of a table begin with stand in programs, and half of these are defined there, one
that stands in none is found.

Not judged: names of dependencies, names that programs put together, what agents are taught, sentences about the past or the future.
It is in preview since lists of what other programs have (the fields of an interface that is only called) look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import CodeSpan
from guard.documents.lists import leading_code
from guard.documents.mentions import hints
from guard.documents.paragraphs import paragraph, sets_right
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.symbols.shapes import is_shaped

MESSAGE = "no program has {subject}"
PREVIEW = True
LEAST = 3
"""How many names of a list must stand in programs before it is a list of the repository's own."""
LONG = 10
"""From how many letters on a name that nobody knows is missed: shorter ones are values and abbreviations as well."""
SHORTEST_BEGINNING = 4
"""How long a beginning must be to say something: `db_` stands in many programs for itself."""

_FILES = {
    "src/shop/api.py": "def fetch_everything(): ...\ndef send_order(): ...\ndef cancel_order(): ...\n",
    "package.json": '{"dependencies": {"effect": "1"}}',
}
_LIST = "- `fetch_everything` - a\n- `send_order` - b\n- `cancel_order` - c\n- `{}` - {}\n"

EXAMPLES = (
    good(_LIST.format("TIMEOUT_fetchAll", "d"), files={**_FILES, "a.py": "os.getenv(f'TIMEOUT_{name}')"}),
    good(_LIST.format("someAtomRef", "of `effect/AtomRef`") + "\nSee `refund_order`.", files=_FILES),
    bad(_LIST.format("refund_order", "d"), files=_FILES, says="no program has refund_order"),
)

_NAME = re.compile(r"([A-Za-z_]\w{2,80})(?:\(\))?")
_MODULE = re.compile(r"`(@?[\w.-]{1,60}/[\w./-]{1,100})`")
_WORD = re.compile(rb"\w{7,80}")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path) or shows_examples(document.path):
        return
    for group in leading_code(document):
        named = ((code, _NAME.fullmatch(code.text)) for code in group if code.span.line == code.span.end_line)
        names = {code: found[1] for code, found in named if found and is_shaped(found[1])}
        known = [name for name in names.values() if name in facts.words]
        if len(known) < LEAST or len(known) * 4 < len(names) * 3:
            continue
        for code, name in names.items():
            yield HOLDS if name in facts.words else _judge(document, facts, code, name, known)


def _judge(document: Document, facts: Facts, code: CodeSpan, name: str, known: list[str]) -> Outcome:
    if len(name) < LONG or sum(map(facts.symbols.is_defined, known)) * 2 < len(known):
        return Unjudged("entry: of another program, perhaps")
    if _is_foreign(document, facts, code.span.line) or facts.files.named(name):
        return Unjudged("entry: of a dependency, or a file")
    if _is_composed(name, facts):
        return Unjudged("entry: programs put such names together")
    if name.encode("ascii", "replace") in facts.remembered(_taught):
        return Unjudged("entry: agents are taught it")
    said = hints(*paragraph(document, code.span))
    if sets_right(document, code.span, ()) or not {"future", "example", "create"}.isdisjoint(said):
        return Unjudged("entry: the text may not speak of today")
    evidence = Evidence(f"{len(known)} others of the list are in programs, such as {known[0]}")
    return document.finding(code.span, MESSAGE, subject=name, evidence=(evidence,))


def _is_composed(name: str, facts: Facts) -> bool:
    """Whether programs have a beginning of the name, cut behind an underscore, as a word of its own: `f"TIMEOUT_{event}"`."""
    cuts = [
        at + 1 for at, character in enumerate(name) if character == "_" and SHORTEST_BEGINNING <= at < len(name) - 1
    ]
    return any(name[:at] in facts.words for at in cuts)


def _is_foreign(document: Document, facts: Facts, line: int) -> bool:
    """Whether a module path of a dependency stands beside the name: `effect/unstable/AtomRef`, `@scope/name`."""
    words = _MODULE.findall(document.lines.content(line))
    dependencies = {one for package in facts.packages.all for one in package.dependencies} if words else set()
    return any(word in dependencies or word.partition("/")[0] in dependencies for word in words)


def _taught(facts: Facts) -> frozenset[bytes]:
    """The words of what agents are taught: to them, such documents are the programs."""
    taught = [path for path in facts.files.paths if facts.is_markdown(path) and shows_examples(path)]
    return frozenset(word for _, content in facts.snapshot.glances(taught) for word in _WORD.findall(content))
