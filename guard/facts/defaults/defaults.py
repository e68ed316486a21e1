"""What programs take where nobody says anything: looked for by name, all names at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import basename

import msgspec

from guard.facts.defaults import python
from guard.facts.samples import is_trial
from guard.facts.symbols.reading import LARGEST, parse
from guard.facts.words import words_in
from guard.snapshot import Snapshot

# ${NAME:-value}, NAME ?? "value", process.env.NAME || "value"
_SHELL = re.compile(rb"\$\{([A-Z][A-Z0-9_]{1,60}):?-([^}\n$\"' ]{1,80})\}")
_SCRIPT = re.compile(
    rb"\benv(?:\.|\[[\"'])([A-Z][A-Z0-9_]{1,60})(?:[\"']\])?[ \t]*(?:\?\?|\|\|)[ \t]*(\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|-?\d[\d_.]{0,20}|true|false)?"
)
_SCRIPTS = (".js", ".ts", ".mjs", ".cjs", ".tsx", ".jsx")


class Given(msgspec.Struct, frozen=True):
    """A default as the program writes it (None: only a run would tell it), and where."""

    value: str | None
    path: str
    line: int


class Defaults:
    """Of the names that are `asked`; tests and examples give none."""

    def __init__(self, snapshot: Snapshot, asked: frozenset[str]) -> None:
        self._snapshot = snapshot
        self._asked = asked

    def of(self, name: str) -> tuple[Given, ...]:
        return self._found.get(name, ())

    @cached_property
    def _found(self) -> dict[str, tuple[Given, ...]]:
        found: dict[str, list[Given]] = {}
        if self._asked:
            words = frozenset(name.encode() for name in self._asked if "-" not in name)
            options = [name.encode() for name in self._asked if "-" in name]
            for path, content in self._snapshot.glances(self._programs()):
                if len(content) > LARGEST:
                    continue
                if not words.isdisjoint(words_in(content)) or any(one in content for one in options):
                    for name, given in self._of_file(path, content):
                        found.setdefault(name, []).append(given)
        return {name: tuple(given) for name, given in found.items()}

    def _of_file(self, path: str, content: bytes) -> Iterator[tuple[str, Given]]:
        if path.endswith(".py"):
            tree = parse(content)
            for name, value, line in python.defaults(tree, self._asked) if tree else ():
                yield name, Given(value, path, line)
            return
        pattern = _SCRIPT if path.endswith(_SCRIPTS) else _SHELL
        for one in pattern.finditer(content):
            name = one[1].decode("ascii")
            if name in self._asked:
                value = one[2].decode("utf-8", "replace") if one[2] else None
                yield name, Given(value, path, content.count(b"\n", 0, one.start()) + 1)

    def _programs(self) -> list[str]:
        def may_tell(path: str) -> bool:
            name = basename(path).lower()
            return path.endswith((".py", ".sh", ".yml", ".yaml", *_SCRIPTS)) or name.startswith(
                ("dockerfile", "makefile")
            )

        entries = self._snapshot.entries.items()
        return [
            path
            for path, entry in entries
            if entry.kind == "file" and entry.present and may_tell(path) and not is_trial(path)
        ]
