"""Where markers are found, and what is said of those that make no section."""

from __future__ import annotations

import re
import time

import pytest

from guard.derive.sections import Fault, Section, sections
from guard.documents.claims import Claims
from guard.documents.lines import Lines
from guard.documents.readers import read
from guard.facts.declared import Declared

TOC = "<!-- guard:begin toc -->"
END = "<!-- guard:end -->"


def declared(name: str = "d", start: str = "<!-- S -->", end: str = "<!-- E -->") -> Declared:
    return Declared(name=name, file="a.md", start=start, end=end, template="x")


def found(
    text: str, *of: Declared, claims: Claims | None = None, language: str = "markdown"
) -> tuple[tuple[Section, ...], tuple[Fault, ...]]:
    return sections(Lines(text), read(language, text) if claims is None else claims, of)


def within(text: str, *of: Declared, language: str = "markdown") -> list[tuple[str, str]]:
    """Name and content of each section of a text without faults."""
    made, faults = found(text, *of, language=language)
    assert faults == ()
    return [(one.name, text[one.start : one.stop]) for one in made]


def faults(text: str, *of: Declared) -> list[tuple[str, str, int | None]]:
    return [(one.name, one.message, one.span.line if one.span else None) for one in found(text, *of)[1]]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (f"{TOC}\n{END}", "\n"),
        (f"{TOC}{END}", ""),
        (f"{TOC}\n\n- a\n\n{END}\n", "\n\n- a\n\n"),
        (f"a {TOC}6{END} b", "6"),
        (f"# H {TOC}6{END}\n", "6"),
        (f"| a |\n| - |\n| {TOC}6{END} |\n", "6"),
        (f"> {TOC}\n> - a\n> {END}\n", "\n> - a\n> "),
        (f"- {TOC}\n  - a\n  {END}\n", "\n  - a\n  "),
        (f"1. x\n\n   {TOC}\n   - a\n   {END}\n", "\n   - a\n   "),
        (f"> - {TOC}\n>   a\n>   {END}", "\n>   a\n>   "),
        (f"-\t{TOC}\n\ta\n\t{END}\n", "\n\ta\n\t"),
        (f"   {TOC}\n   a\n   {END}\n", "\n   a\n   "),
        (f"<div>\n{TOC}\na\n{END}\n</div>\n", "\na\n"),
        (f"<details>\n\n{TOC}\n\na\n\n{END}\n\n</details>\n", "\n\na\n\n"),
        (f"text\n{TOC}\na\n{END}\ntext", "\na\n"),
        (f"*{TOC}6{END}* and [b](", "6"),
        (f"---\ntitle: x\n---\n{TOC}\na\n{END}\n", "\na\n"),
        ("<!--guard:begin toc-->6<!--guard:end-->", "6"),
        ("<!--\n  guard:begin toc\n  depth=2\n-->\n6\n<!--\nguard:end\n-->", "\n6\n"),
        (f"{TOC}\r\na\r\n{END}\r\n", "\r\na\r\n"),
        (f"{TOC}\ra\r{END}\r", "\ra\r"),
        (f"x\r\n{TOC}\na\r{END}\r\n", "\na\r"),
        (f"\0{TOC}\0{END}\0", "\0"),
        (f"\udcff {TOC}\n\udcfe\n{END}", "\n\udcfe\n"),
        (f"é∑𝄞 {TOC}é{END}", "é"),
        (f"\ufeff{TOC}\n{END}", "\n"),
        (f"\x0b\x0c\u2028{TOC}\u2028{END}", "\u2028"),
    ],
)
def test_what_stands_between_comments(text: str, content: str) -> None:
    assert within(text) == [("toc", content)]


