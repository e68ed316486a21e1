"""Which files of the repository the files of a package are made from: `dist/x.mjs` from `src/x.ts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from posixpath import basename, dirname, join, normpath

from guard.facts.exports.reading import ENDINGS
from guard.facts.files import Files
from guard.snapshot import Snapshot, Unreadable

_MADE = frozenset(
    "dist lib libs build built out output esm cjs es esnext mjs umd types typings commonjs prod dev compiled".split()
)
"""Folders that builds write to."""
_ENDING = re.compile(r"(?:\.d)?\.[cm]?[jt]sx?\Z")
_STYLE = re.compile(r"[.-](?:esm|cjs|es|mjs|umd|min|module|prod|production|dev|development|browser|node)\Z")
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_BUNDLERS = tuple(
    f"{tool}.config.{ending}" for tool in ("tsup", "tsdown") for ending in ("ts", "mts", "js", "mjs", "cjs")
)
_ENTRY = re.compile(
    r"\bentry(?:Points)?[ \t]*:[ \t]*(?:\[\s{0,40}([\"'][^\"'\n]{1,200}[\"'])\s{0,40},?\s{0,40}\]|\{([^{}]{0,4000})\}|([\"'][^\"'\n]{1,200}[\"']))"
)
_NAMED = re.compile(r"[\"']?([\w./-]{1,200})[\"']?[ \t]*:[ \t]*[\"']([^\"'\n]{1,200})[\"']")
_FOLDER = re.compile(r"\boutDir[ \t]*:[ \t]*[\"']([^\"'\n]{1,200})[\"']")


class Sources:
    def __init__(self, snapshot: Snapshot, files: Files) -> None:
        self._snapshot = snapshot
        self._files = files
        self._bundled: dict[str, dict[str, str]] = {}

    def of(self, folder: str, target: str) -> tuple[str, ...]:
        """The files that `target`, a file of the package in `folder`, may be made from or is; none where that is not plain."""
        path = self._clean(folder, target)
        if path is None:
            return ()
        if self._is_file(path):
            return (path,)
        stem = _ENDING.sub("", path)
        plain = _STYLE.sub("", stem)
        bundled = self._bundles(folder)
        for one in (stem, plain):
            if one in bundled:
                return (bundled[one],)
        inside = [one[len(folder) :].strip("/") if folder else one for one in dict.fromkeys((stem, plain))]
        places = (join(folder, place) for one in inside for place in _places(one, basename(folder)))
        return tuple(dict.fromkeys(found for place in places if (found := self.file(place))))

    def file(self, stem: str) -> str | None:
        """The script whose path is `stem` with an ending, or that is the index of the folder `stem`."""
        for tail in ("", "/index"):
            for ending in (*ENDINGS, *_DECLARATIONS):
                if self._is_file(f"{stem}{tail}{ending}"):
                    return f"{stem}{tail}{ending}"
        return None

    def beside(self, path: str, specifier: str) -> str | None:
        """The script that `specifier`, `./x` in the script at `path`, leads to."""
        found = self._clean(dirname(path), specifier)
        if found is None:
            return None
        if self._is_file(found):
            return found
        return self.file(_ENDING.sub("", found)) or self.file(found)

    def _is_file(self, path: str) -> bool:
        return path in self._snapshot.entries and self._files.kind(path) == "file"

    @staticmethod
    def _clean(folder: str, path: str) -> str | None:
        found = normpath(join(folder, path.removeprefix("/")))
        return None if found.startswith("..") else found

    def _bundles(self, folder: str) -> dict[str, str]:
        """What a bundler is told to make of which file, without endings."""
        if folder not in self._bundled:
            self._bundled[folder] = dict(self._read_bundles(folder))
        return self._bundled[folder]

    def _read_bundles(self, folder: str) -> Iterator[tuple[str, str]]:
        for name in _BUNDLERS:
            if not self._is_file(join(folder, name)):
                continue
            try:
                text = self._snapshot.text(join(folder, name))
            except Unreadable:
                continue
            found = list(_ENTRY.finditer(text))
            for entry, after in zip_longest(found, found[1:]):
                told = _FOLDER.search(text, entry.end(), after.start() if after else len(text))
                made = told[1] if told else "dist"
                single = (entry[1] or entry[3] or "").strip("\"'")
                pairs = _NAMED.findall(entry[2]) if entry[2] else [(_ENDING.sub("", basename(single)), single)]
                for stem, source in pairs:
                    out, inside = self._clean(folder, join(made, stem)), self._clean(folder, source)
                    if out and inside and self._is_file(inside):
                        yield out, inside


def _places(stem: str, package: str) -> Iterator[str]:
    """Where the source of what a build makes at `stem` may stand, the likeliest first."""
    parts = stem.split("/")
    count = 0
    while count < len(parts) - 1 and (parts[count] in _MADE or (count and parts[count] == package)):
        count += 1
    for dropped in range(1, count + 1):
        rest = "/".join(parts[dropped:])
        yield from (
            (rest, f"src/{rest}", f"source/{rest}") if rest.startswith("src/") else (f"src/{rest}", f"source/{rest}")
        )
    for dropped in range(count, 0, -1):
        yield "/".join(parts[dropped:])
