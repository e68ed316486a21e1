"""What announces how many entries follow, and how entries are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.announcements import Announcement, announcements
from guard.documents.document import Document
from guard.documents.entries import Entries, entries
from guard.documents.lines import Lines
from guard.documents.markdown import read

LIST = "\n\n- a\n- b\n- c\n"


def _announced(text: str) -> list[Announcement]:
    return list(announcements(Document("README.md", text, read(text), language="markdown")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("There are three steps:", "three steps"),
        ("**The five rules:**", "five rules"),
        ("It has `x`. All seven *main* flows:", "seven main flows"),
        ("1. Pick one of two ways:", "two ways"),
        ("Five methods are available:", "Five methods"),
        ("four kinds of data:", "four kinds"),
        ("only the following four are required:", "following four"),
        ("extract the following three pieces:", "three pieces"),
        ("1. The two APIs:", "two APIs"),
        ("It sends two things\nto the server:", "two things"),
        ("The database has 18 tables, all prefixed with `x_`:", "18 tables"),
        ("### Checks (12)", "Checks (12)"),
        ("### Providers (20 supported)", "Providers (20 supported)"),
    ],
)
def test_what_announces(text: str, said: str) -> None:
    assert [one.text for one in _announced(text + LIST)] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "There are three steps.",
        "Up to three options:",
        "About 5 rules:",
        "At least two files:",
        "The first three steps:",
        "These two commands:",
        "another two files:",
        "6 to 10 questions:",
        "two of the three values:",
        "any of the four labels:",
        "An agent with seven jobs:",
        "When two files differ:",
        "It takes 3 minutes:",
        "Phase 3 goals:",
        "Tier 1 requirements:",
        "the RFC 6570 templates:",
        "two of 3 parts:",
        "Node 20 features:",
        "The two APIs overlap, so read all of:",
        "the four standard fields plus:",
        "two artifacts and a decision:",
        "1.5 pages:",
        "version 2.0 features:",
        "~9 files:",
        "10+ rules:",
        "Three. Rules:",
        "You support only two of the following:",
        "keep one, and delete the two cases:",
        "It has their two parts:",
        "### Setup (30 seconds)",
        "### Example (2)",
        "### Results (2024)",
        "### Tests (9 cases)",
    ],
)
def test_what_announces_nothing(text: str) -> None:
    assert _announced(text + LIST) == []


@pytest.mark.parametrize(
    "below",
    ["\n\ntext\n\n- a\n- b\n", "\n\n```\n- a\n- b\n```\n", "\n\n# Next\n\n- a\n", "", "\n\n\n\n\n- a\n", "\n***\n"],
)
def test_only_what_is_right_below_counts(below: str) -> None:
    assert _announced("There are three steps:" + below) == []


def test_code_announces_nothing() -> None:
    assert _announced("```\nThere are three steps:\n\n- a\n- b\n```\n") == []


def _entries(text: str) -> Entries | None:
    return entries(Lines(text), (), 1)


@pytest.mark.parametrize(
    ("text", "count", "numbers"),
    [
        ("- a\n- b", 2, {2}),
        ("- a\n\n- b\n\n  more\n- c", 3, {3}),
        ("- a\n  - b\n  - c\n- d", 2, {2, 3, 4}),
        ("1. a\n2. b\n\ntext\n\n3. c\n\n# d\n\n4. e", 2, {2, 3}),
        ("- a\n- b\n\ntext\n\n- c", 2, {2, 3}),
        ("* a\n\n  * b", 1, {1, 2}),
        ("- `a`, `b`: x\n- `c`: y", 2, {2, 3}),
        ("- get, set and delete\n- list", 2, {2, 4}),
        ("- **a**: x\n- b\n- **c**: y", 3, {2, 3}),
        ("- a\n---\n- b", 1, {1, 2}),
        ("| a |\n| --- |\n| 1 |\n| 2 |\n| **Total** |", 3, {2, 3}),
        ("| a | b | a | b |\n| --- | --- | --- | --- |\n| 1 | x | 2 | y |\n| 3 | z | | |", 2, {2, 3}),
        ("| a | b |\n| - | - |\n| 1 | x |\n| | y |\n| 2 | z |", 3, {2, 3}),
    ],
)
def test_how_entries_are_counted(text: str, count: int, numbers: set[int]) -> None:
    found = _entries(text)
    assert found is not None
    assert found.count == count
    assert numbers <= found.numbers


@pytest.mark.parametrize(
    "text", ["text", "- a\n- ...", "- a\n- and more", "| a |\n| 1 |", "| a |\n| - |\n| ... |", "", "# - a"]
)
def test_what_is_left_open_is_not_counted(text: str) -> None:
    assert _entries(text) is None


@given(st.integers(1, 30), st.sampled_from(["- x", "* [x](y)", "1. x", "+ `x`: y"]), st.sampled_from(["\n", "\n\n"]))
def test_a_plain_list_has_one_number(number: int, item: str, gap: str) -> None:
    found = _entries(gap.join([item] * number) + "\n\n# End\n\n- z\n")
    assert found is not None
    assert found.count == number
    assert found.numbers <= {0, 1, number}