@pytest.mark.parametrize(
    "text",
    [
        f"```md\n{TOC}\n{END}\n```\n",
        f"~~~~\n{TOC}\n```\n{END}\n~~~~\n",
        f"```md\n{TOC}\n{END}\n",  # never closed: code to the end
        f"    {TOC}\n    {END}\n",
        f"- a\n\n      {TOC}\n      {END}\n",
        f"> ```\n> {TOC}\n> {END}\n> ```\n",
        f"Write `{TOC}` and `{END}`.",
        f"Write `` ` {TOC} `` and ``{END}``.",
        f"---\nabout: {TOC}{END}\n---\ntext\n",
        f"\\{TOC}\n\n\\{END}",
        f"&lt;!-- guard:begin toc --> {END.replace('<', '&lt;')}",
        "<!-- guard:begins toc --><!-- guard:ending -->",
        "<!-- say guard:begin toc --><!-- say guard:end -->",
        "<!-- guard: begin toc --><!-- guard: end -->",
        "guard:begin toc\n\nguard:end\n",
        "<!-- -->",
        "",
    ],
)
def test_what_only_looks_like_markers(text: str) -> None:
    made, wrong = found(text)
    assert (made, wrong) == ((), ())


def test_a_marker_in_code_does_not_close_a_section() -> None:
    text = f"{TOC}\n\n```\n{END}\n```\n\n{END}\n"
    assert within(text) == [("toc", f"\n\n```\n{END}\n```\n\n")]


def test_several_sections_stand_in_the_order_of_the_text() -> None:
    text = f"{TOC}1{END} <!-- S -->2<!-- E --> <!-- guard:begin count of=*.py name=n -->3{END}"
    assert within(text, declared()) == [("toc", "1"), ("d", "2"), ("n", "3")]


def test_one_marker_may_end_a_section_and_begin_the_next() -> None:
    one, two = declared("one", "<!-- 1 -->", "<!-- 2 -->"), declared("two", "<!-- 2 -->", "<!-- 3 -->")
    assert within("<!-- 1 -->a<!-- 2 -->b<!-- 3 -->", two, one) == [("one", "a"), ("two", "b")]


def test_comments_of_configuration_files_are_markers_too() -> None:
    text = "# guard:begin count of=*.py\nservices:\n# guard:end\n  a:\n    image: b\n"
    assert within(text, language="compose") == [("count", "\nservices:\n")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (TOC, [("", "has no guard:end below it", 1)]),
        (f"a\n\n{END}\n", [("", "guard:end without a guard:begin above it", 3)]),
        (f"{END}\n\n{TOC}\n", [("", "guard:end without a guard:begin above it", 1), ("", "has no guard:end", 3)]),
        (f"{TOC}\n\n{TOC}\n\n{END}", [("", "has no guard:end before the next guard:begin at line 3", 1)]),
        (f"{TOC}\n\n{END}\n\n{END}", [("", "guard:end without a guard:begin above it", 5)]),
        (f"<!-- guard:begin -->{END}", [("(nothing)", "no producer is called (nothing)", 1)]),
        (f"<!-- guard:begin tok -->{END}", [("tok", "no producer is called tok (", 1)]),
        (f"<!-- guard:begin TOC -->{END}", [("TOC", "no producer is called TOC", 1)]),
        (f'<!-- guard:begin toc depth="2 -->{END}', [("", "cannot be read: No closing quotation", 1)]),
        (f"<!-- guard:begin toc depth -->{END}", [("toc", "guard:begin toc takes options such as name=value", 1)]),
        (f"<!-- guard:begin toc depth=2 depth=3 -->{END}", [("toc", "each once", 1)]),
        (f"<!-- guard:begin toc =2 -->{END}", [("toc", "takes options such as name=value", 1)]),
        (f"<!-- guard:begin toc deep=2 -->{END}", [("toc", "toc has no option deep (", 1)]),
        (f"<!-- guard:begin toc depth=two -->{END}", [("toc", "toc: depth: expected `int`, got `str`", 1)]),
        (f"<!-- guard:begin toc depth= -->{END}", [("toc", "toc: depth: expected `int`", 1)]),
        (f"<!-- guard:begin toc all=perhaps -->{END}", [("toc", "toc: all: expected `bool`", 1)]),
        (f"<!-- guard:begin count -->{END}", [("count", "count needs of", 1)]),
        (f"<!-- guard:begin excerpt lines=1 name=here -->{END}", [("here", "excerpt needs of", 1)]),
        (f"<!-- guard:begin tok name=here -->{END}", [("here", "no producer is called tok", 1)]),
        (f"<!-- guard:begin toc dept=1 name=here -->{END}", [("here", "toc has no option dept", 1)]),
    ],
)
def test_what_is_said_of_comments_that_make_no_section(text: str, wrong: list[tuple[str, str, int]]) -> None:
    said = faults(text)
    assert len(said) == len(wrong)
    for (name, message, line), (wanted_name, part, wanted_line) in zip(said, wrong, strict=True):
        assert (name, line) == (wanted_name, wanted_line)
        assert part in message


