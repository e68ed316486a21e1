"""What guard sees in a repository that has no settings yet, as values."""

from __future__ import annotations

import msgspec

from guard.facts.compose import Project
from guard.facts.forge import Forge
from guard.facts.site import Site
from guard.model import Status


class Group(msgspec.Struct, frozen=True):
    """`count` of `of` things below the folder `place`, `one` of them for an example; or one file, whose path `place` is."""

    place: str
    count: int = 1
    of: int = 1
    one: str = ""


class Aside(msgspec.Struct, frozen=True):
    """Documents that are not living. `by_name`: their names or folders say so; else they do so themselves."""

    status: Status
    by_name: bool
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


class Proposal(msgspec.Struct, frozen=True):
    """A pattern that somebody may want in the settings, and what speaks for it."""

    pattern: str
    folder: str
    why: str


class Seen(msgspec.Struct, frozen=True):
    """`languages` counts the documents that are checked; `left_out` are files that their folders make no documents.

    Of the `findings`, `mendable` have a fix that would be applied; `rules` counts them, `heart` is the folder with more
    than half of them. `baseline` is the file's path, "" where there is none. `exclude`, `historical` and `include` propose
    patterns for the settings of these names.
    """

    languages: tuple[tuple[str, int], ...] = ()
    aside: tuple[Aside, ...] = ()
    unreadable: tuple[str, ...] = ()
    left_out: tuple[Group, ...] = ()
    sites: tuple[Site, ...] = ()
    own: tuple[Forge, ...] = ()
    projects: tuple[Project, ...] = ()
    findings: int = 0
    mendable: int = 0
    rules: tuple[tuple[str, int], ...] = ()
    heart: Group | None = None
    baseline: str = ""
    exclude: tuple[Proposal, ...] = ()
    historical: tuple[Proposal, ...] = ()
    include: tuple[str, ...] = ()
