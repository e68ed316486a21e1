"""A verdict as text. One module a format; each has the same `write`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from guard.model import Verdict
    from guard.report.context import Context

# Names and modules only: a run loads nothing but the format that it writes.
FORMATS = {
    "full": "guard.report.full",
    "concise": "guard.report.concise",
    "grouped": "guard.report.grouped",
    "json": "guard.report.json",
    "json-lines": "guard.report.json_lines",
    "sarif": "guard.report.sarif",
    "github": "guard.report.github",
    "gitlab": "guard.report.gitlab",
    "junit": "guard.report.junit",
    "rdjson": "guard.report.rdjson",
    "markdown": "guard.report.markdown",
    "html": "guard.report.html",
}


class Format(Protocol):
    def write(self, verdict: Verdict, out: TextIO, *, context: Context) -> None: ...


def write(name: str, verdict: Verdict, out: TextIO, context: Context) -> None:
    """Writes `verdict` in the format `name`, one of FORMATS."""
    cast(Format, import_module(FORMATS[name])).write(verdict, out, context=context)
