"""The names in capitals that a repository's programs and configuration know: variables of the environment, constants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from posixpath import basename

from guard.documents.languages import is_markdown
from guard.snapshot import Snapshot

_NAME = re.compile(rb"(?<![A-Za-z0-9_])[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,12}(?![A-Za-z0-9_])")
# "SHOP_" + name, env_prefix="SHOP", SetEnvPrefix("SHOP"), `SHOP_${name}`
_PREFIX = re.compile(
    rb"[\"'`]([A-Z][A-Z0-9_]{0,40}_)(?:[\"'`]|[{$%])|[Ee][Nn][Vv]_?[Pp]refix\b[^\n\"'`]{0,20}[\"'`]([A-Z][A-Z0-9_]{0,40})[\"'`]"
)
_LARGEST = 1_500_000
_NOT_PROGRAMS = (
    *(
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".ico",
        ".webp",
        ".mp4",
        ".mov",
        ".pdf",
        ".woff",
        ".woff2",
        ".ttf",
        ".zip",
        ".gz",
    ),
    *(
        ".lock",
        ".sum",
        ".min.js",
        ".map",
        ".csv",
        ".tsv",
        ".parquet",
        ".ipynb",
        ".po",
        ".pb",
        ".bin",
        ".jsonl",
        ".txt",
        ".rst",
        ".log",
    ),
)
_LOCKS = frozenset({"package-lock.json", "pnpm-lock.yaml", "yarn.lock", "uv.lock", "poetry.lock", "Cargo.lock"})


class Constants:
    """Programs are looked through when somebody first asks for a name, once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __contains__(self, name: object) -> bool:
        return name in self.names

    @property
    def names(self) -> frozenset[str]:
        """Every name with an underscore, in every file that is no prose."""
        return self._found[0]

    def is_composed(self, name: str) -> bool:
        """Whether programs put names with the beginning of `name` together, so that not all of them are known."""
        return any(name.startswith(prefix) for prefix in self._found[1])

    @cached_property
    def _found(self) -> tuple[frozenset[str], frozenset[str]]:
        names: set[bytes] = set()
        prefixes: set[bytes] = set()
        for _, content in self._snapshot.glances(list(self._programs())):
            if len(content) <= _LARGEST:
                names.update(_NAME.findall(content))
                prefixes.update(
                    prefix.rstrip(b"_") + b"_" for pair in _PREFIX.findall(content) for prefix in pair if prefix
                )
        return frozenset(name.decode("ascii") for name in names), frozenset(
            prefix.decode("ascii") for prefix in prefixes
        )

    @cached_property
    def folded(self) -> dict[str, tuple[str, ...]]:
        """The names by what is left of them without underscores."""
        folded: dict[str, list[str]] = {}
        for name in sorted(self.names):
            folded.setdefault(name.replace("_", ""), []).append(name)
        return {plain: tuple(names) for plain, names in folded.items()}

    def _programs(self) -> Iterable[str]:
        for path, entry in self._snapshot.entries.items():
            if entry.kind != "file" or not entry.present or is_markdown(path):
                continue
            if not path.lower().endswith(_NOT_PROGRAMS) and basename(path) not in _LOCKS:
                yield path
