"""What a document says of endpoints, read against the routes: which of its paths are taken, and what it leaves out throughout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from posixpath import dirname

import msgspec

from guard.documents.endpoints import Endpoint
from guard.facts.routes.folding import fold, parts_of
from guard.facts.routes.matching import match
from guard.facts.routes.model import Route
from guard.facts.routes.routes import Routes, Taken, takes

_VAGUE = re.compile(r"\.\.\.|…|[*]|%s|\bfoo\b|\bbar\b|<\.|\[\]|example|your[-_]")
LEAST = 5
"""How many endpoints of a document must lack one beginning before it is left out on purpose."""

Parts = tuple[str, ...]


class Reading(msgspec.Struct, frozen=True):
    """A claim with the routes that take its path, whatever their method. `answered` are those that take its methods.

    `parts` is empty for a path that names nothing in particular.
    """

    claim: Endpoint
    path: str
    parts: Parts = ()
    taken: tuple[Taken, ...] = ()
    answered: tuple[Taken, ...] = ()

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.path, self.claim.methods

    @property
    def words(self) -> int:
        return sum("{}" not in part for part in self.parts)

    @property
    def is_routed(self) -> bool:
        """Whether it is certain enough that it is answered as it is written."""
        return any(
            one.match != "loose" and one.route.literals >= (1 if one.route.head_known else 2) for one in self.answered
        )

    @property
    def heads(self) -> dict[tuple[str, Parts], Route]:
        """What it has before the routes that answer it, by their folder; none where some route's beginning is known."""
        if any(one.route.head_known for one in self.answered):
            return {}
        routes = [one.route for one in self.answered]
        routes = [route for route in routes if route.literals and not route.open and not route.sample]
        routes.sort(key=lambda route: (len(route.parts), route.literals))
        return {
            (dirname(route.source_path), self.parts[: len(self.parts) - len(route.parts)]): route for route in routes
        }


class Said:
    """All that a document says of endpoints. `base` is the beginning that it leaves out throughout."""

    def __init__(self, claims: Iterable[Endpoint], routes: Routes) -> None:
        self._claims = tuple(claims)
        self._routes = routes
        plain = tuple(_read(claim, routes, ()) for claim in self._claims)
        self.base = _base(_distinct(plain), routes)
        self.readings = tuple(self._with_base(one) for one in plain) if self.base else plain

    def _with_base(self, reading: Reading) -> Reading:
        """The reading below the base, unless it is routed as it is written or has the base itself."""
        if not reading.parts or reading.is_routed or reading.parts[: len(self.base)] == self.base:
            return reading
        return _read(reading.claim, self._routes, self.base)

    def lacks_base(self, reading: Reading) -> bool:
        return bool(self.base) and len(reading.parts) > len(parts_of(fold(plain(reading.claim.path)).path))

    @cached_property
    def _each(self) -> tuple[Reading, ...]:
        return _distinct(self.readings)

    def others(self, reading: Reading) -> list[Reading]:
        """The other endpoints, each path and method once."""
        return [one for one in self._each if one.key != reading.key]


def plain(path: str) -> str:
    """A path without what Markdown and HTML need around its brackets."""
    return path.replace("\\", "").replace("&lt;", "<").replace("&gt;", ">")


def _read(claim: Endpoint, routes: Routes, base: Parts) -> Reading:
    folded = fold(plain(claim.path))
    parts = parts_of(folded.path)
    if _VAGUE.search(claim.path) or folded.open or not any("{}" not in part for part in parts):
        return Reading(claim, folded.path)
    path = "/" + "/".join((*base, *parts))
    taken = routes.taking(path)
    answers = all(any(takes(one.route, method) for one in taken) for method in claim.methods)
    answered = (one for one in taken if answers and any(takes(one.route, method) for method in claim.methods))
    return Reading(claim, path, (*base, *parts), taken, tuple(answered))


def _distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple({one.key: one for one in readings if one.parts}.values())


def _base(readings: tuple[Reading, ...], routes: Routes) -> Parts:
    """The beginning that most endpoints would be routed with and are not routed without."""
    lacking = [one for one in readings if not one.answered]
    if len(lacking) < LEAST or len(lacking) * 2 < len(readings):
        return ()
    known = [route for route in routes.all if route.head_known and not route.sample and not route.open]
    bases: Counter[Parts] = Counter()
    for one in lacking:
        bases.update({route.parts[: len(route.parts) - len(one.parts)] for route in known if _lacks(one, route)})
    base, count = bases.most_common(1)[0] if bases else ((), 0)
    return base if count >= LEAST and count * 5 >= len(lacking) * 3 else ()


def _lacks(reading: Reading, route: Route) -> bool:
    extra = len(route.parts) - len(reading.parts)
    if extra < 1 or not any(takes(route, method) for method in reading.claim.methods):
        return False
    return "{}" not in "".join(route.parts[:extra]) and match(route.parts[extra:], reading.parts) in {"exact", "filled"}
