import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.report.cells import width
from guard.report.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("e\u0301", 1),
        ("ｱ", 1),
        ("Ａ", 2),
        ("⚠\ufe0f", 2),
        ("각", 2),
        ("\u1100\u1161\u11a8", 2),
    ],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("line", "marked", "room", "shown", "underline"),
    [
        ("See [a](b.md).", "b.md", 80, "See [a](b.md).", "        ^^^^"),
        ("\tsee b.md", "b.md", 80, "    see b.md", "        ^^^^"),
        ("ab\tsee\tb.md", "b.md", 80, "ab  see b.md", "        ^^^^"),
        ("日本 b.md", "b.md", 80, "日本 b.md", "     ^^^^"),
        ("e\u0301 b.md", "b.md", 80, "e\u0301 b.md", "  ^^^^"),
        ("see 日本.md", "日本.md", 80, "see 日本.md", "    ^^^^^^^"),
        ("\x1b[0m b.md", "b.md", 80, r"\x1b[0m b.md", "        ^^^^"),
        ("a" * 50 + " b.md " + "c" * 50, "b.md", 20, "...aaaa b.md cccc...", "        ^^^^"),
        ("a" * 50 + " b.md", "b.md", 20, "...aaaaaaaaaaaa b.md", "                ^^^^"),
        ("b.md " + "c" * 50, "b.md", 20, "b.md cccccccccccc...", "^^^^"),
        ("x" * 50, "x" * 50, 20, "xxxxxxxxxxxxxxxxx...", "^^^^^^^^^^^^^^^^^^^^"),
    ],
)
def test_excerpt(line: str, marked: str, room: int, shown: str, underline: str) -> None:
    start = line.index(marked)
    found = excerpt(line, start, start + len(marked), room=room)
    assert found.before + found.marked + found.after == shown
    assert " " * found.indent + "^" * found.length == underline


def test_an_empty_span_is_shown_where_it_stands() -> None:
    found = excerpt("ab", 1, 1, room=20)
    assert (found.before, found.marked, found.after, found.length) == ("a", "", "b", 1)


def test_both_ends_of_a_long_line_are_marked_as_cut() -> None:
    found = excerpt("a" * 100, 50, 50, room=20)
    assert found.before.startswith("...")
    assert found.after.endswith("...")


def test_a_span_outside_the_line_is_moved_into_it() -> None:
    found = excerpt("ab", 7, 9, room=20)
    assert (found.before, found.marked, found.after) == ("ab", "", "")


def test_ascii_is_measured_as_it_is_shown() -> None:
    found = excerpt("é b.md", 2, 6, room=80, only_ascii=True)
    assert found.before == r"\u00e9 "
    assert found.indent == 7


@given(st.text(max_size=80), st.integers(-3, 90), st.integers(-3, 90), st.integers(3, 60))
def test_an_excerpt_fits_its_room(line: str, start: int, end: int, room: int) -> None:
    found = excerpt(line, start, end, room=room)
    assert width(found.before + found.marked + found.after) <= room


def test_a_line_of_a_megabyte_costs_what_a_short_one_does() -> None:
    found = excerpt("x" * 500_000 + "b.md" + "y" * 500_000, 500_000, 500_004, room=40)
    assert found.before + found.marked + found.after == "...xxxxxxxxxxxxxxxb.mdyyyyyyyyyyyyyyy..."
