"""No regular expression of guard takes more than linear time on hostile text."""

from __future__ import annotations

import re
import re._parser as sre  # type: ignore[import-not-found]
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = (
    " ", "\t", "\n", "a", "A", "0", "-", "_", ".", "/", "\\", "`", "'", '"', "[", "]", "(", ")", "<", ">", "{", "}", "|", "#", "*",
    "a ", "a.", "a/", "a-", "](", "[a](", "[a][", "<a ", "<!--", "{{", "${", "$(", "https://", "a@a.", "= ", ": ", "│ ", "├─", "| -",
    "./", "../", "C:\\a", "/home/a/", "file:///a", "a,", "é", "\u00a0", "`a` ", '"a" ', "import a", "guard: ignore[",
)  # fmt: skip
FLOOR = 0.02
MOST = 6.0
ROUNDS = 12
HOPELESS = 1.0


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of guard or of its rules holds."""
    for top, package in (("guard", "guard"), ("rules", "guard_rules")):
        for path in sorted((ROOT / top).rglob("*.py")):
            if path.name == "__main__.py":
                continue
            parts = path.relative_to(ROOT / top).with_suffix("").parts
            name = ".".join([package, *(part for part in parts if part != "__init__")])
            module = import_module(name)
            for attribute, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{name}.{attribute}", value


PATTERNS = dict(_patterns())


def _spent(pattern: re.Pattern[str], text: str) -> float:
    started = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - started


def _is_linear(pattern: re.Pattern[str], small: str, large: str) -> bool:
    """A busy machine makes a round slow now and then; a pattern that is not linear is slow in every one."""
    for _ in range(ROUNDS):
        short, long = _spent(pattern, small), _spent(pattern, large)
        if long < FLOOR or long / max(short, 1e-9) < MOST:
            return True
        if long > HOPELESS:
            break
    return False


def test_what_is_not_linear_is_told() -> None:
    assert not _is_linear(re.compile(r"a*a*b"), "a" * 500, "a" * 2_000)
    assert _is_linear(re.compile(r"a*b"), "a" * 50, "a" * 200)


def test_patterns_were_found() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("name", PATTERNS)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    pattern = PATTERNS[name]
    for seed in SEEDS:
        for tail in ("", "!", "\x00"):
            small, large = seed * (2_000 // len(seed)) + tail, seed * (8_000 // len(seed)) + tail
            long = _spent(pattern, large)
            if long < FLOOR:
                continue
            assert _is_linear(pattern, small, large), (
                f"{pattern.pattern!r} on {seed!r} takes more than {MOST} times as long for four times the text"
            )


def _repeats_that_choose(parsed: Any) -> Iterator[str]:
    """Possessive repeats of more than one character class: before Python 3.11.5 they keep what a failed round consumed."""
    for op, argument in parsed:
        if str(op) == "POSSESSIVE_REPEAT":
            body = argument[2]
            if len(body) > 1 or str(body[0][0]) not in {"LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY"}:
                yield str(body)
        for inner in _inside(argument):
            yield from _repeats_that_choose(inner)


def _inside(argument: Any) -> Iterator[Any]:
    if isinstance(argument, sre.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for part in argument:
            yield from _inside(part)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_possessive_repeat_is_of_one_character(name: str) -> None:
    """`(?>(?:...)*)` says the same and is right on every Python that guard supports."""
    assert list(_repeats_that_choose(sre.parse(PATTERNS[name].pattern, PATTERNS[name].flags))) == []


def test_what_such_a_repeat_is() -> None:
    assert list(_repeats_that_choose(sre.parse(r"(x|a(?:b[c]d++)*+)"))) != []
    assert list(_repeats_that_choose(sre.parse(r"(x|a(?>(?:b[c]d++)*)e++)"))) == []
