"""Writes mended files."""

from __future__ import annotations

import os
from pathlib import Path

from guard import storage
from guard.mend.choosing import Plan
from guard.mend.splicing import MendError, splice
from guard.model import Edit
from guard.snapshot import Snapshot, Unreadable
from guard.storage import StorageError


def apply(root: str | Path, plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    """Writes the plan's edits and returns the paths. Call it under a lock.

    A file that is no longer as the snapshot read it is an error, found before any file is written wherever possible.
    """
    base = Path(os.path.realpath(root))
    texts: dict[str, tuple[bytes, bytes]] = {}
    done: list[str] = []
    try:
        for path, edits in plan.edits.items():
            before = snapshot.read(path)
            texts[path] = before, _mended(path, before, edits)
            storage.check(_target(base, path, snapshot), before)
        for path, (before, after) in texts.items():
            if after != before:
                storage.replace(base / path, after, expected=before)
                done.append(path)
    except (StorageError, Unreadable) as error:
        written = f" (mended before that: {', '.join(done)})" if done else ""
        raise MendError(f"{error}{written}") from error
    return tuple(done)


def _mended(path: str, before: bytes, edits: tuple[Edit, ...]) -> bytes:
    try:
        return splice(before, edits)
    except MendError as error:
        raise MendError(f"{path}: {error}") from None


def _target(base: Path, path: str, snapshot: Snapshot) -> Path:
    entry = snapshot.entries.get(path)
    target = base / path
    if entry is None or entry.kind != "file" or Path(os.path.realpath(target)) != target:
        raise MendError(f"{path}: not a file of the repository by itself")
    return target
