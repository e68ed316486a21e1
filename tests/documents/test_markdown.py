"""The Markdown reader: every claim slices back to its source, nothing raises, nothing vanishes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from guard.documents import Claims, Document
from guard.documents.markdown import read

SPEC = Path(
    os.environ.get("GUARD_COMMONMARK_SPEC", Path(__file__).parents[2] / "node_modules/commonmark-spec/spec.txt")
)


def opened(text: str) -> tuple[Claims, Document]:
    claims = read(text)
    return claims, Document("x.md", text, claims, language="markdown")


def _counts(tokens: list[Token]) -> dict[str, int]:
    counts = {"link": 0, "image": 0, "code": 0, "heading": 0}
    for number, token in enumerate(tokens):
        if token.type == "image":
            counts["image"] += 1
            continue
        for kind, name in (("link_open", "link"), ("code_inline", "code")):
            counts[name] += token.type == kind
        # A heading without text makes no anchor.
        counts["heading"] += token.type == "heading_open" and bool(tokens[number + 1].content)
        for name, count in _counts(token.children or []).items():
            counts[name] += count
    return counts


def _hold_against_the_parser(text: str) -> None:
    """The same numbers of links, images, code spans and headings as stock markdown-it finds, each where it stands."""
    claims, document = opened(text)
    # A bare URL is a link to a forge and text to CommonMark.
    links = [
        one
        for one in claims.links
        if one.kind in {"inline", "reference"} or (document.source(one.span).startswith("<") and one.kind == "autolink")
    ]
    html_headings = len(re.findall(r"(?i)<h[1-6]", text))
    wanted = _counts(MarkdownIt("commonmark", {"maxNesting": 100}).parse(text))
    assert sum(not one.image for one in links) == wanted["link"]
    assert sum(one.image for one in links) == wanted["image"]
    assert len(claims.code) == wanted["code"]
    assert wanted["heading"] <= len(claims.headings) <= wanted["heading"] + html_headings
    for one in links:
        source = document.source(one.span)
        if one.kind == "inline":
            assert source.startswith("![" if one.image else "[")
            assert source.endswith(")")
            assert unescapeAll(document.source(one.target)) == one.destination
        elif one.kind == "reference":
            assert source.startswith("![" if one.image else "[")
            assert source.endswith("]")
    for code in claims.code:
        assert document.source(code.span).split() == code.text.split()
    assert not claims.unread


@pytest.mark.skipif(not SPEC.exists(), reason="npm install commonmark-spec, or set GUARD_COMMONMARK_SPEC")
def test_every_example_of_the_commonmark_specification() -> None:
    text = SPEC.read_text(encoding="utf-8")
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", text, re.MULTILINE | re.DOTALL)
    assert len(examples) > 600
    for example in examples:
        _hold_against_the_parser(example.replace("→", "\t"))


@pytest.mark.parametrize(
    "text",
    [
        "> - quoted [a](b.md)\n>   more `code`",
        "> " * 60 + "[deep](a.md)",
        "".join("  " * n + "- x\n" for n in range(30)) + "  " * 30 + "[deep](a.md)",
        "[a](\n  b.md\n  'title'\n)",
        'Setext [a](b)\n===\n\n![i](<a b.png> "t")',
        "[x][y] [z][]\n\n[y]: <./a.md>\n  'title'\n[z]:\n  b.md",
        "\tcode [no](link)\n\n1.\t[tab](a.md)",
        "# A ## B ##\n\n## [l](m) `c` ##",
    ],
)
def test_like_the_parser(text: str) -> None:
    _hold_against_the_parser(text)


@pytest.mark.parametrize(
    ("text", "destination", "source"),
    [
        ("| a | b |\n|---|---|\n| `x\\|y` | [l](m.md) |", "m.md", "m.md"),
        ("a\r\n\r\n[x](y.md)\r\n", "y.md", "y.md"),
        ("a\r\r[x](y.md)\r", "y.md", "y.md"),
        ("a\0b [x](y.md)", "y.md", "y.md"),
        ("\udce9 [x](y\udce9.md)", "y\udce9.md", "y\udce9.md"),
        ('<a\n  href="y.md">t</a>', "y.md", "y.md"),
        ("<p>\n<img src='a&amp;b.png'>\n</p>", "a&b.png", "a&amp;b.png"),
        ("---\ntitle: x\n---\n[x](y.md)", "y.md", "y.md"),
        ("[f]: file:///a", "file:///a", "file:///a"),
        ("see https://x.y/z. Then", "https://x.y/z", "https://x.y/z"),
        ("(https://x.y/a_(b))", "https://x.y/a_(b)", "https://x.y/a_(b)"),
    ],
)
def test_where_a_destination_stands(text: str, destination: str, source: str) -> None:
    claims, document = opened(text)
    (link,) = claims.links
    assert link.destination == destination
    assert document.source(link.target) == source


@pytest.mark.parametrize(
    "text",
    ["[^1]: Word", "```\n[a](b)\n```", "`[a](b)`", "<!-- [a](b) -->", "\\[a](b)", "```py\nResponse[int](data=1)\n```"],
)
def test_what_is_no_link(text: str) -> None:
    assert not read(text).links


def test_cells_with_escaped_pipes_keep_their_columns() -> None:
    claims, document = opened("| a | b |\n|---|---|\n| x \\| `c` | `d\\|e` |")
    assert [document.source(code.span) for code in claims.code] == ["c", "d\\|e"]
    assert [code.text for code in claims.code] == ["c", "d|e"]


@pytest.mark.parametrize(
    ("text", "heading", "name"),
    [
        ("# A *b* `c` [d](e)", "A b c d", ""),
        ("# A {#own}", "A", "own"),
        ("# A { #own .c }", "A", "own"),
        ("# ![x](y) A", " A", ""),
        ("<h2 align='c'>\n <b>Big</b> one</h2>", "Big one", ""),
        ("A\n---", "A", ""),
    ],
)
def test_headings(text: str, heading: str, name: str) -> None:
    (found,) = read(text).headings
    assert (found.text, found.id) == (heading, name)


def test_text_below_the_nesting_limit_is_reported_not_dropped() -> None:
    claims = read("> " * 200 + "[x](gone.md)\n\n[y](a.md)")
    assert [link.destination for link in claims.links] == ["a.md"]
    assert [(unread.line, unread.reason) for unread in claims.unread] == [(1, "nested too deeply")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 4_000_001, "larger than"),
        ("|" + "a|" * 600 + "\n|" + "-|" * 600 + "\n" + "|\n" * 600, "a table with more than"),
    ],
)
def test_what_is_too_large_is_reported(text: str, reason: str) -> None:
    (unread,) = read(text).unread
    assert unread.reason.startswith(reason)


def test_comments_know_what_they_cover() -> None:
    claims, document = opened("<!-- guard: ignore[x] why -->\npara\nmore\n\ntext <!-- note -->")
    alone, inline = claims.comments
    assert alone.alone
    assert alone.block is not None
    assert document.source(alone.block) == "para\nmore"
    assert (inline.text, inline.alone) == ("note", False)


_PIECES = st.sampled_from(
    [
        "[a](b.md)",
        "![i](<c d>)",
        "`x`",
        "``a`b``",
        "<a href='q'>",
        "<!--",
        "-->",
        "# ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "    ",
        "\t",
        "|",
        "\n|---|---|\n",
        "```\n",
        "~~~\n",
        "[r]",
        "[r]: x\n",
        "\\",
        "*",
        "_",
        "&amp;",
        "é",
        "\U0001f600",
        "\udcff",
        "\0",
        "\r\n",
        "\r",
        "(",
        ")",
        "[",
        "]",
        "![",
        "](",
        "x y",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_anything_is_read_and_every_span_lies_within(text: str) -> None:
    claims, document = opened(text)
    spans = (
        [one.span for one in claims.links] + [one.span for one in claims.code] + [one.span for one in claims.headings]
    )
    spans += (
        [one.span for one in claims.mentions]
        + [one.span for one in claims.comments]
        + [one.target for one in claims.links]
    )
    for span in spans:
        start = document.lines.offset(span.line, span.column)
        end = document.lines.offset(span.end_line, span.end_column)
        assert 0 <= start <= end <= len(text)
        assert 1 <= span.line <= span.end_line <= len(document.lines)
    for link in claims.links:
        if link.kind == "inline":
            assert document.source(link.span).startswith(("[", "!["))
