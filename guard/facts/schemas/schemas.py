"""The JSON Schemas of a repository, and the configuration files that they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import basename, dirname
from typing import Any

import msgspec

from guard.documents.languages import is_markdown
from guard.facts.samples import is_trial
from guard.snapshot import Snapshot, Unreadable

_LARGEST = 4_000_000
_SAYS = frozenset({"properties", "$ref", "anyOf", "oneOf", "allOf", "patternProperties"})
_NO_PROGRAMS = (".lock", ".svg", ".csv", ".tsv", ".min.js", ".map", ".snap")
_BETWEEN = re.compile(r"[._\-\s]")
_NO_NAMES = frozenset("schema schemas json yaml yml toml config configuration conf next latest file".split())
_TITLE = re.compile(r"\A(.{2,60}?)[ \t]{1,3}(?:JSON|YAML|TOML|Schema|schema|Config|config|Settings|settings|file)\b")
_ENDING = re.compile(r"\.(?:jsonc?5?|ya?ml|toml)\Z")
_GENERIC = frozenset(
    {"settings", "options", "project", "app", "application", "main", "package", "manifest", "meta", "index"}
)


class Schema(msgspec.Struct, frozen=True):
    """`names` are those of configuration files that it is for, without endings, dots and hyphens."""

    path: str
    id: str
    names: frozenset[str]
    root: Any


class Schemas:
    def __init__(self, snapshot: Snapshot, projects: tuple[str, ...] = ()) -> None:
        self._snapshot = snapshot
        self._projects = frozenset(map(_plain, projects))

    @cached_property
    def all(self) -> tuple[Schema, ...]:
        return tuple(self._read())

    def _read(self) -> Iterator[Schema]:
        for path, entry in self._snapshot.entries.items():
            if entry.kind != "file" or not path.endswith(".json") or "schema" not in path.lower() or is_trial(path):
                continue
            try:
                data = self._snapshot.read(path)
                root: Any = msgspec.json.decode(data) if len(data) <= _LARGEST else None
            except (Unreadable, msgspec.DecodeError, RecursionError):
                continue
            if isinstance(root, dict) and "json-schema.org" in str(root.get("$schema")) and not _SAYS.isdisjoint(root):
                yield Schema(path, str(root.get("$id", root.get("id", ""))), self._names(path, root), root)

    def _names(self, path: str, root: dict[str, Any]) -> frozenset[str]:
        own = _plain(basename(path).removesuffix(".json"))
        title = _TITLE.match(str(root.get("title", "")))
        found = {own, _plain(title[1]) if title else ""} - {""}
        return frozenset(found) or (self._projects if not dirname(path) else frozenset())

    def for_file(self, path: str) -> tuple[Schema, ...]:
        """The schemas that are for the configuration file at `path`, as a document writes it."""
        name = _plain(_ENDING.sub("", basename(path)))
        folder = _plain(basename(dirname(path)))
        if name in _GENERIC and folder and not any(folder in project for project in self._projects):
            return ()
        return tuple(schema for schema in self.all if name and name in schema.names)

    def for_url(self, url: str) -> tuple[Schema, ...]:
        """The schemas that `$schema` names."""
        tail = "/".join(url.split("/")[-3:])
        return tuple(
            schema
            for schema in self.all
            if url and (url == schema.id or (tail.count("/") == 2 and schema.path.endswith(tail)))
        )

    def is_elsewhere(self, key: str, siblings: tuple[str, ...]) -> bool:
        """Whether a program or another configuration has `key` together with most of `siblings`: then the schema lags behind."""
        schemas = {schema.path for schema in self.all}
        paths = [
            path
            for path, entry in self._snapshot.entries.items()
            if entry.kind == "file"
            and not is_markdown(path)
            and path not in schemas
            and not path.endswith(_NO_PROGRAMS)
        ]
        word = _word(key)
        beside = [_word(one) for one in siblings]
        least = min(len(beside), max(2, (len(beside) + 1) // 2))
        for _, content in self._snapshot.glances(paths):
            if key.encode("utf-8", "surrogateescape") not in content or len(content) > _LARGEST:
                continue
            if word.search(content) and sum(one.search(content) is not None for one in beside) >= least:
                return True
        return False


def _word(key: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w-])%b(?![\w-])" % re.escape(key.encode("utf-8", "surrogateescape")))


def _plain(name: str) -> str:
    return "".join(part for part in _BETWEEN.split(name.lower()) if part not in _NO_NAMES)
