"""For programs that read a stream: one JSON object a line, each a finding as in the `json` format."""

from __future__ import annotations

from typing import TextIO

from guard.model import Verdict
from guard.report import ascii_json, shape
from guard.report.context import Context


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    for finding in verdict.findings:
        out.write(f"{ascii_json.line(shape.finding(finding))}\n")
