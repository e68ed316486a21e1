"""Pages that a docs site keeps for an older version of what it describes, as its configuration says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

CONFIGURATIONS = frozenset({"docs.json", "mint.json"})
"""The files in which Mintlify lists versions and their pages."""
_ENDINGS = (".mdx", ".md")
_NUMBER = re.compile(r"(?<![\w.])[vV]?(\d{1,4}(?:\.\d{1,4}){0,3})")


def older_pages(folder: str, text: str) -> frozenset[str]:
    """The pages that the configuration `text` in `folder` lists for older versions only. They speak of code that is not here any more."""
    try:
        table: Any = msgspec.json.decode(text.encode("utf-8", "surrogateescape"))
    except (msgspec.MsgspecError, RecursionError):
        return frozenset()
    if not isinstance(table, dict) or "navigation" not in table:
        return frozenset()
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for page, old in _pages(table["navigation"], False, _newest(table.get("versions"))):
        found[old].add(page.strip("/"))
    lead = f"{folder}/" if folder else ""
    return frozenset(f"{lead}{page}{ending}" for page in found[True] - found[False] for ending in _ENDINGS)


def _pages(node: Any, old: bool, newest: str) -> Iterator[tuple[str, bool]]:
    """Every page below `node`, and whether it stands below an older version."""
    if isinstance(node, str):
        yield node, old
    elif isinstance(node, list):
        for one in node:
            yield from _pages(one, old, newest)
    elif isinstance(node, dict):
        newest = _newest(node.get("versions")) or newest
        old = old or _is_older(node.get("version"), newest)
        for key, value in node.items():
            if isinstance(value, (list, dict)) or key in {"page", "root"}:
                yield from _pages(value, old, newest)


def _newest(versions: Any) -> str:
    """The version that readers are shown first: the one that is said to be the default, else the first."""
    if not isinstance(versions, list) or not versions:
        return ""
    chosen = next((one for one in versions if isinstance(one, dict) and one.get("default") is True), versions[0])
    name = chosen.get("version", chosen.get("name")) if isinstance(chosen, dict) else chosen
    return name if isinstance(name, str) else ""


def _is_older(version: Any, newest: str) -> bool:
    """Whether it is a number below that of the newest. A name such as `edge` or `next` is no older version."""
    number = _number(version) if isinstance(version, str) and newest else None
    if number is None or version == newest:
        return False
    first = _number(newest)
    return first is None or number < first


def _number(version: str) -> tuple[int, ...] | None:
    found = _NUMBER.search(version)
    return tuple(int(part) for part in found[1].split(".")) if found else None
