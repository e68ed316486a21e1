"""The face of the facts: one lazy property a kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from posixpath import basename
from typing import TYPE_CHECKING

from guard.documents.claims import Claims
from guard.documents.languages import is_markdown
from guard.facts.anchors import AllAnchors
from guard.facts.files import Files
from guard.facts.forge import Forges
from guard.facts.history import GitHistory, History, NoHistory, Source
from guard.facts.homes import Homes
from guard.facts.ignored import Ignored
from guard.facts.paths import Paths
from guard.facts.site import Sites
from guard.facts.targets import Targets
from guard.snapshot import Snapshot, Unreadable

if TYPE_CHECKING:
    from guard.documents.dockerfile import Dockerfile
    from guard.facts.compose import Compose


class Facts:
    """`claims_of` reads a document of the snapshot; `anchors` is the dialect of the configuration, or "auto"."""

    def __init__(
        self,
        snapshot: Snapshot,
        claims_of: Callable[[str], Claims],
        *,
        anchors: str = "auto",
        repository: str = "",
        history: Source | None = None,
    ) -> None:
        self.snapshot = snapshot
        self._claims_of = claims_of
        self._dialect = anchors
        self._repository = repository
        self._history = history

    @cached_property
    def files(self) -> Files:
        return Files(self.snapshot)

    @cached_property
    def anchors(self) -> AllAnchors:
        return AllAnchors(self._claims_of, self._dialects_of)

    def is_markdown(self, path: str) -> bool:
        return is_markdown(path) and path in self.snapshot.entries

    def claims_of(self, path: str) -> Claims:
        """The claims of another document of the snapshot."""
        return self._claims_of(path)

    def _dialects_of(self, path: str) -> tuple[str, ...]:
        if self._dialect != "auto":
            return (self._dialect,)
        site = self.sites.of(path)
        return site.dialects if site else ("github",)

    @cached_property
    def history(self) -> History:
        if self._history is not None:
            return History(self._history)
        return History(GitHistory(self.snapshot.git) if self.snapshot.git else NoHistory())

    @cached_property
    def homes(self) -> Homes:
        return Homes(self.files, self.history)

    @cached_property
    def ignored(self) -> Ignored:
        return Ignored(self.snapshot)

    @cached_property
    def sites(self) -> Sites:
        return Sites(self.snapshot)

    @cached_property
    def targets(self) -> Targets:
        return Targets(self.files, self.sites)

    @cached_property
    def paths(self) -> Paths:
        repositories = (own.name.partition("/")[2] for own in self.forges.own)
        clones = [basename(self.snapshot.root), *repositories, *self.forges.project_names]
        return Paths(self.files, self.history, tuple(name for name in dict.fromkeys(clones) if name))

    @cached_property
    def forges(self) -> Forges:
        return Forges(self.snapshot, self._repository)

    @cached_property
    def compose(self) -> Compose:
        from guard.facts.compose import projects

        return projects(self.snapshot)

    @cached_property
    def _dockerfiles(self) -> dict[str, Dockerfile]:
        return {}

    def dockerfiles(self, path: str) -> Dockerfile | None:
        """The Dockerfile at `path`; None when there is none or it cannot be read."""
        if path not in self._dockerfiles:
            from guard.documents.dockerfile import read

            if path not in self.snapshot.entries:
                return None
            try:
                self._dockerfiles[path] = read(self.snapshot.text(path))
            except Unreadable:
                return None
        return self._dockerfiles[path]
