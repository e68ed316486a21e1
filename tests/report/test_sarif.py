import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from guard.model import SetAside, Verdict

Told = Callable[..., str]


def run(verdict: Verdict, told: Told) -> Any:
    log = json.loads(told("sarif", verdict))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [only] = log["runs"]
    return only


def test_a_result(verdict: Verdict, told: Told) -> None:
    root = {"uri": "README.md", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 3, "startColumn": 13, "endLine": 3, "endColumn": 25}
    words = "link leads nowhere: old/setup.md (renamed to docs/setup.md in 3ad408a, 2022-06-19)"
    evidence = "renamed to docs/setup.md in 3ad408a, 2022-06-19"
    result = run(verdict, told)["results"][0]
    fingerprint = result.pop("partialFingerprints")
    assert list(fingerprint) == ["guardFingerprint/v1"]
    assert result == {
        "ruleId": "broken-link",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": words, "markdown": words},
        "locations": [{"physicalLocation": {"artifactLocation": root, "region": region}}],
        "suppressions": [],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {"artifactLocation": {"uri": "docs/setup.md", "uriBaseId": "%SRCROOT%"}},
                "message": {"text": evidence, "markdown": evidence},
            }
        ],
        "fixes": [
            {
                "description": {"text": "The only right answer."},
                "artifactChanges": [
                    {
                        "artifactLocation": root,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "docs/setup.md"}}],
                    }
                ],
            }
        ],
    }


def test_the_run(verdict: Verdict, told: Told) -> None:
    only = run(verdict, told)
    assert only["columnKind"] == "unicodeCodePoints"
    assert list(only["originalUriBaseIds"]) == ["%SRCROOT%"]
    assert only["tool"]["driver"]["name"] == "guard"
    assert only["tool"]["driver"]["version"] == "1.2.3"
    assert only["properties"] == {"documents": 120, "claims": 3412, "unjudged": 37, "resultsOmitted": 0}
    [invocation] = only["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
        "30 claims unjudged: shallow history",
        "7 claims unjudged: incomplete facts",
    ]


def test_every_active_rule_is_listed_found_or_not(verdict: Verdict, told: Told) -> None:
    rules = run(replace(verdict, findings=()), told)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["broken-link", "unknown-service"]
    assert rules[0] == {
        "id": "broken-link",
        "shortDescription": {"text": "A relative link must lead to a file."},
        "fullDescription": {"text": "A relative link must lead to a file."},
        "help": {
            "text": "A relative link must lead to a file.\n",
            "markdown": "A relative link must lead to a file.\n",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["links"], "preview": False, "fixable": False},
    }
    assert rules[1]["defaultConfiguration"] == {"level": "error"}


def test_set_aside_findings_carry_their_suppression(verdict: Verdict, told: Told) -> None:
    suppressed = SetAside(verdict.findings[0], "suppression", "kept for the talk", path="README.md", line=2)
    old = SetAside(verdict.findings[1], "baseline", "")
    results = run(replace(verdict, findings=verdict.findings[2:], set_aside=(suppressed, old)), told)["results"]
    assert [result["suppressions"] for result in results] == [
        [],
        [],
        [],
        [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "kept for the talk",
                "location": {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "README.md", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 2},
                    }
                },
            }
        ],
        [{"kind": "external", "status": "accepted"}],
    ]


def test_a_fingerprint_does_not_change_when_its_finding_is_set_aside(verdict: Verdict, told: Told) -> None:
    twin = replace(verdict.findings[0], span=replace(verdict.findings[0].span, line=9, end_line=9))
    counted = replace(verdict, findings=(verdict.findings[0], twin))
    aside = replace(counted, findings=(twin,), set_aside=(SetAside(verdict.findings[0], "suppression", "why"),))

    def by_line(verdict: Verdict) -> dict[int, object]:
        return {
            result["locations"][0]["physicalLocation"]["region"]["startLine"]: result["partialFingerprints"]
            for result in run(verdict, told)["results"]
        }

    assert by_line(counted) == by_line(aside)
    assert len({str(value) for value in by_line(counted).values()}) == 2


