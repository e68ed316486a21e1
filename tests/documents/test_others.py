"""What only looks like a path of this repository."""

from __future__ import annotations

import pytest

from guard.documents import Document
from guard.documents.markdown import read
from guard.documents.others import of_others
from guard.documents.records import is_example, shows_examples
from guard.model import Span


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        ("In the API repo it is `docs/a.md`.", "x.md", "path: of another repository"),
        ("In their repository it is `docs/a.md`.", "x.md", "path: of another repository"),
        ("In this repository it is `docs/a.md`.", "x.md", ""),
        ("Name the branch `docs/better-guide`.", "x.md", "path: the name of a branch"),
        ("# Branches\n\n- `docs/better-guide`", "x.md", "path: the name of a branch"),
        ("On every branch there is `docs/a.md`.", "x.md", ""),
        ("See `docs/a.md`.", "examples/x.md", "path: what was there when the example was made"),
        ("See `docs/a.md`.", "x.md", ""),
        ("Put it into your `shop.yaml`.", "x.md", "path: the reader's own"),
        ("Put it into your project's **`shop.yaml`**.", "x.md", "path: the reader's own"),
        ("Put it into your copy of `shop.yaml`.", "x.md", ""),
    ],
)
def test_the_words_around_a_path(text: str, path: str, said: str) -> None:
    document = Document(path, text, read(text), language="markdown")
    (code,) = document.claims.code
    assert of_others(document, code.text, code.span, firm=False, code=True) == said


def test_what_a_command_needs_is_needed_in_examples_too() -> None:
    document = Document("examples/x.md", "cat a.md", read("cat a.md"), language="markdown")
    assert of_others(document, "a.md", Span(1, 5, 1, 9), firm=True, code=False) == ""


@pytest.mark.parametrize(
    ("path", "yes"),
    [("website/examples/x.md", True), ("demos/a/b.md", True), ("examples.md", False), ("docs/x.md", False)],
)
def test_documents_that_are_examples(path: str, *, yes: bool) -> None:
    assert is_example(path) is yes
    assert shows_examples(path) or not yes
