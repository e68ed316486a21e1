from typing import Any

import pytest
from msgspec.structs import replace

from guard.model import Finding, SetAside, Verdict
from guard.report.context import Context
from guard.report.summary import summary


def lines(verdict: Verdict, **fields: Any) -> list[str]:
    return summary(verdict, Context(sources=lambda _: (), version="1", **{"width": 300, **fields}))


@pytest.mark.parametrize(
    ("documents", "claims", "unjudged", "line"),
    [
        (120, 3412, 37, "All 3,412 claims of 120 documents hold; 37 unjudged."),
        (120, 3412, 0, "All 3,412 claims of 120 documents hold."),
        (1, 2, 1, "All 2 claims of 1 document hold; 1 unjudged."),
        (1, 1, 0, "The only claim of 1 document holds."),
        (3, 0, 0, "Nothing to hold against the facts in 3 documents."),
        (3, 0, 4, "Nothing to hold against the facts in 3 documents; 4 unjudged."),
        (0, 0, 0, "No document was checked."),
    ],
)
def test_nothing_found(documents: int, claims: int, unjudged: int, line: str) -> None:
    reasons = (("shallow history", unjudged),) if unjudged else ()
    assert lines(Verdict((), (), reasons, documents, claims, ())) == [line]


def test_findings_of_every_kind(verdict: Verdict) -> None:
    assert lines(verdict) == [
        (
            "5 findings (3 errors, 1 warning, 1 info) in 2 documents; 2 can be fixed with --fix,"
            " 1 more with --unsafe-fixes. 120 documents, 3,412 claims held, 37 unjudged."
        )
    ]


def test_a_terminal_too_narrow_for_one_line_gets_two(verdict: Verdict) -> None:
    assert lines(verdict, width=100) == [
        (
            "5 findings (3 errors, 1 warning, 1 info) in 2 documents; 2 can be fixed with --fix,"
            " 1 more with --unsafe-fixes."
        ),
        "120 documents, 3,412 claims held, 37 unjudged.",
    ]


def first_sentence(verdict: Verdict, *findings: Finding, **fields: Any) -> str:
    return lines(replace(verdict, findings=findings), width=0, **fields)[0]


def test_one_finding(verdict: Verdict) -> None:
    setup, wide, other, service, _ = verdict.findings
    assert first_sentence(verdict, service) == "1 finding (1 warning) in 1 document."
    assert first_sentence(verdict, setup) == "1 finding (1 error) in 1 document; 1 can be fixed with --fix."
    assert first_sentence(verdict, wide) == "1 finding (1 error) in 1 document; 1 can be fixed with --unsafe-fixes."
    assert first_sentence(verdict, other, service) == "2 findings (1 error, 1 warning) in 1 document."


def test_findings_below_the_bar_are_said_to_fail_nothing(verdict: Verdict) -> None:
    service = verdict.findings[3]
    assert first_sentence(verdict, service, fail_on="error") == (
        "1 finding (1 warning) in 1 document; none fails the run (--fail-on error)."
    )
    assert "none fails" not in first_sentence(verdict, *verdict.findings, fail_on="error")


def test_what_was_set_aside(verdict: Verdict) -> None:
    suppressed = SetAside(verdict.findings[0], "suppression", "kept for the talk")
    old = SetAside(verdict.findings[1], "baseline", "")
    aside = replace(verdict, findings=(), set_aside=(suppressed, suppressed, old))
    assert lines(aside) == [
        (
            "No finding counts; 3 set aside (2 by suppressions, 1 by the baseline)."
            " 120 documents, 3,412 claims held, 37 unjudged."
        )
    ]
    assert lines(replace(aside, set_aside=(old,)), width=0)[0] == "No finding counts; 1 set aside by the baseline."
    both = replace(aside, findings=(verdict.findings[3],), set_aside=(suppressed,))
    assert lines(both, width=0)[0] == "1 finding (1 warning) in 1 document; 1 set aside by suppressions."


def test_statistics(verdict: Verdict) -> None:
    assert lines(verdict, statistics=True)[:-1] == [
        "Findings by rule:",
        "  3  broken-link",
        "  1  complete-list",
        "  1  unknown-service",
        "",
        "Unjudged by reason:",
        "  30  shallow history",
        "   7  incomplete facts",
        "",
    ]


def test_statistics_of_nothing() -> None:
    assert lines(Verdict((), (), (), 1, 2, ()), statistics=True) == ["All 2 claims of 1 document hold."]
