"""For people at a terminal: every finding with its source line, the evidence and the fix.

Findings that one dead target explains are told once, with the other places below.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from guard.model import Finding, Verdict
from guard.report.causes import by_cause
from guard.report.context import Context
from guard.report.excerpt import Excerpt, excerpt
from guard.report.paint import Paint
from guard.report.suggestion import suggestion
from guard.report.summary import summary
from guard.report.wording import because, place

_MOST_PLACES = 10
_LEAST_ROOM = 20


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    for first, others in by_cause(verdict.findings):
        for line in _told(first, others, context):
            out.write(f"{line}\n")
        out.write("\n")
    for line in summary(verdict, context):
        out.write(f"{line}\n")


def _told(finding: Finding, others: list[Finding], context: Context) -> Iterator[str]:
    paint = Paint(context.color)
    margin = len(str(finding.span.line)) + 1
    where = paint("place", context.encode(place(finding)))
    rule = paint(finding.severity, context.encode(finding.rule))
    yield f"{where} {rule}  {context.encode(finding.message)}"
    yield from _source(finding, margin, context)
    for note in (*finding.evidence, *finding.related):
        yield f"{_note(margin, paint)} {context.encode(because(note))}"
    yield from _fix(finding, margin, context)
    yield from _also_at(finding, others, margin, context)


def _source(finding: Finding, margin: int, context: Context) -> Iterator[str]:
    span = finding.span
    lines = context.sources(finding.path)
    if not 1 <= span.line <= len(lines):
        return
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    label = finding.severity if span.end_line == span.line else f"{finding.severity}, to line {span.end_line}"
    room = max(_LEAST_ROOM, context.width - margin - len(" | "))
    shown = excerpt(line, span.column - 1, end, room=room, only_ascii=context.ascii)
    paint = Paint(context.color)
    bar = paint("gutter", "|")
    yield f"{paint('gutter', f'{span.line:>{margin}}')} {bar} {shown.before}{shown.marked}{shown.after}".rstrip()
    indent, underline = _underline(shown, label, room)
    yield f"{' ' * margin} {bar} {' ' * indent}{paint(finding.severity, underline)}"


def _underline(shown: Excerpt, label: str, room: int) -> tuple[int, str]:
    """The label stands at the end of the line that has room for it."""
    marks = "^" * shown.length
    taken = len(label) + 1
    if shown.indent + shown.length + taken <= room:
        return shown.indent, f"{marks} {label}"
    if taken <= shown.indent:
        return shown.indent - taken, f"{label} {marks}"
    return shown.indent, marks


def _fix(finding: Finding, margin: int, context: Context) -> Iterator[str]:
    if finding.fix is None:
        return
    paint = Paint(context.color)
    for line in suggestion(finding, finding.fix, context):
        if line.kind == "words":
            yield f"{_note(margin, paint)} {paint('fix', line.text)}"
        else:
            yield f"{' ' * (margin + 3)}{paint(line.kind, line.text)}"


def _also_at(finding: Finding, others: list[Finding], margin: int, context: Context) -> Iterator[str]:
    lead = f"{_note(margin, Paint(context.color))} also at: "
    indent = " " * (margin + len(" = also at: "))
    for other in others[:_MOST_PLACES]:
        named = "" if other.subject == finding.subject else f" ({other.subject})"
        yield f"{lead}{context.encode(place(other) + named)}"
        lead = indent
    if len(others) > _MOST_PLACES:
        yield f"{indent}... and {len(others) - _MOST_PLACES:,} more"


def _note(margin: int, paint: Paint) -> str:
    return f"{' ' * margin} {paint('gutter', '=')}"
