"""What formatters do to a text leaves it the same; what a person changes does not."""

from __future__ import annotations

import time
from typing import Any

import pytest

from guard.derive.meaning import same

# What prettier, mdformat and editors make of the left side is on the right.
FORMATTED = [
    ("- a\n- b", "* a\n* b"),
    ("- a\n- b", "+ a\n+ b"),
    ("- a\n- b", "-   a\n-   b"),
    ("- a\n- b", "- a\n\n- b"),
    ("- a\n- b", "\n\n- a\n- b\n\n"),
    ("- a\n  - b\n    - c", "- a\n    - b\n        - c"),
    ("- a\n  - b", "* a\n  + b"),
    ("1. a\n2. b\n3. c", "1. a\n1. b\n1. c"),
    ("1. a\n1. b", "1) a\n2) b"),
    ("1. a\n   - b", "1.  a\n    - b"),
    ("| a | b |\n| --- | --- |\n| 1 | 2 |", "| a   | b   |\n| --- | --- |\n| 1   | 2   |"),
    ("| a | b |\n| --- | :-: |\n| 1 | 2 |", "|a|b|\n|-|:---:|\n|1|2|"),
    ("| a | b |\n| --- | --- |\n| 1 | 2 |", "a | b\n---|---\n1 | 2"),
    ("| a | b |\n| --- | --- |\n| 1 | |", "| a | b |\n| --- | --- |\n| 1 |"),
    ("*a* **b**", "_a_ __b__"),
    ("![*a*](b.png)", "![_a_](b.png)"),
    ("first\\_name and a\\*b", "first_name and a*b"),
    ("a \\- b, 1\\. c, x \\> y \\#", "a - b, 1. c, x > y #"),
    ("a &amp; b &lt;c&gt;", "a & b \\<c>"),
    ("a\nb c\nd", "a b c d"),
    ("- a\n  b", "- a b"),
    ("a  b   c", "a b c"),
    ("a  \nb", "a\\\nb"),
    ("a   \nb", "a\nb".replace("\n", "  \n")),
    ("# a", "a\n="),
    ("## a ##", "## a"),
    ("a\n---", "## a"),
    ("---", "***"),
    ("---", "________"),
    ("```py\nx = 1\n```", "~~~py\nx = 1\n~~~"),
    ("````py\nx = 1\n````", "```py\nx = 1\n```"),
    ("    x = 1", "```\nx = 1\n```"),
    ("``a``", "`a`"),
    ("`` `a ``", "``` `a ```"),
    ("[a](b 'c')", '[a](b "c")'),
    ("[a](<b>)", "[a](b)"),
    ("[a]: b\n\n[a]", "[a]\n\n[a]: b"),
    ("> a\n> b", "> a\nb"),
    ("> a\n>\n> b", ">a\n>\n>b"),
    ("a\r\nb\r\n", "a\nb\n"),
    ("a\rb", "a\nb"),
    ("a\n\n\n\nb", "a\n\nb"),
    ("a\n- b", "a\n\n- b"),
    ("<div>\na\n</div>", "<div>\na\n</div>\n\n"),
    ("a \t", "a"),
    ("", "\n \n"),
    ("\0a", "\ufffda"),
]

CHANGED = [
    ("- a\n- b", "- b\n- a"),
    ("- a\n- b", "- a"),
    ("- a\n- b", "- a\n- b\n- c"),
    ("- a\n- b", "1. a\n2. b"),
    ("- a\n- b", "a\nb"),
    ("- a\n- b", "- a\n  - b"),
    ("- a\n- b", "- a\n\n* b"),
    ("1. a\n2. b", "2. a\n3. b"),
    ("| a |\n| - |\n| 1 |", "| a |\n| - |\n| 2 |"),
    ("| a |\n| - |\n| 1 |", "| a |\n| - |\n| 1 |\n| 2 |"),
    ("| a |\n| - |\n| 1 |", "| a |\n| :-: |\n| 1 |"),
    ("| a | b |\n| - | - |\n| 1 | 2 |", "| b | a |\n| - | - |\n| 2 | 1 |"),
    ("| a |\n| - |\n| x |", "| a |\n| - |\n| `x` |"),
    ("*a*", "**a**"),
    ("*a*", "a"),
    ("*a*", "\\*a\\*"),
    ("`a`", "a"),
    ("`a  b`", "`a b`"),
    ("a", "A"),
    ("a b", "ab"),
    ("a  \nb", "a\nb"),
    ("# a", "## a"),
    ("a", "# a"),
    ("[a](b)", "[a](c)"),
    ("[a](b)", "[a](b 'c')"),
    ("[a](b)", "![a](b)"),
    ("[a](b)", "a"),
    ("![a](b)", "![c](b)"),
    ("[a][b]\n\n[b]: c", "[a][b]\n\n[b]: d"),
    ("```\nx\n```", "```\n x\n```"),
    ("```\nx\n```", "```\nx \n```"),
    ("```\nx\n```", "```\nx\n\n```"),
    ("```py\nx\n```", "```js\nx\n```"),
    ("```\nx\ny\n```", "```\nx y\n```"),
    ("    x", "x"),
    ("\tx", "x"),
    ("<b>a</b>", "<i>a</i>"),
    ("<div>\na\n</div>", "<div>\n  a\n</div>"),
    ("<!-- a -->", "<!-- b -->"),
    ("> a", "a"),
    ("> a", "> > a"),
    ("a\n\nb", "a b"),
    ("---", ""),
    ("a", ""),
    ("a\x0cb", "a\nb"),
    ("a\u2028b", "a\nb"),
    ("a\x85b", "a b"),
    ("a\u00a0b", "a b"),
    ("\udcff", "\ufffd"),
    ("&lt;b&gt;", "<b>"),
]


