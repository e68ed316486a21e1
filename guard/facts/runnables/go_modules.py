"""The modules of Go that a repository holds."""

from __future__ import annotations

import re
from posixpath import basename, dirname

from guard.snapshot import Snapshot, Unreadable

_MODULE = re.compile(r"^module[ \t]++\"?([^\s\"]{1,300})", re.MULTILINE)


def go_modules(snapshot: Snapshot) -> dict[str, str]:
    """The folder of each, by the name that others import it by."""
    found: dict[str, str] = {}
    for path in snapshot.entries:
        if basename(path) == "go.mod":
            try:
                said = _MODULE.search(snapshot.text(path)[:100_000])
            except Unreadable:
                continue
            if said:
                found.setdefault(said[1], dirname(path))
    return found
