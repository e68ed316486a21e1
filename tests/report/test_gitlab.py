import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from guard.fingerprint import fingerprints
from guard.model import SetAside, Verdict

Told = Callable[..., str]


def test_issues(verdict: Verdict, told: Told) -> None:
    issues = json.loads(told("gitlab", verdict))
    assert issues[0] == {
        "description": "link leads nowhere: old/setup.md (renamed to docs/setup.md in 3ad408a, 2022-06-19)",
        "check_name": "broken-link",
        "fingerprint": fingerprints(verdict.findings)[0],
        "severity": "major",
        "location": {"path": "README.md", "lines": {"begin": 3, "end": 3}},
    }
    assert [issue["severity"] for issue in issues] == ["major", "major", "major", "minor", "info"]


def test_nothing_found(verdict: Verdict, told: Told) -> None:
    assert told("gitlab", replace(verdict, findings=())) == "[]\n"


def test_setting_one_aside_keeps_the_fingerprint_of_its_twin(verdict: Verdict, told: Told) -> None:
    first = verdict.findings[0]
    second = replace(first, span=replace(first.span, line=9, end_line=9))
    both = json.loads(told("gitlab", replace(verdict, findings=(first, second))))
    aside = (SetAside(first, "suppression", "kept"),)
    assert json.loads(told("gitlab", replace(verdict, findings=(second,), set_aside=aside))) == both[1:]


@settings(deadline=None)
@given(st.data())
def test_no_fingerprint_comes_twice(verdicts: st.SearchStrategy[Verdict], told: Told, data: st.DataObject) -> None:
    verdict = data.draw(verdicts)
    twice = replace(verdict, findings=verdict.findings * 2)
    prints = [issue["fingerprint"] for issue in json.loads(told("gitlab", twice))]
    assert len(set(prints)) == len(prints) == 2 * len(verdict.findings)
