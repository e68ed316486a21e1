"""Routes of the OpenAPI descriptions that a repository keeps. No reference is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from guard.facts.routes.folding import fold
from guard.facts.routes.model import ANY, METHODS, Route

_VERBS = frozenset(method.lower() for method in METHODS)
_KEY = re.compile(
    r"([ ]{0,60})(?:\"([^\"\n]{1,300})\"|'([^'\n]{1,300})'|([^\s#'\":{}\[\],&*][^\n:]{0,300}?)):(?:[ ]|\Z)"
)
_BASE = re.compile(r"[ ]{0,60}(?:-[ ]{1,10})?(?:url|basePath):[ ]{1,10}[\"']?([^\s\"'#]{1,300})")


def is_description(path: str, content: bytes) -> bool:
    if path.endswith(".json"):
        return b'"paths"' in content and (b'"openapi"' in content or b'"swagger"' in content)
    return re.search(rb"(?m)^(?:openapi|swagger)[\"']?:", content) is not None and b"\npaths:" in b"\n" + content


def read(path: str, content: bytes) -> tuple[list[Route], bool]:
    """The routes of a description, and whether these are all of them."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    return _json(path, text) if path.endswith(".json") else _yaml(path, text)


def _json(path: str, text: str) -> tuple[list[Route], bool]:
    try:
        described = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return [], False
    if not isinstance(described, dict) or not isinstance(described.get("paths"), dict):
        return [], not isinstance(described, dict)
    bases = list(dict.fromkeys(_bases(described))) or [""]
    found: list[Route] = []
    complete = True
    at, line = 0, 1
    for name, item in described["paths"].items():
        there = max(at, text.find(f'"{name}"', at))
        at, line = there, line + text.count("\n", at, there)
        methods = [key for key in item if key.lower() in _VERBS] if isinstance(item, dict) else []
        if not isinstance(item, dict) or "$ref" in item:
            complete, methods = False, [ANY]
        found += [route for method in methods for route in _routes(method, name, bases, path, line)]
    return found, complete


def _bases(described: dict[str, Any]) -> Iterator[str]:
    if isinstance(described.get("basePath"), str):
        yield described["basePath"]
    servers = described.get("servers")
    for server in servers if isinstance(servers, list) else ():
        if isinstance(server, dict) and isinstance(server.get("url"), str):
            yield _path_of(server["url"])


def _path_of(url: str) -> str:
    """The path of a server's URL; "{" where a variable may hold one."""
    try:
        found = urlsplit(url).path if "://" in url else url
    except ValueError:
        return "{"
    return "{" if "{" in found or (not found.startswith("/") and found) else found


def _routes(method: str, name: str, bases: list[str], path: str, line: int) -> Iterator[Route]:
    for base in bases:
        known = base != "{"
        folded = fold(f"{base if known else ''}/{name.lstrip('/')}")
        yield Route(method.upper(), folded.path, path, line, head_known=known, open=folded.open, written=folded.written)


def _yaml(path: str, text: str) -> tuple[list[Route], bool]:
    """Read line by line, as people and generators write it: a key a line. Anything else makes it incomplete."""
    reader = _Lines(path)
    for number, line in enumerate(text.splitlines(), 1):
        reader.take(number, line)
    bases = list(dict.fromkeys(reader.bases)) or [""]
    found = [route for method, name, at in reader.found for route in _routes(method, name, bases, path, at)]
    return found, reader.complete and bool(reader.found)


class _Lines:
    def __init__(self, path: str) -> None:
        self.bases: list[str] = []
        self.found: list[tuple[str, str, int]] = []
        self.complete = True
        self._top = ""
        self._indents: list[int] = []
        self._name = ""

    def take(self, number: int, line: str) -> None:
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            return
        key = _KEY.match(line)
        name = next((group for group in key.groups()[1:] if group), "") if key else ""
        if key and not key[1]:
            self._top, self._indents = name.strip(), []
            if self._top == "basePath" and (base := _BASE.match(line)):
                self.bases.append(base[1])
        elif self._top == "servers" and (base := _BASE.match(line)):
            self.bases.append(_path_of(base[1]))
        elif self._top == "paths":
            self._path(number, line, len(key[1]) if key else -1, name.strip())

    def _path(self, number: int, line: str, indent: int, name: str) -> None:
        if indent < 0:
            if not self._indents:
                self.complete = False
            return
        if not self._indents or indent <= self._indents[0]:
            self._indents = [indent]
            self._name = name
            self.complete = self.complete and name.startswith(("/", "x-"))
        elif len(self._indents) == 1 or indent == self._indents[1]:
            self._indents[1:] = [indent]
            if name.lower() in _VERBS:
                self.found.append((name, self._name, number))
            elif name in {"$ref", "<<"}:
                self.complete = False
                self.found.append((ANY, self._name, number))
