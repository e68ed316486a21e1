"""What programs take where nobody says anything: looked for by name, all names at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from posixpath import basename

import msgspec

from guard.facts.defaults import python, variables
from guard.facts.kept import Kept
from guard.facts.samples import is_trial
from guard.facts.symbols.reading import LARGEST, parse
from guard.facts.words import words_in
from guard.snapshot import Snapshot


class Given(msgspec.Struct, frozen=True):
    """A default as the program writes it (None: only a run would tell it), and where. `soft`: something sets it there, and
    the program may have another one."""

    value: str | None
    path: str
    line: int
    soft: bool = False


class Defaults:
    """Of the names that are `asked`; tests and examples give none."""

    def __init__(self, snapshot: Snapshot, asked: frozenset[str], kept: Kept | None = None) -> None:
        self._snapshot = snapshot
        self._kept = kept or Kept(snapshot)
        self._asked = asked

    def of(self, name: str) -> tuple[Given, ...]:
        return self._found.get(name, ())

    @cached_property
    def _found(self) -> dict[str, tuple[Given, ...]]:
        beside = " ".join(sorted(self._asked))
        return self._kept.get("defaults", dict[str, tuple[Given, ...]], self._look, beside=beside)

    def _look(self) -> dict[str, tuple[Given, ...]]:
        found: dict[str, list[Given]] = {}
        words = {name.encode() for name in self._asked if not name.startswith("-")}
        options = [name for name in self._asked if name.startswith("-")]
        for path, content in self._snapshot.glances(self._programs()) if self._asked else ():
            if len(content) > LARGEST:
                continue
            here = {name.decode() for name in words.intersection(words_in(content))}
            capitals = {name for name in here if name.isupper()}
            others = (here - capitals) | {name for name in options if name.encode() in content}
            for name, value, line in (*variables.defaults(path, content, capitals), *_parsed(path, content, others)):
                found.setdefault(name, []).append(Given(value, path, line, soft=_may_set(path)))
            for name, value, line in variables.settings(content, capitals if _may_set(path) else ()):
                found.setdefault(name, []).append(Given(value, path, line, soft=True))
        return {name: tuple(several) for name, several in found.items()}

    def _programs(self) -> list[str]:
        def may_tell(path: str) -> bool:
            name = basename(path).lower()
            return path.endswith((".py", ".sh", ".yml", ".yaml", *variables.SCRIPTS)) or name.startswith(
                ("dockerfile", "makefile", ".env")
            )

        entries = self._snapshot.entries.items()
        return [
            path
            for path, entry in entries
            if entry.kind == "file" and entry.present and may_tell(path) and not is_trial(path)
        ]


def _may_set(path: str) -> bool:
    """Compose files, Dockerfiles and samples of settings, and no workflow: those set what tests need."""
    name = basename(path).lower()
    return name.startswith((".env", "dockerfile")) or (
        path.endswith((".yml", ".yaml")) and not path.startswith(".github/")
    )


def _parsed(path: str, content: bytes, names: AbstractSet[str]) -> Iterator[python.Found]:
    """What the syntax tree says, where the text has something that may give one of `names` a default: parsing is dear."""
    if names and path.endswith(".py") and _giving(names).search(content) and (tree := parse(content)):
        yield from python.defaults(tree, frozenset(names))


def _giving(names: Iterable[str]) -> re.Pattern[bytes]:
    """`name: int = 4`, `name=4`, `"name", 4`, `"--name"`."""
    escaped = [re.escape(name.encode()) for name in sorted(names)]
    plain = b"|".join(name for name in escaped if not name.startswith(b"\\-")) or rb"(?!)"
    options = b"|".join(name for name in escaped if name.startswith(b"\\-")) or rb"(?!)"
    return re.compile(
        rb"(?<![\w.])(?:%b)[ \t]*(?::[^=\n]{0,80})?=(?!=)|[\"'](?:%b)[\"'][ \t]*,|[\"'](?:%b)[\"']"
        % (plain, plain, options)
    )
