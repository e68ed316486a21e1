"""The packages that package.json files describe, and their scripts."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cached_property
from posixpath import basename, dirname
from typing import Any

import msgspec

from guard.snapshot import Snapshot, Unreadable

_LARGEST = 2_000_000


class Package(msgspec.Struct, frozen=True):
    """`fault` says why its scripts are not known, "" when they are."""

    path: str
    name: str = ""
    scripts: tuple[str, ...] = ()
    dependencies: frozenset[str] = frozenset()
    fault: str = ""

    @property
    def folder(self) -> str:
        return dirname(self.path)


class Packages:
    """Every package.json that is the repository's own."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def all(self) -> tuple[Package, ...]:
        return tuple(self._by_folder.values())

    @cached_property
    def _by_folder(self) -> dict[str, Package]:
        paths = (path for path in self._snapshot.entries if basename(path) == "package.json")
        return {dirname(path): self._read(path) for path in paths if "node_modules/" not in path}

    def above(self, folder: str) -> Package | None:
        """The package that `folder` belongs to: the nearest package.json at or above it."""
        while folder and folder not in self._by_folder:
            folder = dirname(folder)
        return self._by_folder.get(folder)

    def named(self, pattern: str) -> tuple[Package, ...]:
        """The packages that a workspace filter means: by name, with `*`, or by folder."""
        plain = pattern.strip("{}").removesuffix("...").removeprefix("...").removeprefix("./").rstrip("/")
        return tuple(
            one
            for one in self.all
            if fnmatchcase(one.name, plain) or one.folder == plain or one.name.endswith(f"/{plain}")
        )

    def _read(self, path: str) -> Package:
        try:
            data = self._snapshot.read(path)
            if len(data) > _LARGEST:
                return Package(path, fault="too large")
            table: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        except Unreadable as error:
            return Package(path, fault=error.reason)
        except (msgspec.DecodeError, RecursionError):
            return Package(path, fault="not JSON")
        if not isinstance(table, dict):
            return Package(path, fault="not a table")
        scripts, name = table.get("scripts", {}), table.get("name")
        dependencies = {
            each
            for key in ("dependencies", "devDependencies", "optionalDependencies")
            for each in _keys(table.get(key))
        }
        return Package(path, name if isinstance(name, str) else "", _keys(scripts), frozenset(dependencies))


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()
