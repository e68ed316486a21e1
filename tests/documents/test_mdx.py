"""MDX: no HTML blocks, no indented code; tags and expressions in their place; every claim where it stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.documents import Claims, Document
from guard.documents.languages import reader_of
from guard.documents.markdown import read


def opened(text: str) -> tuple[Claims, Document]:
    claims = read(text, as_mdx=True)
    return claims, Document("x.mdx", text, claims, language="markdown")


@pytest.mark.parametrize(
    ("path", "language", "reader"),
    [
        ("a.mdx", "markdown", "mdx"),
        ("A.MDX", "markdown", "mdx"),
        ("a.md", "markdown", "markdown"),
        ("a.mdx", "text", "text"),
        ("compose.yaml", "compose", "compose"),
    ],
)
def test_the_ending_chooses_the_reader(path: str, language: str, reader: str) -> None:
    assert reader_of(path, language) == reader


def test_what_stands_between_tags_is_markdown() -> None:
    text = (
        '<Steps>\n  <Step title="One">\n    ```bash\n    npm run a\n\n    # no heading\n    ```\n    ## In [a](a.md)\n'
        "    </Step>\n        - [b](b.md)\n          <Tip>\n          [c](c.md)\n          </Tip>\n</Steps>\n\n> <Note>\n> [d](d.md)\n"
    )
    claims, document = opened(text)
    assert [(one.level, one.text) for one in claims.headings] == [(2, "In a")]
    assert [document.source(one.span) for one in claims.fences] == ["npm run a\n\n    # no heading"]
    assert [one.words[0].text for one in claims.commands] == ["npm"]
    assert [document.source(one.target) for one in claims.links] == ["a.md", "b.md", "c.md", "d.md"]
    assert not claims.unread


@pytest.mark.parametrize(
    "text",
    [
        "{/* [a](a.md) */}",
        "x {/* [a](a.md) */} y",
        "{/*\n[a](a.md)\n\n[b](b.md)\n*/}",
        '{ok ? "[a](a.md)" : <a href="a.md">a</a>}',
        "text {`[a](a.md) }`} more",
        '<Foo render={() => <a href="a.md">a</a>} />',
        'import A from "./a.md"\nexport const x = [\n  1,\n\n  "[a](a.md)",\n]',
        "export const A = () => (\n  <p>don't {1}</p>\n\n)",
        "<!-- [a](a.md)\n\n[b](b.md) -->",
    ],
)
def test_code_and_comments_claim_nothing(text: str) -> None:
    claims, document = opened(f"{text}\n\n[z](z.md)")
    assert [document.source(one.target) for one in claims.links] == ["z.md"]
    assert not claims.mentions
    assert not claims.unread


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("<https://example.com/a>", ["https://example.com/a"]),
        ('a < b and {unclosed [a](a.md) <b "', ["a.md"]),
        ("<Unclosed\n\n[a](a.md)", ["a.md"]),
        ('<Card style={{ a: { b: 1 } }} href="/a" />', ["/a"]),
        ('<Card\n  title="x"\n  href="/a"\n>\n  [b](/b)\n</Card>', ["/a", "/b"]),
        ("<Card href={x} /> <Card href={`/a`} />", []),
        ("    [a](a.md)", ["a.md"]),
        ("\\{[a](a.md)\\}", ["a.md"]),
        ("important [a](a.md)\nimport [b](b.md)", ["a.md", "b.md"]),
        ("| a |\n| - |\n| <b>[a](a.md)</b> |", ["a.md"]),
    ],
)
def test_links(text: str, targets: list[str]) -> None:
    claims, document = opened(text)
    assert [document.source(one.target) for one in claims.links] == targets


@pytest.mark.parametrize(
    ("text", "heading", "name"),
    [
        ("## A {#b}", "A", "b"),
        ("## A \\{#b}", "A", "b"),
        ("## A {/* #b */}", "A ", "b"),
        ("## A [#b]", "A", "b"),
        ("## A [!toc] [#b]", "A [!toc]", "b"),
        ("## A [#12]", "A [#12]", ""),
        ("## `A` <sup><Icon /></sup>", "A ", ""),
        ("<h2>A</h2>", "A", ""),
    ],
)
def test_headings(text: str, heading: str, name: str) -> None:
    claims, _ = opened(text)
    assert [(one.text, one.id) for one in claims.headings] == [(heading, name)]


def test_titles_and_ids() -> None:
    claims, document = opened('<Tab title="A b" sx={{c: 1}} id="d">x</Tab>\n\n<ParamField path=\'e\' title={f}>\n')
    assert [(one.tag, one.attribute, one.text) for one in claims.titles] == [
        ("tab", "title", "A b"),
        ("paramfield", "path", "e"),
    ]
    assert [document.source(one.span) for one in claims.titles] == ["A b", "e"]
    assert [document.source(one.span) for one in claims.anchors] == ["d"]


def test_comments_stand_alone_or_among_text() -> None:
    claims, document = opened("{/* one */}\n\nText {/* two */}\n\n<!-- three -->\n")
    assert [(one.text, one.alone) for one in claims.comments] == [("one", True), ("two", False), ("three", True)]
    assert document.source(claims.comments[0].span) == "{/* one */}"
    block = claims.comments[0].block
    assert block is not None
    assert block.line == 3


def test_markdown_that_begins_with_an_import_is_mdx() -> None:
    text = '---\ntitle: x\n---\nimport Tabs from "@theme/Tabs";\n\n<Tabs>\n[a](a.md)\n</Tabs>'
    assert [one.destination for one in read(text).links] == ["a.md"]
    assert not read("Important:\n\n<div>\n[a](a.md)\n</div>").links


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("{}<>/*`'\"ab= \n#[]().-|!:"), max_size=120))
def test_nothing_raises_and_every_claim_slices(text: str) -> None:
    claims, document = opened(text)
    for link in claims.links:
        assert document.source(link.span)
    for title in claims.titles:
        assert document.source(title.span) == title.text


@pytest.mark.parametrize(
    "piece",
    ["{'\\'", "{", "{ ", "<a {", '<a "', "{'", "{`", "<!-- ", "{/*", "\n{", "\n<a\n", "{}", "export {\n\n", "<a>"],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        read("# x\n\n" + piece * count, as_mdx=True)
        return time.process_time() - started

    small = seconds(2_000)
    assert seconds(8_000) < max(0.3, small * 10)
