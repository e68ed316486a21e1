"""Where a section stands: what a producer may look at beside its source."""

from __future__ import annotations

from posixpath import dirname, relpath

import msgspec

from guard.documents.claims import Claims
from guard.documents.lines import Lines


class Place(msgspec.Struct, frozen=True):
    """A section of the document at `path`. `line` is that of its first marker; `old` what stands in it now."""

    path: str
    lines: Lines
    claims: Claims
    line: int
    old: str

    def link(self, path: str) -> str:
        """`path` (relative to the root) as a link from the document."""
        from guard.facts.homes import relative

        return relative(self.path, path)

    def shown(self, path: str) -> str:
        """`path` as people in the document's folder write it."""
        return relpath("/" + path, "/" + dirname(self.path))
