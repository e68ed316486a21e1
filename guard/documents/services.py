"""Sentences that list the services of a compose file: "an application with two services `web` and `db`"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from guard.documents.claims import CodeSpan
from guard.documents.document import Document
from guard.documents.mentions import hints
from guard.documents.paragraphs import paragraph
from guard.model import Span

_NAME = re.compile(r"[a-z0-9][a-z0-9_.\-]{0,60}")
_LEAD = re.compile(
    r"(?:\b(?P<one>one|single|only)\s{1,3})?\b[Ss]ervices?(?:\s{1,3}(?:named|called|are|is))?\s{0,3}[:(]?[\s`*_]{0,4}$"
)
_JOINER = re.compile(r"[`*_\s]{0,5}(?:,|&|/|,?\s{1,3}(?:and|or))?[`*_\s]{0,5}")
_DEFINED = re.compile(r"[ \t>]{0,40}([\w.\-]{1,80}):[ \t]{0,9}")
_LEAD_LENGTH = 300
_LONGEST_JOINER = 20


class ServiceList(msgspec.Struct, frozen=True):
    """`one`: the sentence says that there is no other service. `hints` are what it says besides."""

    names: tuple[CodeSpan, ...]
    one: bool
    hints: tuple[str, ...]


def service_lists(document: Document) -> Iterator[ServiceList]:
    """The lists of paragraphs that speak of compose, by themselves or under a heading that does."""
    for run in _runs(document):
        if not all(_NAME.fullmatch(name.text) for name in run):
            continue
        first, last = run[0].span, run[-1].span
        around = paragraph(document, Span(first.line, first.column, last.end_line, last.end_column))
        lead = _LEAD.search(around.lead[-_LEAD_LENGTH:])
        if lead and "compose" in " ".join((around.lead, *document.heading_path(first.line))).lower():
            yield ServiceList(run, bool(lead["one"]) and len(run) == 1, hints(*around))


def _runs(document: Document) -> Iterator[tuple[CodeSpan, ...]]:
    """Code spans that stand side by side, with nothing but commas and the like between them."""
    run: list[CodeSpan] = []
    for span in document.claims.code:
        if run and not _joined(document, run[-1], span):
            yield tuple(run)
            run = []
        run.append(span)
    if run:
        yield tuple(run)


def _joined(document: Document, one: CodeSpan, two: CodeSpan) -> bool:
    if two.span.line - one.span.end_line > 1:
        return False
    start = document.lines.offset(one.span.end_line, one.span.end_column)
    end = document.lines.offset(two.span.line, two.span.column)
    return 0 < end - start <= _LONGEST_JOINER and _JOINER.fullmatch(document.text[start:end]) is not None


def shown_services(document: Document) -> frozenset[str]:
    """The names that fences of the document define as a compose file would: `name:` alone on a line."""
    numbers = (number for fence in document.claims.fences for number in range(fence.span.line, fence.span.end_line + 1))
    keys = (_DEFINED.fullmatch(document.lines.content(number)) for number in numbers)
    return frozenset(key[1] for key in keys if key)
