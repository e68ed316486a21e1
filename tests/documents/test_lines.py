"""Lines and columns, from offsets and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.lines import Lines
from guard.model import Span


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("", [""]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb\r\rc", ["a", "b", "", "c"]),
        ("a\x0bb\x0cc\u2028d\x85e", ["a\x0bb\x0cc\u2028d\x85e"]),
        ("\n\r", ["", "", ""]),
    ],
)
def test_a_line_ends_at_lf_crlf_and_cr_alone(text: str, contents: list[str]) -> None:
    lines = Lines(text)
    assert [lines.content(number) for number in range(1, len(lines) + 1)] == contents


def test_columns_are_code_points() -> None:
    lines = Lines("é\U0001f600x\n\udcffy")
    assert lines.span(2, 5) == Span(1, 3, 2, 2)
    assert lines.slice(Span(1, 3, 2, 2)) == "x\n\udcff"


@given(st.text(alphabet="ab\r\n\t\u2028é"), st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    lines = Lines(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert lines.offset(*lines.place(start)) == start
    assert lines.slice(lines.span(start, end)) == text[start:end]
