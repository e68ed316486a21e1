"""A fix in a few lines: what would be replaced by what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from guard.model import Edit, Finding, Fix
from guard.report.cells import width
from guard.report.context import Context
from guard.report.excerpt import excerpt
from guard.report.wording import number

_SHORT = 60
_MOST_LINES = 4
_MARGIN = 12


class Line(msgspec.Struct, frozen=True):
    """Encoded text. `kind` tells the colour: words, a line that goes, a line that comes."""

    kind: Literal["words", "gone", "new"]
    text: str


def suggestion(finding: Finding, fix: Fix, context: Context) -> Iterator[Line]:
    if not fix.edits:
        return
    edit = fix.edits[0]
    lines = context.sources(edit.path)
    gone, new = _changed(edit, lines)
    words = _in_words(edit, lines)
    label = "fix" if fix.safe else "help"
    where = _where(edit, finding)
    more = f", and {number(len(fix.edits) - 1, 'more edit')}" if len(fix.edits) > 1 else ""
    yield Line("words", context.encode(f"{label}: {words or _verb(edit, gone, new)}{where}{more}"))
    if not words:
        focus = edit.span.column - 1
        yield from _some("gone", gone, focus, context)
        yield from _some("new", new, focus, context)


def _where(edit: Edit, finding: Finding) -> str:
    if edit.path != finding.path:
        return f" in {edit.path}:{edit.span.line}"
    return "" if edit.span.line == finding.span.line else f" at line {edit.span.line}"


def _in_words(edit: Edit, lines: Sequence[str]) -> str:
    """One clause, or nothing where only a look at the lines can tell."""
    old = _old(edit, lines)
    if not old or max(width(old), width(edit.text)) > _SHORT or "\n" in edit.text:
        return ""
    return f"replace `{old}` with `{edit.text}`" if edit.text else f"remove `{old}`"


def _old(edit: Edit, lines: Sequence[str]) -> str:
    span = edit.span
    if span.line != span.end_line or not 1 <= span.line <= len(lines):
        return ""
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _changed(edit: Edit, lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that go and those that come, without the lines that stay."""
    span = edit.span
    old = list(lines[span.line - 1 : span.end_line])
    before = old[0][: span.column - 1] if old else ""
    after = old[-1][span.end_column - 1 :] if old and len(old) == span.end_line - span.line + 1 else ""
    new = f"{before}{edit.text}{after}".replace("\r\n", "\n").split("\n")
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return old, new


def _verb(edit: Edit, gone: list[str], new: list[str]) -> str:
    if not gone and (edit.span.line, edit.span.column) == (edit.span.end_line, edit.span.end_column):
        return "add"
    return "change" if new else "remove"


def _some(kind: Literal["gone", "new"], lines: Sequence[str], focus: int, context: Context) -> Iterator[Line]:
    """The first few of `lines`, cut around `focus` in the first one."""
    sign = "-" if kind == "gone" else "+"
    for index, line in enumerate(lines[:_MOST_LINES]):
        at = focus if index == 0 else 0
        shown = excerpt(line, at, at, room=context.width - _MARGIN, only_ascii=context.ascii)
        yield Line(kind, f"{sign} {shown.before}{shown.after}".rstrip())
    if len(lines) > _MOST_LINES:
        yield Line(kind, f"{sign} ... {number(len(lines) - _MOST_LINES, 'more line')}")
