"""Whether a path that somebody writes is one that a route takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Match = Literal["exact", "filled", "loose"]
"""`exact`: the same, parameters and all. `filled`: values stand for parameters. `loose`: a parameter stands for a word."""

_ORDER: tuple[Match, ...] = ("exact", "filled", "loose")


def match(route: Sequence[str], written: Sequence[str], *, open_: bool = False) -> Match | None:
    """`route` and `written` are the folded parts of paths. `open_`: the route takes what stands below it too."""
    if len(written) < len(route) or (len(written) > len(route) and not open_):
        return None
    if open_ and len(written) > len(route):
        return _open(route, written)
    found: Match = "exact"
    for one, other in zip(route, written, strict=True):
        part = _part(one, other)
        if part is None:
            return None
        found = _worse(found, part)
    return found


def ends(route: Sequence[str], written: Sequence[str], *, open_: bool = False) -> Match | None:
    """Whether `written` ends with `route`, whatever stands before."""
    if not open_:
        return match(route, written[len(written) - len(route) :]) if len(route) <= len(written) else None
    starts = range(len(written) - len(route) + 1)
    found = [one for at in starts if (one := match(route, written[at:], open_=True))]
    return min(found, key=_ORDER.index, default=None)


def _open(route: Sequence[str], written: Sequence[str]) -> Match | None:
    """Some part of the route that is a parameter takes more than one part of what is written."""
    extra = len(written) - len(route)
    for at, one in enumerate(route):
        if "{}" not in one:
            continue
        head, tail = match(route[:at], written[:at]), match(route[at + 1 :], written[at + extra + 1 :])
        if head and tail:
            return "filled"
    head = match(route, written[: len(route)])
    return "filled" if head and not any("{}" in one for one in route) else None


def _part(one: str, other: str) -> Match | None:
    if one == other:
        return "exact"
    if "{}" in one:
        if "{}" in other and other != "{}":
            return "filled"
        return "filled" if other == "{}" or _fills(one, other) else None
    return "loose" if "{}" in other and _fills(other, one) else None


def _fills(pattern: str, word: str) -> bool:
    """Whether `word` is `pattern` with something in each of its braces."""
    head, *rest = pattern.split("{}")
    if not rest or not word.startswith(head):
        return False
    at = len(head)
    for piece in rest[:-1]:
        found = word.find(piece, at + 1)
        if found < 0:
            return False
        at = found + len(piece)
    return word.endswith(rest[-1]) and len(word) - len(rest[-1]) > at


def _worse(one: Match, other: Match) -> Match:
    return one if _ORDER.index(one) >= _ORDER.index(other) else other
