"""Compose files in code blocks, whole or with dots for the rest."""

from __future__ import annotations

import pytest

from guard.documents import Document
from guard.documents.composes import shown
from guard.documents.markdown import read


def found(block: str, language: str = "yaml") -> list[tuple[str, str, str]]:
    text = f"# A\n\n```{language}\n{block}\n```\n"
    document = Document("a.md", text, read(text), language="markdown")
    every = list(shown(document))
    assert all(document.source(one.span) == one.text for one in every)
    return [(one.service, one.kind, one.text) for one in every]


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (
            "services:\n  web:\n    image: nginx:1 # x\n    ports:\n    - 80:8080\n    - \"443:443/tcp\"\n    ...\n  db:\n    image: 'pg'\n",
            [
                ("web", "image", "nginx:1"),
                ("web", "port", "80:8080"),
                ("web", "port", "443:443/tcp"),
                ("db", "image", "pg"),
            ],
        ),
        (
            "version: '3'\nservices:\n    web:\n        ports:\n            - 127.0.0.1:80:80\n",
            [("web", "port", "127.0.0.1:80:80")],
        ),
        ("services:\n  web:\n    environment:\n      - 1:2\n", []),
        ("services:\n  web:\n    build: .\nvolumes:\n  db:\n    image: x\n", []),
        ("image: nginx:1\n", []),
        ("services:\n", []),
    ],
)
def test_what_is_shown(block: str, says: list[tuple[str, str, str]]) -> None:
    assert found(block) == says


def test_other_languages_show_none() -> None:
    assert found("services:\n  web:\n    image: nginx:1\n", "python") == []
