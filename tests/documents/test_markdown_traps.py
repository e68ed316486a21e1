"""Traps of Markdown: places that are easily lost, and text that takes long to read."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from guard.documents import Claims, Document
from guard.documents.markdown import read
from guard.model import Span

SPEC = Path(
    os.environ.get("GUARD_COMMONMARK_SPEC", Path(__file__).parents[2] / "node_modules/commonmark-spec/spec.txt")
)


def opened(text: str) -> tuple[Claims, Document]:
    claims = read(text)
    return claims, Document("x.md", text, claims, language="markdown")


def _plain(text: str) -> list[str]:
    """What stock markdown-it shows of each heading: text and code, images and tags left out."""
    tokens = MarkdownIt("commonmark", {"maxNesting": 100}).parse(text)
    shown = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and tokens[number + 1].content:
            children = tokens[number + 1].children or []
            parts = ("\n" if one.type.endswith("break") else one.content for one in children if _is_shown(one.type))
            shown.append("".join(parts))
    return shown


def _is_shown(kind: str) -> bool:
    return kind in {"text", "text_special", "code_inline", "softbreak", "hardbreak"}


@pytest.mark.skipif(not SPEC.exists(), reason="npm install commonmark-spec, or set GUARD_COMMONMARK_SPEC")
def test_every_heading_of_the_commonmark_specification_stands_where_it_says() -> None:
    text = SPEC.read_text(encoding="utf-8")
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", text, re.MULTILINE | re.DOTALL)
    for example in (one.replace("→", "\t") for one in examples):
        claims, document = opened(example)
        stock = _plain(example)
        written = [one for one in claims.headings if one.text in stock]
        assert [one.text for one in written] == stock
        definitions = "".join(f"\n\n[{link.label}]: <{link.destination}>" for link in claims.links if link.label)
        for heading in written:
            source = " ".join(line.strip(" >") for line in document.source(heading.span).split("\n"))
            again = read(f"# {source}{definitions}").headings
            assert [one.text for one in again] == [" ".join(heading.text.split("\n"))]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('[a](b "](c")', "b"),
        ("[a](<b> '](c) x')", "b"),
        ("[![i](j)](b '](')", "b"),
        ("[a]( \n b.md\n)", "b.md"),
        ("[a](b\\))", "b\\)"),
        ("[`]`](b)", "b"),
        ("[a]()", ""),
        ("[a](<>)", ""),
    ],
)
def test_a_destination_is_found_behind_its_own_label(text: str, source: str) -> None:
    claims, document = opened(text)
    assert document.source(claims.links[0].target) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [("` a\nb`", " a\nb"), ("` a `", "a"), ("`` ` ``", "`"), ("`\na\n`", "a"), ("`  `", "  "), ("`a `", "a ")],
)
def test_code_spans_lose_a_blank_on_both_sides_or_none(text: str, source: str) -> None:
    claims, document = opened(text)
    assert document.source(claims.code[0].span) == source


@pytest.mark.parametrize(
    "text",
    [
        "- ```sh\n\tcat x.py | sh y.sh\n  ```",
        "> ```sh\n>\tcat x.py | sh y.sh\n> ```",
        "1.\t```sh\n\tcat x.py | sh y.sh\n\t```",
        "- - ```sh\r\n\tcat x.py | sh y.sh\r\n    ```",
    ],
)
def test_commands_keep_their_places_behind_tabs(text: str) -> None:
    claims, document = opened(text)
    words = [word for command in claims.commands for word in command.words]
    assert [document.source(word.span) for word in words] == ["cat", "x.py", "sh", "y.sh"]


def test_cells_that_differ_by_an_escaped_pipe_are_told_apart() -> None:
    claims, document = opened("|a|b|\n|-|-|\n|`x\\|y`|`x`|\n\n`p|q` | r")
    assert [document.source(code.span) for code in claims.code] == ["x\\|y", "x", "p|q"]
    assert [code.text for code in claims.code] == ["x|y", "x", "p|q"]


def test_letters_that_grow_in_lower_case_shift_nothing() -> None:
    claims, document = opened("<div>\nİİİİ<H2>Big <b>a</b></H2>\n</div>")
    assert document.source(claims.headings[0].span) == "Big <b>a</b>"


def test_a_footnote_is_no_reference() -> None:
    claims = read("text[^1] and [^n]\n\n[^1]: Word\n[^n]: docs/gone.md\n")
    assert not claims.links
    assert not claims.mislinks


def test_the_first_definition_wins_and_both_are_told() -> None:
    claims, document = opened("[l][L]\n\n[l]: <a b.md> 't'\n[l]:\n  c.md\n")
    assert [(link.kind, link.destination, document.source(link.target)) for link in claims.links] == [
        ("reference", "a b.md", "[l][L]"),
        ("definition", "a b.md", "a b.md"),
        ("definition", "c.md", "c.md"),
    ]


def test_markdown_that_begins_with_an_import_is_mdx() -> None:
    text = 'import P from "./p.mdx"\n\n<P path="./b.md" />\n\n<a href={x}>t</a> <img src="i.png" />\n\n[l](m.mdx)\n'
    claims = read(text)
    assert claims.includes
    assert [link.destination for link in claims.links] == ["i.png", "m.mdx"]


def test_a_row_without_pipes_counts_as_cells() -> None:
    columns = 300
    text = "|a" * columns + "|\n" + "|-" * columns + "|\n" + "x\n" * 100
    (unread,) = read(text).unread
    assert unread.reason.startswith("a table with more than")


def test_a_very_wide_table_is_not_read() -> None:
    text = "|a" * 11_000 + "|\n" + "|-" * 11_000 + "|\n|b|\n"
    (unread,) = read(text).unread
    assert unread.reason.startswith("a table with more than")


@pytest.mark.parametrize("depth", [10, 20, 30])
def test_text_deep_in_lists_is_read(depth: int) -> None:
    text = "".join("  " * number + "- x\n" for number in range(depth)) + "  " * depth + "- [deep](a.md) `c`\n"
    claims, document = opened(text)
    assert not claims.unread
    assert document.source(claims.links[0].span) == "[deep](a.md)"
    assert document.source(claims.code[0].span) == "c"


@pytest.mark.parametrize("piece", ["> ", "- ", "1. "])
def test_what_is_nested_beyond_the_limit_is_reported(piece: str) -> None:
    claims = read(piece * 200 + "[x](gone.md)\n")
    assert not claims.links
    assert [unread.reason for unread in claims.unread] == ["nested too deeply"]


def test_nested_brackets_end_somewhere() -> None:
    for text in ("[" * 5_000 + "](a)" * 5_000, "![" * 3_000 + "](a)" * 3_000, "<b>" * 20_000):
        read(text)


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        ("x", "a.md "),
        ("https://x", ")"),
        ('[a](b "', "](x"),
        ("`", "(a)"),
        ("", "[a]((b) "),
        ("", "[a](b) "),
        ("", "`a/b.py` "),
        ("", "<a href="),
        ("", "<a \"<b '"),
        ("", "| `a` | b |\n"),
        ("", "[a]: b\n"),
        ("```sh\n", "cat a.txt && "),
        ("", "<!-- a -->"),
        ("<div>\n", "<h1>a</h1>"),
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(before: str, piece: str) -> None:
    def spent(size: int) -> float:
        text = before + piece * (size // len(piece)) + ('")' if '"' in before else "`" if before == "`" else "")
        started = time.process_time()
        read(text)
        return time.process_time() - started

    long = spent(16_000)
    if long > 0.1:
        assert min(long, spent(16_000)) / min(spent(4_000), spent(4_000)) < 8


@pytest.mark.parametrize("text", ["a" * 10_000_000, "a\n" * 5_000_000, "[a](b)" * 1_700_000])
def test_ten_megabytes_are_reported(text: str) -> None:
    claims = read(text)
    assert [unread.line for unread in claims.unread] == [1]
    assert not claims.links


_PIECES = st.sampled_from(
    ["[a](b.md)", "![i](<c d>)", "`x`", "` y`", "<a\n href='q'>", "<!-- c -->", "# ", "\n", "\n\n", "> ", "- ", "1. ", "    ", "\t",
     "|", "\n|---|---|\n", "\\|", "```sh\n", "[r]", "[r]: x\n", "[^f]", "\\", "*", "&amp;", "é", "\udcff", "\0", "\r\n", "\r", "(", "](",
     "<h2>", "</h2>", "├── a.py\n", "└── b\n", "---\n", "===\n", "src/a.py ", "cat a | sh\n", "{#i}", "https://x.y/z) "]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_claim_slices_to_its_own_words(text: str) -> None:
    claims, document = opened(text)
    for mention in claims.mentions:
        assert document.source(mention.span).replace("\\|", "|") == mention.text.replace("\\|", "|")
    for tree in claims.trees:
        assert all(document.source(node.span) == node.name for node in tree.nodes)
    for code in claims.code:
        assert _squeezed(document.source(code.span)) == _squeezed(code.text)
    for link in claims.links:
        assert not _cross(link.span, link.target)
    links = [link.span for link in claims.links if link.kind in {"inline", "reference"}]
    assert not any(_cross(one, other) for one in links for other in links)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_line_is_read_or_reported(text: str) -> None:
    """What is set between unlike words cannot vanish: it is in a claim's block, or in `unread`."""
    claims = read(text + "\n\nzz/yy.md\n")
    lines = len(document_lines(text + "\n\nzz/yy.md\n"))
    assert all(1 <= unread.line <= unread.end_line <= lines for unread in claims.unread)
    assert not claims.unread, "nothing here is nested deeply"


