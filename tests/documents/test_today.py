"""What is said of today, and what of other times."""

from __future__ import annotations

import pytest

from guard.documents.document import Document
from guard.documents.markdown import read
from guard.documents.today import is_of_today
from guard.model import Span


def today(text: str) -> bool:
    document = Document("README.md", text, read(text), language="markdown")
    start = text.index("shop x")
    place = document.lines.span(start, start + len("shop x"))
    assert isinstance(place, Span)
    return is_of_today(document, place, ("y",), inline="```" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "Run `shop x`.",
        "# Usage\n\n```sh\nshop x --all\n```",
        "To remove old files:\n\n```sh\nshop x\n```",
        "This is planned.\n\nRun it:\n\n```sh\nshop x\n```",
    ],
)
def test_today(text: str) -> None:
    assert today(text)


@pytest.mark.parametrize(
    "text",
    [
        "`shop x` was removed.",
        "`shop x` is not a command.",
        "`shop x` doesn't work.",
        "Use `y`, `shop x` is wrong.",
        "## Planned commands\n\n```sh\nshop x\n```",
        "## Migrating from 1.0\n\nRun `shop x`.",
        "A future version may bring:\n\n```sh\nshop x\n```",
        "```sh\nshop x  # deprecated\n```",
    ],
)
def test_other_times(text: str) -> None:
    assert not today(text)
