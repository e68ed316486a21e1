import json
import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guard.settings.origins import Key, dotted
from guard.settings.positions import DEPTH, DOTS, RefusedError, positions


class Writer:
    """Writes a valid TOML document and keeps the line of every key and element."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[Key, int] = {}
        self.made = 0

    def write(self, text: str) -> None:
        self.text += text

    def note(self, key: Key) -> None:
        self.lines[key] = self.text.count("\n") + 1

    def blank(self, *, ends: bool) -> None:
        self.write(self.draw(st.sampled_from(["", " ", "\t", " \n", "\n # ] = [x]\n"] if ends else ["", " ", "\t"])))

    def name(self) -> str:
        """A name that no other key has, written in one of the three ways."""
        self.made += 1
        return self.draw(_NAMES) + str(self.made)

    def part(self, name: str) -> None:
        escaped = "".join(f"\\u{ord(character):04x}" for character in name)
        ways = [f'"{escaped}"', json.dumps(name, ensure_ascii=False)]
        if name.isascii() and name.replace("-", "").replace("_", "").isalnum():
            ways.append(name)
        if "'" not in name:
            ways.append(f"'{name}'")
        self.write(self.draw(st.sampled_from(ways)))

    def dotted(self, above: Key, last: str = "") -> Key:
        """A key of one to three parts under `above`; each part is noted."""
        names = [self.name() for _ in range(self.draw(st.integers(1, 3)))]
        key = above
        for number, name in enumerate(names):
            key = (*key, name)
            if number:
                self.blank(ends=False)
                self.write(".")
                self.blank(ends=False)
            self.note(key)
            self.part(name)
        self.write(last)
        return key

    def pair(self, above: Key, depth: int) -> None:
        key = self.dotted(above)
        self.blank(ends=False)
        self.write("=")
        self.blank(ends=False)
        self.value(key, depth)

    def value(self, key: Key, depth: int) -> None:
        kind = self.draw(st.sampled_from(["scalar", "scalar", "array", "inline"] if depth else ["scalar"]))
        if kind == "array":
            self.array(key, depth)
        elif kind == "inline":
            self.inline(key, depth)
        else:
            self.write(self.draw(_SCALARS))

    def array(self, key: Key, depth: int) -> None:
        self.write("[")
        for number in range(self.draw(st.integers(0, 3))):
            if number:
                self.write(",")
            self.blank(ends=True)
            self.note((*key, number))
            self.value((*key, number), depth - 1)
            self.blank(ends=True)
        self.write("]")

    def inline(self, key: Key, depth: int) -> None:
        self.write("{")
        for number in range(self.draw(st.integers(0, 3))):
            if number:
                self.write(",")
            self.blank(ends=False)
            self.pair(key, depth - 1)
            self.blank(ends=False)
        self.write("}")

    def pairs(self, table: Key) -> None:
        for _ in range(self.draw(st.integers(0, 3))):
            self.blank(ends=False)
            self.pair(table, 2)
            self.write(self.draw(st.sampled_from(["\n", "  # a = 1\n", "\n\n", "\n# [no]\n"])))

    def document(self) -> None:
        self.pairs(())
        for _ in range(self.draw(st.integers(0, 4))):
            if self.draw(st.booleans()):
                self.write("[")
                self.pairs(self.dotted((), last=" ]\n"))
            else:
                self.tables()

    def tables(self) -> None:
        """A list of tables, and a table inside each of its elements."""
        name = self.name()
        for number in range(self.draw(st.integers(1, 3))):
            self.write("[[ ")
            self.lines.setdefault((name,), self.text.count("\n") + 1)
            self.note((name, number))
            self.part(name)
            self.write(" ]]\n")
            self.pairs((name, number))
            if self.draw(st.booleans()):
                inner = self.name()
                self.write("[")
                self.part(name)
                self.write(".")
                self.note((name, number, inner))
                self.part(inner)
                self.write("]\n")
                self.pairs((name, number, inner))


_NAMES = st.text("abAB-_ é.#='[]\u4e2d", max_size=4)
_SCALARS = st.sampled_from(
    [
        *("1", "-0x1F".removeprefix("-"), "1_000", "true", "inf", "-nan", "6.6e-3", "1979-05-27 07:32:00", "07:32:00"),
        *('""', '"a # b"', r'"\" ] = \\"', "''", "'a\\'", "'] # ='", '"é\\u00e9"'),
        *('"""\n"" x = 1\n# ] """', '"""a\\\n   b\\""""', '""""two""" ""'.removesuffix(' ""'), '"""x"""""', '""""""'),
        *("'''\n[x]\ny = ''\n'''", "'''x'''''", "''''''"),
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Key, int]]:
    writer = Writer(draw)
    writer.document()
    text = writer.text.replace("\n", "\r\n") if draw(st.booleans()) else writer.text
    return text, writer.lines


