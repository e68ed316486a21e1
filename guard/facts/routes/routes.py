"""The endpoints of HTTP APIs that a repository's programs and descriptions have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from guard.facts.kept import Kept
from guard.facts.routes import file_routes, javascript, openapi, programs
from guard.facts.routes import python as python_programs
from guard.facts.routes.folding import fold, parts_of
from guard.facts.routes.matching import Match, ends, match
from guard.facts.routes.model import ANY, WEBSOCKET, Route
from guard.facts.routes.programs import tests_or_shows
from guard.snapshot import Snapshot

# What can be a part of a path: it stands behind a slash, a quote or a beginning of a regular expression.
_WORD = re.compile(rb"(?<=[/\"'`^])[A-Za-z0-9][\w.-]{0,60}")
_SPOKEN = re.compile(rb"[\"'`](/[A-Za-z0-9_{<:\[][^\"'`\s\\|]{1,160})[\"'`]")


class Source(msgspec.Struct, frozen=True):
    """A file with routes. `complete`: those that were read are all that it has."""

    path: str
    complete: bool = True


class Read(msgspec.Struct, frozen=True):
    """`words` are those of programs with routes of kinds that are not read."""

    routes: tuple[Route, ...]
    sources: tuple[Source, ...]
    words: frozenset[str]


class Taken(msgspec.Struct, frozen=True):
    """A route that takes a path, and how well."""

    route: Route
    match: Match


class Routes:
    """Programs are looked through when somebody first asks, all at once."""

    def __init__(self, snapshot: Snapshot, kept: Kept | None = None) -> None:
        self._snapshot = snapshot
        self._kept = kept or Kept(snapshot)

    @property
    def all(self) -> tuple[Route, ...]:
        """The routes that somebody is served by."""
        return self._read.routes

    @cached_property
    def samples(self) -> tuple[Route, ...]:
        """The routes of tests and examples: nobody is served by them, and they are read last."""
        return self._of_samples(self._look(samples=True)[0])

    def _of_samples(self, looked: Mapping[str, Mapping[str, bytes]]) -> tuple[Route, ...]:
        found, _ = python_programs.read(self._snapshot, looked.get("python", {}))
        found += self._of_scripts(looked, samples=True)
        return _distinct(msgspec.structs.replace(one, sample=True) for one in found)

    def _of_scripts(self, looked: Mapping[str, Mapping[str, bytes]], *, samples: bool) -> list[Route]:
        """The routes of files whose places are routes, and of JavaScript."""
        found = [route for path, content in looked.get("file", {}).items() for route in file_routes.read(path, content)]

        def may_read(path: str) -> bool:
            return programs.may_route(path) and tests_or_shows(path) is samples

        return found + javascript.read(self._snapshot, looked.get("javascript", {}), may_read)

    @property
    def sources(self) -> tuple[Source, ...]:
        return self._read.sources

    @property
    def complete(self) -> bool:
        """Whether no file is known to have routes that were not read."""
        return not self._read.words and all(source.complete for source in self.sources)

    def told(self) -> Iterator[str]:
        """What is known, a line a route, for people."""
        known = (*self.all, *self.samples)
        for route in sorted(known, key=lambda one: (one.sample, one.path, one.method, one.source_path)):
            yield route.told() + (" in a test or an example" if route.sample else "")
        for source in self.sources:
            if not source.complete:
                yield f"{source.path}: not all of it could be read"

    def taking(self, path: str) -> tuple[Taken, ...]:
        """The routes that take the folded `path`, whatever their method. A head that is not known may be any."""
        written = parts_of(path)
        return _taking(self._near(written[-1] if written else ""), written)

    def taking_in_samples(self, path: str) -> tuple[Taken, ...]:
        """Those of tests and examples. Only such files are parsed as have the last word of the path."""
        texts = {one: text for one, text in self._with_last_word(path) if tests_or_shows(one)}
        return _taking(self._of_samples(_kinds(texts)), parts_of(path))

    def is_elsewhere(self, path: str) -> bool:
        """Whether programs that were not read have every word of `path`, so that they may route it."""
        words = [part for part in parts_of(path) if "{}" not in part]
        return bool(words) and self._read.words.issuperset(words)

    def is_spoken(self, path: str) -> bool:
        """Whether a program that has no routes itself has the folded `path` in quotes."""
        routing = {route.source_path for route in self.all}
        for one, content in self._with_last_word(path):
            if one not in routing and not one.endswith((".yaml", ".yml")) and len(content) <= programs.LARGEST:
                told = (found.decode("utf-8", "replace").partition("?")[0] for found in _SPOKEN.findall(content))
                if any(fold(each).path == path for each in told):
                    return True
        return False

    def _with_last_word(self, path: str) -> Iterator[tuple[str, bytes]]:
        """The programs that have the last word of a folded path."""
        words = [part for part in parts_of(path) if "{}" not in part]
        last = b"/" + (words[-1].encode("utf-8", "surrogateescape") if words else b"")
        yield from ((one, content) for one, content in self._contents if last in content)

    @cached_property
    def _contents(self) -> Sequence[tuple[str, bytes]]:
        """All programs, kept: every endpoint that nothing routes is looked for in them."""
        return tuple(self._snapshot.glances(self._programs))

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
    def _read(self) -> Read:
        return self._kept.get("routes", Read, self._read_all)

    def _read_all(self) -> Read:
        looked, words, incomplete = self._look(samples=False)
        found, broken = python_programs.read(self._snapshot, looked["python"])
        found += self._of_scripts(looked, samples=False)
        for path, content in looked["openapi"].items():
            routes, complete = openapi.read(path, content)
            found += routes
            if not complete:
                broken.append(path)
        for path in broken:
            words.update(_WORD.findall(looked["python"].get(path) or looked["openapi"][path]))
        told = frozenset(word.decode("ascii", "replace") for word in words)
        return Read(_distinct(found), _sources(found, incomplete | set(broken)), told)

    def _look(self, *, samples: bool) -> tuple[dict[str, dict[str, bytes]], set[bytes], set[str]]:
        """The programs that have routes by the reader that they are for; the words of those that have others, or more; and
        which of them are too large to be read."""
        looked: dict[str, dict[str, bytes]] = defaultdict(dict)
        words: set[bytes] = set()
        large: set[str] = set()
        paths = [path for path in self._programs if tests_or_shows(path) is samples]
        for path, content in self._snapshot.glances(paths):
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

    @cached_property
    def _programs(self) -> Sequence[str]:
        entries = self._snapshot.entries.items()
        return [path for path, entry in entries if entry.kind == "file" and entry.present and programs.may_route(path)]


def _kinds(texts: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    kinds: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path, content in texts.items():
        if len(content) <= programs.LARGEST:
            kinds[programs.kind_of(path, content)][path] = content
    return kinds


def _taking(routes: Iterable[Route], written: Sequence[str]) -> tuple[Taken, ...]:
    found = []
    for route in routes:
        one = (match if route.head_known else ends)(route.parts, written, open_=route.open)
        if one is not None and (route.literals or not (route.open and route.head_known)):
            found.append(Taken(route, one))
    return tuple(found)


def _distinct(found: Iterable[Route]) -> tuple[Route, ...]:
    return tuple(dict.fromkeys(found))


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
