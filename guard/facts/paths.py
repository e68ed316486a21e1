"""Paths that documents mention in passing: what they can be read as, and whether one of the readings is there.

A mention is no link: it may be written from the document's folder, from the root, from a package's root, or with the name
of the clone in front. It is dead only when every reading fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname, join
from typing import Literal

import msgspec

from guard.facts.files import Files
from guard.facts.history import History
from guard.facts.homes import GENERIC
from guard.facts.targets import clean

Standing = Literal["alive", "gone", "moved", "near", "hollow", "adrift", "unknown"]
"""`alive`: some reading exists. `gone`: history had it. `moved`: only its name, a rare one, lives elsewhere. `near`: its
folder is there and holds a like name. `hollow`: its folder is there and holds nothing like it. `adrift`: only its first
folder is there. `unknown`: not bound."""

_LETTER = re.compile(r"(?:\A|/)[NXYZ](?:[._-][\w.]{0,40})?\Z")
"""`migrations/N.sql`: a letter that stands for a number."""
_MINE = re.compile(r"(?:\A|[/.])(?:my|your)[A-Z]|(?:\A|/)[A-Z]{2,30}_NAME(?:\.[a-z]{1,4})?\Z")
_PLACEHOLDER = re.compile(
    r"[<>{}$*?\[\]|…]|\.\.\.|(?<![a-z])(?:path/to|your[-_.]?|(?:my|some)(?=[-_])|x{2,}|y{3,}|foo|bar|baz|qux|(?<!\.)example|placeholder|abc|todo|test_file|test_module|file(?=\.\w+$)|(?:module|feature|class|function|plugin|package|project|hook|skill|agent|command|rule|component|service|branch|repo|seu|sua|votre|ihr)[-_](?:name|agente)"
    r"|n{3}|x\.y(?:\.z)?|\d{0,2}yyyy|username|file\.ext|filename)(?![a-z])",
    re.IGNORECASE,
)


_PRODUCT = re.compile(r"[\w.-]{1,60}/(?:v?\d{1,6}|[a-z]{1,20}-\d{1,3})(?:\.\d{1,6}){1,3}(?:-[a-z\d]{1,20}){0,3}")


_HOST = re.compile(
    r"\A[\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.(?:com|org|net|io|dev|cc|co|ai|app|in|sh|so|xyz|me|land|cloud|tech|info|page|us|eu|uk|de)/"
)
_RARE = 8
"""From how many letters on a file's name is taken for nobody else's."""
_COMPOUND = re.compile(r"[a-z][A-Z]|[-_.]\w")
_COMMON_FOLDERS = frozenset(
    {"src", "lib", "app", "apps", "packages", "core", "utils", "docs", "tests", "scripts", "internal", "pkg", "cmd"}
)
_MATERIAL = frozenset({"fixtures", "__fixtures__", "testdata", "__snapshots__", "evals"})
"""Folders of what tests are made of."""
ROW = re.compile(r"[-_]\d{1,4}\.\w{1,6}\Z")
"""The end of the name of one of a row of files: `task_001.txt`."""
FILLED_IN = (".in", ".j2", ".tmpl", ".tpl", ".erb")
"""Endings of what a build or an installation fills in."""
_MANIFESTS = ("package.json", "pyproject.toml", "go.mod", "Cargo.toml", "setup.py", "pom.xml", "Gemfile")


class Reading(msgspec.Struct, frozen=True):
    """`path` is the reading that was decided on, relative to the root."""

    standing: Standing
    path: str = ""
    loose: bool = False
    """Whether only the end of a path that history had is as written."""


def has_placeholder(text: str) -> bool:
    """Whether `text` names no one thing: a placeholder, a glob, or a product with its version (`curl/8.5.0`, `lab/model-4.1-mini`)."""
    return any(one.search(text) for one in (_PLACEHOLDER, _LETTER, _MINE)) or _PRODUCT.fullmatch(text) is not None


class Paths:
    def __init__(self, files: Files, history: History, clones: tuple[str, ...]) -> None:
        self._files = files
        self._history = history
        self._clones = clones
        self._known: dict[tuple[str, str], Reading] = {}

    @property
    def clones(self) -> tuple[str, ...]:
        """The names that a clone of this repository is likely to have."""
        return self._clones

    def read(self, document: str, text: str) -> Reading:
        """How `text`, mentioned in `document`, stands."""
        key = dirname(document), text
        if key not in self._known:
            self._known[key] = self._read(document, text)
        return self._known[key]

    def _readings(self, document: str, text: str) -> Iterator[str]:
        """Root first, then the document's folder and those above it, then without the clone's name."""
        rooted = text.startswith("/")
        bare = text.strip("/")
        if (from_root := clean(bare)) is not None:
            yield from_root
        folder = "" if rooted else dirname(document)
        while folder:
            if (relative := clean(join(folder, bare))) is not None:
                yield relative
            folder = dirname(folder)
        head, _, rest = (clean(bare) or "").partition("/")
        if rest and head in self._clones:
            yield rest

    def _read(self, document: str, text: str) -> Reading:
        if _HOST.match(text) and not self._files.is_folder(text.partition("/")[0]):
            return Reading("unknown")  # a package of Go, an address: whatever was vendored once
        readings = list(dict.fromkeys(self._readings(document, text.replace("\\", "/"))))
        for path in readings:
            if self._files.exists(path) or any(self._files.exists(path + ending) for ending in (*FILLED_IN, ".md")):
                return Reading("alive", path)
        if not readings:
            return Reading("unknown")
        plain = clean(text.strip("/").removeprefix("./").replace("../", "")) or ""
        if plain and self._files.ending_with(plain):
            return Reading("alive", self._files.ending_with(plain)[0])
        if "/" not in plain and plain in GENERIC:
            return Reading("unknown", readings[0])
        for path in readings:
            if self._history.gone(path) is not None:
                base = path[: len(path) - len(plain)].strip("/") if path.endswith(plain) else ""
                return Reading("gone", path, loose=base != dirname(document) and ("/" not in plain or bool(base)))
        return self._weaker(document, text, readings, plain)

    def _weaker(self, document: str, text: str, readings: list[str], plain: str) -> Reading:
        if "/" in plain:
            # `encoding/json` may be anybody's: two plain words must have stood where the text says.
            if "." in basename(plain) or plain.count("/") > 1 or not plain.replace("/", "").isalpha():
                for path in self._history.ending_with(plain)[:1]:
                    if _may_be_meant(document, path, plain):
                        return Reading("gone", path, loose=path not in readings)
            folder, _, symbol = plain.rpartition(".")
            if (
                symbol[:1].isupper()
                and "/" in folder
                and any(map(self._files.is_folder, self._files.ending_with(folder)))
            ):
                return Reading("alive", folder)  # `server/access.CheckRead`: what a package of Go gives
        else:
            return self._bare(document, plain)
        name = basename(plain)
        if "." in name and name not in GENERIC and self._has_moved(plain, self._files.named(name)):
            return Reading("moved", readings[0])
        for path in readings:
            folder = dirname(path)
            if folder and self._files.is_folder(folder) and self._is_rooted(document, path, plain):
                return Reading("near" if self._files.near(path) else "hollow", path)
        head = plain.partition("/")[0]
        bound = plain.count("/") >= 2 and self._files.is_folder(head)
        return Reading("adrift" if bound else "unknown", readings[0])

    def _has_moved(self, path: str, found: list[str]) -> bool:
        """Whether the only file of that name is the one that was meant: the name is a rare one, or a folder is the same."""
        if len(found) != 1:
            return False
        stem = basename(path).partition(".")[0]
        rare = len(stem) >= _RARE or _COMPOUND.search(stem) is not None
        return rare or bool((set(path.split("/")[:-1]) & set(found[0].split("/")[:-1])) - _COMMON_FOLDERS)

    def _is_rooted(self, document: str, path: str, plain: str) -> bool:
        """Whether `path` is read from where people read paths: the root, the document's folder, or a package above it."""
        base = path[: len(path) - len(plain)].strip("/")
        if not path.endswith(plain) or base in {"", dirname(document)}:
            return True
        return any(self._files.exists(f"{base}/{manifest}") for manifest in _MANIFESTS)

    def _bare(self, document: str, name: str) -> Reading:
        """A name without a folder says little: it counts only if it is a rare one and lived where the document speaks of."""
        if name in GENERIC or name.lower() in GENERIC or not name:
            return Reading("unknown")
        lived = [path for path in self._history.named(name) if _is_about(document, path)]
        return Reading("gone", lived[0], loose=dirname(lived[0]) != dirname(document)) if lived else Reading("unknown")

    def is_instance(self, path: str) -> bool:
        """Whether `path` names one more of what has several siblings of one shape: `.runs/r3/log.txt` beside r1 and r2."""
        parts = path.strip("/").split("/")
        for number in range(1, len(parts)):
            folder = "/".join(parts[:number])
            if not self._files.is_folder(folder):
                return False
            if not self._files.exists("/".join(parts[: number + 1])):
                rest = parts[number + 1 : number + 2]
                siblings = self._files.children(folder)
                alike = sum(self._files.exists("/".join([folder, other, *rest])) for other in siblings) if rest else 0
                return alike >= 2
        return False


def _may_be_meant(document: str, path: str, plain: str) -> bool:
    """Whether `plain`, such as `src/worker.py`, may mean what once was at `path`: that was in a folder above the document, or
    the text says more than two names of which many have the first."""
    base = path[: len(path) - len(plain)].strip("/")
    common = plain.count("/") == 1 and plain.partition("/")[0] in _COMMON_FOLDERS
    return not common or not base or dirname(document).startswith(base)


def _is_about(document: str, path: str) -> bool:
    """Whether a document speaks of `path`: they share the top folder, or the document stands at the root."""
    top, slash, _ = document.partition("/")
    if not _MATERIAL.isdisjoint(set(path.split("/")[:-1]) - set(document.split("/"))):
        return False
    return not slash or top.startswith(".") or path.startswith((dirname(document) + "/", top + "/"))
