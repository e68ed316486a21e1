"""Where versions are asked for: pyproject.toml, package.json, go.mod and their like."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cached_property
from posixpath import basename, dirname
from typing import Any

import msgspec

from guard.facts.versions.own import Own, own_versions
from guard.facts.versions.ranges import Interval, intervals
from guard.facts.versions.tables import at
from guard.snapshot import Snapshot

_LARGEST = 2_000_000
_PINNED = re.compile(
    r"^([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]\n]{0,200}\])?[ \t]*+((?:===?|[<>~!]=|[<>])[^;#\n]{1,200})", re.MULTILINE
)
_PYTHON_REQUIRES = re.compile(r"python_requires[ \t]*+=[ \t]*+[\"']?([^\"'\n]{1,100})")
_GO = re.compile(r"^go[ \t]++(\d+\.\d+(?:\.\d+)?)", re.MULTILINE)


class Asked(msgspec.Struct, frozen=True):
    """`name` is python, node, go, rust, or a dependency's in small letters; `text` the range as it is written there."""

    name: str
    text: str
    path: str
    allowed: tuple[Interval, ...]

    @property
    def folder(self) -> str:
        return dirname(self.path)


class Offered(msgspec.Struct, frozen=True):
    """Versions of which one is chosen, as they are written, in the order of the file."""

    name: str
    choices: tuple[str, ...]
    path: str


class Versions:
    """Manifests are read when somebody asks, all at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of(self, name: str, folder: str) -> tuple[Asked, ...]:
        """What the nearest manifests at or above `folder` ask for; where none does, those of the project it is a template of."""
        asked = [one for one in self.all if one.name == name]
        while True:
            here = tuple(one for one in asked if one.folder == folder)
            if here:
                return here
            if not folder:
                return tuple(one for one in asked if one.folder.startswith("{{"))
            folder = dirname(folder)

    @cached_property
    def own(self) -> tuple[Own, ...]:
        """The versions that the project gives itself."""
        return own_versions(self._snapshot)

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """What a template lets its user choose from."""
        path = "cookiecutter.json"
        table = _json(self._text(path)) if path in self._snapshot.entries else {}
        return tuple(
            Offered(key.removesuffix("_version").replace("_", ""), tuple(choices), path)
            for key, choices in table.items()
            if key.endswith("_version") and isinstance(choices, list) and all(isinstance(one, str) for one in choices)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.all)

    @cached_property
    def all(self) -> tuple[Asked, ...]:
        found: list[Asked] = []
        for path, entry in self._snapshot.entries.items():
            reader = _READERS.get(basename(path)) or (_requirements if _is_requirements(path) else None)
            if reader is None or entry.kind != "file" or not entry.present or "node_modules/" in path:
                continue
            for name, text in reader(self._text(path)):
                if (allowed := intervals(text)) is not None:
                    found.append(Asked(name, text.strip(), path, allowed))
        return tuple(found)

    def _text(self, path: str) -> str:
        text = self._snapshot.text_if_readable(path)
        return text if len(text) <= _LARGEST else ""


Pairs = Iterator[tuple[str, str]]


def _is_requirements(path: str) -> bool:
    name = basename(path)
    return (name.startswith("requirements") or dirname(path).endswith("requirements")) and name.endswith(
        (".txt", ".in")
    )


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _pyproject(text: str) -> Pairs:
    table = _toml(text)
    requires = at(table, "project", "requires-python") or at(table, "tool", "poetry", "dependencies", "python")
    if isinstance(requires, str):
        yield "python", requires
    for one in at(table, "project", "dependencies") or ():
        yield from _requirements(str(one))
    for name, value in (at(table, "tool", "poetry", "dependencies") or {}).items():
        text = value if isinstance(value, str) else at(value, "version")
        if isinstance(text, str) and name != "python":
            yield name.lower(), text


def _requirements(text: str) -> Pairs:
    for found in _PINNED.finditer(text):
        yield found[1].lower(), found[2]


def _setup(text: str) -> Pairs:
    if found := _PYTHON_REQUIRES.search(text):
        yield "python", found[1]


def _json(text: str) -> dict[str, Any]:
    try:
        table = msgspec.json.decode(text.encode("utf-8", "surrogateescape"))
    except (msgspec.DecodeError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _package(text: str) -> Pairs:
    table = _json(text)
    node = at(table, "engines", "node")
    if isinstance(node, str):
        yield "node", node
    for key in ("dependencies", "devDependencies"):
        for name, value in (at(table, key) or {}).items() if isinstance(at(table, key), dict) else ():
            if isinstance(value, str) and value[:1] in "^~>=<0123456789v":
                yield name.lower(), value


def _node_file(text: str) -> Pairs:
    word = text.strip().lstrip("v").partition("\n")[0]
    if word[:1].isdigit():
        yield "node", word


def _go(text: str) -> Pairs:
    if found := _GO.search(text):
        yield "go", f">={found[1]}"


def _cargo(text: str) -> Pairs:
    table = _toml(text)
    rust = at(table, "package", "rust-version") or at(table, "workspace", "package", "rust-version")
    if isinstance(rust, str):
        yield "rust", f">={rust}"


_READERS = {
    "pyproject.toml": _pyproject,
    "setup.py": _setup,
    "setup.cfg": _setup,
    "package.json": _package,
    ".nvmrc": _node_file,
    ".node-version": _node_file,
    "go.mod": _go,
    "Cargo.toml": _cargo,
}
