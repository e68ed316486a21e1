"""The hooks that a document takes from repositories, with their places."""

from __future__ import annotations

import pytest

from guard.documents.document import Document
from guard.documents.hooks import taken_hooks
from guard.documents.markdown import read

_BLOCK = (
    "repos:\n  - repo: https://github.com/a/b\n    hooks:\n      - id: lint\n      - id: 'quoted'\n      - {id: more}\n"
)


def found(text: str) -> list[tuple[str, str]]:
    document = Document("README.md", text, read(text), language="markdown")
    hooks = list(taken_hooks(document))
    assert [document.source(hook.name.span) for hook in hooks] == [hook.name.text for hook in hooks]
    return [(hook.repository, hook.name.text) for hook in hooks]


_OF_BLOCK = [("https://github.com/a/b", "lint"), ("https://github.com/a/b", "more")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"```yaml\n{_BLOCK}```\n", _OF_BLOCK),
        ("- Like this:\n\n  ```yaml\n" + "".join(f"  {line}\n" for line in _BLOCK.splitlines()) + "  ```\n", _OF_BLOCK),
        ("```yaml\n- repo: x\n  hooks:\n  - id: a\n```\n", [("x", "a")]),
        ("```yaml\nrepo: x\nhooks:\n- id: a\n```\n", [("x", "a")]),
        ("```yaml\nrepo: [\nid: x\n```\n", []),
        ("```yaml\nrepo: x\nid: y\n```\n", []),
        (f"```toml\n{_BLOCK}```\n", []),
    ],
)
def test_hooks_of_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
