"""Whether what stands at a place of a document is said of today."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guard.documents.document import Document
from guard.documents.mentions import hints
from guard.documents.paragraphs import last_above, sets_right
from guard.model import Span

_OTHER_TIMES = re.compile(
    r"\b(?:propos\w{0,4}|planned|plans?|future|roadmap|to-?do|deprecat\w{0,4}|removed|legacy|old|previous(?:ly)?|before|migrat\w{0,4}|changelog|history"
    r"|renamed|upcoming|wishlist|ideas?|rfc|draft|not (?:yet )?implemented|hypothetical)\b",
    re.IGNORECASE,
)

# "`tool x` is not a command", "does not work"
_DENIED = re.compile(
    r"\A`{0,3}[ \t]{1,3}(?:(?:is|are|was|does|do|did|has|have|can)(?:n't|[ \t]{1,3}not)|cannot|fails?|errors?)\b"
)

# What the paragraph above a block says of it.
_LEADS_ELSEWHERE = re.compile(
    r"\b(?:propos(?:ed|al)|planned|future|upcoming|deprecated|removed|legacy|previously|no longer|used to|hypothetical|replaced|roadmap"
    r"|not (?:yet )?(?:implemented|supported|available|work)|(?:could|would|might) be)\b",
    re.IGNORECASE,
)
_MOST_LINES = 4


def is_of_today(document: Document, span: Span, right: Iterable[str], *, inline: bool) -> bool:
    """False for a command under a heading or a paragraph about other times, on a line that speaks of them, or set right beside it.

    `right` are the names that would be right; `inline` tells code in a sentence from a line of a block.
    """
    if any(_OTHER_TIMES.search(heading) for heading in document.heading_path(span.line)):
        return False
    line = document.lines.content(span.line)
    if inline:
        behind = line[span.end_column - 1 :]
        denied = any(_DENIED.match(behind[at:]) for at in (0, behind.find("`")) if at >= 0)
        return not denied and not sets_right(document, span, right)
    if _LEADS_ELSEWHERE.search(_lead(document, span)):
        return False
    said = hints(line, span.column - 1, span.end_column - 1)
    return not {"past", "absent", "future"} & set(said)


def _lead(document: Document, span: Span) -> str:
    """The paragraph above the block that `span` stands in."""
    fence = next((fence for fence in document.claims.fences if fence.span.covers(span.line)), None)
    if fence is None:
        return ""
    number = last_above(document, fence.span.line)
    found: list[str] = []
    while number > 0 and len(found) < _MOST_LINES and document.lines.content(number).strip():
        found.append(document.lines.content(number))
        number -= 1
    return " ".join(found)
