"""Workflow commands of GitHub Actions, which become annotations of the changed lines.

GitHub shows ten annotations of a kind for each step. The worst come first; the rest goes to the log, folded away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from guard.model import Finding, Severity, Verdict
from guard.report import concise
from guard.report.context import Context
from guard.report.encode import ascii_only, visible, workflow_data, workflow_property
from guard.report.wording import because, number, worst_first

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_MOST_OF_A_KIND = 10


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    annotated, rest = _divide(worst_first(verdict.findings))
    for finding in annotated:
        command = _command(finding)
        out.write(f"{ascii_only(command) if context.ascii else command}\n")
    if not rest:
        return
    out.write(f"::group::{number(len(rest), 'more finding')} that GitHub would not show as annotations\n")
    for finding in rest:
        out.write(f"{concise.line(finding, context)}\n")
    out.write("::endgroup::\n")


def _divide(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    annotated: list[Finding] = []
    rest: list[Finding] = []
    room = dict.fromkeys(_COMMANDS, _MOST_OF_A_KIND)
    for finding in findings:
        room[finding.severity] -= 1
        (annotated if room[finding.severity] >= 0 else rest).append(finding)
    return annotated, rest


def _command(finding: Finding) -> str:
    properties = ",".join(f"{name}={workflow_property(value)}" for name, value in _properties(finding).items())
    lines = [finding.message, *map(because, finding.evidence)]
    return f"::{_COMMANDS[finding.severity]} {properties}::{workflow_data(chr(10).join(map(visible, lines)))}"


def _properties(finding: Finding) -> dict[str, str]:
    span = finding.span
    # GitHub takes columns only where the annotation is of one line.
    columns = {"col": f"{span.column}", "endColumn": f"{span.end_column}"} if span.line == span.end_line else {}
    return {
        "file": finding.path,
        "line": f"{span.line}",
        "endLine": f"{span.end_line}",
        **columns,
        "title": finding.rule,
    }
