"""What the configuration declares of derived sections: plain values, so that facts can carry them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from guard.model import Span


class SourceOf(msgspec.Struct, frozen=True):
    """`name` is what the template calls the source, `kind` one of guard.derive.sources.KINDS, `options` of that kind."""

    name: str
    kind: str
    options: Any


class Declared(msgspec.Struct, frozen=True):
    """One of `[[derived]]`: a section of `file` between the lines' texts `start` and `end`, made by a template or a producer.

    `path` and `span` are where the configuration says so.
    """

    name: str
    file: str
    start: str
    end: str
    template: str = ""
    template_file: str = ""
    sources: tuple[SourceOf, ...] = ()
    producer: str = ""
    options: Any = None
    path: str = ""
    span: Span | None = None


class Pages(Protocol):
    """guard's own pages, which only guard itself can write."""

    @property
    def names(self) -> Sequence[str]:
        """The rules that have a page."""
        ...

    def rules(self, folder: str) -> str:
        """A table of all rules, each linked to its page in `folder`."""
        ...

    def rule(self, name: str) -> str:
        """The page of a rule, one of `names`."""
        ...

    def formats(self) -> str:
        """A table of the formats of reports."""
        ...

    def help(self) -> str:
        """The help of every command."""
        ...
