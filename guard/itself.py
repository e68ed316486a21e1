"""guard as a program: what distinguishes this copy of it from another, and where it keeps things. Imports next to nothing."""

from __future__ import annotations

import hashlib
import os
from functools import cache


@cache
def fingerprint() -> bytes:
    """A digest of guard's own source files by name, size and time: what is kept between runs depends on it."""
    digest = hashlib.blake2b(digest_size=16)
    package = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is slow to import
    beside = os.path.dirname(package)  # noqa: PTH120
    for folder in (package, f"{beside}/guard_rules", f"{beside}/rules"):
        for place, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                if name.endswith(".py"):
                    status = os.stat(f"{place}/{name}")  # noqa: PTH116
                    digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.digest()


def cache_home() -> str:
    """`$GUARD_CACHE_DIR`, else guard's folder in the user's own cache folder: never in a repository."""
    if chosen := os.environ.get("GUARD_CACHE_DIR"):
        return chosen
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return f"{base}/guard"
