"""Values deep in what a manifest was decoded to, whatever its author has made of it."""

from __future__ import annotations

from typing import Any


def at(value: Any, *path: str) -> Any:
    """The value below one key after another; None as soon as there is no table to look in."""
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value
