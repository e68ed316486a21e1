"""A Code Quality report of GitLab, which drops every finding whose fingerprint it has seen."""

from __future__ import annotations

from typing import TextIO

from guard.fingerprint import fingerprints
from guard.model import Finding, Severity, Verdict
from guard.report import ascii_json
from guard.report.context import Context
from guard.report.encode import visible
from guard.report.wording import told

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    # Taken with those set aside, so that a suppression changes no other finding's fingerprint.
    prints = fingerprints([*verdict.findings, *(aside.finding for aside in verdict.set_aside)])
    out.write(ascii_json.page([_issue(*pair) for pair in zip(verdict.findings, prints, strict=False)]))


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "description": visible(told(finding)),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.path, "lines": {"begin": finding.span.line, "end": finding.span.end_line}},
    }
