"""Takes the snapshot of the repository that holds a folder."""

from __future__ import annotations

import os
from pathlib import Path

from guard.snapshot.entry import Unreadable
from guard.snapshot.git import find, marker_above
from guard.snapshot.listing import listed
from guard.snapshot.source import Disk
from guard.snapshot.taken import Snapshot


def take(folder: str | Path) -> Snapshot:
    """The snapshot of the git repository that holds `folder`, or of `folder` alone outside git.

    Raises Unreadable where there is no such folder, and GitError where git is needed and cannot answer.
    """
    start = os.path.realpath(folder)
    if not os.path.isdir(start):  # noqa: PTH112
        raise Unreadable(str(folder), "no such folder")
    git = find(start)
    if git is not None:
        return Snapshot(git.root, listed(git), git, Disk(git.root))
    from guard.snapshot.walk import walk

    disk = Disk(start)
    entries, notes = walk(disk)
    marker = marker_above(start)
    if marker is not None:
        notes.insert(0, f"{marker} is there, but git takes it for no repository: files are listed without git")
    return Snapshot(start, entries, None, disk, tuple(notes))
