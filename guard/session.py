"""One run over one repository: what was taken, chosen and read, before anything is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from typing import Any

import msgspec

from guard.catalog import Active, choose
from guard.documents.lines import Lines
from guard.engine import Cache, Candidate, Library, candidates, hold
from guard.facts import Facts
from guard.facts.kept import Kept
from guard.itself import fingerprint
from guard.model import Finding, Held, Status
from guard.pages import OwnPages
from guard.settings import Settings, load
from guard.snapshot import Git, GitError, Snapshot, Unreadable, at, staged, take
from guard.verdict import settings_findings, status_findings


class NothingToCheck(Exception):  # noqa: N818 - it is a state of the repository, told to the person as it is
    """A run that would check no document; the text says why, and what to do."""


class Session:
    """The repository that holds `folder`, read with the settings it has. Everything is computed when first asked for."""

    def __init__(self, snapshot: Snapshot, settings: Settings, cache: Cache | None = None) -> None:
        self.snapshot = snapshot
        self.settings = settings
        self._cache = cache

    @classmethod
    def open(  # noqa: PLR0913 - each is a choice of its own
        cls,
        folder: str | Path,
        *,
        config: Sequence[str] = (),
        isolated: bool = False,
        flags: Mapping[str, Any] | None = None,
        cache_folder: Path | None = None,
        index: bool = False,
    ) -> Session:
        """Takes the snapshot and loads the settings. `cache_folder` None: claims are not kept between runs.

        `index`: what is staged is read instead of the work tree.
        """
        snapshot = take(folder)
        if index:
            snapshot = staged(_git_of(snapshot))
        settings = load(snapshot, config=config, isolated=isolated, flags=flags)
        return cls(snapshot, settings, Cache(cache_folder, snapshot.root) if cache_folder else None)

    @cached_property
    def rules(self) -> tuple[Active, ...]:
        return choose(self.settings)

    @cached_property
    def documents(self) -> tuple[Candidate, ...]:
        return tuple(candidates(self.snapshot, self.settings))

    @cached_property
    def library(self) -> Library:
        return Library(self.snapshot, self._cache, {one.path: one.language for one in self.documents})

    @cached_property
    def facts(self) -> Facts:
        return Facts(
            self.snapshot,
            self.library.claims_of,
            anchors=self.settings.anchors,
            repository=self.settings.repository,
            declared=self.settings.derived,
            pages=OwnPages(),
            kept=Kept(self.snapshot, self._cache, fingerprint()) if self._cache else None,
            living=lambda: tuple(one.path for one in self.documents if one.status is Status.LIVING and not one.problem),
        )

    def hold(self, paths: Iterable[str] = (), *, progress: Callable[[int, int], None] | None = None) -> Held:
        """Holds the documents at or below `paths` (root-relative; none: all of them). Raises NothingToCheck."""
        wanted = tuple(normpath(path) for path in paths)
        chosen = tuple(one for one in self.documents if not wanted or _below(one.path, wanted))
        if not any(not one.problem for one in chosen):
            raise NothingToCheck(_why(self.snapshot, self.documents, wanted))
        held = hold(self.snapshot, chosen, self.rules, self.library, self.facts, progress=progress)
        if held.documents == 0:
            raise NothingToCheck(f"none of the {len(chosen)} documents is living: no rule reads them")
        upkeep = settings_findings(self.settings, self.snapshot.entries)
        said = ((one.path, self.snapshot.text(one.path), one.misspelt) for one in chosen if one.misspelt)
        upkeep = (*upkeep, *status_findings(self.settings, said))
        narrowed = frozenset(one.path for one in chosen) if wanted and "." not in wanted else None
        findings = (*filter(self._is_new, held.findings), *upkeep)
        return msgspec.structs.replace(held, findings=findings, paths=narrowed)

    def _is_new(self, finding: Finding) -> bool:
        """Of a ledger only lines that HEAD does not have are checked: the old ones never change."""
        if finding.path not in self._ledgers or finding.rule in self._whole or self._head is None:
            return True
        try:
            old = self._head.text(finding.path)
        except Unreadable:
            return True
        return Lines(self.snapshot.text(finding.path)).content(finding.span.line) not in old.splitlines()

    @cached_property
    def _whole(self) -> frozenset[str]:
        """Rules that speak of a ledger as a whole: its derived sections, its own contract."""
        return frozenset(one.name for one in self.rules if one.entry.sections or getattr(one.options, "file", None))

    @cached_property
    def _ledgers(self) -> frozenset[str]:
        return frozenset(one.path for one in self.documents if one.status is Status.LEDGER)

    @cached_property
    def _head(self) -> Snapshot | None:
        git = self.snapshot.git
        return at(git, git.head) if git and git.head else None

    def at(self, commit: str) -> Session:
        """The same settings and cache over the repository as `commit` has it."""
        return Session(at(_git_of(self.snapshot), commit), self.settings, self._cache)

    def reading(self, path: str, data: bytes) -> Session:
        """The same settings and cache, with `data` read in the place of the file `path` (root-relative)."""
        return Session(self.snapshot.with_bytes(path, data), self.settings, self._cache)

    def close(self) -> None:
        if self._cache:
            self._cache.close()


def _git_of(snapshot: Snapshot) -> Git:
    if snapshot.git is None:
        raise GitError(f"{snapshot.root} is not a git repository: what changed is asked of git")
    return snapshot.git


def _below(path: str, wanted: Sequence[str]) -> bool:
    return any(one in (".", path) or path.startswith(one + "/") for one in wanted)


def _why(snapshot: Snapshot, documents: Sequence[Candidate], wanted: Sequence[str]) -> str:
    if wanted and documents:
        return f"no document at {', '.join(wanted)}: {len(documents)} documents elsewhere in {snapshot.root}"
    if not snapshot.entries:
        return f"no file in {snapshot.root or 'the repository'}"
    return f"no document among the {len(snapshot.entries)} files of {snapshot.root}: guard reads Markdown, compose files, workflows"
