"""Numbers in digits and in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.numbers import NUMBER, in_words, number, written_like


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        ("0012", 12),
        ("two", 2),
        ("Two", 2),
        ("twelve", 12),
        ("TWENTY", 20),
        ("twenty-one", 21),
        ("ninety-nine", 99),
        ("two-three", None),
        ("hundred", None),
        ("twenty one", None),
        ("", None),
        ("1.5", None),
        ("-3", None),
        ("²", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_what_a_number_says(text: str, value: int | None) -> None:
    assert number(text) == value


@given(st.integers(2, 99))
def test_words_are_read_as_they_are_written(value: int) -> None:
    word = in_words(value)
    assert number(word) == number(word.upper()) == value
    assert re.fullmatch(NUMBER, word.capitalize(), re.IGNORECASE)


@given(st.integers(0, 9999), st.sampled_from(["7", "seven", "Seven"]))
def test_a_number_keeps_its_manner(value: int, manner: str) -> None:
    text = written_like(value, manner)
    assert number(text) == value
    assert text[0].isdigit() == (manner[0].isdigit() or value > 99)
    assert text[0].isupper() == (manner[0].isupper() and value <= 99)


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = number(text)
    assert value is None or re.fullmatch(r"\d+|[a-z]+(-[a-z]+)?", text.lower())
