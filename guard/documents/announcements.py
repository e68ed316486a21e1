"""Sentences and headings that say how many entries follow them: "There are three steps:", "## Rules (12)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from guard.documents.counts import LOOSE
from guard.documents.document import Document
from guard.documents.entries import Entries, entries
from guard.documents.numbers import NUMBER, number
from guard.model import Span


class Announcement(msgspec.Struct, frozen=True):
    """`number` is announced at `span`; `kinds` are the words before the noun, `text` is number, kinds and noun.

    `narrowed`: what follows the noun may make it some of them only.
    """

    number: int
    kinds: tuple[str, ...]
    text: str
    span: Span
    entries: Entries
    narrowed: bool = False


# A line's last colon with an item or a row right below it, or below a blank line.
_COLON = re.compile(r":[*_]{0,3}[ \t]{0,4}(?=\r?\n(?:[ \t]{0,40}\r?\n)?[ \t>]{0,24}(?:[-*+]|\d{1,4}[.)]|\|))")
_ANY_NUMBER = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)
_LONGEST = 300
# Where a sentence begins: behind another, behind a blank line, the mark of an item or a heading, a cell, a comment.
_BEGIN = re.compile(
    r"[.!?;][*_)\"]{0,3}[ \n]|\n[ \t>]{0,12}\n|\n[ \t>]{0,12}(?:[-*+]|\d{1,4}[.)])[ \t]{1,4}|\n[ \t]{0,3}#{1,6}[ \t]|\||-->|\n```|: "
    r"|\A[ \t>]{0,12}(?:[-*+]|\d{1,4}[.)]|#{1,6})[ \t]"
)
_WORD = rf"(?!(?:{LOOSE})\b)(?:`[^`\n]{{1,40}}`|[A-Za-z][\w./'’&-]{{0,30}}(?<![.'’]))"
_PLURAL = r"(?:[A-Za-z][\w-]{1,24}(?<![su])s|criteria|people|children|axes)(?![\w/.-]{0,20}\w)"
_SAID = re.compile(
    rf"(?<![\w.,:/#$~≈+<>=^≥≤–—-])(?P<number>{NUMBER})[*_]{{0,2}}(?P<kinds>(?:[ \n][*_]{{0,2}}{_WORD}[*_]{{0,2}}){{0,4}}?)[ \n][*_]{{0,2}}(?P<noun>{_PLURAL})"
    r"[*_]{0,3}",
    re.IGNORECASE,
)
# What may follow the noun, for the entries still to be those that are counted.
_REST = re.compile(
    r"\A(?:[ \n](?:(?:are )?(?:accessible|available|defined|documented|implemented|included|involved|listed|offered|possible|provided|recommended|required"
    r"|supported|used)|at once|at play|exist|apply|of|to|for|in|on|worth|which|that|you|we)\b[^:]{0,120}|, all\b[^:]{0,80})?\s{0,2}\Z"
)
# "these two commands" look back; "up to three", "a further two" are no whole number; "with two legs" tells of one case.
_NO_WHOLE = re.compile(
    r"\b(?:about|additional|almost|and|another|any|approximately|around|at least|at most|below|between|both|chapter|every|extra|fewer than|first|flow"
    r"|further|last|least|less than|level|maximum|max|minimum|min|more than|nearly|next|node|option|or|other|over|per|phase|plus|python|release|rfc|roughly"
    r"|rule|same|section|some|stage|step|than|the other|the remaining|these|those|tier|to|top|typically|under|up to|version|within)[ \n]{1,2}[*_]{0,3}\Z",
    re.IGNORECASE,
)
# What was spoken of before: "and delete the two cases:"
_KNOWN = re.compile(r"\S[ \n](?:the|its|their|your|my|our)[ \n][*_]{0,3}\Z")
_OF_SOME = re.compile(rf"\b(?:{NUMBER}|any|some|many|most|all but) of (?:the )?[*_]{{0,3}}\Z", re.IGNORECASE)
_NAMED_BEFORE = re.compile(r"\b[A-Z]\w{0,30}[ \n][*_]{0,3}\Z")
_FOLLOWING = re.compile(
    rf"\bfollowing[ \n][*_]{{0,2}}(?P<number>{NUMBER})(?P<kinds>) (?P<noun>are|is|can|must|may|should|will|were)\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\A[*_(\s]{0,4}(?:An?|With|Without|When|If|Where|While|After|Before|Once|Unless|e\.g\.?|Example)\b", re.IGNORECASE
)
_NARROWED = re.compile(r"[ \n](?:that|which)\b")
_UNITS = frozenset(
    """
    seconds minutes hours days weeks months years times characters chars letters digits lines words tokens bytes bits spaces places percent points
    columns pixels dollars cents cores threads errors failures attempts retries requests responses rounds iterations passes
    """.split()
)
_HEADED = re.compile(
    rf"\A(?P<lead>(?:[^()\n]{{0,80}}[ ])?(?P<before>{_PLURAL})) \((?P<number>\d{{1,3}})(?P<kinds>)(?: (?P<noun>entries|items|supported|total))?\)[ \t]{{0,2}}\Z"
)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = document.lines

    @cached_property
    def hidden(self) -> frozenset[int]:
        """Lines of code blocks with their fences."""
        spans = (fence.span for fence in self.document.claims.fences)
        return frozenset(line for span in spans for line in range(span.line - 1, span.end_line + 2))

    def below(self, line: int) -> Entries | None:
        """What begins right below a line, or below a blank one."""
        if line in self.hidden:
            return None
        number = line + 1
        while number <= len(self.lines) and number <= line + 2 and not self.lines.content(number).strip():
            number += 1
        return entries(self.lines, self.hidden, number) if number <= len(self.lines) else None


def announcements(document: Document) -> Iterator[Announcement]:
    reader = _Reader(document)
    yield from _sentences(reader)
    yield from _headings(reader)


def _sentences(reader: _Reader) -> Iterator[Announcement]:
    text = reader.document.text
    for colon in _COLON.finditer(text):
        before = text[max(0, colon.start() - _LONGEST) : colon.start()]
        before = before[before.rfind("\n\n") + 1 :]
        if not _ANY_NUMBER.search(before):
            continue
        begin = max((found.end() for found in _BEGIN.finditer(before)), default=0)
        sentence = before[begin:]
        found = _in_sentence(sentence)
        said = reader.below(reader.lines.place(colon.start())[0]) if found else None
        if found and said:
            yield _announcement(reader, found, colon.start() - len(sentence), said)


def _in_sentence(sentence: str) -> re.Match[str] | None:
    """The one number of a sentence that is said of what follows."""
    all_of_it = list(_SAID.finditer(sentence))
    if following := _FOLLOWING.search(sentence):
        return following
    if len(all_of_it) != 1 or _CASE.match(sentence):
        return None
    found = all_of_it[0]
    lead, words = sentence[: found.start()], {*found["kinds"].lower().split(), found["noun"].lower()}
    fits = _REST.match(sentence[found.end() :]) and not _NO_WHOLE.search(lead) and not _OF_SOME.search(lead)
    named = _KNOWN.search(lead) or (found["number"].isdigit() and _NAMED_BEFORE.search(lead))
    return found if fits and not named and words.isdisjoint(_UNITS) else None


def _headings(reader: _Reader) -> Iterator[Announcement]:
    for heading in reader.document.claims.headings:
        if not heading.text.endswith(")") or not (found := _HEADED.match(heading.text)):
            continue
        source = reader.document.source(heading.span)
        said = reader.below(heading.span.end_line)
        if said and source.count(found["number"]) == 1 and (found["noun"] or "").lower() not in _UNITS:
            start = reader.lines.offset(heading.span.line, heading.span.column) + source.index(found["number"])
            yield _announcement(reader, found, start - found.start("number"), said)


def _announcement(reader: _Reader, found: re.Match[str], base: int, said: Entries) -> Announcement:
    start, end = (base + at for at in found.span("number"))
    kinds = tuple(found["kinds"].lower().replace("*", "").split())
    told = found[0] if found.re is not _FOLLOWING else found[0][: found.start("noun") - found.start()]
    text = " ".join(told.replace("*", "").split())
    narrowed = _NARROWED.match(found.string, found.end()) is not None
    return Announcement(number(found["number"]) or 0, kinds, text, reader.lines.span(start, end), said, narrowed)
