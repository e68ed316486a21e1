import json
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from guard.model import Edit, Finding, Fix, Span, Verdict

Told = Callable[..., str]


def diagnostics(verdict: Verdict, told: Told, *findings: Finding, **fields: Any) -> Any:
    return json.loads(told("rdjson", replace(verdict, findings=findings), **fields))["diagnostics"]


def test_a_diagnostic(verdict: Verdict, told: Told) -> None:
    where = {"start": {"line": 3, "column": 13}, "end": {"line": 3, "column": 25}}
    assert json.loads(told("rdjson", replace(verdict, findings=verdict.findings[:1]))) == {
        "source": {"name": "guard"},
        "diagnostics": [
            {
                "message": "link leads nowhere: old/setup.md\n\nrenamed to docs/setup.md in 3ad408a, 2022-06-19",
                "location": {"path": "README.md", "range": where},
                "severity": "ERROR",
                "code": {"value": "broken-link"},
                "suggestions": [{"range": where, "text": "docs/setup.md"}],
            }
        ],
    }


def test_severities(verdict: Verdict, told: Told) -> None:
    severities = [each["severity"] for each in diagnostics(verdict, told, *verdict.findings[2:])]
    assert severities == ["ERROR", "WARNING", "INFO"]


def test_columns_count_bytes(verdict: Verdict, told: Told) -> None:
    [diagnostic] = diagnostics(verdict, told, verdict.findings[1])
    before, target = "\t- 日本語 [構成](", "ko\u0301sei.md"
    start = len(before.encode()) + 1
    assert diagnostic["location"]["range"] == {
        "start": {"line": 5, "column": start},
        "end": {"line": 5, "column": start + len(target.encode())},
    }


def test_a_byte_that_is_not_utf_8_counts_as_one(verdict: Verdict, told: Told) -> None:
    finding = replace(verdict.findings[3], path="a.md", span=Span(1, 5, 1, 6))
    [diagnostic] = diagnostics(verdict, told, finding, sources={"a.md": ["caf\udce9x"]})
    assert diagnostic["location"]["range"] == {"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 6}}


def test_without_the_document_the_range_is_of_whole_lines_and_nothing_is_suggested(
    verdict: Verdict, told: Told
) -> None:
    [diagnostic] = diagnostics(verdict, told, verdict.findings[0], sources={})
    assert diagnostic["location"]["range"] == {"start": {"line": 3}, "end": {"line": 3}}
    assert diagnostic["suggestions"] == []


def test_fixes_that_are_no_suggestion_are_left_out(verdict: Verdict, told: Told) -> None:
    finding = verdict.findings[0]
    here = Edit("README.md", Span(3, 13, 3, 25), "x")
    for edits in [(), (here, here), (replace(here, path="docs/guide.md"),), (replace(here, text="\udcff"),)]:
        [diagnostic] = diagnostics(verdict, told, replace(finding, fix=Fix(safe=True, edits=edits)))
        assert diagnostic["suggestions"] == []


def test_hostile_text_makes_no_markup_in_a_comment(verdict: Verdict, hostile: Verdict, told: Told) -> None:
    [diagnostic] = diagnostics(verdict, told, hostile.findings[0])
    assert r"\[click\](javascript:alert) \<img src=x>" in diagnostic["message"]
