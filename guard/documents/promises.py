"""Why an import in a document's code promises nothing of today."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from guard.documents.document import Document
from guard.documents.imports import Import
from guard.documents.mentions import hints
from guard.documents.others import tells_of_moves
from guard.documents.paragraphs import last_above, sets_right
from guard.documents.records import is_between_versions

_STAND_IN = re.compile(r"(?:My|Your)[A-Z]")
_SHOWN_AS_OLD = re.compile(
    r"(?i)❌|✗|(?<![\w-])(?:old|before|wrong|bad|deprecated|legacy|incorrect|don't|do not|removed|previously|todo|future|proposed|new|avoid|never|not)(?![\w-])"
)
_IMPORTS = re.compile(r"(?m)^[ \t>]{0,40}(?:from|import)[ \t]{1,4}[A-Za-z_]")
_PINNED = re.compile(
    r"(?m)^[^\n]{0,20}?\b(?:pip3?|uv|poetry) (?:pip )?(?:install|add)[ \t]{1,4}(?:-[\w-]{1,20}[ \t]{1,4}){0,4}[\"']?(?P<name>[\w.-]{1,80})(?:\[[^\]\n]{0,100}\])?==(?P<version>\d[\w.]{0,20})"
)
_TO_COME = re.compile(
    r"(?i)\b(?:(?:not|isn't|aren't)(?: yet| currently)? (?:implemented|supported|available|released)|unimplemented|unreleased|planned|proposal|proposed|coming soon|roadmap)\b"
)
_MOST_LINES = 80
_ABOVE = 3
"""How many lines above an import are looked at for a comment that calls it old."""


def pins_release(text: str, names: Collection[str], now: Collection[str]) -> bool:
    """Whether the text installs one of `names` in a version that is none of `now`, before it imports anything: `pip install shop==0.2`."""
    first = _IMPORTS.search(text)
    pinned = _PINNED.finditer(text, 0, first.start() if first else len(text))
    return any(found["name"] in names and found["version"] not in now for found in pinned)


def promises_nothing(document: Document, one: Import, mark: str) -> str:
    """The reason; "" where the code is shown as what works today. `mark` is what comments begin with."""
    if _STAND_IN.match(one.name):
        return "import: a placeholder"
    if is_between_versions(document.path) or tells_of_moves(document, one.span.line):
        return "import: a guide from one version to the next"
    if one.fence is None:
        return "import: the text may not speak of today" if sets_right(document, one.span, ()) else ""
    first = max(one.fence.span.line, one.span.line - _ABOVE)
    comments = (document.lines.content(number).partition(mark)[2] for number in range(first, one.span.line + 1))
    if any(_SHOWN_AS_OLD.search(comment) for comment in comments):
        return "import: shown as old or wrong"
    lead = _lead(document, one.fence.span.line)
    if _SHOWN_AS_OLD.search(lead) or {"past", "absent"} & set(hints(lead, len(lead), len(lead))):
        return "import: the text may not speak of today"
    if any(_TO_COME.search(content) for content in _section(document, one.fence.span.line)):
        return "import: of what is yet to come"
    return ""


def _section(document: Document, line: int) -> Iterator[str]:
    """The lines above a code block up to the heading that it stands under, without those of other blocks."""
    first = max((one.span.line for one in document.claims.headings if one.span.line < line), default=1)
    hidden = {number for fence in document.claims.fences for number in range(fence.span.line, fence.span.end_line + 1)}
    for number in range(max(first, line - _MOST_LINES), line):
        if number not in hidden:
            yield document.lines.content(number)


def _lead(document: Document, line: int) -> str:
    """The last words above a code block, and the heading that it stands under."""
    number = last_above(document, line)
    heading = [one.text for one in document.claims.headings if one.span.line < line][-1:]
    return "\n".join([*heading, document.lines.content(number) if number else ""])
