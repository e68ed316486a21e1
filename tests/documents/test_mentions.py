"""Words that look like paths, and what their sentence says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import mentions


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("src/a.py", "src/a.py"),
        (" a.py ", "a.py"),
        ("a.py:12", "a.py"),
        ("a.py:12-20", "a.py"),
        ("a.py#L3-L9", "a.py"),
        ("tests/a.py::test_b[c]", "tests/a.py"),
        ("src/a.py(main)", "src/a.py"),
        ("docs/", "docs/"),
        ("src\\a.py", "src\\a.py"),
        (".github/workflows", ".github/workflows"),
        ("src/é.md", "src/é.md"),
    ],
)
def test_a_code_span_that_is_a_path(content: str, path: str) -> None:
    found = mentions.in_code(content)
    assert found is not None
    assert found.text == path
    assert content[found.start : found.end] == path


@pytest.mark.parametrize(
    "content",
    [
        "",
        "name",
        "a b/c.py",
        "https://x.y/a.md",
        "@scope/pkg",
        "--flag/x",
        "$HOME/a.md",
        "//x/y",
        "f(a/b)",
        "a=b/c.md",
        "/",
    ],
)
def test_a_code_span_that_is_none(content: str) -> None:
    assert mentions.in_code(content) is None


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("See src/a.py, docs/b.md.", ["src/a.py", "docs/b.md"]),
        ("and/or either/both", []),
        ("in ./run and ../x", ["./run", "../x"]),
        ("a/b/c and d/", ["a/b/c", "d/"]),
        ("mail a@b.org, https://x.y/z.md, v1.2.3", []),
        ("README.md (old)", ["README.md"]),
    ],
)
def test_paths_in_prose(text: str, paths: list[str]) -> None:
    found = list(mentions.in_prose(text))
    assert [one.text for one in found] == paths
    assert [text[one.start : one.end] for one in found] == paths


def hints(text: str) -> set[str]:
    start = text.index("@")
    return set(mentions.hints(text, start, start + 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We removed @ last week.", {"past"}),
        ("It says so. The file @ is read. We removed it.", set()),
        ("Removed.\n\n@ is read", set()),
        ("@ → b", {"past"}),
        ("@ does not exist", {"absent"}),
        ("- [ ] @", set()),
        ("[ ] @", {"future"}),
        ("this will use @", {"future"}),
        ("writes @", {"create"}),
        ("the prefold-@ oldish", set()),
    ],
)
def test_what_a_sentence_says(text: str, said: set[str]) -> None:
    assert hints(text) == said


def test_what_stands_far_away_says_nothing() -> None:
    assert hints("removed " + "x " * 400 + "@") == set()
    assert hints("@ " + "x " * 400 + "removed") == set()


def test_the_path_itself_says_nothing() -> None:
    text = "see old/new.md"
    assert mentions.hints(text, 4, len(text)) == ()


def test_a_long_list_of_files_is_one_sentence_searched_once() -> None:
    def spent(count: int) -> float:
        text = "a.md " * count
        started = time.process_time()
        for found in mentions.in_prose(text):
            mentions.hints(text, found.start, found.end)
        return time.process_time() - started

    short, long = min(spent(1_000) for _ in range(3)), min(spent(4_000) for _ in range(3))
    assert long < 0.05 or long / short < 6


@pytest.mark.parametrize("piece", ["(a)", ":1", "::", "::a", "#L1", ".", "a("])
def test_what_stands_behind_a_path_is_taken_off_in_linear_time(piece: str) -> None:
    def spent(size: int) -> float:
        started = time.process_time()
        mentions.trim("a.py" + piece * (size // len(piece)) + "!x")
        mentions.trim("a.py" + piece * (size // len(piece)))
        return time.process_time() - started

    short, long = min(spent(20_000) for _ in range(3)), min(spent(80_000) for _ in range(3))
    assert long < 0.05 or long / short < 6


@given(st.text(alphabet="ab ./:#()[]\\-\n`é\udcff12L", max_size=60))
def test_anything_can_be_searched(text: str) -> None:
    for found in (*mentions.in_prose(text), *filter(None, [mentions.in_code(text)])):
        assert text[found.start : found.end] == found.text
        mentions.hints(text, found.start, found.end)
