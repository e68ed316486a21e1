"""The programs that a repository installs: entry points of Python, `bin` of package.json, main packages of Go."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any, Literal

import msgspec

from guard.snapshot import Snapshot, Unreadable

_LARGEST = 1_000_000
_NOT_OWN = frozenset(
    {"tests", "test", "fixtures", "testdata", "examples", "example", "node_modules", "vendor", "templates", "samples"}
)
_MANIFESTS = frozenset({"pyproject.toml", "setup.cfg", "package.json"})
_NAME = re.compile(r"[A-Za-z][\w.-]{0,60}")
_OBJECT = re.compile(r"[A-Za-z_][\w.]{0,200}")


class Entry(msgspec.Struct, frozen=True):
    """`path` is a module's dotted name for Python, a file for JavaScript and a folder for Go. `folder` is the manifest's."""

    name: str
    kind: Literal["python", "javascript", "go"]
    path: str
    attribute: str = ""
    folder: str = ""


def entries(snapshot: Snapshot) -> Iterator[Entry]:
    for path in snapshot.entries:
        parts = path.split("/")
        name = parts[-1]
        if name in _MANIFESTS and not _NOT_OWN & set(parts[:-1]):
            try:
                data = snapshot.read(path)
            except Unreadable:
                continue
            if len(data) <= _LARGEST:
                yield from _READERS[name](path, data)
        elif name == "main.go" and not _NOT_OWN & set(parts[:-1]) and len(parts) > 2 and parts[-3] == "cmd":
            yield Entry(parts[-2], "go", dirname(path))


def _pyproject(path: str, data: bytes) -> Iterator[Entry]:
    if b"scripts" not in data:
        return
    try:
        table: Any = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return
    for keys in (("project", "scripts"), ("tool", "poetry", "scripts")):
        inner = table
        for key in keys:
            inner = inner.get(key) if isinstance(inner, dict) else None
        for name, target in inner.items() if isinstance(inner, dict) else ():
            yield from _python(path, name, target.get("reference") if isinstance(target, dict) else target)


def _python(path: str, name: str, target: object) -> Iterator[Entry]:
    if not isinstance(target, str):
        return
    module, colon, attribute = target.partition("[")[0].strip().partition(":")
    if colon and _NAME.fullmatch(name) and _OBJECT.fullmatch(module.strip()) and _OBJECT.fullmatch(attribute.strip()):
        yield Entry(name, "python", module.strip(), attribute.strip(), dirname(path))


def _setup_cfg(path: str, data: bytes) -> Iterator[Entry]:
    inside = listed = False
    for line in data.decode("utf-8", "surrogateescape").splitlines():
        stripped = line.strip()
        if stripped.startswith("["):
            inside, listed = stripped == "[options.entry_points]", False
        elif inside and not line.startswith((" ", "\t")) and stripped:
            listed = stripped.partition("=")[0].strip() == "console_scripts"
        elif inside and listed and "=" in stripped and not stripped.startswith("#"):
            name, _, target = stripped.partition("=")
            yield from _python(path, name.strip(), target.strip())


def _package(path: str, data: bytes) -> Iterator[Entry]:
    if b'"bin"' not in data:
        return
    try:
        table: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError):
        return
    bins = table.get("bin") if isinstance(table, dict) else None
    if isinstance(bins, str) and isinstance(table.get("name"), str):
        bins = {table["name"].rpartition("/")[2]: bins}
    for name, file in bins.items() if isinstance(bins, dict) else ():
        if isinstance(file, str) and _NAME.fullmatch(name):
            place = normpath(join(dirname(path), file))
            if not place.startswith(("..", "/")):
                yield Entry(name, "javascript", place, folder=dirname(path))


_READERS = {"pyproject.toml": _pyproject, "setup.cfg": _setup_cfg, "package.json": _package}
