"""The face of the facts: one lazy property a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from posixpath import basename
from typing import TYPE_CHECKING, TypeVar, cast

from guard.documents.claims import Claims
from guard.documents.languages import is_markdown
from guard.facts.anchors import AllAnchors
from guard.facts.built import Built
from guard.facts.components import Components
from guard.facts.declared import Declared, Pages
from guard.facts.files import Files
from guard.facts.forge import Forges
from guard.facts.history import GitHistory, History, NoHistory, Source
from guard.facts.homes import Homes
from guard.facts.hrefs import Hrefs
from guard.facts.ignored import Ignored
from guard.facts.kept import Kept
from guard.facts.labels import Labels
from guard.facts.paths import Paths
from guard.facts.site import Sites
from guard.facts.targets import Targets
from guard.snapshot import Snapshot, Unreadable

if TYPE_CHECKING:
    from guard.documents.dockerfile import Dockerfile
    from guard.facts.compose import Compose
    from guard.facts.constants import Constants
    from guard.facts.counts import Counts
    from guard.facts.environment import Environment
    from guard.facts.exports import Exports
    from guard.facts.programs import Programs
    from guard.facts.routes import Routes
    from guard.facts.runnables import Crates, Modules, Packages
    from guard.facts.runnables import Targets as RunTargets
    from guard.facts.symbols import Symbols
    from guard.facts.versions import Versions
    from guard.facts.words import Words
    from guard.facts.workflows import Workflows

T = TypeVar("T")


class Facts:
    """`claims_of` reads a document of the snapshot; `anchors` is the dialect of the configuration, or "auto".

    `declared` are the sections that the configuration derives; `pages` writes guard's own pages; `living` lists the living
    documents (without it, all that are Markdown are); `kept` are facts of earlier runs.
    """

    def __init__(  # noqa: PLR0913 - each is a thing of its own
        self,
        snapshot: Snapshot,
        claims_of: Callable[[str], Claims],
        *,
        anchors: str = "auto",
        repository: str = "",
        history: Source | None = None,
        declared: Sequence[Declared] = (),
        pages: Pages | None = None,
        living: Callable[[], Sequence[str]] | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.snapshot = snapshot
        self._claims_of = claims_of
        self._dialect = anchors
        self._repository = repository
        self._history = history
        self.declared = tuple(declared)
        self.pages = pages
        self._living = living
        self.kept = kept or Kept(snapshot)
        self._remembered: dict[object, object] = {}

    def remembered(self, make: Callable[[Facts], T]) -> T:
        """What a floor above makes of these facts, made once: `make(self)`."""
        if make not in self._remembered:
            self._remembered[make] = make(self)
        return cast(T, self._remembered[make])

    @cached_property
    def living(self) -> tuple[str, ...]:
        """The paths of the living documents: those that promise to be true today."""
        return tuple(self._living() if self._living else filter(is_markdown, self.snapshot.entries))

    @cached_property
    def files(self) -> Files:
        return Files(self.snapshot)

    @cached_property
    def anchors(self) -> AllAnchors:
        return AllAnchors(self._claims_of, self.dialects_of, Components(self.snapshot), self.sites)

    def is_markdown(self, path: str) -> bool:
        return is_markdown(path) and path in self.snapshot.entries

    def text_of(self, path: str) -> str:
        """The text of a file of the snapshot, "" for one that cannot be read."""
        return self.snapshot.text_if_readable(path)

    def claims_of(self, path: str) -> Claims:
        """The claims of another document of the snapshot."""
        return self._claims_of(path)

    def dialects_of(self, path: str) -> tuple[str, ...]:
        """The dialects in which the readers of a document may see its anchors, the likeliest first."""
        if self._dialect != "auto":
            return (self._dialect,)
        site = self.sites.of(path)
        return site.dialects if site else ("github",)

    @cached_property
    def history(self) -> History:
        if self._history is not None:
            return History(self._history)
        return History(GitHistory(self.snapshot.git, self.kept) if self.snapshot.git else NoHistory())

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
        return Targets(self.files, self.sites, self.labels, Built(self.snapshot, self.files))

    @cached_property
    def hrefs(self) -> Hrefs:
        return Hrefs(self.snapshot, self.files, self.sites)

    @cached_property
    def labels(self) -> Labels:
        return Labels(self.snapshot)

    @cached_property
    def paths(self) -> Paths:
        repositories = (own.name.partition("/")[2] for own in self.forges.own)
        clones = [basename(self.snapshot.root), *repositories, *self.forges.project_names]
        return Paths(self.files, self.history, tuple(name for name in dict.fromkeys(clones) if name))

    @cached_property
    def forges(self) -> Forges:
        return Forges(self.snapshot, self._repository)

    @cached_property
    def packages(self) -> Packages:
        from guard.facts.runnables import Packages

        return Packages(self.snapshot)

    @cached_property
    def run_targets(self) -> RunTargets:
        from guard.facts.runnables import Targets

        return Targets(self.snapshot)

    @cached_property
    def crates(self) -> Crates:
        from guard.facts.runnables import Crates

        return Crates(self.snapshot)

    @cached_property
    def go_modules(self) -> dict[str, str]:
        """The folder of each module of Go, by its name."""
        from guard.facts.runnables import go_modules

        return go_modules(self.snapshot)

    @cached_property
    def environment(self) -> Environment:
        from guard.facts.environment import Environment

        return Environment(self.snapshot, self.kept)

    @cached_property
    def constants(self) -> Constants:
        from guard.facts.constants import Constants

        return Constants(self.words)

    @cached_property
    def counts(self) -> Counts:
        from guard.facts.counts import Counts

        return Counts(self.snapshot, self.files)

    @cached_property
    def words(self) -> Words:
        from guard.facts.words import Words

        return Words(self.snapshot, self.kept)

    @cached_property
    def versions(self) -> Versions:
        from guard.facts.versions import Versions

        return Versions(self.snapshot)

    @cached_property
    def workflows(self) -> Workflows:
        from guard.facts.workflows import Workflows

        return Workflows(self.snapshot, self.kept)

    @cached_property
    def symbols(self) -> Symbols:
        from guard.facts.symbols import Symbols

        return Symbols(self.snapshot, self.files, self.kept)

    @cached_property
    def exports(self) -> Exports:
        from guard.facts.exports import Exports

        return Exports(self.snapshot, self.files)

    @cached_property
    def routes(self) -> Routes:
        from guard.facts.routes import Routes

        return Routes(self.snapshot, self.kept)

    @cached_property
    def modules(self) -> Modules:
        from guard.facts.runnables import Modules

        return Modules(self.files)

    @cached_property
    def programs(self) -> Programs:
        from guard.facts.programs import Programs

        return Programs(self.snapshot, self.files, self.kept)

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
