"""By document: its path, then one aligned line a finding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from guard.model import Finding, Verdict
from guard.report.cells import width
from guard.report.context import Context
from guard.report.paint import Paint
from guard.report.summary import summary
from guard.report.wording import told


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    for path, findings in groupby(sorted(verdict.findings, key=lambda f: f.path), key=lambda f: f.path):
        out.write(f"{Paint(context.color)('place', context.encode(path))}\n")
        for line in _lines(list(findings), context):
            out.write(f"{line}\n")
        out.write("\n")
    for line in summary(verdict, context):
        out.write(f"{line}\n")


def _lines(findings: list[Finding], context: Context) -> Iterator[str]:
    paint = Paint(context.color)
    line_room = max(len(str(finding.span.line)) for finding in findings)
    column_room = max(len(str(finding.span.column)) for finding in findings)
    rule_room = max(width(context.encode(finding.rule)) for finding in findings)
    for finding in findings:
        where = f"{finding.span.line:>{line_room}}:{finding.span.column:<{column_room}}"
        rule = context.encode(finding.rule)
        gap = " " * (rule_room - width(rule))
        fixable = f" {paint('fix', '[*]')}" if finding.fix is not None and finding.fix.safe else ""
        yield f"  {where}  {paint(finding.severity, rule)}{gap}  {context.encode(told(finding))}{fixable}"
