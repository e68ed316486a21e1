"""The version that a project gives itself."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from posixpath import basename
from typing import Any

import msgspec

from guard.facts.versions.tables import at
from guard.snapshot import Snapshot, Unreadable

_LITERAL = re.compile(
    r"^(?:(?:export )?(?:const|var|let)[ \t]+)?[ \t]{0,8}(?:Version|VERSION|__version__|version)[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*[\"']v?(\d{1,6}\.\d{1,6}\.\d{1,6})[\"']",
    re.M,
)
_SOURCES = frozenset(
    {
        "version.go",
        "version.py",
        "__version__.py",
        "_version.py",
        "version.ts",
        "version.js",
        "version.rs",
        "version.rb",
    }
)
_OLD = re.compile(r"/v\d{1,3}/")
"""An old interface that goes on in a folder of its own, with its own version."""
_PLAIN = re.compile(r"\Av?(\d{1,6}\.\d{1,6}\.\d{1,6})\Z")
_MOST_DEPTH = 3


class Own(msgspec.Struct, frozen=True):
    version: str
    path: str


def own_versions(snapshot: Snapshot) -> tuple[Own, ...]:
    """What the manifests at the root say, and files such as `version.go`; only plain ones (1.2.3)."""
    found: list[Own] = []
    for path, entry in snapshot.entries.items():
        read = _READERS.get(path) or (_literal if _is_source(path) else None)
        if read is None or entry.kind != "file" or not entry.present:
            continue
        try:
            version = read(snapshot.text(path))
        except (Unreadable, ValueError, RecursionError):
            continue
        if isinstance(version, str) and (plain := _PLAIN.fullmatch(version.strip())):
            found.append(Own(plain[1], path))
    return tuple(found)


def _is_source(path: str) -> bool:
    inner = path.count("/") <= _MOST_DEPTH and "test" not in path and _OLD.search(path) is None
    return inner and (basename(path) in _SOURCES or (path.count("/") <= 2 and basename(path) == "__init__.py"))


def _literal(text: str) -> str | None:
    found = _LITERAL.search(text)
    return found[1] if found else None


def _pyproject(text: str) -> Any:
    table = tomllib.loads(text)
    return at(table, "project", "version") or at(table, "tool", "poetry", "version")


def _cargo(text: str) -> Any:
    table = tomllib.loads(text)
    return at(table, "package", "version") or at(table, "workspace", "package", "version")


_READERS: dict[str, Callable[[str], Any]] = {
    "pyproject.toml": _pyproject,
    "Cargo.toml": _cargo,
    "package.json": lambda text: at(json.loads(text), "version"),
    "VERSION": str.strip,
    "version.txt": str.strip,
}
