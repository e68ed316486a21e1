import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from guard.report.encode import (
    ascii_only,
    characters,
    json_text,
    markdown,
    sarif_text,
    visible,
    whole_characters,
    workflow_data,
    workflow_property,
)

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text: nothing changes", "plain text: nothing changes"),
        ("日本語 é ß", "日本語 é ß"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        ("\x1b[31mred\x07\x00\x7f", r"\x1b[31mred\x07\x00\x7f"),
        ("\x85\x9b31m", r"\u0085\u009b31m"),
        ("\u202etxt\u2066\u2069\u061c", r"\u202etxt\u2066\u2069\u061c"),
        ("a\u200bb\u200d\u2060\ufeff\xad\u3164", r"a\u200bb\u200d\u2060\ufeff\u00ad\u3164"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("\U000e0041\U000e0100", r"\U000e0041\U000e0100"),
        ("caf\udce9", r"caf\xe9"),
        ("\ud800", r"\ud800"),
        ("⚠\ufe0f 1\ufe0f\u20e3", "⚠\ufe0f 1\ufe0f\u20e3"),
        ("a\ufe0f \ufe0f", r"a\ufe0f \ufe0f"),
        ("⚠\ufe0f\ufe0f", "⚠\ufe0f\\ufe0f"),
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("\u3000\xa0::error::x", "\u3000\xa0\\x3a:error::x"),
        (":", r"\x3a"),
        ("std::vector", "std::vector"),
        ("##[error]x", r"\x23#[error]x"),
        ("in a line: ##[error]x ###[x", r"in a line: \x23#[error]x #\x23#[x"),
        ("##vso[task.setvariable]", r"\x23#vso[task.setvariable]"),
        ("## Heading [x]", "## Heading [x]"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_no_unseen_character_is_left() -> None:
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    left = [
        f"{code:x}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in unseen and visible(chr(code)) == chr(code)
    ]
    assert left == []


@given(ANYTHING)
@example(" ::")
@example("##[")
def test_visible_text_is_safe_and_stays_so(text: str) -> None:
    shown = visible(text)
    assert {unicodedata.category(c) for c in shown if not c.isprintable()} <= {"Zs", "Cn", "Co"}
    assert not shown.lstrip().startswith(":")
    assert "##[" not in shown
    assert visible(shown) == shown
    shown.encode()


@given(ANYTHING)
def test_characters_are_what_is_shown(text: str) -> None:
    shown = characters(text)
    assert len(shown) == len(text)
    assert "".join(shown) == visible(f"x{text}")[1:]


@given(ANYTHING)
def test_ascii_only(text: str) -> None:
    assert ascii_only(text).isascii()


def test_ascii_only_escapes() -> None:
    assert ascii_only("é 日 😀 a") == r"\u00e9 \u65e5 \U0001f600 a"


@given(ANYTHING)
def test_whole_characters_can_be_encoded_and_are_else_untouched(text: str) -> None:
    whole_characters(text).encode()
    assert whole_characters(text) == "".join(c if c < "\ud800" or c > "\udfff" else visible(c) for c in text)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("100% of a\nb", "100%25 of a%0Ab"),
        ("%0A", "%250A"),
        ("a\r\nb", r"a\r%0Ab"),
        ("a\n::error::b", r"a%0A\x3a:error::b"),
    ],
)
def test_workflow_data(text: str, data: str) -> None:
    assert workflow_data(text) == data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("docs/a.md", "docs/a.md"),
        ("C:/a,b::c", "C%3A/a%2Cb%3A%3Ac"),
        ("50%\n", r"50%25\n"),
        ("x,title=y::z", "x%2Ctitle=y%3A%3Az"),
    ],
)
def test_workflow_property(text: str, value: str) -> None:
    assert workflow_property(text) == value


def runner_reads(data: str, *tokens: str) -> str:
    """As the runner does it: the replacements first, the percent sign last."""
    for token in (*tokens, "%"):
        data = data.replace(f"%{ord(token):02X}", token)
    return data


@given(ANYTHING)
def test_the_runner_reads_what_was_meant(text: str) -> None:
    assert runner_reads(workflow_data(text), "\r", "\n") == "\n".join(map(visible, text.split("\n")))
    assert runner_reads(workflow_property(text), "\r", "\n", ":", ",") == visible(text)
    assert not re.search("[\r\n:,]", workflow_property(text))
    assert not re.search("[\r\n]", workflow_data(text))


MARKDOWN_BAIT = st.lists(
    st.sampled_from([*"\\`*_{}[]<>()#!|~&@:$-+.=^\"' \n1a", "&lt;", "www.", "http://x", "<b>", "![x](y)", "1. ", "- "])
).map("".join)


@given(MARKDOWN_BAIT | ANYTHING)
@example("- x")
@example("1. x")
@example("+")
@example("    code")
@example("| a | b |")
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    shown = visible(text).strip(" ")
    parser = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
    tokens = parser.parse(markdown(text))
    if not tokens:
        assert not shown
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or []} <= {"text"}
    assert "".join(child.content for child in tokens[1].children or []).strip() == shown.strip()


@given(MARKDOWN_BAIT)
def test_markdown_stays_in_its_table_cell(text: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(f"| a | b |\n|---|---|\n| {markdown(text)} | end |\n")
    cells = [token.content for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    assert cells[3] == "end"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see [x](http://evil)", r"see [x]\(http://evil)"),
        ("the variable {0} of {name}", "the variable {{0}} of {name}"),
        ("list[0]", "list[0]"),
    ],
)
def test_sarif_text(text: str, shown: str) -> None:
    assert sarif_text(text) == shown


def test_json_text_hides_commands_from_a_runner() -> None:
    assert json_text(r'{"a": "##[error]\\##vso[x]## y"}') == r'{"a": "\u0023#[error]\\\u0023#vso[x]## y"}'
