"""One line a finding, for people and for `grep`."""

from __future__ import annotations

from typing import TextIO

from guard.model import Finding, Verdict
from guard.report.context import Context
from guard.report.paint import Paint
from guard.report.summary import summary
from guard.report.wording import place, told


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    for finding in verdict.findings:
        out.write(f"{line(finding, context)}\n")
    if verdict.findings:
        out.write("\n")
    for text in summary(verdict, context):
        out.write(f"{text}\n")


def line(finding: Finding, context: Context) -> str:
    paint = Paint(context.color)
    where = paint("place", context.encode(place(finding)))
    rule = paint(finding.severity, context.encode(finding.rule))
    fixable = f" {paint('fix', '[*]')}" if finding.fix is not None and finding.fix.safe else ""
    return f"{where}: {rule}{fixable} {context.encode(told(finding))}"
