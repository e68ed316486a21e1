"""The headings of a document."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from guard.derive.sources.reading import Read, file
from guard.facts import Facts, slugs


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    of: str
    depth: int = 6
    start: int = 1


class Heading(msgspec.Struct, frozen=True):
    """`title` is the heading's source, which keeps its code and its emphasis; `text` what a reader sees."""

    level: int
    text: str
    title: str
    anchor: str
    line: int


def read(facts: Facts, options: Options) -> tuple[Heading, ...]:
    """The headings of levels `start` to `depth`, in their order."""
    found = headings(facts, file(facts, options.of))
    return tuple(one for one in found if options.start <= one.level <= options.depth)


def headings(facts: Facts, source: Read) -> Iterator[Heading]:
    """Every heading of a document, with the anchor that its own readers see."""
    dialect = facts.dialects_of(source.path)[0]
    names = slugs.anchors((heading.text for heading in source.claims.headings), dialect)
    for heading, name in zip(source.claims.headings, names, strict=True):
        title = source.lines.slice(heading.span)
        yield Heading(heading.level, heading.text, title, heading.id or name, heading.span.line)
