"""The variables of the environment that programs read, and those that configuration declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import basename

import msgspec

from guard.facts.kept import Kept
from guard.facts.samples import is_trial
from guard.facts.settings_classes import MARK, variables
from guard.snapshot import Snapshot

_LARGEST = 1_500_000
_READ = re.compile(
    rb"(?:environ(?:\.get)?[\[(]|getenv\(|env::var(?:_os)?\(|os\.(?:Getenv|LookupEnv)\(|process\.env(?:\.|\[)|import\.meta\.env\.|Deno\.env\.get\(|ENV(?:\.fetch)?[\[(])[ \t\n]{0,40}[\"']?([A-Z][A-Z0-9_]{2,60})(?![A-Za-z0-9_])"
)
_MARKS = (b"environ", b"getenv", b"env::var", b"Getenv", b"LookupEnv", b".env", b"ENV")
_DECLARED = re.compile(rb"^[ \t]{0,4}(?:export[ \t]+)?#?[ \t]?([A-Z][A-Z0-9_]{2,60})=", re.MULTILINE)
_PROGRAMS = (".py", ".js", ".ts", ".mjs", ".cjs", ".tsx", ".jsx", ".go", ".rs", ".rb")


class Use(msgspec.Struct, frozen=True):
    path: str
    line: int


class Environment:
    def __init__(self, snapshot: Snapshot, kept: Kept | None = None) -> None:
        self._snapshot = snapshot
        self._kept = kept or Kept(snapshot)

    @cached_property
    def read(self) -> dict[str, Use]:
        """The variables that programs read by a literal name, and where first; tests and examples left out."""
        return self._kept.get("environment", dict[str, Use], self._look)

    def _look(self) -> dict[str, Use]:
        found = dict(self._found(_PROGRAMS, _READ, _MARKS))
        for path, content in self._snapshot.glances(list(self._paths((".py",)))):
            if MARK in content:
                for name, line in variables(content):
                    found.setdefault(name, Use(path, line))
        return dict(sorted(found.items()))

    @cached_property
    def declared(self) -> dict[str, Use]:
        """The variables of `.env.example` and its siblings."""
        return dict(sorted(self._found((), _DECLARED, (b"=",))))

    def told(self) -> Iterator[str]:
        for name, use in self.read.items():
            yield f"{name}: read in {use.path}:{use.line}"
        for name, use in self.declared.items():
            if name not in self.read:
                yield f"{name}: declared in {use.path}:{use.line}"

    def _found(
        self, endings: tuple[str, ...], pattern: re.Pattern[bytes], marks: tuple[bytes, ...]
    ) -> Iterator[tuple[str, Use]]:
        known: set[bytes] = set()
        for path, content in self._snapshot.glances(list(self._paths(endings))):
            if len(content) > _LARGEST or not any(mark in content for mark in marks):
                continue
            for one in pattern.finditer(content):
                if one[1] not in known:
                    known.add(one[1])
                    yield one[1].decode("ascii"), Use(path, content.count(b"\n", 0, one.start(1)) + 1)

    def _paths(self, endings: tuple[str, ...]) -> Iterator[str]:
        for path, entry in self._snapshot.entries.items():
            if entry.kind != "file" or not entry.present or is_trial(path):
                continue
            if path.endswith(endings) if endings else is_dotenv(basename(path)):
                yield path


def is_dotenv(name: str) -> bool:
    return name.startswith(".env") or (name.endswith(".env") or ".env." in name)
