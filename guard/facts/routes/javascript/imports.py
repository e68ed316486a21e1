"""Which file of the repository a script means by what it imports: `./users`, and `@/users` as tsconfig.json says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath, splitext
from typing import Any

import msgspec

from guard.snapshot import Snapshot, Unreadable

ENDINGS = (".ts", ".js", ".tsx", ".jsx", ".mts", ".mjs", ".cts", ".cjs")
_CONFIGURATIONS = ("tsconfig.json", "jsconfig.json")
_DEEPEST_CHAIN = 4
# Strings are kept, comments go, and so do commas before what closes.
_LOOSE = re.compile(r'("(?>(?:[^"\\\n]|\\.)*)")|//[^\n]*|/\*(?>[^*]*)(?>(?:\*(?!/)[^*]*)*)\*/|,(?=\s{0,200}[}\]])')

Paths = tuple[tuple[str, tuple[str, ...]], ...]


class Imports:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._paths: dict[str, Paths] = {}

    def find(self, path: str, specifier: str) -> str | None:
        """The file that `specifier` in the script at `path` leads to; None for packages, and what is not there."""
        if specifier.startswith("."):
            return self._file(normpath(join(dirname(path), specifier)))
        for pattern, places in self._of(dirname(path)):
            head, star, tail = pattern.partition("*")
            if star and specifier.startswith(head) and specifier.endswith(tail):
                middle = specifier[len(head) : len(specifier) - len(tail)]
            elif not star and specifier == pattern:
                middle = ""
            else:
                continue
            for place in places:
                if found := self._file(place.replace("*", middle)):
                    return found
        return None

    def _file(self, place: str) -> str | None:
        if place.startswith(".."):
            return None
        stem, ending = splitext(place)
        tries = [place] if ending else []
        tries += [place + one for one in ENDINGS]
        if ending in {".js", ".mjs", ".cjs", ".jsx"}:
            tries += [stem + ending.replace("j", "t"), stem + ".ts", stem + ".tsx"]
        tries += [join(place, "index" + one) for one in ENDINGS]
        return next((one for one in map(normpath, tries) if self._is_file(one)), None)

    def _is_file(self, path: str) -> bool:
        entry = self._snapshot.entries.get(path)
        return entry is not None and entry.kind == "file" and entry.present and path.endswith(ENDINGS)

    def _of(self, folder: str) -> Paths:
        """The patterns of the nearest configuration above, longest first."""
        if folder not in self._paths:
            found = next((join(folder, name) for name in _CONFIGURATIONS if self._is_there(join(folder, name))), None)
            if found:
                paths = tuple(sorted(self._read(found, _DEEPEST_CHAIN), key=lambda one: -len(one[0])))
            else:
                paths = self._of(dirname(folder)) if folder else ()
            self._paths[folder] = paths
        return self._paths[folder]

    def _is_there(self, path: str) -> bool:
        entry = self._snapshot.entries.get(path)
        return entry is not None and entry.present

    def _read(self, path: str, depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        data = self._table(path)
        options = data.get("compilerOptions")
        paths = options.get("paths") if isinstance(options, dict) else None
        if isinstance(options, dict) and isinstance(paths, dict):
            base = options.get("baseUrl", ".")
            folder = join(dirname(path), base) if isinstance(base, str) else dirname(path)
            for pattern, places in paths.items():
                if isinstance(places, list) and all(isinstance(one, str) for one in places):
                    yield pattern, tuple(normpath(join(folder, one)) for one in places)
            return
        above = data.get("extends")
        if isinstance(above, str) and above.startswith(".") and depth:
            place = normpath(join(dirname(path), above))
            found = next((one for one in (place, f"{place}.json") if self._is_there(one)), None)
            if found:
                yield from self._read(found, depth - 1)

    def _table(self, path: str) -> dict[str, Any]:
        try:
            text = self._snapshot.text(path)
        except Unreadable:
            return {}
        plain = _LOOSE.sub(_kept, _LOOSE.sub(_kept, text))  # a comma may stand before a comment
        try:
            data = msgspec.json.decode(plain.encode("utf-8", "surrogateescape"))
        except (msgspec.DecodeError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}


def _kept(found: re.Match[str]) -> str:
    return found[1] or ""
