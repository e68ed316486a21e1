"""For programs: the whole verdict as one JSON object (shape.py)."""

from __future__ import annotations

from typing import TextIO

from guard.model import Verdict
from guard.report import ascii_json, shape
from guard.report.context import Context


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    out.write(ascii_json.page(shape.report(verdict, context.version)))
