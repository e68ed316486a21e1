"""Snapshots of what git holds rather than of the work tree: a commit, or the index."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from guard.snapshot.entry import Entry, Kind, Unreadable
from guard.snapshot.git import Git
from guard.snapshot.taken import Snapshot

_KINDS: dict[str, Kind] = {"120000": "symlink", "160000": "submodule"}
# What documents and facts are read from. They are fetched by one call; anything else by one of its own.
_TEXTS = (
    ".md",
    ".mdx",
    ".mdc",
    ".markdown",
    ".yml",
    ".yaml",
    ".toml",
    ".json",
    ".txt",
    ".gitignore",
    "ockerfile",
    "CODEOWNERS",
)


def at(git: Git, commit: str) -> Snapshot:
    """The repository as `commit` has it. Raises GitError for a commit that is not there."""
    return _snapshot(git, git.run("ls-tree", "-r", "-z", "--full-tree", commit), blob_field=2)


def staged(git: Git) -> Snapshot:
    """The repository as the index has it: what a commit would hold."""
    return _snapshot(git, git.run("ls-files", "-s", "-z"), blob_field=1)


def _snapshot(git: Git, listing: bytes, *, blob_field: int) -> Snapshot:
    entries: dict[str, Entry] = {}
    blobs: dict[str, str] = {}
    for record in listing.split(b"\0")[:-1]:
        head, _, name = record.partition(b"\t")
        fields = head.decode().split(" ")
        path = os.fsdecode(name)
        entries[path] = Entry(_KINDS.get(fields[0], "file"), tracked=True, executable=fields[0] == "100755")
        blobs[path] = fields[blob_field]
    return Snapshot(git.root, dict(sorted(entries.items())), git, _Blobs(git, entries, blobs))


class _Blobs:
    """The objects of a tree, by path."""

    def __init__(self, git: Git, entries: dict[str, Entry], blobs: dict[str, str]) -> None:
        self._git = git
        self._entries = entries
        self._blobs = blobs
        self._contents: dict[str, bytes | None] = {}

    def readlink(self, path: str) -> str | None:
        entry = self._entries.get(path)
        return os.fsdecode(self.load(path)) if entry and entry.kind == "symlink" else None

    def load(self, path: str) -> bytes:
        blob = self._blobs.get(path)
        if blob is None:
            raise Unreadable(path, "not in the commit")
        if not self._contents:
            self._fetch({one for name, one in self._blobs.items() if name.endswith(_TEXTS)})
        if blob not in self._contents:
            self._fetch({blob})
        content = self._contents[blob]
        if content is None:
            raise Unreadable(path, "its object is missing: a partial clone")
        return content

    def exists(self, path: str) -> bool:
        return path in self._blobs

    def prepare(self, paths: Iterable[str]) -> None:
        wanted = {self._blobs[path] for path in paths if path in self._blobs} - self._contents.keys()
        if wanted:
            self._fetch(wanted)

    def stamp(self, paths: Iterable[str]) -> bytes | None:
        listed = "\n".join(f"{self._blobs.get(path, '')} {path}" for path in paths)
        return hashlib.blake2b(listed.encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def _fetch(self, blobs: set[str]) -> None:
        wanted = sorted(blobs)
        answer = self._git.run("cat-file", "--batch", input="".join(f"{blob}\n" for blob in wanted).encode())
        position = 0
        for blob in wanted:
            head, _, _ = answer[position : position + 200].partition(b"\n")
            position += len(head) + 1
            if head.endswith(b" missing"):
                self._contents[blob] = None
                continue
            size = int(head.split(b" ")[2])
            self._contents[blob] = answer[position : position + size]
            position += size + 1