def document_lines(text: str) -> list[str]:
    return re.split(r"\r\n?|\n", text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s>]+", "", text.replace("\\|", "|").replace("\0", "\ufffd"))


def _cross(one: Span, other: Span) -> bool:
    first, second = sorted([_ends(one), _ends(other)])
    return first[0] < second[0] < first[1] < second[1]


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line, span.column), (span.end_line, span.end_column)


@pytest.mark.parametrize("lost", ["\x0c\n", "\u2028\n", "> \x0c\n> ", "- \x1c\n  \x1c\n  "])
def test_a_line_that_the_parser_strips_moves_nothing(lost: str) -> None:
    claims, document = opened(f"{lost}`a` <!-- b -->\n")
    spans = (*(one.span for one in claims.code), *(one.span for one in claims.comments))
    assert [document.source(span) for span in spans] == ["a", "<!-- b -->"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("*   **`locale`**{ #mkdocs-locale }: x", ["mkdocs-locale"]),
        ("A paragraph.\n{: .note #the-note title=x }", ["the-note"]),
        ("`{ #code }` and { # } and {{ #if }} and {a: #b}", []),
    ],
)
def test_ids_that_attribute_lists_give(text: str, names: list[str]) -> None:
    claims, document = opened(text)
    assert [one.name for one in claims.anchors] == names
    assert [document.source(one.span) for one in claims.anchors] == names
