"""The git program, asked in a way that runs nothing from the repository and cannot hang."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from guard.hardened import FLAGS, environment, program

if TYPE_CHECKING:
    import subprocess

LIMIT = 60.0
PLAIN_DIFF = ("--no-ext-diff", "--no-textconv")
"""For whoever calls a git command that shows differences: no program of the repository's choosing runs."""

_QUESTIONS = (
    *("rev-parse", "--is-shallow-repository", "--show-toplevel", "--is-bare-repository"),
    *("--revs-only", "HEAD"),  # nothing where there is no commit; whatever follows would then be lost too
)


class GitError(Exception):
    """Git could not answer. `code` is its exit status, None where it did not come to one; `said` is its own words."""

    def __init__(self, message: str, code: int | None = None, said: bytes = b"") -> None:
        super().__init__(message, code, said)
        self.message = message
        self.code = code
        self.said = said

    def __str__(self) -> str:
        return self.message


class Git(msgspec.Struct, frozen=True):
    """A repository's git. `head` is the commit that is checked out, None before the first one."""

    root: str
    head: str | None = None
    shallow: bool = False
    limit: float = LIMIT

    def run(self, *args: str, input: bytes | None = None) -> bytes:  # noqa: A002
        """What `git ARGS` prints when run at the root. Raises GitError where it fails or outlasts the limit."""
        return call(self.root, args, input=input, limit=self.limit)

    def index_files(self) -> dict[str, str]:
        """The index: path -> object name, whatever the work tree holds."""
        records = self.run("ls-files", "-z", "-s").split(b"\0")[:-1]
        parts = (record.partition(b"\t") for record in records)
        return {os.fsdecode(path): head.split(b" ")[1].decode() for head, _, path in parts}


def find(folder: str) -> Git | None:
    """The repository whose work tree holds `folder`, None outside every repository. Raises GitError for all else."""
    if program() is None:
        marker = marker_above(folder)
        if marker is None:
            return None
        raise GitError(f"{marker} is there, but the git program is not: install git, or put it on the PATH")
    try:
        said = call(folder, _QUESTIONS)
    except GitError as error:
        if any(line.startswith(b"fatal: not a git repository (or any ") for line in error.said.splitlines()):
            return None
        raise
    shallow, _, rest = said.removesuffix(b"\n").partition(b"\n")
    # The root may hold newlines. Behind it stands "false", and behind that the commit, if there is one.
    root, _, last = rest.rpartition(b"\n")
    head = None
    if last != b"false":
        head = last.decode()
        root = root.removesuffix(b"\nfalse")
    return Git(root=os.path.realpath(os.fsdecode(root)), head=head, shallow=shallow == b"true")


def marker_above(folder: str) -> str | None:
    """The `.git` of `folder` or of the nearest folder above it."""
    markers = (place / ".git" for place in (Path(folder), *Path(folder).parents))
    return next((str(marker) for marker in markers if os.path.lexists(marker)), None)


def call(folder: str, args: tuple[str, ...], *, input: bytes | None = None, limit: float = LIMIT) -> bytes:  # noqa: A002
    """What `git ARGS` prints when run in `folder`."""
    import subprocess

    git = program()
    if git is None:
        raise GitError("the git program is not there: install git, or put it on the PATH")
    with subprocess.Popen(  # noqa: S603 - a fixed program
        [git, *FLAGS, *args],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL if input is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
    ) as child:
        try:
            out, err = child.communicate(input, timeout=limit)
        except subprocess.TimeoutExpired:
            raise GitError(f"git {args[0]} in {folder} took longer than {limit:g} s and was stopped") from None
        finally:
            _stop(child)
    if child.returncode:
        words = " ".join(os.fsdecode(err).split()).removeprefix("fatal: ") or f"ended with status {child.returncode}"
        raise GitError(f"git {args[0]} in {folder}: {words}", child.returncode, err)
    return out


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Ends git and what it started: a grandchild that holds the pipe would be waited for without end."""
    if child.returncode is not None:
        return
    if os.name == "nt":
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
