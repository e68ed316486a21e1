"""Routes that come near a path which none takes: the same end under another beginning, a slip of one part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from guard.facts.routes.matching import match
from guard.facts.routes.model import Route

CLOSE = 78.0
"""The least likeness, of 100, of two parts of which one is a slip for the other."""

Parts = Sequence[str]
_BEGINNING = re.compile(r"api|rest|v\d{1,3}|internal|public")


class Moved(msgspec.Struct, frozen=True):
    """`route` ends as what is written does: `wanted` stands before that end, and `said` in its place."""

    route: Route
    wanted: tuple[str, ...]
    said: tuple[str, ...]


def moved(written: Parts, routes: Iterable[Route]) -> list[Moved]:
    """Routes with the same end, those that share the most of it: two words, or one behind a beginning such as `/api/v1`."""
    found: list[tuple[int, Moved]] = []
    for route in routes:
        shared = _shared_end(route.parts, written) if route.head_known else 0
        words = sum("{}" not in part for part in written[len(written) - shared :])
        wanted, said = route.parts[: len(route.parts) - shared], tuple(written[: len(written) - shared])
        if words > 1 or (words and all(_BEGINNING.fullmatch(part) for part in (*wanted, *said))):
            found.append((shared, Moved(route, wanted, said)))
    most = max((shared for shared, _ in found), default=0)
    return [one for shared, one in found if shared == most]


def _shared_end(one: Parts, other: Parts) -> int:
    shared = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        # A word that would fill a parameter shares nothing: every path ends so.
        if mine != theirs:
            break
        shared += 1
    return shared


class Slip(msgspec.Struct, frozen=True):
    """`right` is what is written with the one word mended."""

    route: Route
    right: tuple[str, ...]


def slips(written: Parts, routes: Iterable[Route]) -> list[Slip]:
    """Routes that differ from what is written by one word: misspelt, left out or put in. Each path once."""
    found: dict[str, Slip] = {}
    for route in routes:
        parts = route.parts
        head = tuple(written[: max(0, len(written) - len(parts))]) if not route.head_known else ()
        near = _misspelt(parts, written[len(head) :])
        if not near and route.head_known:
            near = _left_out(parts, written) or _left_out(written, parts) or _joined(parts) == _joined(written)
        if near:
            found.setdefault(route.path, Slip(route, (*head, *parts)))
    return list(found.values())


def _joined(parts: Parts) -> str:
    """`/crawl/stream` and `/crawl_stream` are the same but for what stands between the words."""
    return "".join(parts).replace("-", "").replace("_", "")


def _misspelt(parts: Parts, written: Parts) -> bool:
    if len(parts) != len(written):
        return False
    differing = [at for at, (one, other) in enumerate(zip(parts, written, strict=True)) if one != other]
    if len(differing) != 1 or len(parts) < 2:
        return False
    one, other = parts[differing[0]], written[differing[0]]
    same = [part for at, part in enumerate(parts) if at != differing[0] and "{}" not in part]
    return bool(same) and "{}" not in one + other and _is_alike(one, other)


def _is_alike(one: str, other: str) -> bool:
    if any(character.isdigit() for character in one + other):
        return False
    from rapidfuzz import fuzz

    plain, second = (word.lower().replace("-", "").replace("_", "") for word in (one, other))
    return plain == second or fuzz.ratio(plain, second) >= CLOSE


def _left_out(longer: Parts, shorter: Parts) -> bool:
    """Whether `shorter` is `longer` without one word that is neither its first nor its last."""
    if len(longer) != len(shorter) + 1 or len(shorter) < 3:
        return False
    for at in range(1, len(longer) - 1):
        rest = [*longer[:at], *longer[at + 1 :]]
        if "{}" not in longer[at] and match(rest, shorter) == "exact" and sum("{}" not in part for part in rest) > 1:
            return True
    return False


def beside(written: Parts, routes: Iterable[Route], base: int = 0) -> list[Route]:
    """The routes that end with the same word; where there is none, those that begin alike by more than `base` parts."""
    known = [route for route in routes if route.literals]
    same = [route for route in known if "{}" not in written[-1] and route.parts[-1] == written[-1]]
    if same:
        return same
    shared = {route: _shared_beginning(route.parts, written) for route in known}
    most = max(shared.values(), default=0)
    return [route for route, count in shared.items() if count == most > base]


def _shared_beginning(one: Parts, other: Parts) -> int:
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared
