"""Puts a text between its markers: the document's line endings, the markers' indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guard.derive.sections import Section
from guard.derive.sources.error import SourceError
from guard.documents.lines import Lines
from guard.model import Span

_LEAD = re.compile(r"[ \t>]*+")
_END = re.compile(r"\r\n?|\n")


def inner(lines: Lines, section: Section) -> str:
    """What stands between the markers, with LF line endings and without the markers' indentation."""
    old = lines.text[section.start : section.stop]
    if is_inline(section):
        return old
    lead = _lead(lines, section)
    rows = _END.sub("\n", old.removesuffix(_before_end(lines, section))).split("\n")
    return "\n".join(_without(lead, row) for row in rows).strip("\n")


def fitted(text: str, lines: Lines, section: Section) -> str:
    """`text` as it stands between the markers. Raises SourceError where it has no room there."""
    text = _END.sub("\n", text).strip("\n")
    if is_inline(section):
        if "\n" in text:
            raise SourceError(f"the section {section.name} stands on one line and would get {text.count(chr(10)) + 1}")
        return text
    end = line_end(lines.text)
    lead = _lead(lines, section)
    rows = [f"{lead}{row}" if row else lead.rstrip() for row in text.split("\n")] if text else []
    # The last row's end is followed by what stands before the second marker.
    return end + "".join(row + end for row in rows) + _before_end(lines, section)


def is_inline(section: Section) -> bool:
    return section.begin.end_line == section.end.line


def line_end(text: str) -> str:
    """How the text ends its lines; LF where it has but one."""
    found = _END.search(text)
    return found[0] if found else "\n"


def _without(lead: str, row: str) -> str:
    # An editor may have taken the blanks from a row that has nothing else.
    return row.removeprefix(lead) if row.startswith(lead) or row.strip() != lead.strip() else ""


def _lead(lines: Lines, section: Section) -> str:
    """Blanks and quote marks before the first marker: a list item or a quote goes on in each line.

    Where the item's own mark stands there, the second marker shows how it goes on.
    """
    leads = (before for before in (_before(lines, section.begin), _before(lines, section.end)) if _is_lead(before))
    return next(leads, "")


def _before_end(lines: Lines, section: Section) -> str:
    """What stays before the second marker: its indentation, or the sign that both markers stand behind (`# `)."""
    before = _before(lines, section.end)
    shared = before == _before(lines, section.begin) and not any(one.isalnum() for one in before)
    return before if _is_lead(before) or shared else ""


def _before(lines: Lines, marker: Span) -> str:
    return lines.content(marker.line)[: marker.column - 1]


def _is_lead(before: str) -> bool:
    return _LEAD.fullmatch(before) is not None


def spliced(text: str, sections: Iterable[tuple[Section, str]]) -> str:
    """`text` with what stands between the sections' markers replaced."""
    parts: list[str] = []
    at = 0
    for section, new in sorted(sections, key=lambda one: one[0].start):
        parts += [text[at : section.start], new]
        at = section.stop
    return "".join([*parts, text[at:]])
