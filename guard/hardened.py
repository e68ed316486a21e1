"""How git is called: so that it runs nothing of the repository's choosing and asks no network. Imports next to nothing."""

from __future__ import annotations

import os

FLAGS = (
    *("-c", "core.fsmonitor="),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),  # would run gpg.program
    *("-c", "protocol.allow=never"),  # no network, also where git is too old for GIT_NO_LAZY_FETCH
    *("-c", "safe.bareRepository=explicit"),  # a folder of the tree must not pose as a repository
    *("--no-pager", "--literal-pathspecs", "--no-optional-locks"),
)
LISTING = ("ls-files", "-z", "-t", "-s", "-c", "-o", "--exclude-standard")
"""The one call that lists a work tree: what is tracked, with its mode and object, and what is not ignored."""

# Variables that say where git's own programs and the user's own settings are, or where to stop searching. All others
# speak of some repository, and a hook that runs guard sets them for its own.
_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_LOST = ("GIT_CONFIG_PARAMETERS",)
_SET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or (name.startswith(_KEPT) and name not in _LOST)
    }
    return kept | _SET


def program() -> str | None:
    """Where git is. Relative folders of the PATH are passed over: they may lie in the tree."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)  # noqa: PTH118 - pathlib takes longer to import than all of this to run
        if os.path.isabs(path) and os.path.isfile(path) and os.access(path, os.X_OK):  # noqa: PTH113, PTH117
            return path
    return None
