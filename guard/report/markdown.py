"""A table for the summary of a CI step, or for a comment."""

from __future__ import annotations

from typing import TextIO

from guard.model import Finding, Verdict
from guard.report.context import Context
from guard.report.encode import ascii_only, markdown
from guard.report.summary import sentences
from guard.report.wording import because, fixed_by, worst_first

# GitHub refuses a step summary of more than a megabyte.
_MOST_CHARACTERS = 500_000


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    out.write("### guard\n\n")
    for sentence in sentences(verdict, context):
        out.write(f"{markdown(sentence)}\n")
    if verdict.unjudged:
        reasons = ", ".join(f"{markdown(reason)} ({count:,})" for reason, count in verdict.unjudged)
        out.write(f"Unjudged: {ascii_only(reasons) if context.ascii else reasons}.\n")
    if verdict.findings:
        out.write("\n| severity | place | rule | finding | evidence | fix |\n|---|---|---|---|---|---|\n")
        _write_rows(worst_first(verdict.findings), out, context)


def _write_rows(findings: list[Finding], out: TextIO, context: Context) -> None:
    room = _MOST_CHARACTERS
    for index, finding in enumerate(findings):
        row = _row(finding)
        room -= len(row)
        if room < 0:
            out.write(f"\nand {len(findings) - index:,} more\n")
            return
        out.write(ascii_only(row) if context.ascii else row)


def _row(finding: Finding) -> str:
    evidence = "<br>".join(markdown(because(each)) for each in finding.evidence)
    where = f"<code>{markdown(finding.path)}</code>:{finding.span.line}"
    cells = (finding.severity, where, markdown(finding.rule), markdown(finding.message), evidence, fixed_by(finding))
    return f"| {' | '.join(cells)} |\n"
