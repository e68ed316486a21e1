"""Drawn directory trees: lines of names behind `├──`, `└──`, `|--`, `+--` or backquote-dash-dash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guard.documents.claims import Tree, TreeNode
from guard.model import Span

# What stands before a name: pipes, blanks and one connector. Non-breaking blanks come from the `tree` program itself.
_BRANCH = re.compile(
    r"^(?P<lead>(?>(?:[\s\u00a0]|[│┃|¦](?![-─━])){0,200}))(?P<joint>[├└┣┗╰]\s?[─━-]{1,6}+|[|+`\\]-{2,6}+)\s*+"
)
_NAME_END = re.compile(r"\s{2,}+|\s++(?=#|//|<-|←|→|->|--|—|–|-\s|\()|\t")
_DRAWING = frozenset("│┃|¦├└┣┗╰─━┌┐┘┬┴┤┼╭╮╯")


class DrawnLine(NamedTuple):
    """`text` begins at `column` of document line `line`, both from 1."""

    text: str
    line: int
    column: int


def read(lines: Sequence[DrawnLine]) -> Tree | None:
    """The tree that a block draws; None when it draws none, or draws boxes and arrows."""
    branches = [(_BRANCH.match(line.text), line) for line in lines]
    if sum(branch is not None for branch, _ in branches) < 2:
        return None
    nodes: list[TreeNode] = []
    indents: list[int] = []
    last = lines[0].line
    for branch, line in branches:
        if branch is None:
            if (root := _root(line, started=bool(nodes))) is not None:
                nodes.append(root)
                indents = []
            continue
        node = _node(branch, line, indents)
        if node is not None:
            nodes.append(node)
            last = line.line
    if sum(node.depth > 0 for node in nodes) < 2 or any(_is_drawing(node.name) for node in nodes):
        return None
    first = nodes[0].span
    return Tree(tuple(nodes), Span(first.line, 1, last, nodes[-1].span.end_column))


def paths(tree: Tree) -> Iterator[tuple[str, TreeNode]]:
    """The nodes, each with the path that it has in the tree.

    A root line such as `.` or `/ (the project)` names nothing; any other begins the paths below it.
    """
    above: list[str] = []
    roots = 0
    for node in tree.nodes:
        name = node.name.strip("/")
        if node.depth == 0:
            above = [name] if name.strip(".") and " " not in name else []
            roots = len(above)
        else:
            above = [*above[: roots + node.depth - 1], name]
        yield "/".join(above), node


def _is_drawing(name: str) -> bool:
    return any(character in _DRAWING for character in name)


def _root(line: DrawnLine, *, started: bool) -> TreeNode | None:
    """A line that names the tree's root: one word, most often with a slash behind it."""
    text = line.text.strip()
    if not text or text.startswith(("$", "#", "│", "|")):
        return None
    name, comment = _split(text)
    if " " in name or (started and not name.endswith("/")) or _is_drawing(name):
        return None
    column = line.column + line.text.index(text)
    return _make(name, 0, comment, line.line, column)


def _node(branch: re.Match[str], line: DrawnLine, indents: list[int]) -> TreeNode | None:
    text = line.text[branch.end() :].rstrip()
    if not text:
        return None
    indent = branch.start("joint")
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    name, comment = _split(text)
    return _make(name, len(indents), comment, line.line, line.column + branch.end())


def _split(text: str) -> tuple[str, str]:
    end = _NAME_END.search(text)
    if end is None:
        return text, ""
    return text[: end.start()], text[end.end() :].lstrip("#/<-←→—– \t").rstrip()


def _make(name: str, depth: int, comment: str, line: int, column: int) -> TreeNode:
    for mark in ("**", "`"):
        if len(name) > 2 * len(mark) and name.startswith(mark) and name.endswith(mark):
            name = name[len(mark) : -len(mark)]
            column += len(mark)
    return TreeNode(name, depth, comment, Span(line, column, line, column + len(name)), name.endswith("/"))
