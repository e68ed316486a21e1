"""Where a snapshot's bytes come from: the work tree, or texts in memory."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from stat import S_ISREG
from typing import Protocol

from guard.snapshot.entry import Unreadable

_SETTLED = 100_000_000
"""Nanoseconds after which a change of a file shows in its times."""
LARGEST = 64 * 1024 * 1024
# Not every system has all of these. O_NONBLOCK: whatever has taken a file's place since, opening it returns at once.
_OPEN = sum(getattr(os, flag, 0) for flag in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class Source(Protocol):
    """Paths are root-relative; no method follows a symlink at the path's end."""

    def readlink(self, path: str) -> str | None:
        """The text of the symlink at `path`, None for anything else."""
        ...

    def load(self, path: str) -> bytes:
        """The bytes of the file at `path`. Raises Unreadable."""
        ...

    def exists(self, path: str) -> bool: ...

    def prepare(self, paths: Iterable[str]) -> None:
        """Says which files will be asked for, so that they can be had at once."""
        ...

    def stamp(self, paths: Iterable[str]) -> bytes | None:
        """What changes when the bytes of any of `paths` do; None where that cannot be told without reading them."""
        ...


class Disk:
    """The files below `root`. The symlinks that it met are remembered, so that answers do not change underway."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._links: dict[str, str | None] = {}

    def readlink(self, path: str) -> str | None:
        if path not in self._links:
            try:
                self._links[path] = os.readlink(self._full(path)).replace(os.sep, "/")  # noqa: PTH115
            except (OSError, ValueError):
                self._links[path] = None
        return self._links[path]

    def load(self, path: str) -> bytes:
        full = self._full(path)
        try:
            # Opening a device can have effects, so it is looked at first.
            if not S_ISREG(os.lstat(full).st_mode):
                raise Unreadable(path, "not a regular file")
            with os.fdopen(os.open(full, _OPEN), "rb") as file:
                status = os.fstat(file.fileno())
                if not S_ISREG(status.st_mode):
                    raise Unreadable(path, "not a regular file")
                # Not LARGEST at once: room for as much as is asked for is made before anything is read.
                data = file.read(status.st_size + 1) if status.st_size <= LARGEST else None
                if data and len(data) > status.st_size:
                    data += file.read(LARGEST + 1 - len(data))
        except (OSError, ValueError) as error:
            raise Unreadable(path, _reason(error)) from None
        if data is None or len(data) > LARGEST:
            raise Unreadable(path, f"larger than {LARGEST // 1024 // 1024} MB")
        return data

    def exists(self, path: str) -> bool:
        try:
            os.lstat(self._full(path))
        except (OSError, ValueError):
            return False
        return True

    def prepare(self, paths: Iterable[str]) -> None:
        pass

    def stamp(self, paths: Iterable[str]) -> bytes | None:
        digest = hashlib.blake2b(digest_size=16)
        newest = 0
        for path in paths:
            try:
                status = os.lstat(self._full(path))
            except (OSError, ValueError):
                return None
            times = f"{status.st_mtime_ns}\0{status.st_ctime_ns}\0{status.st_size}\0{status.st_ino}"
            digest.update(f"{path}\0{times}\n".encode("utf-8", "surrogateescape"))
            newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
        # What has only just been written may be written again within the same tick of the clock.
        return digest.digest() if newest + _SETTLED < time.time_ns() else None

    def _full(self, path: str) -> str:
        # Not os.path.join: it would let a path that looks absolute replace the root.
        return f"{self.root}/{path}"


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "not there any more"
    strerror = getattr(error, "strerror", None)
    return strerror.lower() if strerror else "not a path"


class Memory:
    """Texts and symlinks that were never on a disk."""

    def __init__(self, texts: Mapping[str, bytes], links: Mapping[str, str]) -> None:
        self._texts = texts
        self._links = links

    def readlink(self, path: str) -> str | None:
        return self._links.get(path)

    def load(self, path: str) -> bytes:
        return self._texts[path]

    def exists(self, path: str) -> bool:
        return False

    def prepare(self, paths: Iterable[str]) -> None:
        pass

    def stamp(self, paths: Iterable[str]) -> bytes | None:
        return None
