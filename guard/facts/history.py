"""What existed once: every deletion in the history of HEAD, and what became of the file.

One pass over the history finds when each path went; where it went is asked of git only for paths that somebody names,
because following renames through a whole history is a hundred times dearer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from posixpath import basename, dirname
from typing import Protocol

import msgspec

from guard.facts.kept import Kept
from guard.snapshot import Git, GitError

MAX_STEPS = 12
"""How many renames in a row are followed."""


class Gone(msgspec.Struct, frozen=True):
    """A path that a commit took away ("" if it is not committed yet). `renamed_to` is where it is now ("": deleted)."""

    path: str
    commit: str
    date: str
    renamed_to: str = ""

    def says(self) -> str:
        what = f"renamed to {self.renamed_to}" if self.renamed_to else "deleted"
        when = f"in {self.commit[:7]}, {self.date}" if self.commit else "and that is not committed yet"
        return f"{self.path} was {what} {when}"


class Source(Protocol):
    """Where history is read: git, or a table in examples."""

    @property
    def complete(self) -> bool: ...

    def deletions(self) -> Mapping[str, tuple[str, str]]:
        """Path -> (commit, date) of its last deletion, whether or not it came back."""
        ...

    def rename(self, commit: str, path: str) -> str:
        """What `commit` renamed `path` to; "" if it only deleted it."""
        ...


class GitHistory:
    """The history that the git program tells. A shallow clone's is incomplete.

    What was committed never changes, and is kept between runs; only a shallow clone may be told more another day.
    """

    def __init__(self, git: Git, kept: Kept | None = None) -> None:
        self._git = git
        self._kept = kept if kept and self.complete else Kept()
        self._renames: dict[str, dict[str, str]] = {}

    @cached_property
    def complete(self) -> bool:
        return not self._git.shallow

    def deletions(self) -> Mapping[str, tuple[str, str]]:
        head = self._git.head
        if head is None:
            return {}
        committed = self._kept.get("deletions", dict[str, tuple[str, str]], lambda: self._read_log(head), commit=head)
        return {**committed, **dict.fromkeys(self._uncommitted("D"), ("", ""))}

    def _read_log(self, head: str) -> dict[str, tuple[str, str]]:
        log = self._git.run(
            "log", "--format=%x00%H %cs", "--name-only", "--no-renames", "--diff-filter=D", "-z", "--no-ext-diff",
            "--no-textconv", "--no-show-signature", head, "--",
        )  # fmt: skip
        return _parse_log(log)

    def _uncommitted(self, what: str) -> list[str]:
        """What the work tree changes against HEAD: the names of deletions ("D"), or the fields of renames ("R")."""
        finding = "--no-renames" if what == "D" else "-M50%"
        form = "--name-only" if what == "D" else "--name-status"
        try:
            raw = self._git.run(
                "diff", form, finding, f"--diff-filter={what}", "-z", "--no-ext-diff", "--no-textconv", "HEAD", "--"
            )
        except GitError:
            return []
        return raw.decode("utf-8", "surrogateescape").split("\0")[:-1]

    def rename(self, commit: str, path: str) -> str:
        if commit not in self._renames:
            self._renames[commit] = self._renamed_by(commit) if commit else self._uncommitted_renames()
        return self._renames[commit].get(path, "")

    def _renamed_by(self, commit: str) -> dict[str, str]:
        with suppress(GitError):
            kind = f"renames {commit}"
            return self._kept.get(kind, dict[str, str], lambda: self._read_renames(commit, "-M50%"), commit=commit)
        # A partial clone lacks the contents that likeness is measured on; exact renames need none.
        with suppress(GitError):
            return self._read_renames(commit, "-M100%")
        return {}

    def _uncommitted_renames(self) -> dict[str, str]:
        fields = self._uncommitted("R")
        return dict(zip(fields[1::3], fields[2::3], strict=False))

    def _read_renames(self, commit: str, likeness: str) -> dict[str, str]:
        raw = self._git.run(
            "show", "--format=", "--name-status", likeness, "-l2000", "--diff-filter=R", "-z", "--no-ext-diff",
            "--no-textconv", "--no-show-signature", commit, "--",
        )  # fmt: skip
        fields = raw.decode("utf-8", "surrogateescape").split("\0")
        return dict(zip(fields[1::3], fields[2::3], strict=False))


def _parse_log(log: bytes) -> dict[str, tuple[str, str]]:
    """Fields end with NUL, and only what stands before a commit is empty: no name can pass for a commit."""
    gone: dict[str, tuple[str, str]] = {}
    fields = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    commit = date = ""
    is_first = False
    for field in fields:
        if not field:
            commit, _, date = next(fields, "").partition(" ")
            is_first = True
            continue
        gone.setdefault(field.removeprefix("\n") if is_first else field, (commit, date))
        is_first = False
    return gone


class NoHistory:
    """Outside git nothing is known of the past."""

    complete = False

    def deletions(self) -> Mapping[str, tuple[str, str]]:
        return {}

    def rename(self, commit: str, path: str) -> str:
        return ""


class TableHistory:
    """History for examples: path -> what it was renamed to (None: deleted)."""

    complete = True

    def __init__(self, gone: Mapping[str, str | None]) -> None:
        self._gone = gone

    def deletions(self) -> Mapping[str, tuple[str, str]]:
        return dict.fromkeys(self._gone, ("3ad408a" + "0" * 33, "2022-06-19"))

    def rename(self, commit: str, path: str) -> str:
        return self._gone.get(path) or ""


class History:
    """Asks the source once; paths are relative to the root."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @property
    def complete(self) -> bool:
        return self._source.complete

    @property
    def size(self) -> int:
        """How many paths are known to have gone at some time."""
        return len(self._deleted)

    @cached_property
    def _deleted(self) -> Mapping[str, tuple[str, str]]:
        return self._source.deletions()

    @cached_property
    def _ages(self) -> dict[str, int]:
        """Commit -> how many later ones took something away; what is not committed yet comes first."""
        commits = dict.fromkeys(commit for commit, _ in self._deleted.values() if commit)
        return {"": 0} | {commit: age for age, commit in enumerate(commits, 1)}

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """Deleted files, and the folders that held them, by base name."""
        named: dict[str, list[str]] = defaultdict(list)
        for path in (*self._deleted, *self._folders):
            named[basename(path)].append(path)
        return named

    @cached_property
    def _folders(self) -> dict[str, str]:
        """Folder -> the most lately deleted file below it."""
        folders: dict[str, str] = {}
        for path in self._deleted:
            folder = dirname(path)
            while folder and folder not in folders:
                folders[folder] = path
                folder = dirname(folder)
        return folders

    def gone(self, path: str) -> Gone | None:
        """What happened to `path`, a file or a folder that is not there now; None if history never had it."""
        path = path.strip("/")
        if path in self._deleted:
            return self._follow(path)
        if path in self._folders:
            return self._folder_gone(path)
        return None

    def named(self, name: str) -> list[str]:
        """Deleted files and folders that bore `name`, the most lately deleted first."""
        return self._named.get(name, [])

    def ending_with(self, path: str) -> list[str]:
        """Deleted files and folders whose path was `path` or ended with `/path`."""
        path = path.strip("/")
        return [found for found in self.named(basename(path)) if found == path or found.endswith("/" + path)]

    def _follow(self, path: str) -> Gone:
        commit, date = self._deleted[path]
        now = path
        step = (commit, date)
        for _ in range(MAX_STEPS):
            after = self._source.rename(step[0], now)
            if not after or after == path:
                break
            now = after
            # A path that went before something else took its name is another one's past.
            if now not in self._deleted or self._ages[self._deleted[now][0]] > self._ages[step[0]]:
                break
            step = self._deleted[now]
        return Gone(path, commit, date, "" if now == path else now)

    def _folder_gone(self, folder: str) -> Gone:
        """A folder was renamed if its last file was, and kept its place below the new one."""
        file = self._folders[folder]
        commit, date = self._deleted[file]
        after = self._source.rename(commit, file)
        rest = file[len(folder) :]
        renamed = after.removesuffix(rest) if after.endswith(rest) else ""
        return Gone(folder, commit, date, renamed if renamed != folder else "")