@pytest.mark.parametrize(("old", "new"), FORMATTED)
def test_a_formatter_changes_nothing(old: str, new: str) -> None:
    assert same(old, new, markdown=True)
    assert same(new, old, markdown=True)


@pytest.mark.parametrize(("old", "new"), CHANGED)
def test_a_person_changes_something(old: str, new: str) -> None:
    assert not same(old, new, markdown=True)
    assert not same(new, old, markdown=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("6", " 6 "),
        ("*6*", "_6_"),
        ("a\\_b", "a_b"),
        ("a  b", "a b"),
        ("`a`", "``a``"),
        ("", "  "),
    ],
)
def test_inside_a_line_the_same(old: str, new: str) -> None:
    assert same(old, new, markdown=True, inline=True)
    assert same(new, old, markdown=True, inline=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 5", "+ 5"),
        ("1. April", "1) April"),
        ("1. 5", "1. 5 1."),
        ("# 5", "# 5 #"),
        ("---", "***"),
        ("> 5", ">5"),
        ("    5", "```5```"),
        ("6", "7"),
        ("6", ""),
    ],
)
def test_inside_a_line_nothing_is_a_list_or_a_heading(old: str, new: str) -> None:
    assert not same(old, new, markdown=True, inline=True)
    assert not same(new, old, markdown=True, inline=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [("a\nb", "a\r\nb"), ("a\nb", "a \nb\t"), ("a", "\n\na\n\n"), ("a\n\nb", "a\n  \nb"), ("", " ")],
)
def test_other_texts_are_compared_by_lines(old: str, new: str) -> None:
    assert same(old, new, markdown=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- a", "* a"),
        ("\tmake", "make"),
        ("  a", "a"),
        ("a b", "a  b"),
        ("a\nb", "a\n\nb"),
        ("a\nb", "b\na"),
        ("a\x0cb", "a\nb"),
        ("a\x1cb", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("\u2028a", "a"),
    ],
)
def test_other_texts_are_what_their_lines_are(old: str, new: str) -> None:
    assert not same(old, new, markdown=False)
    assert not same(new, old, markdown=False)


TEXTS = [
    "- [a\\_b](#a_b)\n  - [c `d`](#c-d)\n  - [*e* f](#e-f)\n- [g](#g)",
    "1. [a](#a)\n   1. [b](#b)\n   1. [c](#c)\n1. [d](#d)",
    "| Service | Image | Ports |\n| --- | --- | --- |\n| `web` | `a:1` | `80:80`, `443:443` |\n| `db` | `b \\| c` | |",
    "```text\n├── a/\n│   └── b.md  # x\n└── c\n```",
    "- [A](a.md) - First sentence.\n- [B \\[x\\]](b.md) - It's `code` & *more*.\n- [C](c%20d.md)",
    "Text of *one* paragraph\nover two lines, with <b>tags</b>, 1\\* and snake_case.\n\n> a quote\n\n***\n\n    code\n",
    "There are **6** builds, the latest BUILD-178: a \\< b.",
    "* * *\n\n+ a\n\n  b\n\n+ c\n\nSetext\n======\n\n[r]: https://example.org 'T'\n\nSee [r] and <https://example.org>.",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("options", [{}, {"number": True}, {"wrap": 20}, {"wrap": "no"}])
def test_mdformat_itself(text: str, options: dict[str, Any]) -> None:
    mdformat: Any = pytest.importorskip("mdformat")
    pytest.importorskip("mdformat_gfm")
    formatted = mdformat.text(text, options=options, extensions={"gfm"})
    assert same(text, formatted, markdown=True)
    assert not same(text, formatted + "\nand more\n", markdown=True)


@pytest.mark.parametrize(
    "hostile",
    [
        "|a" * 100 + "\n" + "|-" * 100 + "|\n" + "|a\n" * 1000,
        "> " * 2000 + "a",
        "- " * 2000 + "a",
        "[" * 2000,
        "![" * 500 + "](a)" * 500,
        "*a _b " * 4000,
        "`" * 3000 + "a",
        "<" * 4000,
        "[a](" * 3000,
        "\\" * 9999,
        "&" * 9999,
        "![a](b" * 2000,
        "- a\n" * 3000,
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_a_hostile_text_is_compared_as_well(hostile: str, inline: bool) -> None:
    assert same(hostile, hostile + " ", markdown=True, inline=inline) in {True, False}
    assert not same(hostile, hostile + " x", markdown=True, inline=inline)


@pytest.mark.parametrize("piece", ["*a _b ", "**a", "_a*b", "[a](b) ", "`a", "![", "a  \n", "&amp;", "\\*"])
def test_comparing_takes_time_that_grows_with_the_texts(piece: str) -> None:
    def spent(count: int) -> float:
        text = piece * count
        times = []
        for _ in range(3):
            began = time.process_time()
            same(text, text + "x", markdown=True)
            times.append(time.process_time() - began)
        return min(times)

    assert spent(2000) / spent(500) < 12
