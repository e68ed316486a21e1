"""Which ports the repository's images and programs speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.documents.dockerfile import Dockerfile
from guard.documents.languages import is_markdown, language_of
from guard.facts.files import Files
from guard.facts.samples import is_trial
from guard.snapshot import Snapshot

_LARGEST = 1_500_000
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?(?:/\w{1,8})?")
_MOST_PORTS = 200
_NO_PROGRAMS = (".lock", ".svg", ".csv", ".tsv", ".txt", ".rst", ".min.js", ".map", ".ipynb", ".po")
_SPEAKS = rb"(?i)(?:port|listen|bind|addr|serve|host|http|url|expose)[^\n]{0,120}(?<![\w.])%b(?![\w.])|(?<![\w.])%b(?![\w.])[^\n]{0,80}(?:port|listen|/tcp)|:%b(?!\w)"


def exposed(file: Dockerfile) -> frozenset[str] | None:
    """The ports that a Dockerfile says its image listens on; None where it computes some."""
    found: set[str] = set()
    for word in file.exposes:
        ports = _RANGE.fullmatch(word.text)
        if ports is None:
            return None
        first, last = int(ports[1]), int(ports[2] or ports[1])
        if last - first > _MOST_PORTS:
            return None
        found.update(map(str, range(first, last + 1)))
    return frozenset(found)


class Ports:
    def __init__(self, snapshot: Snapshot, files: Files) -> None:
        self._snapshot = snapshot
        self._files = files
        self._spoken: dict[str, str] = {}

    def dockerfiles(self) -> Iterator[str]:
        """The Dockerfiles that are no test and no example."""
        return (path for path in self._files.paths if language_of(path) == "dockerfile" and not is_trial(path))

    def spoken_of(self, number: str) -> str:
        """A program or configuration file with a line that has `number` as a port; "" where none does."""
        if number not in self._spoken:
            self._spoken[number] = self._look(number)
        return self._spoken[number]

    def _look(self, number: str) -> str:
        word = number.encode("ascii", "replace")
        speaks = re.compile(_SPEAKS % (word, word, word))
        paths = [
            path
            for path in self._files.paths
            if not is_markdown(path) and not path.endswith(_NO_PROGRAMS) and not is_trial(path)
        ]
        for path, content in self._snapshot.glances(paths):
            if word in content and len(content) <= _LARGEST and speaks.search(content):
                return path
        return ""
