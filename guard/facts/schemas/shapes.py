"""Which keys a JSON Schema lets a table have. What it may allow is taken for allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import re2  # type: ignore[import-untyped]

_DEEPEST = 24
_OTHERS = ("then", "else")
_EACH = ("dependentSchemas", "dependencies")


class Shape(msgspec.Struct, frozen=True):
    """`keys` are those with a name, each with what its value may be; `patterns` likewise.

    `closed`: it has no others. `rest` is what the values of others may be, where something is said of them.
    """

    keys: dict[str, tuple[Any, ...]] = {}
    patterns: tuple[tuple[str, Any], ...] = ()
    rest: tuple[Any, ...] = ()
    closed: bool = False

    def has(self, key: str) -> bool:
        return key in self.keys or any(_matches(pattern, key) for pattern, _ in self.patterns)

    def values(self, key: str) -> tuple[Any, ...]:
        """What the value of `key` may be; nothing where that is not said."""
        matched = tuple(schema for pattern, schema in self.patterns if _matches(pattern, key))
        return (*self.keys.get(key, ()), *matched) or self.rest


def shape_of(schemas: tuple[Any, ...], root: Any) -> Shape | None:
    """What a table may have that one of `schemas` is for; None where none of them is for tables."""
    found = [shape for schema in schemas if (shape := _shape(schema, root, _DEEPEST)) is not None]
    return _joined(found, all(shape.closed for shape in found)) if found else None


def items_of(schemas: tuple[Any, ...], root: Any) -> tuple[Any, ...]:
    """What the items of a list may be."""
    return tuple(item for schema in schemas for item in _items(schema, root, _DEEPEST))


def resolve(reference: str, root: Any) -> Any:
    """What `#/a/b` leads to; True, which allows everything, where that is not in the schema."""
    if reference == "#":
        return root
    found = root
    for part in reference.removeprefix("#/").split("/") if reference.startswith("#/") else ("",):
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, dict) or name not in found:
            return True
        found = found[name]
    return found


def _shape(schema: Any, root: Any, depth: int) -> Shape | None:
    if schema is False:
        return None
    if not isinstance(schema, dict) or not depth:
        return Shape()
    types = schema.get("type")
    if types is not None and "object" not in (types if isinstance(types, list) else [types]):
        return None
    if "type" not in schema and ("enum" in schema or "const" in schema):
        return None
    own = _own(schema)
    found, closed = [own], own.closed
    for part in _together(schema, root):
        if shape := _shape(part, root, depth - 1):
            found.append(shape)
            closed = closed or shape.closed
    for word in ("anyOf", "oneOf"):
        choices = [_shape(one, root, depth - 1) for one in _list(schema.get(word))]
        tables = [one for one in choices if one is not None]
        if choices and not tables and not own.keys:
            return None
        found += tables
        closed = closed or (bool(tables) and all(one.closed for one in tables))
    for part in _perhaps(schema):
        found.append(_shape(part, root, depth - 1) or Shape())
    return _joined(found, closed)


def _own(schema: dict[str, Any]) -> Shape:
    further = schema.get("additionalProperties", schema.get("unevaluatedProperties"))
    return Shape(
        {key: (value,) for key, value in _table(schema.get("properties")).items()},
        tuple(_table(schema.get("patternProperties")).items()),
        (further,) if isinstance(further, dict) else (),
        closed=further is False,
    )


def _together(schema: dict[str, Any], root: Any) -> Iterator[Any]:
    """What holds beside the schema's own words."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        yield resolve(reference, root)
    yield from _list(schema.get("allOf"))


def _perhaps(schema: dict[str, Any]) -> Iterator[Any]:
    """What holds on some condition: its keys are allowed, no more is made of it."""
    yield from (schema[word] for word in _OTHERS if word in schema)
    for word in _EACH:
        yield from (one for one in _table(schema.get(word)).values() if isinstance(one, dict))


def _items(schema: Any, root: Any, depth: int) -> Iterator[Any]:
    if not isinstance(schema, dict) or not depth:
        return
    for word in ("items", "prefixItems", "additionalItems"):
        value = schema.get(word)
        yield from _list(value) if isinstance(value, list) else [value] if isinstance(value, dict) else []
    inner = [*_together(schema, root), *_list(schema.get("anyOf")), *_list(schema.get("oneOf")), *_perhaps(schema)]
    for part in inner:
        yield from _items(part, root, depth - 1)


def _joined(shapes: list[Shape], closed: bool) -> Shape:
    keys: dict[str, tuple[Any, ...]] = {}
    for shape in shapes:
        for key, values in shape.keys.items():
            keys[key] = (*keys.get(key, ()), *values)
    patterns = tuple(pattern for shape in shapes for pattern in shape.patterns)
    rest = tuple(one for shape in shapes for one in shape.rest)
    return Shape(keys, patterns, rest, closed and not rest)


def _matches(pattern: str, key: str) -> bool:
    """Whether a key may be one of a pattern; those that re2 does not know match everything."""
    try:
        return re2.search(pattern, key) is not None
    except (re2.error, ValueError, UnicodeError):
        return True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
