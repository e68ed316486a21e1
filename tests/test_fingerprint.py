import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from guard.fingerprint import fingerprints
from guard.model import Finding, Span


def at(line: int, subject: str = "old/setup.md", **fields: object) -> Finding:
    finding = Finding("README.md", Span(line, 1, line, 9), "link leads nowhere", subject, rule="broken-link")
    return replace(finding, **fields)


def test_a_known_one_never_changes() -> None:
    assert fingerprints([at(3, heading=("Demo", "Install"))]) == ("4920c5549cb35f166080",)


def test_lines_and_messages_are_no_part_of_it() -> None:
    assert fingerprints([at(3)]) == fingerprints([at(99, message="other words", severity="error", target="x")])


@pytest.mark.parametrize(
    "other",
    [
        at(3, subject="other.md"),
        at(3, path="docs/README.md"),
        at(3, rule="dead-path"),
        at(3, heading=("Demo",)),
        at(3, subject="", path="README.mdold/setup.md"),
    ],
)
def test_everything_else_is(other: Finding) -> None:
    assert fingerprints([at(3)]) != fingerprints([other])


def test_a_heading_path_is_not_its_joined_text() -> None:
    assert fingerprints([at(3, heading=("a", "b"))]) != fingerprints([at(3, heading=("ab",))])


def test_equals_are_counted_down_the_document_in_whatever_order_they_come() -> None:
    down = fingerprints([at(3), at(7), at(9)])
    assert len(set(down)) == 3
    assert fingerprints([at(9), at(3), at(7)]) == (down[2], down[0], down[1])
    assert fingerprints([at(3), at(5, subject="between"), at(7)])[2] == down[1]


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=3)
FINDINGS = st.builds(
    Finding,
    path=ANY_TEXT,
    span=st.builds(Span, *[st.integers(1, 3)] * 4),
    message=ANY_TEXT,
    subject=ANY_TEXT,
    heading=st.lists(ANY_TEXT, max_size=2).map(tuple),
    rule=ANY_TEXT,
)


@given(st.lists(FINDINGS, max_size=12))
def test_no_two_are_the_same(findings: list[Finding]) -> None:
    prints = fingerprints([*findings, *findings])
    assert len(set(prints)) == len(prints) == 2 * len(findings)
    assert all(len(each) == 20 and set(each) <= set("0123456789abcdef") for each in prints)
