"""Puts a text between its markers: the document's line endings, the markers' indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guard.derive.sections import Section
from guard.derive.sources.error import SourceError
from guard.documents.lines import Lines

_LEAD = re.compile(r"[ \t>]*+")
_END = re.compile(r"\r\n?|\n")


def inner(lines: Lines, section: Section) -> str:
    """What stands between the markers, with LF line endings and without the markers' indentation."""
    old = _END.sub("\n", lines.text[section.start : section.stop])
    if is_inline(section):
        return old
    lead = _lead(lines, section)
    rows = [row.removeprefix(lead) if row.strip() else row.strip() for row in old.split("\n")]
    return "\n".join(row if row != lead.rstrip() else "" for row in rows).strip("\n")


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


def _lead(lines: Lines, section: Section) -> str:
    """Blanks and quote marks before the first marker: a list item or a quote goes on in each line."""
    before = lines.content(section.begin.line)[: section.begin.column - 1]
    found = _LEAD.match(before)
    return before if found and found.end() == len(before) else ""


def _before_end(lines: Lines, section: Section) -> str:
    before = lines.content(section.end.line)[: section.end.column - 1]
    found = _LEAD.match(before)
    return before if found and found.end() == len(before) else ""


def spliced(text: str, sections: Iterable[tuple[Section, str]]) -> str:
    """`text` with what stands between the sections' markers replaced."""
    parts: list[str] = []
    at = 0
    for section, new in sorted(sections, key=lambda one: one[0].start):
        parts += [text[at : section.start], new]
        at = section.stop
    return "".join([*parts, text[at:]])
