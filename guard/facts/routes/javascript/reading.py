"""The routes of all scripts, with the beginnings that they have where they are mounted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guard.facts.routes.javascript import calls
from guard.facts.routes.javascript.imports import Imports
from guard.facts.routes.javascript.mounts import Mounts
from guard.facts.routes.javascript.script import Script
from guard.facts.routes.model import Route, Text
from guard.snapshot import Snapshot, Unreadable

_LARGEST = 500_000


def read(snapshot: Snapshot, contents: Mapping[str, bytes], may_read: Callable[[str], bool]) -> list[Route]:
    """`may_read`: whether a script that imports lead to is one to look into."""

    def load(path: str) -> Script | None:
        if not may_read(path):
            return None
        try:
            text = snapshot.text(path)
        except Unreadable:
            return None
        return Script(path, text) if len(text) <= _LARGEST else None

    scripts = {path: Script(path, content.decode("utf-8", "replace")) for path, content in contents.items()}
    mounts = Mounts(scripts, Imports(snapshot), load)
    found: list[Route] = []
    for path, script in mounts.scripts.items():

        def heads(name: str, place: int, path: str = path) -> tuple[Text, ...] | None:
            return mounts.heads(path, name, place)

        found += calls.read(script, heads, bound=path not in contents)
    return found
