"""The keys of a configuration held against a schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from guard.documents.yaml import Mapping, Node, Scalar, Sequence
from guard.facts.schemas.shapes import Shape, items_of, shape_of

_DEEPEST = 32


class Key(msgspec.Struct, frozen=True):
    """A key with the keys above it. `known` is None where the schema lets its table have any keys.

    `siblings` are the keys that the schema has beside it.
    """

    scalar: Scalar
    above: tuple[str, ...]
    known: bool | None
    siblings: tuple[str, ...] = ()


def held(node: Node, root: Any) -> Iterator[Key]:
    """Every key that the schema speaks of, outermost first."""
    yield from _held(node, (root,), root, ())


def _held(node: Node, schemas: tuple[Any, ...], root: Any, above: tuple[str, ...]) -> Iterator[Key]:
    if not schemas or len(above) > _DEEPEST:
        return
    if isinstance(node, Sequence):
        items = items_of(schemas, root)
        for item in node.items:
            yield from _held(item, items, root, above)
    elif isinstance(node, Mapping):
        shape = shape_of(schemas, root)
        if shape is not None:
            yield from _of_table(node, shape, root, above)


def _of_table(node: Mapping, shape: Shape, root: Any, above: tuple[str, ...]) -> Iterator[Key]:
    for name, entry in node.entries().items():
        known = True if shape.has(name) else False if shape.closed else None
        yield Key(entry.key, above, known, () if known else tuple(shape.keys))
        if known is not False:
            yield from _held(entry.value, shape.values(name), root, (*above, name))
