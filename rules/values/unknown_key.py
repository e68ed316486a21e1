"""A key of a configuration file that a document shows must be one that the repository's schema has. (Preview.)

Where the repository has a JSON Schema for its configuration file, and a block of JSON or YAML is said to be that file (by its title,
its first comment, the sentence before it, or `$schema`), the keys of the block are held against the schema.

Not judged: tables that the schema lets have any keys, what the schema takes from elsewhere, blocks of which no key is known, blocks that
are shown as old or wrong, keys that a program has together with those of the schema, and records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.configurations import Configuration, configurations
from guard.documents.records import is_record, shows_examples
from guard.documents.today import is_of_today
from guard.facts import Facts
from guard.facts.near import nearest
from guard.facts.schemas import Key, Schema, Schemas, held
from guard.model import Span

MESSAGE = "{schema} has no {subject}"
PREVIEW = True

_FILES = {
    "shop.schema.json": json.dumps(
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$id": "https://shop.dev/shop.schema.json",
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "till": {"$ref": "#/definitions/till"},
                "labels": {"type": "object"},
            },
            "definitions": {
                "till": {"type": "object", "properties": {"currency": {}}, "additionalProperties": False},
            },
        }
    )
}
_SAYS = "Put this into `shop.json`:\n\n```json\n{}\n```"

EXAMPLES = (
    good(_SAYS.format('{"name": "a", "till": {"currency": "EUR"}, "labels": {"any": 1}}'), files=_FILES),
    good('An example:\n\n```json\n{"name": "a", "nmae": 1}\n```', files=_FILES),
    good(_SAYS.format('{"nothing": 1, "known": 2}'), files=_FILES),
    good('This is wrong in `shop.json`:\n\n```json\n{"name": "a", "nmae": 1}\n```', files=_FILES),
    bad(
        _SAYS.format('{\n  "name": "a", // of the shop\n  "till": {"curency": "EUR"}\n}'),
        files=_FILES,
        says="shop.schema.json has no till.curency",
        fixed=_SAYS.format('{\n  "name": "a", // of the shop\n  "till": {"currency": "EUR"}\n}'),
    ),
    bad(
        "```yaml\n# yaml-language-server: $schema=https://shop.dev/shop.schema.json\nname: a\ncolour: red\n```",
        files=_FILES,
        says="shop.schema.json has no colour",
    ),
)

_WRONG = re.compile(
    r"(?i)❌|✗|\b(?:problematic|incorrect|invalid|wrong|bad|old|legacy|deprecated|removed|before|previously|unknown|typo|future|planned|proposed)\b"
)
_FREE = frozenset({"$schema", "$id", "$comment", "..."})


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path) or shows_examples(document.path):
        return
    for shown in configurations(document):
        schemas = _schemas(facts, shown)
        table = shown.table() if schemas else None
        if table is not None:
            answers = [{(key.above, key.scalar.text): key for key in held(table, one.root)} for one in schemas]
            yield from _judge(document, facts, shown, answers, schemas[0])


def _of(facts: Facts) -> Schemas:
    return Schemas(facts.snapshot, facts.paths.clones)


def _schemas(facts: Facts, shown: Configuration) -> tuple[Schema, ...]:
    known = facts.remembered(_of)
    if not known.all:
        return ()
    by_url = known.for_url(shown.schema)
    if by_url:
        return by_url
    found = [known.for_file(file) for file in shown.files]
    return found[0] if found and all(one == found[0] for one in found) else ()


Answers = dict[tuple[tuple[str, ...], str], Key]
"""What one schema says of every key, by the keys above it and its name."""


def _judge(
    document: Document, facts: Facts, shown: Configuration, answers: list[Answers], schema: Schema
) -> Iterator[Outcome]:
    top = [key for key in answers[0].values() if not key.above and key.scalar.text not in _FREE]
    known = [key for key in top if any(_is_known(one, key) for one in answers)]
    if len(known) * 2 <= len(top) and not shown.schema:
        yield Unjudged("key: the block may be of another file")
        return
    for key in answers[0].values():
        if key.scalar.text in _FREE or any(_is_known(one, key) for one in answers):
            yield HOLDS
        elif any(_answer(one, key) is not False for one in answers):
            yield Unjudged("key: the schema lets it have any keys")
        elif not key.scalar.span.line or _is_no_promise(document, shown, key):
            yield Unjudged("key: shown as old or wrong")
        elif facts.remembered(_of).is_elsewhere(key.scalar.text, key.siblings):
            yield Unjudged("key: programs know it, the schema may lag behind")
        else:
            yield _finding(document, shown, schema, key)


def _answer(answers: Answers, key: Key) -> bool | None:
    found = answers.get((key.above, key.scalar.text))
    return found.known if found else None


def _is_known(answers: Answers, key: Key) -> bool:
    return _answer(answers, key) is True


def _is_no_promise(document: Document, shown: Configuration, key: Key) -> bool:
    place = shown.place(key.scalar.span)
    first = max(shown.fence.span.line, place.line - 1)
    around = (
        *document.heading_path(place.line),
        shown.lead,
        *map(document.lines.content, range(first, place.line + 1)),
    )
    return any(map(_WRONG.search, around)) or not is_of_today(document, place, (), inline=False)


def _finding(document: Document, shown: Configuration, schema: Schema, key: Key) -> Outcome:
    name = key.scalar.text
    place = _bare(document, shown.place(key.scalar.span), name)
    near = nearest(name, key.siblings, least=85.0)
    there = ", ".join(near) if near else ", ".join(sorted(key.siblings)[:8])
    where = f"below {'.'.join(key.above)}" if key.above else "at its top"
    fix = document.replace(place, near[0], safe=False) if len(near) == 1 and document.source(place) == name else None
    return document.finding(
        place,
        MESSAGE,
        subject=".".join((*key.above, name)),
        schema=schema.path,
        evidence=(
            Evidence(
                f"{schema.path} has {there or 'no keys'} {where} and lets nothing else be there", path=schema.path
            ),
        ),
        fix=fix,
    )


def _bare(document: Document, span: Span, name: str) -> Span:
    """The place of a key without its quotes."""
    source = document.source(span)
    at = source.find(name)
    if at < 0 or span.line != span.end_line:
        return span
    return Span(span.line, span.column + at, span.line, span.column + at + len(name))