def test_a_second_begin_leaves_the_section_below_it_whole() -> None:
    text = f"{TOC}\n\n<!-- guard:begin count of=*.py -->\n6\n{END}"
    made, wrong = found(text)
    assert [(one.name, text[one.start : one.stop]) for one in made] == [("count", "\n6\n")]
    assert [(one.name, one.span.line if one.span else None) for one in wrong] == [("", 1)]


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("toc", {"depth": 3, "all": False}),
        ("toc depth=2 all=true ordered=1", {"depth": 2, "all": True, "ordered": True}),
        ("toc 'depth=2'", {"depth": 2}),
        ('toc depth="2"', {"depth": 2}),
        ("count of='docs/a b/*.md'", {"of": "docs/a b/*.md"}),
        ('count of="it\'s.md"', {"of": "it's.md"}),
        ("count of=a=b.md", {"of": "a=b.md"}),
        ("count of=*.md ignore=a,b,,c", {"ignore": ("a", "b", "c")}),
        ("count of=*.md ignore='a b','c d'", {"ignore": ("a b", "c d")}),
        ("count of=*.md ignore=", {"ignore": ()}),
        ("count of=#a.md", {"of": "#a.md"}),
        ("count\n of=é∑.md\n\tdates=false", {"of": "é∑.md", "dates": False}),
        ("count of=\udcff.md", {"of": "\udcff.md"}),
    ],
)
def test_options(words: str, options: dict[str, object]) -> None:
    made, wrong = found(f"<!-- guard:begin {words} -->{END}")
    assert wrong == ()
    assert {name: getattr(made[0].options, name) for name in options} == options


def test_a_name_of_ones_own() -> None:
    assert within(f'<!-- guard:begin toc name="a b" -->{END}') == [("a b", "")]
    assert within(f"<!-- guard:begin toc name= -->{END}") == [("toc", "")]


@pytest.mark.parametrize(
    ("text", "start", "end", "content"),
    [
        ("<!-- S -->\na\n<!-- E -->", "<!-- S -->", "<!-- E -->", "\na\n"),
        ("aSbEc", "S", "E", "b"),
        ("`S` S b E `E`", "S", "E", " b "),
        ("```\nS E\n```\nS\nE\n", "S", "E", "\n"),
        ("> S\n> a\n> E", "S", "E", "\n> a\n> "),
        ("S\r\n\r\nE\r\n", "S", "E", "\r\n\r\n"),
        ("S\0\udcffE", "S", "E", "\0\udcff"),
        ("𝄞S𝄞E", "S", "E", "𝄞"),
    ],
)
def test_what_stands_between_declared_markers(text: str, start: str, end: str, content: str) -> None:
    assert within(text, declared(start=start, end=end)) == [("d", content)]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "<!-- S --> stands nowhere outside of code", None),
        ("a <!-- S -->", "<!-- E --> stands nowhere outside of code", 1),
        ("\n<!-- E -->", "<!-- S --> stands nowhere outside of code", 2),
        ("`<!-- S -->` <!-- E -->", "<!-- S --> stands nowhere outside of code", 1),
        ("<!-- S -->\n```\n<!-- E -->\n```", "<!-- E --> stands nowhere outside of code", 1),
        ("<!-- E -->\n<!-- S -->", "<!-- E --> at line 1 stands above <!-- S -->", 2),
        ("<!-- S -->\n<!-- S -->\n<!-- E -->", "<!-- S --> stands more than once: lines 1 and 2", 2),
        ("<!-- S -->\n<!-- E -->\n\n<!-- E -->", "<!-- E --> stands more than once: lines 2 and 4", 4),
    ],
)
def test_what_is_said_of_declared_markers(text: str, message: str, line: int | None) -> None:
    assert faults(text, declared()) == [("d", message, line)]


