import json
from collections.abc import Callable

from guard.model import Verdict

Told = Callable[..., str]

SETUP = {
    "rule": "broken-link",
    "group": "links",
    "path": "README.md",
    "line": 3,
    "column": 13,
    "end_line": 3,
    "end_column": 25,
    "message": "link leads nowhere: old/setup.md",
    "subject": "old/setup.md",
    "severity": "error",
    "evidence": [
        {
            "text": "renamed to docs/setup.md in 3ad408a, 2022-06-19",
            "path": "docs/setup.md",
            "line": None,
            "commit": "3ad408a1b2c3d4e5f60718293a4b5c6d7e8f9012",
        }
    ],
    "fix": {
        "safe": True,
        "edits": [
            {"path": "README.md", "line": 3, "column": 13, "end_line": 3, "end_column": 25, "text": "docs/setup.md"}
        ],
    },
    "related": [],
}


def test_the_whole_verdict_is_one_object(verdict: Verdict, told: Told) -> None:
    report = json.loads(told("json", verdict))
    assert list(report) == ["version", "findings", "set_aside", "unjudged", "documents", "claims"]
    assert report["version"] == "1.2.3"
    assert report["findings"][0] == SETUP
    assert list(report["findings"][0]) == list(SETUP)
    assert report["findings"][3]["fix"] is None
    assert report["findings"][4]["related"] == [
        {"text": "the list begins here", "path": "docs/guide.md", "line": 3, "commit": None}
    ]
    assert report["unjudged"] == [
        {"reason": "shallow history", "count": 30},
        {"reason": "incomplete facts", "count": 7},
    ]
    assert (report["documents"], report["claims"]) == (120, 3412)


def test_hostile_text_is_carried_faithfully_in_ascii(hostile: Verdict, told: Told) -> None:
    text = told("json", hostile)
    assert text.isascii()
    assert "##[" not in text
    report = json.loads(text)
    finding = report["findings"][0]
    assert finding["path"] == hostile.findings[0].path
    assert finding["message"] == "::error file=x::%0Anot real \x1b[2J\u202e ##[error]x \\xff"
    assert report["set_aside"] == [
        {"finding": finding, "how": "suppression", "reason": "::error::kept \x1b[0m", "path": "a\nb.md", "line": 2}
    ]


def test_json_lines_are_findings(verdict: Verdict, told: Told) -> None:
    lines = told("json-lines", verdict).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(told("json", verdict))["findings"]
