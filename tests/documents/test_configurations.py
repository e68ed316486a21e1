"""Configuration files that documents show."""

from __future__ import annotations

import pytest

from guard.documents.configurations import configurations
from guard.documents.document import Document
from guard.documents.markdown import read


def document_of(text: str) -> Document:
    return Document("a.md", text, read(text), language="markdown")


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Put it into `shop.yml`:\n\n```yaml\na: 1\n```", ("shop.yml",)),
        ("In your ~/.config/shop/shop.json.\n```json\n{}\n```", ("~/.config/shop/shop.json",)),
        ("In `.shoprc`:\n```yaml\na: 1\n```", (".shoprc",)),
        ("In `a.yml` or `b.yml`:\n```yaml\na: 1\n```", ("a.yml", "b.yml")),
        ('Text.\n```json title="shop.json"\n{}\n```', ("shop.json",)),
        ("In `a.yml`:\n```yaml\n# shop.yml\na: 1\n```", ("shop.yml",)),
        ("```json\n// .shop/settings.json\n{}\n```", (".shop/settings.json",)),
        ('```json\n{"$schema": "https://a.b/c"}\n```', ()),
    ],
)
def test_what_a_block_is_said_to_be(text: str, files: tuple[str, ...]) -> None:
    assert [one.files for one in configurations(document_of(text))] == [files]


@pytest.mark.parametrize(
    "text",
    [
        "```yaml\na: 1\n```",
        "# shop.yml\n\n```yaml\na: 1\n```",
        "In `shop.yml`:\n```sh\na: 1\n```",
        "In `shop.py`:\n```yaml\na: 1\n```",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert not list(configurations(document_of(text)))


def test_places_are_exact() -> None:
    document = document_of(
        '- In `a.json`:\n\n  ```json\n  {\n    // "https://x" and\n    "url": "https://x", // why\n    "key": 1\n  }\n  ```\n'
    )
    (shown,) = configurations(document)
    table = shown.table()
    assert table is not None
    keys = table.entries().values()
    assert [document.source(shown.place(entry.key.span)) for entry in keys] == ['"url"', '"key"']


@pytest.mark.parametrize("text", ["- a", "{ a: [ }", "a", ""])
def test_what_is_no_table(text: str) -> None:
    (shown,) = configurations(document_of(f"In `shop.yml`:\n```yaml\n{text}\n```"))
    assert shown.table() is None
