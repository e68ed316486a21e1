"""Two places of the living documents must not say different things of the same thing.

Three things are compared: the default of a variable or an option (`` `SHOP_PORT` (default: `8000`) `` here and 8080 there) where no program
settles which is right; the alternatives of a field in code blocks of one document, written as one text here (`"true | false"`) and as values there
(`true | false`); and the name of a file that a document's own directory tree lists with another ending.

Not judged: names that are neither variables nor options, documents that are not living, and endings that some file of the repository has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.defaults import Default, defaults
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.defaults import kind, plain
from guard.model import Span

MESSAGE = "{subject} is {said} here and {other} in {place}"

_FIELD_HERE = '```json\n{\n  "verified": true | false | "unknown",\n}\n```\n'
_FIELD_THERE = '```json\n{\n  "verified": "true | false | unknown",\n}\n```\n'
_TREE = "```\n/do\n├─ taskDefinition.json\n└─ taskHistory.md\n```\n"

EXAMPLES = (
    good("`SHOP_PORT` (default: `8080`)", files={"docs/a.md": "| Name | Default |\n|---|---|\n| SHOP_PORT | 8080 |\n"}),
    good("`SHOP_PORT` (default: `8000`)", path="a/README.md", files={"b/README.md": "`SHOP_PORT` (default: `8080`)\n"}),
    good(_FIELD_HERE + _FIELD_HERE),
    good("Start with `taskDefinition.json`, then `taskHistory.md` and `other.md`.\n\n" + _TREE),
    bad(
        "`SHOP_PORT` (default: `8000`)",
        files={"docs/a.md": "\n`SHOP_PORT` (default: `8080`)\n"},
        says="SHOP_PORT is 8000 here and 8080 in docs/a.md",
    ),
    bad(
        _FIELD_HERE + _FIELD_THERE,
        says=(
            "verified is given as values here and as one text in line 8",
            "verified is given as one text here and as values in line 3",
        ),
    ),
    bad(
        "Start with `taskDefinition.md`, which is `taskDefinition.json`.\n\n" + _TREE,
        says="taskDefinition.md is called taskDefinition.json in line 5",
        fixed="Start with `taskDefinition.json`, which is `taskDefinition.json`.\n\n" + _TREE,
    ),
)

AS_FIELD = "{subject} is given as {said} here and as {other} in line {line}"
AS_FILE = "{subject} is called {other} in line {line}"

_ALTERNATIVES = re.compile(
    r'\A[ \t]{0,40}"(?P<name>\w{3,80})"[ \t]*:[ \t]*(?P<value>"[^"|\n]{1,200}(?:\|[^"|\n]{1,80}){1,20}"|[^|\n]{1,80}(?:\|[^|\n]{1,80}){1,20}?)[ \t]{0,8},?[ \t]{0,8}\Z'
)
_FILE = re.compile(r"(?:/?[\w.-]{1,80}/){0,8}(?P<stem>[\w-]{8,80})\.(?P<ending>md|json|ya?ml|txt|toml|csv|jsonl)")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path):
        return
    yield from _fields(document)
    if not shows_examples(document.path):
        yield from _defaults(document, facts)
    yield from _files(document, facts)


class Told(msgspec.Struct, frozen=True):
    path: str
    default: Default


def _told(facts: Facts) -> dict[str, tuple[Told, ...]]:
    """The defaults of all living documents, by the names of variables and options."""
    told: dict[str, list[Told]] = {}
    for path in facts.living:
        if not facts.is_markdown(path) or is_record(path) or shows_examples(path):
            continue
        text = facts.text_of(path)
        if "efault" in text:
            for one in defaults(Document(path, text, facts.claims_of(path), language="markdown")):
                if _is_sure(one):
                    told.setdefault(one.name, []).append(Told(path, one))
    return {name: tuple(several) for name, several in told.items()}


def _is_sure(one: Default) -> bool:
    """Whether the name means one thing wherever it stands, and the value is plain."""
    return one.name.isupper() and "_" in one.name and not one.unit and bool(kind(one.value))


def _defaults(document: Document, facts: Facts) -> Iterator[Outcome]:
    for one in defaults(document):
        if not _is_sure(one):
            yield Unjudged("default: it may mean another thing elsewhere")
            continue
        told = [each for each in facts.remembered(_told).get(one.name, ()) if _speak_of_one(document.path, each.path)]
        others = [each for each in told if plain(each.default.value) != plain(one.value)]
        if not others:
            yield HOLDS
        elif any(kind(told.default.value) != kind(one.value) for told in others) or sets_right(document, one.span, ()):
            yield Unjudged("default: a value of another kind")
        else:
            yield _conflict(document, one, others[0])


def _speak_of_one(path: str, other: str) -> bool:
    """Whether two documents speak of one program: they lie in one folder, or one of them lies above the other."""
    mine, theirs = (f"{dirname(one)}/".removeprefix("/") for one in (path, other))
    mine, theirs = (folder.removeprefix("docs/") for folder in (mine, theirs))
    return mine.startswith(theirs) or theirs.startswith(mine)


def _conflict(document: Document, one: Default, other: Told) -> Outcome:
    line = other.default.span.line
    place = f"line {line}" if other.path == document.path else other.path
    evidence = Evidence(f"{other.path}:{line} says {other.default.value}", path=other.path, line=line)
    return document.finding(
        one.span,
        MESSAGE,
        subject=one.name,
        said=one.value,
        other=other.default.value,
        place=place,
        evidence=(evidence,),
    )


class Field(msgspec.Struct, frozen=True):
    """A field with its alternatives; `whole`: they stand in one text."""

    name: str
    alternatives: frozenset[str]
    whole: bool
    span: Span


def _fields(document: Document) -> Iterator[Outcome]:
    fields: dict[str, list[Field]] = {}
    for fence in document.claims.fences:
        for number in range(fence.span.line, fence.span.end_line + 1):
            content = document.lines.content(number)
            if "|" in content and (found := _ALTERNATIVES.match(content)):
                fields.setdefault(found["name"], []).append(_field(found, number))
    for several in fields.values():
        for one in several:
            other = next(
                (each for each in several if each.whole != one.whole and each.alternatives == one.alternatives), None
            )
            yield HOLDS if other is None else _two_ways(document, one, other)


def _field(found: re.Match[str], line: int) -> Field:
    value = found["value"].rstrip(", \t")
    whole = value.startswith('"') and value.count('"') == 2
    alternatives = frozenset(part.strip().strip('"') for part in (value[1:-1] if whole else value).split("|"))
    return Field(
        found["name"],
        alternatives,
        whole,
        Span(line, found.start("name") + 1, line, found.start("value") + len(value) + 1),
    )


def _two_ways(document: Document, one: Field, other: Field) -> Outcome:
    line = other.span.line
    evidence = Evidence(f"line {line} says {document.source(other.span)}", path=document.path, line=line)
    said, there = ("one text", "values") if one.whole else ("values", "one text")
    return document.finding(
        one.span, AS_FIELD, subject=one.name, said=said, other=there, line=line, evidence=(evidence,)
    )


def _files(document: Document, facts: Facts) -> Iterator[Outcome]:
    """Files that the document calls by another ending than its own tree does."""
    listed = {node.name: node.span.line for tree in document.claims.trees for node in tree.nodes if not node.folder}
    stems = {name.rpartition(".")[0]: name for name in listed}
    for code in document.claims.code if listed else ():
        found = _FILE.fullmatch(code.text)
        if found is None or code.span.line != code.span.end_line:
            continue
        called, name = f"{found['stem']}.{found['ending']}", stems.get(found["stem"])
        if name is None or called in listed:
            continue
        if not _FILE.fullmatch(name) or facts.files.named(called) or facts.ignored(code.text.strip("/")):
            yield Unjudged("file: there may be both")
            continue
        yield _other_ending(document, code.span, called, name, listed[name])


def _other_ending(document: Document, span: Span, called: str, name: str, line: int) -> Outcome:
    start = span.column + document.source(span).rindex(called)
    place = Span(span.line, start, span.line, start + len(called))
    evidence = Evidence(f"the tree in line {line} lists {name} and no {called}", path=document.path, line=line)
    fix = document.replace(place, name, safe=False)
    return document.finding(place, AS_FILE, subject=called, other=name, line=line, evidence=(evidence,), fix=fix)
