"""Programs that are parsed, and those that cannot be."""

from __future__ import annotations

import warnings

import pytest

from guard.facts.trees import parsed


@pytest.mark.parametrize("source", ["x = 1", b"# coding: latin-1\nx = '\xe9'", ""])
def test_programs(source: str | bytes) -> None:
    assert parsed(source, 100) is not None


@pytest.mark.parametrize("source", ["x =", "x = '\x00'", b"\xff\xfe", "(" * 2_000 + ")" * 2_000, "x = 1" + " " * 5_000])
def test_what_is_no_program(source: str | bytes) -> None:
    assert parsed(source, 4_500) is None


def test_nothing_is_said_of_bad_escapes() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parsed("x = '\\d'", 100) is not None
