"""Words that may be commands of agents."""

from __future__ import annotations

import pytest

from guard.documents.document import Document
from guard.documents.markdown import read
from guard.documents.slashes import slashes


def names(text: str) -> list[str]:
    document = Document("README.md", text, read(text), language="markdown")
    for slash in slashes(document):
        assert document.source(slash.span) == f"/{slash.name}"
    return [slash.name for slash in slashes(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `/flow-1-plan`.", ["flow-1-plan"]),
        ('Run `/flow-1-plan "x"`.', ["flow-1-plan"]),
        ("```\n/flow-1-plan val-a\n  /next\n```", ["flow-1-plan", "next"]),
        ("```text\n$ /flow-1-plan\n```", []),
        ("## /flow-1-plan\n\n- /one\n- **/two** says\n1. /three", ["flow-1-plan", "one", "three"]),
        ("`/api/users`, `/health/`, `/a.md`, `GET /users`, `/Users`, a/b and /usr in passing", []),
        ("```\n/usr/bin/env\n/etc/hosts\n```", []),
        ("> - /quoted", ["quoted"]),
    ],
)
def test_slashes(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_no_slash_in_other_languages() -> None:
    text = "/flow-1-plan\n"
    assert not list(slashes(Document("a.yml", text, read(text), language="compose")))
