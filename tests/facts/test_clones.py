"""Whether the words around a place are about another repository."""

from __future__ import annotations

import pytest

from guard.documents import Document
from guard.documents.readers import read
from guard.facts import Facts
from guard.facts.clones import is_linked_elsewhere, speaks_of_other
from guard.model import Span
from guard.snapshot import Snapshot


def made(text: str) -> tuple[Document, Facts]:
    manifest = '{"name": "shop", "repository": "https://github.com/a/shop"}'
    snapshot = Snapshot.of({"a.md": text, "package.json": manifest, "docs/b.md": ""})
    document = Document("a.md", text, read("markdown", text), language="markdown")
    return document, Facts(snapshot, lambda path: read("markdown", snapshot.text(path)))


@pytest.mark.parametrize(
    ("url", "elsewhere"),
    [
        ("https://github.com/b/tool/blob/main/docs/gone.md", True),
        ("https://github.com/b/tool/blob/main/docs/gone.md#top", True),
        ("https://github.com/a/shop/blob/main/docs/gone.md", False),
        ("https://github.com/b/tool/blob/main/docs/other-gone.md", False),
        ("docs/gone.md", False),
    ],
)
def test_a_file_may_be_linked_in_another_repository(url: str, elsewhere: bool) -> None:
    document, facts = made(f"See [it]({url}).\n")
    assert is_linked_elsewhere(document, "docs/gone.md", facts.forges) is elsewhere


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("In the `b/tool` repository: `gone.md`", True),
        ("1. Fork the [tool repo](https://github.com/b/tool).\n2. Open `gone.md`", True),
        ("- **b/tool** - see `gone.md`", True),
        ("- **b/tool**\n- see `gone.md`", False),
        ("In the `a/shop` repository: `gone.md`", False),
        ("In the docs/b.md repository: `gone.md`", False),
        ("In the `b/tool` repository.\n\nSee `gone.md`", False),
    ],
)
def test_a_list_or_a_paragraph_may_be_about_another_repository(text: str, other: bool) -> None:
    document, facts = made(text)
    line = text.count("\n") + 1
    assert speaks_of_other(document, Span(line, 1, line, 2), facts) is other
