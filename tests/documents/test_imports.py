"""Imports in a document's Python, each name where it stands."""

from __future__ import annotations

import pytest

from guard.documents import Document
from guard.documents.imports import imports
from guard.documents.lists import leading_code
from guard.documents.markdown import read


def opened(text: str) -> Document:
    return Document("x.md", text, read(text), language="markdown")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```python\nfrom a.b import c, d as e\n```", [("a.b", "c"), ("a.b", "d")]),
        (
            "```python\nfrom a import (\n    b,\n    c,  # why\n)\nimport x.y as z, w\n```",
            [("a", "b"), ("a", "c"), ("x.y", ""), ("w", "")],
        ),
        ("```pycon\n>>> from a import b\n>>> b()\n```", [("a", "b")]),
        ("```python\n    from a import b\nthis is no Python\n```", [("a", "b")]),
        ("```python\nfrom . import b\nfrom a import *\nfrom a import ...\n```", []),
        ("```js\nimport a from 'b'\n```", []),
        ("```python\nfrom a import (\n    b,\n```", []),
        ("Say `from a import b` or `import c`, or from a import d.", [("a", "b"), ("c", "")]),
        ("```python\nfrom importx.import_b import import_b\n```", [("importx.import_b", "import_b")]),
    ],
)
def test_imports(text: str, found: list[tuple[str, str]]) -> None:
    document = opened(text)
    all_of_them = list(imports(document))
    assert [(one.module, one.name) for one in all_of_them] == found
    for one in all_of_them:
        assert document.source(one.where) == one.module
        assert document.source(one.span) == (one.name or one.module)
        assert not one.name or one.span.column > one.where.column or one.span.line > one.where.line


def test_lists_are_told_apart_by_their_marks() -> None:
    text = "- `a` x\n- **`b`** y\n\n1. `c`\n2. `d`\n\n- `e`, `f`\n- see `g`\n\n| `h` | `i` |\n|---|---|\n| `j` | k |\n"
    assert [[code.text for code in group] for group in leading_code(opened(text))] == [
        ["a", "e"],
        ["b"],
        ["c", "d"],
        ["h", "j"],
    ]
