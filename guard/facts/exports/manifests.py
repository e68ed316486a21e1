"""What a package.json says of the ways into its package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from guard.facts.exports.model import Manifest
from guard.snapshot import Snapshot, Unreadable

_LARGEST = 2_000_000
_MOST_DEPTH = 8
_FIELDS = ("main", "module", "types", "typings", "browser", "react-native")


def read(path: str, snapshot: Snapshot) -> Manifest | None:
    """None for what cannot be read or names no package."""
    try:
        data = snapshot.read(path)
        table: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf")) if len(data) <= _LARGEST else None
    except (Unreadable, msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(table, dict) or not isinstance(table.get("name"), str) or not table["name"]:
        return None
    published = table.get("publishConfig")
    places = [table, published] if isinstance(published, dict) else [table]
    main = [place[field] for place in places for field in _FIELDS if isinstance(place.get(field), str)]
    source = table.get("source")
    return Manifest(
        path,
        table["name"],
        _merged(places),
        tuple(dict.fromkeys(main)),
        source if isinstance(source, str) else "",
        module=table.get("type") == "module",
    )


def _merged(places: list[dict[str, Any]]) -> Any:
    """The map of what can be imported: what is published may have another one, and then either holds."""
    maps = [place["exports"] for place in places if place.get("exports") is not None]
    if len(maps) < 2:
        return maps[0] if maps else None
    tables = [one if _has_subpaths(one) else {".": one} for one in maps]
    keys = dict.fromkeys(key for table in tables for key in table)
    return {key: [table[key] for table in tables if key in table] for key in keys}


def _has_subpaths(exports: Any) -> bool:
    return isinstance(exports, dict) and any(key.startswith(".") for key in exports)


def targets(exports: Any, subpath: str) -> tuple[str, ...] | None:
    """The files that an export map has for `subpath` ("" for the package itself), under all conditions; None where it has none."""
    key = f"./{subpath}" if subpath else "."
    table = exports if _has_subpaths(exports) else {".": exports}
    if key in table:
        return tuple(dict.fromkeys(_leaves(table[key]))) or None
    patterns = sorted((one for one in table if one.count("*") == 1), key=lambda one: -one.index("*"))
    for pattern in patterns:
        head, _, tail = pattern.partition("*")
        if key.startswith(head) and key.endswith(tail) and len(key) > len(head) + len(tail):
            filled = key[len(head) : len(key) - len(tail)]
            return tuple(dict.fromkeys(one.replace("*", filled) for one in _leaves(table[pattern]))) or None
    folders = (one for one in table if one.endswith("/") and key.startswith(one))
    return next((tuple(leaf + key[len(one) :] for leaf in _leaves(table[one])) for one in folders), None)


def subpaths(exports: Any) -> tuple[str, ...]:
    """What an export map has by name, "" for the package itself; what is matched by a pattern is left out."""
    if not _has_subpaths(exports):
        return ("",)
    return tuple(key.removeprefix(".").removeprefix("/") for key in exports if "*" not in key and not key.endswith("/"))


def _leaves(value: Any, depth: int = _MOST_DEPTH) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner, depth - 1)
