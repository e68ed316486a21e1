"""The endpoints of HTTP APIs that a repository's programs and descriptions have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from guard.documents.languages import is_markdown
from guard.facts.routes import file_routes, javascript, openapi, programs
from guard.facts.routes import python as python_programs
from guard.facts.routes.folding import fold, parts_of
from guard.facts.routes.matching import Match, ends, match
from guard.facts.routes.model import ANY, WEBSOCKET, Route
from guard.snapshot import Snapshot

# What can be a part of a path: it stands behind a slash, a quote or a beginning of a regular expression.
_WORD = re.compile(rb"(?<=[/\"'`^])[A-Za-z0-9][\w.-]{0,60}")
_SPOKEN = re.compile(rb"[\"'`](/[A-Za-z0-9_{<:\[][^\"'`\s\\|]{1,160})[\"'`]")


class Source(msgspec.Struct, frozen=True):
    """A file with routes. `complete`: those that were read are all that it has."""

    path: str
    complete: bool = True


class Taken(msgspec.Struct, frozen=True):
    """A route that takes a path, and how well."""

    route: Route
    match: Match


class Routes:
    """Programs are looked through when somebody first asks, all at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def all(self) -> tuple[Route, ...]:
        return self._read[0]

    @property
    def sources(self) -> tuple[Source, ...]:
        return self._read[1]

    @property
    def complete(self) -> bool:
        """Whether no file is known to have routes that were not read."""
        return not self._read[2] and all(source.complete for source in self.sources)

    def told(self) -> Iterator[str]:
        """What is known, a line a route, for people."""
        for route in sorted(self.all, key=lambda one: (one.sample, one.path, one.method, one.source_path)):
            yield route.told() + (" in a test or an example" if route.sample else "")
        for source in self.sources:
            if not source.complete:
                yield f"{source.path}: not all of it could be read"

    def taking(self, path: str) -> tuple[Taken, ...]:
        """The routes that take the folded `path`, whatever their method. A head that is not known may be any."""
        written = parts_of(path)
        found = []
        for route in self._near(written[-1] if written else ""):
            one = (match if route.head_known else ends)(route.parts, written, open_=route.open)
            if one is not None and (route.literals or not (route.open and route.head_known)):
                found.append(Taken(route, one))
        return tuple(found)

    def is_elsewhere(self, path: str) -> bool:
        """Whether programs that were not read have every word of `path`, so that they may route it."""
        words = [part for part in parts_of(path) if "{}" not in part]
        return bool(words) and self._read[2].issuperset(words)

    def is_spoken(self, path: str) -> bool:
        """Whether a program that has no routes itself has the folded `path` in quotes."""
        return path in self._spoken

    def _near(self, last: str) -> Iterator[Route]:
        """Routes whose last part may be `last`."""
        yield from self._by_last.get(last, ())
        yield from self._by_last["{}"]
        if "{}" in last:
            yield from (route for key, routes in self._by_last.items() if key not in {last, "{}"} for route in routes)

    @cached_property
    def _by_last(self) -> defaultdict[str, list[Route]]:
        """Routes by their last part; under `{}` all those that more than one word can end."""
        found: defaultdict[str, list[Route]] = defaultdict(list)
        for route in self.all:
            last = route.parts[-1] if route.parts else "{}"
            found["{}" if "{}" in last or route.open else last].append(route)
        return found

    @cached_property
    def _read(self) -> tuple[tuple[Route, ...], tuple[Source, ...], frozenset[str]]:
        looked, words, incomplete = self._look()
        found, broken = python_programs.read(self._snapshot, looked["python"])
        found += [route for path, content in looked["file"].items() for route in file_routes.read(path, content)]
        found += [route for path, content in looked["javascript"].items() for route in javascript.read(path, content)]
        for path, content in looked["openapi"].items():
            routes, complete = openapi.read(path, content)
            found += routes
            if not complete:
                broken.append(path)
        for path in broken:
            words.update(_WORD.findall(looked["python"].get(path) or looked["openapi"][path]))
        told = frozenset(word.decode("ascii", "replace") for word in words)
        return _distinct(found), _sources(found, incomplete | set(broken)), told

    def _look(self) -> tuple[dict[str, dict[str, bytes]], set[bytes], set[str]]:
        """The programs that have routes by the reader that they are for; the words of those that have others, or more; and
        which of them are too large to be read."""
        looked: dict[str, dict[str, bytes]] = defaultdict(dict)
        words: set[bytes] = set()
        large: set[str] = set()
        for path, content in self._snapshot.glances(self._programs()):
            kind = programs.kind_of(path, content)
            if not kind:
                continue
            if len(content) > programs.LARGEST:
                large.add(path)
            elif kind != "unread":
                looked[kind][path] = content
            if path in large or kind == "unread" or programs.is_also_unread(path, content):
                words.update(_WORD.findall(content))
        return looked, words, large

    def _programs(self) -> Sequence[str]:
        entries = self._snapshot.entries.items()
        return [path for path, entry in entries if entry.kind == "file" and entry.present and programs.may_route(path)]

    @cached_property
    def _spoken(self) -> frozenset[str]:
        routing = {route.source_path for route in self.all if not route.sample}
        paths = [
            path
            for path in self._programs()
            if path not in routing and not is_markdown(path) and not path.endswith((".yaml", ".yml"))
        ]
        found: set[bytes] = set()
        for _, content in self._snapshot.glances(paths):
            if len(content) <= programs.LARGEST:
                found.update(_SPOKEN.findall(content))
        return frozenset(fold(one.decode("utf-8", "replace").partition("?")[0]).path for one in found)


def _distinct(found: list[Route]) -> tuple[Route, ...]:
    samples = {path: programs.is_sample(path) for path in {route.source_path for route in found}}
    marked = (msgspec.structs.replace(route, sample=True) if samples[route.source_path] else route for route in found)
    return tuple(dict.fromkeys(marked))


def _sources(found: list[Route], incomplete: set[str]) -> tuple[Source, ...]:
    paths = sorted({route.source_path for route in found} | incomplete)
    return tuple(Source(path, path not in incomplete) for path in paths)


def takes(route: Route, method: str) -> bool:
    """Whether a route answers requests of `method`. HEAD goes with GET, and whoever is asked answers OPTIONS."""
    if route.method in {ANY, method} or method in {ANY, "OPTIONS"}:
        return True
    return (route.method, method) in {("GET", "HEAD"), (WEBSOCKET, "GET"), ("GET", WEBSOCKET)}


def names(route: Route, parts: Sequence[str]) -> bool:
    """Whether somebody who writes a path of these folded `parts` speaks of the route."""
    found = (match if route.head_known else ends)(route.parts, parts, open_=route.open)
    return found in {"exact", "filled"}


def is_below(path: str, beginning: str) -> bool:
    """Whether `path` is `beginning`, or a path below it."""
    beginning = beginning.rstrip("/")
    return path == beginning or path.startswith(beginning + "/") or not beginning