@pytest.mark.parametrize(
    ("text", "of", "kept", "fault"),
    [
        # One inside the other, both ways round, and across.
        (f"{TOC}<!-- S --><!-- E -->{END}", [declared()], ["toc"], "d"),
        (f"<!-- S -->{TOC}{END}<!-- E -->", [declared()], ["d"], "toc"),
        (f"{TOC}<!-- S -->{END}<!-- E -->", [declared()], ["toc"], "d"),
        (f"<!-- S -->{TOC}<!-- E -->{END}", [declared()], ["d"], "toc"),
        # Two with the same markers.
        ("<!-- S --><!-- E -->", [declared("one"), declared("two")], ["one"], "two"),
        # A marker inside the other's marker.
        (f"{TOC}6{END}", [declared(start="guard:begin", end="guard:end")], ["toc"], "d"),
    ],
)
def test_sections_do_not_overlap(text: str, of: list[Declared], kept: list[str], fault: str) -> None:
    made, wrong = found(text, *of)
    assert [one.name for one in made] == kept
    assert [one.name for one in wrong] == [fault]
    assert f"the section {kept[0]}, which begins at line 1" in wrong[0].message


def test_the_second_of_two_inside_another_is_no_section_either() -> None:
    text = f"<!-- S -->\n{TOC}1{END}\n{TOC}2{END}\n<!-- E -->\n{TOC}3{END}\n"
    made, wrong = found(text, declared())
    assert [text[one.start : one.stop] for one in made][1:] == ["3"]
    assert [one.span.line for one in wrong if one.span] == [2, 3]
    assert all("the section d, which begins at line 1" in one.message for one in wrong)


@pytest.mark.parametrize("unreadable", ["x" * 4_000_001, "|a" * 200 + "\n" + "|-" * 200 + "|\n" + "|a\n" * 200])
def test_markers_in_a_document_that_cannot_be_read_are_told(unreadable: str) -> None:
    text = f"{TOC}\n{END}\n\n{unreadable}\n"
    made, wrong = found(text, declared())
    assert made == ()
    assert {(one.name, one.span.line if one.span else None) for one in wrong} == {("", 1), ("d", None)}
    assert any("larger than" in one.message or "cells" in one.message for one in wrong)


def test_markers_that_the_reader_left_out_are_told() -> None:
    """Above the parser's nesting there is no token, so no comment either."""
    text = "a\n\n" + "> " * 150 + TOC + "\n"
    wrong = faults(text)
    assert [(name, line) for name, _, line in wrong] == [("", 3)]
    assert "nested too deeply" in wrong[0][1]


def test_many_markers_take_time_that_grows_with_their_number() -> None:
    def spent(count: int) -> float:
        text = f"{TOC}1{END} `S` `E`\n\n" * count
        claims = read("markdown", text)
        times = []
        for _ in range(3):
            began = time.process_time()
            sections(Lines(text), claims, [declared(start="S", end="E")])
            times.append(time.process_time() - began)
        return min(times)

    assert spent(4000) / spent(1000) < 12


def test_messages_hold_the_words_of_the_document_as_they_are() -> None:
    """They are encoded where they are printed, and there alone."""
    text = f"<!-- guard:begin \x1b[31m -->{END}"
    ((name, message, _),) = faults(text)
    assert name == "\x1b[31m"
    assert re.search(r"no producer is called \x1b\[31m", message)
