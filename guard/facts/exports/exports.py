"""What the JavaScript and TypeScript packages of a repository export, each module read when somebody first asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import basename

from guard.documents.script_imports import imports_in
from guard.facts.exports.manifests import read as read_manifest
from guard.facts.exports.manifests import subpaths, targets
from guard.facts.exports.model import Entry, Manifest, Script
from guard.facts.exports.reading import ENDINGS, LARGEST, UNREAD, read
from guard.facts.exports.sources import Sources
from guard.facts.files import Files
from guard.facts.samples import is_trial
from guard.facts.symbols import Place
from guard.snapshot import Snapshot, Unreadable

_DEPTH = 12
"""How many modules that pass names on (`export * from`) are followed in a row."""
_SHOWN = frozenset(
    "templates template starters starter playground playgrounds fixtures __fixtures__ sandbox demo demos www node_modules vendor".split()
)
_SPECIFIER = re.compile(r"(@[\w.~-]{1,100}/[\w.~-]{1,100}|[A-Za-z][\w.~-]{0,100})(?:/([^\s?#]{1,300}))?")


class Exports:
    def __init__(self, snapshot: Snapshot, files: Files) -> None:
        self._snapshot = snapshot
        self._files = files
        self._sources = Sources(snapshot, files)
        self._read: dict[str, Script] = {}
        self._entries: dict[str, Entry | None] = {}
        self._imported: dict[str, frozenset[str]] = {}

    @cached_property
    def packages(self) -> dict[str, Manifest]:
        """The repository's own packages by name: those that no test and no example is, and of which there is one."""
        found: dict[str, list[Manifest]] = {}
        for path in self._files.paths:
            if basename(path) == "package.json" and not is_trial(path) and _SHOWN.isdisjoint(path.split("/")[:-1]):
                manifest = read_manifest(path, self._snapshot)
                if manifest:
                    found.setdefault(manifest.name, []).append(manifest)
        return {name: several[0] for name, several in found.items() if len(several) == 1}

    def entry(self, specifier: str) -> Entry | None:
        """What `@own/package/sub` leads to; None where the package is not the repository's own."""
        if specifier not in self._entries:
            parts = _SPECIFIER.fullmatch(specifier)
            manifest = self.packages.get(parts[1]) if parts else None
            self._entries[specifier] = self._enter(manifest, parts[2] or "") if parts and manifest else None
        return self._entries[specifier]

    def _enter(self, manifest: Manifest, subpath: str) -> Entry:
        if manifest.exports is not None:
            found = targets(manifest.exports, subpath)
            return Entry(manifest, subpath, False) if found is None else self._made(manifest, subpath, found)
        if subpath:
            return self._inside(manifest, subpath)
        if manifest.source:
            return self._made(manifest, subpath, (manifest.source,))
        return self._made(manifest, subpath, manifest.main or ("index.js",))

    def _made(self, manifest: Manifest, subpath: str, files: tuple[str, ...]) -> Entry:
        found = [self._sources.of(manifest.folder, file) for file in files]
        sources = tuple(dict.fromkeys(path for several in found for path in several))
        return Entry(manifest, subpath, True, sources, complete=all(found))

    def _inside(self, manifest: Manifest, subpath: str) -> Entry:
        """A file of a package that lets everything be imported: it need not be one of the repository."""
        path = f"{manifest.folder}/{subpath}".lstrip("/")
        found = self._sources.beside(manifest.path, f"./{subpath}")
        if found or self._files.exists(path):
            return Entry(manifest, subpath, True, (found,) if found else (), complete=found is not None)
        return Entry(manifest, subpath, None)

    def script(self, path: str) -> Script:
        if path not in self._read:
            try:
                self._read[path] = read(path, self._snapshot.read(path))
            except Unreadable:
                self._read[path] = UNREAD
        return self._read[path]

    def gives(self, entry: Entry, name: str) -> bool | None:
        """Whether what `entry` leads to exports `name`; None where that cannot be known."""
        answers = [self._passes_on(path, name, _DEPTH, set()) for path in entry.sources]
        if True in answers:
            return True
        return False if entry.complete and None not in answers else None

    def _passes_on(self, path: str, name: str, depth: int, seen: set[str]) -> bool | None:
        if path in seen:
            return False
        seen.add(path)
        script = self.script(path)
        if name in script.names:
            return True
        if script.open or not depth:
            return None
        if name == "default":
            return False  # `export *` passes everything else on
        answer: bool | None = False
        for star in script.stars:
            found = self._star(path, star, name, depth, seen)
            if found:
                return True
            answer = None if found is None else answer
        return answer

    def _star(self, path: str, star: str, name: str, depth: int, seen: set[str]) -> bool | None:
        if star.startswith("."):
            source = self._sources.beside(path, star)
            return self._passes_on(source, name, depth - 1, seen) if source else None
        entry = self.entry(star)
        if entry is None or not entry.there:
            return None
        answers = [self._passes_on(source, name, depth - 1, seen) for source in entry.sources]
        if True in answers:
            return True
        return False if entry.complete and None not in answers else None

    def names(self, entry: Entry) -> frozenset[str]:
        """The names that are known to be exported."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = list(entry.sources)
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            script = self.script(path)
            found.update(script.names)
            for star in script.stars:
                if star.startswith("."):
                    source = self._sources.beside(path, star)
                    waiting += [source] if source else []
                elif (other := self.entry(star)) is not None:
                    waiting += other.sources
        return frozenset(found)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every specifier that is known by name, with what it leads to."""
        for name, manifest in sorted(self.packages.items()):
            for subpath in subpaths(manifest.exports) if manifest.exports is not None else ("",):
                specifier = f"{name}/{subpath}" if subpath else name
                entry = self.entry(specifier)
                if entry and entry.there and entry.sources:
                    yield specifier, entry

    def giving(self, name: str) -> tuple[str, ...]:
        """The specifiers that export `name`."""
        return tuple(specifier for specifier, entry in self.entries() if self.gives(entry, name))

    def is_imported(self, specifier: str, name: str) -> bool:
        """Whether a script of the repository imports `name` from `specifier` ("": imports or names that at all).

        Then there is a way that is not read: an alias of a bundler, a module that a plugin makes.
        """
        if specifier not in self._imported:
            self._imported[specifier] = self._look_for(specifier)
        return name in self._imported[specifier]

    def _look_for(self, specifier: str) -> frozenset[str]:
        word = specifier.encode("utf-8", "surrogateescape")
        quoted = (b'"%b"' % word, b"'%b'" % word, b"`%b`" % word)
        paths = [
            path
            for path in self._files.paths
            if path.endswith((*ENDINGS, ".vue", ".svelte", ".astro", "tsconfig.json"))
        ]
        found: set[str] = set()
        for _, content in self._snapshot.glances(paths):
            if len(content) > LARGEST or not any(one in content for one in quoted):
                continue
            found.add("")
            for one in imports_in(content.decode("utf-8", "replace")):
                if one.specifier == specifier:
                    found.update(name for name, _, _ in one.names)
        return frozenset(found)

    def defined(self, manifest: Manifest, name: str) -> tuple[Place, ...]:
        """Where scripts of the package define `name` at the beginning of a line, tests left out."""
        lead = f"{manifest.folder}/" if manifest.folder else ""
        paths = [
            path
            for path in self._files.paths
            if path.startswith(lead) and path.endswith(ENDINGS) and not is_trial(path) and "node_modules/" not in path
        ]
        word = re.escape(name.encode("utf-8", "surrogateescape"))
        defining = re.compile(
            rb"(?m)^(?:export[ \t]+)?(?:declare[ \t]+|default[ \t]+|abstract[ \t]+|async[ \t]+){0,3}(?:const|let|var|function|class|interface|type|enum|namespace)[ \t*]+%b(?![\w$])"
            % word
        )
        found: list[Place] = []
        for path, content in self._snapshot.glances(paths):
            if len(content) <= LARGEST and (place := defining.search(content)):
                found.append(Place(path, content.count(b"\n", 0, place.start()) + 1))
        return tuple(found)

    def told(self) -> Iterator[str]:
        """The facts as lines for people."""
        for specifier, entry in self.entries():
            known = "" if entry.complete and self.gives(entry, "") is False else " (not all are known)"
            yield f"{specifier}: {len(self.names(entry))} names ({', '.join(entry.sources)}){known}"
