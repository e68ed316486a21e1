"""Command lines held against the programs that they call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.shell import inline
from guard.facts.programs import Program, Reading, read
from guard.facts.programs.model import MANY, PERHAPS

BUILD = Program(
    "build",
    "x.py",
    options={"--release": 0, "--jobs": 1, "-j": 1, "-v": 0, "-x": 0, "--any": PERHAPS, "--more": MANY, "--pair": 2},
    arguments=True,
)
TOOL = Program(
    "tool",
    "x.py",
    options={"--verbose": 0, "--config": 1},
    commands={
        "build": BUILD,
        "open": Program("open", "x.py", open="loads plugins", commands={"a": Program("a", "x.py")}),
        "computed": Program("computed", "x.py", fault="computes them"),
        "exec": Program("exec", "x.py", arguments=True, passes_on=True),
        "group": Program("group", "x.py", commands={"a": Program("a", "x.py", options={"--deep": 0})}),
    },
)


def reading(text: str, program: Program = TOOL) -> Reading:
    command = next(iter(inline(f"tool {text}", 1, 1)), None)
    assert command is not None
    return read(program, command.words[1:])


@pytest.mark.parametrize(
    "text",
    [
        "--verbose build --release -j 4 --jobs=4 file",
        "--config build build",
        "build -vx -j4 -xvj 4",
        "build --jobs --release -5",
        "build -- --anything",
        "build --help",
        "-h",
        "build --pair --a --b --release",
        "build --more a b c --release",
        "build --any x --any --release",
        "group a --deep",
        "exec run --anything",
        "open other --anything",
        "computed --anything",
        "<command> --anything",
        "build --<option>",
        "build [--anything]",
        "build --foo/--bar",
        "build -vz",
    ],
)
def test_nothing_is_unknown(text: str) -> None:
    found = reading(text)
    assert (found.options, found.command) == ((), None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("build --realese", ["--realese"]),
        ("build --a --b=c", ["--a", "--b"]),
        ("build --verbose", ["--verbose"]),
        ("--release build", ["--release"]),
        ("build -q", ["-q"]),
        ("build x -q y", ["-q"]),
        ('build --a="$X"', ["--a"]),
        ("group a --shallow", ["--shallow"]),
    ],
)
def test_unknown_options(text: str, names: list[str]) -> None:
    assert [one.name for one in reading(text).options] == names


@pytest.mark.parametrize(
    ("text", "name", "path"), [("bulid", "bulid", ()), ("--config x deploy --all", "deploy", ()), ("group b", "b", ("group",))]
)  # fmt: skip
def test_unknown_commands(text: str, name: str, path: tuple[str, ...]) -> None:
    found = reading(text).command
    assert found is not None
    assert (found.name, found.path) == (name, path)


def test_beginnings_of_options_where_they_are_understood() -> None:
    program = Program("tool", "x.py", options={"--verbose": 0, "--jobs": 1}, abbreviates=True)
    assert not reading("--verb --job 4", program).options
    assert [one.name for one in reading("--vorb", program).options] == ["--vorb"]


def test_options_of_subcommands_before_them_where_that_is_understood() -> None:
    inner = Program("list", "main.go", options={"--limit": 1})
    program = Program("tool", "main.go", commands={"list": inner, "add": Program("add", "main.go")}, scattered=True)
    assert not reading("--limit 3 list", program).options
    assert [one.name for one in reading("add --limit 3", program).options] == ["--limit"]


@given(st.text(alphabet="-=ab xj \t\"'$<>[]/build", max_size=80))
def test_any_words(text: str) -> None:
    command = next(iter(inline(f"tool {text}", 1, 1)), None)
    if command is not None:
        found = read(TOOL, command.words[1:])
        assert all(one.name.startswith("-") for one in found.options)
