"""Tables of TOML, and texts and keys in them; what is of another shape is nothing."""

from __future__ import annotations

import tomllib
from typing import Any

_LARGEST = 1_000_000
Table = dict[str, Any]


def read_table(text: str) -> Table | None:
    """None for a text that is not TOML, or too large to read in a moment."""
    if len(text) > _LARGEST:
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def below(table: Any, *keys: str) -> Table:
    """The table at `keys`, an empty one where there is none."""
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a list; a text alone counts as a list of one."""
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