def keys_of(value: Any, above: Key = ()) -> Iterator[Key]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    for part, below in inner:
        yield (*above, part)
        yield from keys_of(below, (*above, part))


@given(documents())
@settings(max_examples=300)
def test_every_key_of_any_document_has_its_line(document: tuple[str, dict[Key, int]]) -> None:
    text, lines = document
    table = tomllib.loads(text)
    spans = positions(text)
    assert set(spans) == set(keys_of(table)) == set(lines)
    assert {key: span.line for key, span in spans.items()} == lines


@given(st.text(alphabet="ab.=[]{}\"'\\#,\n\t 1é", max_size=60))
@example('"""')
@example("a = [")
@example("a = {b = ")
@example('a."')
@example("[[a")
def test_what_is_not_toml_is_left_to_the_parser(text: str) -> None:
    spans = positions(text)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(spans) == set(keys_of(table))


def test_a_span_covers_the_name_or_the_element() -> None:
    text = 'exclude = [\n  "docs/old", # x\n  "tmp"\n]\n[rules."a b".c]\nd.e = 1\n'
    lines = text.split("\n")
    shown = {
        dotted(key): lines[span.line - 1][span.column - 1 : span.end_column - 1]
        for key, span in positions(text).items()
    }
    assert shown == {
        "exclude": "exclude",
        "exclude[0]": '"docs/old"',
        "exclude[1]": '"tmp"',
        "rules": "rules",
        'rules."a b"': '"a b"',
        'rules."a b".c': "c",
        'rules."a b".c.d': "d",
        'rules."a b".c.d.e': "e",
    }


def test_the_header_of_a_table_wins_over_its_mention_in_another() -> None:
    spans = positions("[a.b.c]\nx = 1\n\n[a.b]\ny = 2\n")
    assert spans["a",].line == 1
    assert spans["a", "b"].line == 4
    assert spans["a", "b", "c"].line == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = 1\n" + ".".join("a" * (DOTS + 2)) + " = 1", 2, f"a key with more than {DOTS} dots"),
        ("\n\n[" + " . ".join(["'a'"] * 4000) + "]", 3, f"a key with more than {DOTS} dots"),
        ("x = {" + ".".join("a" * 5000) + " = 1}", 1, f"a key with more than {DOTS} dots"),
        ("x = " + "[" * 5000, 1, f"nested more than {DEPTH} deep"),
        ("x = 1\ny = " + "{a=" * 5000, 2, f"nested more than {DEPTH} deep"),
        ("x = " + "[{a.b.c=" * 5000, 1, f"nested more than {DEPTH} deep"),
    ],
)
def test_what_would_keep_the_parser_busy_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        positions(text)
    assert (caught.value.line, caught.value.message) == (line, message)


def test_as_many_dots_as_are_allowed() -> None:
    key = ".".join("a" * (DOTS + 1))
    assert set(positions(f"{key} = 1")) == set(keys_of(tomllib.loads(f"{key} = 1")))


@pytest.mark.parametrize(
    "unit",
    [
        '"""',
        '"\\',
        "'''",
        '""""""',
        "a=1\n",
        "[[a]]\n",
        "[a",
        '"a".',
        "#\n",
        "   ",
        "a=[1,\n",
        'x="a"\n',
        "\\",
        "{",
        '"a',
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(times: int) -> float:
        texts = [unit * times, f"a = {unit * times}", f'a = """{unit * times}']
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            for text in texts:
                with suppress(RefusedError):
                    positions(text)
            best = min(best, time.process_time() - start)
        return best

    assert any(seconds(16_000) < 10 * seconds(4_000) + 0.01 for _ in range(5)), "slow in every round"
