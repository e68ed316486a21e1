"""Diagnostics for reviewdog, which posts them as comments on a pull request, suggestions included."""

from __future__ import annotations

from typing import Any, TextIO

from guard.model import Finding, Severity, Span, Verdict
from guard.report import ascii_json
from guard.report.context import Context
from guard.report.encode import markdown, whole_characters
from guard.report.wording import because

Node = dict[str, Any]

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    diagnostics = [_diagnostic(finding, context) for finding in verdict.findings]
    out.write(ascii_json.page({"source": {"name": "guard"}, "diagnostics": diagnostics}))


def _diagnostic(finding: Finding, context: Context) -> Node:
    return {
        # The message becomes the body of a comment, which is Markdown.
        "message": "\n\n".join(map(markdown, (finding.message, *map(because, finding.evidence)))),
        "location": {"path": finding.path, "range": _range(finding.path, finding.span, context)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": _suggestions(finding, context),
    }


def _suggestions(finding: Finding, context: Context) -> list[Node]:
    """Each suggestion is an answer of its own, in the document of its finding. Other fixes cannot be written."""
    if finding.fix is None or len(finding.fix.edits) != 1:
        return []
    edit = finding.fix.edits[0]
    if edit.path != finding.path or edit.text != whole_characters(edit.text):
        return []
    where = _range(edit.path, edit.span, context)
    return [{"range": where, "text": edit.text}] if "column" in where["start"] else []


def _range(path: str, span: Span, context: Context) -> Node:
    """Columns count bytes here, which takes the lines to know; without them the range is of whole lines."""
    lines = context.sources(path)
    start, end = {"line": span.line}, {"line": span.end_line}
    if 1 <= span.line <= len(lines) and 1 <= span.end_line <= len(lines):
        start["column"] = _byte_column(lines[span.line - 1], span.column)
        end["column"] = _byte_column(lines[span.end_line - 1], span.end_column)
    return {"start": start, "end": end}


def _byte_column(line: str, column: int) -> int:
    # "replace" puts one question mark for each byte that was not UTF-8.
    return len(line[: column - 1].encode("utf-8", "replace")) + 1
