"""What can go wrong without being guard's fault: told in one line, exit code 2."""

from __future__ import annotations

from guard.baseline import BaselineError
from guard.mend import MendError
from guard.session import NothingToCheck
from guard.settings import SettingsError
from guard.snapshot import GitError, Unreadable
from guard.storage import StorageError

FORESEEN = (BaselineError, GitError, MendError, NothingToCheck, SettingsError, StorageError, Unreadable)
