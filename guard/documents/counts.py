"""How many things of a kind a document says that a path has: "`docs/` has 12 files", "three services in `compose.yml`"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from guard.documents.document import Document
from guard.documents.numbers import NUMBER, number
from guard.model import Span

KINDS = frozenset(
    """
    adrs agents chapters commands components configs definitions docs documents examples files fixtures flows guides jobs migrations modules
    notebooks packages pages playbooks plugins posts prompts proposals recipes references rules schemas scripts services skills
    targets tasks templates tests tutorials workflows
    """.split()
)


class Count(msgspec.Struct, frozen=True):
    """`number` things called `noun` (in the plural) are said to be at `path`. `kinds` are the words before the noun; `span` is the number's.

    `text` is what is said: number, kinds and noun. `whole`: it is said of all that are there.
    """

    number: int
    kinds: tuple[str, ...]
    noun: str
    path: str
    span: Span
    text: str
    whole: bool


_BLANK = r"(?:[ \t]{1,4}|[ \t]{0,4}\n[ \t]{0,12})"
_NOUN = "|".join(sorted(one.removesuffix("s") for one in KINDS))
# Words that no kind is called: behind them something else is spoken of.
LOOSE = "and|are|at|by|each|for|from|has|have|in|into|is|its|more|of|on|or|other|out|per|than|that|the|their|times|to|versus|via|which|with|x"
_KIND = rf"(?!(?:{LOOSE})\b)(?:`[\w.*/-]{{1,40}}`|[A-Za-z][\w./'’-]{{0,30}}(?<![.'’]))"
_PHRASE = rf"(?P<number>{NUMBER})[*_]{{0,3}}(?P<kinds>(?:{_BLANK}[*_]{{0,2}}{_KIND}){{0,3}}?){_BLANK}(?P<noun>(?:{_NOUN})s?)(?![\w/.-]{{0,20}}\w)(?!`)"
# What closes the path: a code span, the label of a link with its target, emphasis.
_CLOSED = r"[`*_]{0,4}(?:\]\([^()\s]{0,300}\))?[*_]{0,3}"
_SAYS = (
    "comprises|consists of|contains|carries|currently has|declares|defines|describes|has|holds|includes|is made of|launches|lists|now has"
    "|orchestrates|provides|runs|ships|spins up|brings up|sets up|starts|with"
)
_BEHIND = re.compile(
    rf"\A{_CLOSED}(?:[ \t]{{0,2}}\((?:all )?|[ \t]{{0,4}}(?:[-–—:=]|--|→)[ \t]{{1,4}}(?:all )?|[ \t]{{0,40}}\|[ \t]{{0,40}}"
    rf"|{_BLANK}(?:{_SAYS}){_BLANK}(?:(?:the|all|all the|exactly|a total of){_BLANK})?)[*_]{{0,3}}{_PHRASE}",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?<![\w.,:/#$~≈+<>=^≥≤–—-])[*_]{{0,3}}{_PHRASE}[*_)]{{0,3}}(?:{_BLANK}(?:are|that|which|is|live|defined|found|stored|located|available|kept|listed)){{0,3}}"
    rf"{_BLANK}(?:in|under|inside|within|from|across|of){_BLANK}(?:the )?[`*_\[]{{0,4}}\Z",
    re.IGNORECASE,
)
_PREPOSITIONS = (" in", " under", " inside", " within", " from", " across", " of", "\nin", "\nunder", " the")
_LOOK = 200
# "about 5 files", "the first 3 files", "phase 2 tests"
_NO_NUMBER = re.compile(
    rf"\b(?:{NUMBER} and|about|above|additional|almost|another|approximately|around|below|between|by|chapter|every|extra|first|further|handful of|last|least|level"
    r"|many|maximum|minimum|more than|most|nearly|next|no|of|of the|only|or|other|over|part|per|phase|remaining|roughly|section|some|step|than|the other"
    r"|these|those|tier|to|top|under|version|up to|with)[ \t\n]{1,3}[*_]{0,3}\Z",
    re.IGNORECASE,
)


# Behind these, all that are there are meant: "all 3 files in", "has 3 files in", "(3 files in".
_WHOLE = re.compile(
    rf"(?:(?:\A|\n)[ \t]{{0,12}}(?:[-*+]|\d{{1,4}}[.)])|[|(:–—-]|\b(?:all|the|there are|have|{_SAYS}))[ \t\n]{{0,3}}[*_]{{0,3}}\Z",
    re.IGNORECASE,
)
_SOME_OF_THEM = re.compile(
    r"\A[*_)]{0,3}[ \n](?:added|changed|created|deleted|each|for|modified|named|need|needs|per|removed|that|to|touched|updated|when|where|which|whose)\b"
)


# "16 specialized agents", "Guides (12 pages)": a comment that says nothing else in numbers.
_COMMENT = re.compile(
    rf"\A(?:[^\d(]{{0,60}}\()?(?:all )?{_PHRASE}(?=\Z|[ ]?[,;.):(]|[ ](?:across|for|in|total|via|with|[-–—])(?:\W|\Z))",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"(?<![\w/.-]){NUMBER}(?![\w/.-])", re.IGNORECASE)


def of_comment(comment: str, path: str, span: Span) -> Count | None:
    """What the comment of a drawn tree says of the `path` that it stands behind; `span` is the drawn name's."""
    found = _COMMENT.match(comment)
    if not found or len(_ANY_NUMBER.findall(comment)) != 1:
        return None
    value, noun = number(found["number"]) or 0, found["noun"].lower()
    if value < 2 or not noun.endswith("s"):
        return None
    text = comment[found.start("number") : found.end("noun")]
    return Count(value, tuple(found["kinds"].lower().split()), noun, path, span, text, whole=True)


def counts(document: Document) -> Iterator[Count]:
    """The numbers that stand beside a path of the same sentence, and are said to be of what is there."""
    text, lines = document.text, document.lines
    for path, span in _places(document):
        base = lines.offset(span.end_line, span.end_column)
        if found := _BEHIND.match(text[base : base + _LOOK]):
            whole = not _SOME_OF_THEM.match(found.string[found.end() :])
        else:
            start = lines.offset(span.line, span.column)
            base = max(0, start - _LOOK)
            found = _ahead(text[base:start])
            whole = found is not None and _WHOLE.search(found.string[: found.start("number")]) is not None
        if found and (count := _count(document, path, found, base, whole=whole)):
            yield count


def _places(document: Document) -> Iterator[tuple[str, Span]]:
    for mention in document.claims.mentions:
        if mention.where in {"code", "prose"}:
            yield mention.text, mention.span
    for link in document.claims.links:
        if link.kind == "inline" and not link.image and ":" not in link.destination:
            yield link.destination.partition("#")[0], link.span


def _ahead(before: str) -> re.Match[str] | None:
    if not before.rstrip("`*_[ \n\t").endswith(_PREPOSITIONS):
        return None
    found = _AHEAD.search(before)
    return found if found and not _NO_NUMBER.search(before[: found.start("number")]) else None


def _count(document: Document, path: str, found: re.Match[str], base: int, *, whole: bool) -> Count | None:
    """What `found` says; its offsets are from `base` on."""
    kinds = tuple(word.strip("`*_").lower() for word in found["kinds"].split())
    value = number(found["number"])
    noun = found["noun"].lower()
    if not value or (value == 1) is noun.endswith("s"):
        return None
    start, end = (base + at for at in found.span("number"))
    text = " ".join(document.text[start : base + found.end("noun")].replace("*", "").split())
    return Count(value, kinds, noun.removesuffix("s") + "s", path, document.lines.span(start, end), text, whole)
