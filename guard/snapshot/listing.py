"""The files that git lists: what it tracks, plus what it does not ignore."""

from __future__ import annotations

import os
from posixpath import dirname
from stat import S_ISDIR, S_ISLNK, S_ISREG

from guard.hardened import LISTING
from guard.snapshot.entry import Entry, Kind
from guard.snapshot.git import Git

_KINDS: dict[bytes, Kind] = {b"120000": "symlink", b"160000": "submodule"}


def listed(git: Git) -> dict[str, Entry]:
    """The entries of the work tree, sorted.

    A tracked file that is gone from the work tree is none (its user deleted it), unless a sparse checkout left it out.
    """
    tree = _WorkTree(git.root)
    entries: dict[str, Entry] = {}
    # One call gives all: `H MODE HASH STAGE<tab>PATH` for what is tracked (S: skip-worktree, M: unmerged, a record for
    # each stage), `? PATH` for the rest.
    records = git.run(*LISTING)
    for record in records.split(b"\0")[:-1]:
        if record.startswith(b"? "):
            path = os.fsdecode(record[2:])
            entry = tree.untracked(path)
        else:
            head, _, name = record.partition(b"\t")
            path = os.fsdecode(name)
            entry = tree.tracked(path, mode=head[2:8], skipped=head.startswith(b"S"))
        if entry is not None:
            entries[path.rstrip("/")] = entry
    return dict(sorted(entries.items()))


class _WorkTree:
    def __init__(self, root: str) -> None:
        self._prefix = root.rstrip("/") + "/"
        self._folders = {"": True}

    def untracked(self, path: str) -> Entry | None:
        # Git ends a folder that is a repository of its own with a slash, and lists nothing in it.
        if path.endswith("/"):
            return Entry(kind="submodule", tracked=False)
        return _entry(self._mode(path), tracked=False)

    def tracked(self, path: str, *, mode: bytes, skipped: bool) -> Entry | None:
        found = self._mode(path) if self._is_folder(dirname(path)) else 0
        executable = mode == b"100755"
        if mode == b"160000" and S_ISDIR(found):
            return Entry(kind="submodule", tracked=True)
        entry = _entry(found, tracked=True, executable=executable)
        if entry is None and skipped:
            return Entry(kind=_KINDS.get(mode, "file"), tracked=True, present=False, executable=executable)
        return entry

    def _is_folder(self, path: str) -> bool:
        """Whether `path` is reached through true folders alone. Git counts what lies behind a symlink as deleted."""
        unknown = []
        while path not in self._folders:
            unknown.append(path)
            path = dirname(path)
        for folder in reversed(unknown):
            self._folders[folder] = self._folders[path] and S_ISDIR(self._mode(folder))
            path = folder
        return self._folders[path]

    def _mode(self, path: str) -> int:
        try:
            return os.lstat(self._prefix + path).st_mode
        except OSError:
            return 0


def _entry(mode: int, *, tracked: bool, executable: bool = False) -> Entry | None:
    if S_ISREG(mode):
        return Entry(kind="file", tracked=tracked, executable=executable or bool(mode & 0o111))
    if S_ISLNK(mode):
        return Entry(kind="symlink", tracked=tracked)
    return None
