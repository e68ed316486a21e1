"""Drawn directory trees."""

from __future__ import annotations

import pytest

from guard.documents import Document
from guard.documents.claims import Tree
from guard.documents.markdown import read
from guard.documents.tree import DrawnLine
from guard.documents.tree import read as read_tree


def drawn(text: str) -> Tree | None:
    return read_tree([DrawnLine(line, number, 1) for number, line in enumerate(text.split("\n"), 1)])


def names(tree: Tree | None) -> list[tuple[int, str]]:
    assert tree is not None
    return [(node.depth, node.name) for node in tree.nodes]


@pytest.mark.parametrize(
    "text",
    [
        "r/\n├── a/\n│   ├── b.py\n│   └── c.py\n└── d.md",
        "r/\n├── a/\n│\u00a0\u00a0 ├── b.py\n│\u00a0\u00a0 └── c.py\n└── d.md",
        "r/\n|-- a/\n|   |-- b.py\n|   `-- c.py\n`-- d.md",
        "r/\n+-- a/\n|   +-- b.py\n|   \\-- c.py\n\\-- d.md",
        "r/\n┣━ a/\n┃  ┣━ b.py\n┃  ┗━ c.py\n┗━ d.md",
        "r/\n├──          a/\n│            ├── b.py\n│            └── c.py\n└── d.md",
    ],
)
def test_every_way_of_drawing(text: str) -> None:
    assert names(drawn(text)) == [(0, "r/"), (1, "a/"), (2, "b.py"), (2, "c.py"), (1, "d.md")]


@pytest.mark.parametrize(
    ("line", "name", "comment"),
    [
        ("├── a.py  # what it does", "a.py", "what it does"),
        ("├── a.py # what", "a.py", "what"),
        ("├── a.py ← new", "a.py", "new"),
        ("├── a.py   described", "a.py", "described"),
        ("├── a b.py", "a b.py", ""),
        ("├── **a.py**", "a.py", ""),
        ("├── `a.py` (old)", "a.py", "(old)"),
    ],
)
def test_names_and_comments(line: str, name: str, comment: str) -> None:
    tree = drawn(f"{line}\n└── z")
    assert tree is not None
    node = tree.nodes[0]
    assert (node.name, node.comment) == (name, comment)
    assert line[node.span.column - 1 : node.span.end_column - 1] == name


@pytest.mark.parametrize(
    "text",
    [
        "├── one",
        "plain\ntext",
        "| a | b |\n|---|---|\n| c | d |",
        "┌────┐   ┌────┐\n│ a  ├───┤ b  │\n└────┘   └────┘",
        "",
    ],
)
def test_what_draws_no_tree(text: str) -> None:
    assert drawn(text) is None


def test_a_tree_in_a_list_keeps_its_places() -> None:
    text = "1. See:\n\n   ```text\n   r/\n   ├── a.py\n   └── é/\n   ```\n"
    claims = read(text)
    document = Document("x.md", text, claims, language="markdown")
    (tree,) = claims.trees
    assert [document.source(node.span) for node in tree.nodes] == ["r/", "a.py", "é/"]
    assert [node.folder for node in tree.nodes] == [True, False, True]
