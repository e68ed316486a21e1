"""The results of a SARIF run: one for each finding, set aside or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from guard.fingerprint import fingerprints
from guard.model import Edit, Evidence, Finding, Fix, SetAside, Severity, Span, Verdict
from guard.report.encode import markdown, sarif_text, whole_characters
from guard.report.wording import because, told, worst_first

Node = dict[str, Any]

ROOT = "%SRCROOT%"
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "guardFingerprint/v1"
_KINDS = {"suppression": "inSource", "baseline": "external"}


def rule_id(name: str) -> str:
    return sarif_text(name) or "unnamed"


def results(verdict: Verdict, rules: Mapping[str, int]) -> list[Node]:
    """Those that count come first, the worst of them at the top. `rules` gives each rule's index."""
    pairs: list[tuple[Finding, SetAside | None]] = [
        *((finding, None) for finding in worst_first(verdict.findings)),
        *((aside.finding, aside) for aside in verdict.set_aside),
    ]
    prints = fingerprints([finding for finding, _ in pairs])
    return [
        _result(finding, aside, fingerprint, rules[rule_id(finding.rule)])
        for (finding, aside), fingerprint in zip(pairs, prints, strict=True)
    ]


def _result(finding: Finding, aside: SetAside | None, fingerprint: str, rule_index: int) -> Node:
    words = told(finding) or finding.rule
    result: Node = {
        "ruleId": rule_id(finding.rule),
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": _message(words),
        "locations": [{"physicalLocation": _place(finding.path, _region(finding.span))}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        # Either every result of a run says whether it is suppressed, or none may.
        "suppressions": [] if aside is None else [_suppression(aside)],
    }
    places = [note for note in (*finding.related, *finding.evidence) if note.path is not None]
    if places:
        result["relatedLocations"] = [_related(index, note) for index, note in enumerate(places, start=1)]
    if finding.fix is not None and finding.fix.edits and _can_be_written(finding.fix):
        result["fixes"] = [_fix(finding.fix)]
    return result


def _message(words: str) -> Node:
    return {"text": sarif_text(words) or "-", "markdown": markdown(words) or "\\-"}


def _suppression(aside: SetAside) -> Node:
    suppression: Node = {"kind": _KINDS[aside.how], "status": "accepted"}
    if aside.reason:
        suppression["justification"] = sarif_text(aside.reason)
    if aside.path is not None:
        region = None if aside.line is None else {"startLine": aside.line}
        suppression["location"] = {"physicalLocation": _place(aside.path, region)}
    return suppression


def _related(index: int, note: Evidence) -> Node:
    region = None if note.line is None else {"startLine": note.line}
    return {
        "id": index,
        "physicalLocation": _place(note.path or "", region),
        "message": _message(because(note)),
    }


def _can_be_written(fix: Fix) -> bool:
    """A replacement with bytes that are not UTF-8 cannot be written in JSON, and another one would be wrong."""
    return all(edit.text == whole_characters(edit.text) for edit in fix.edits)


def _fix(fix: Fix) -> Node:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path, []).append(edit)
    return {
        "description": {"text": "The only right answer." if fix.safe else "A suggestion: look before you apply it."},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": _replacements(edits)}
            for path, edits in by_path.items()
        ],
    }


def _replacements(edits: Iterable[Edit]) -> list[Node]:
    return [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in edits]


def _place(path: str, region: Node | None) -> Node:
    place: Node = {"artifactLocation": _artifact(path)}
    if region is not None:
        place["region"] = region
    return place


def _artifact(path: str) -> Node:
    return {"uri": _uri(path), "uriBaseId": ROOT}


def _uri(path: str) -> str:
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair, which no file system gives
        return quote(whole_characters(path))


def _region(span: Span) -> Node:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