def test_at_most_5000_results_and_what_was_cut_is_said(verdict: Verdict, told: Told) -> None:
    mild, bad = verdict.findings[3], verdict.findings[0]
    old = SetAside(mild, "baseline", "")
    only = run(replace(verdict, findings=(mild,) * 4_999 + (bad,), set_aside=(old, old)), told)
    assert len(only["results"]) == 5_000
    assert only["results"][0]["level"] == "error"
    assert all(result["suppressions"] == [] for result in only["results"])
    assert only["properties"]["resultsOmitted"] == 2
    assert only["invocations"][0]["toolExecutionNotifications"][-1] == {
        "level": "warning",
        "message": {
            "text": "2 results left out: at most 5,000 are reported, first those that count, the worst at the top"
        },
    }


def test_hostile_text(hostile: Verdict, told: Told) -> None:
    result = run(hostile, told)["results"][0]
    assert result["message"]["text"] == (
        r"\x3a:error file=x::%0Anot real \x1b[2J\u202e \x23#[error]x \xff"
        r" ([click]\(javascript:alert) <img src=x> {{0}} a|b;  ::stop)"
    )
    assert r"\[click\](javascript:alert) \<img src=x>" in result["message"]["markdown"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "docs/a%0A%3A%3Aerror%3A%3Ab.md"


def test_a_path_that_is_not_utf_8_keeps_its_bytes(verdict: Verdict, told: Told) -> None:
    finding = replace(verdict.findings[3], path="caf\udce9 100%.md")
    location = run(replace(verdict, findings=(finding,)), told)["results"][0]["locations"][0]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "caf%E9%20100%25.md"
    assert unquote_to_bytes(uri) == b"caf\xe9 100%.md"


def test_a_fix_that_json_cannot_carry_is_left_out(verdict: Verdict, told: Told) -> None:
    finding = verdict.findings[0]
    assert finding.fix is not None
    broken = replace(finding, fix=replace(finding.fix, edits=(replace(finding.fix.edits[0], text="caf\udce9"),)))
    assert "fixes" not in run(replace(verdict, findings=(broken,)), told)["results"][0]


LEVELS = {"error", "warning", "note", "none"}


@settings(deadline=None)
@given(st.data())
def test_the_rules_of_the_format_are_kept(
    verdicts: st.SearchStrategy[Verdict], told: Told, data: st.DataObject
) -> None:
    only = run(data.draw(verdicts), told)
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert all(rules)
    assert len(set(rules)) == len(rules)
    for result in only["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in LEVELS
        assert isinstance(result["suppressions"], list)
    prints = [result["partialFingerprints"]["guardFingerprint/v1"] for result in only["results"]]
    assert len(set(prints)) == len(prints)
    for node in nodes(only):
        check(node)


def nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(node for child in value.values() for node in nodes(child))]
    return [node for child in value for node in nodes(child)] if isinstance(value, list) else []


def check(node: dict[str, Any]) -> None:
    """What the standard says of the objects that guard writes."""
    if "message" in node:
        assert node["message"]["text"]
        assert node["message"].get("markdown", "-")
    if "uri" in node:
        assert node["uri"].isascii()
        assert not set(node["uri"]) & set(' :\\<>"{}|^`#?')
        assert node["uriBaseId"] == "%SRCROOT%"
    if "justification" in node:
        assert node["justification"]
    if "startLine" in node:
        assert min(node.values()) >= 1
    if "relatedLocations" in node:
        ids = [place["id"] for place in node["relatedLocations"]]
        assert len(set(ids)) == len(ids)
    if "artifactChanges" in node:
        assert node["artifactChanges"]
        assert all(change["replacements"] for change in node["artifactChanges"])
