"""The repository as it was when the command began: which files it has, and their bytes, read once."""

from guard.snapshot.committed import at, staged
from guard.snapshot.entry import Entry, Unreadable
from guard.snapshot.git import Git, GitError
from guard.snapshot.taken import Snapshot
from guard.snapshot.taking import take

__all__ = ["Entry", "Git", "GitError", "Snapshot", "Unreadable", "at", "staged", "take"]
