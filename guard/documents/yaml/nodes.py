"""What YAML says, with exact spans. Nothing is constructed; an alias is the very node that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from guard.model import Span

Kind = Literal["str", "int", "float", "bool", "null"]
Style = Literal["plain", "single", "double", "literal", "folded"]


class Scalar(msgspec.Struct, frozen=True, eq=False):
    """`kind` is what YAML 1.2 makes of it; `span` covers quotes and a block's header too."""

    text: str
    kind: Kind
    style: Style
    span: Span
    tag: str = ""


class Sequence(msgspec.Struct, frozen=True, eq=False):
    items: tuple[Node, ...]
    span: Span
    tag: str = ""


class Mapping(msgspec.Struct, frozen=True, eq=False):
    """`pairs` are as written, with duplicates and merge keys. An alias is the very node that it names."""

    pairs: tuple[tuple[Node, Node], ...]
    span: Span
    tag: str = ""

    def entries(self) -> dict[str, Entry]:
        """Keys as text, in order; merge keys resolved, own keys winning; of duplicates the first."""
        found: dict[str, Entry] = {}
        for mapping in _with_merged(self):
            for key, value in mapping.pairs:
                if isinstance(key, Scalar) and not is_merge(key):
                    found.setdefault(key.text, Entry(key, value))
        return found

    def get(self, key: str) -> Node | None:
        entry = self.entries().get(key)
        return entry.value if entry else None

    def duplicates(self) -> tuple[Scalar, ...]:
        """The keys that stand here for a second time or more."""
        seen: set[str] = set()
        found: list[Scalar] = []
        for key, _ in self.pairs:
            if isinstance(key, Scalar) and not is_merge(key):
                if key.text in seen:
                    found.append(key)
                seen.add(key.text)
        return tuple(found)


Node = Scalar | Sequence | Mapping


class Entry(NamedTuple):
    key: Scalar
    value: Node


def is_merge(key: Scalar) -> bool:
    return key.text == "<<" and key.style == "plain"


def _with_merged(mapping: Mapping) -> Iterator[Mapping]:
    """The mapping and all that it merges, the nearest first; each once, however many aliases lead to it."""
    seen: set[int] = set()
    waiting = [mapping]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        merged: list[Mapping] = []
        for key, value in current.pairs:
            if isinstance(key, Scalar) and is_merge(key):
                sources = value.items if isinstance(value, Sequence) else (value,)
                merged += [source for source in sources if isinstance(source, Mapping)]
        waiting += reversed(merged)


def plain(node: Node, most: int = 10_000) -> Any:
    """The node as plain values: tables, lists, texts, whole numbers, truth values, None. A fraction stays as it is written.

    Raises ValueError for more than `most` nodes: aliases make few lines into very many.
    """
    return _plain(node, [most])


def _plain(node: Node, left: list[int]) -> Any:
    left[0] -= 1
    if left[0] < 0:
        raise ValueError("too many values")
    if isinstance(node, Mapping):
        return {name: _plain(entry.value, left) for name, entry in node.entries().items()}
    if isinstance(node, Sequence):
        return [_plain(item, left) for item in node.items]
    if node.kind == "int":
        return int(node.text, 0) if node.text.lstrip("+-").startswith(("0x", "0o")) else int(node.text)
    if node.kind == "bool":
        return node.text.lower() == "true"
    return None if node.kind == "null" else node.text
