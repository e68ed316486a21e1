"""A table of contents: a list of links to the headings below the section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from guard.derive.producers.context import Place
from guard.derive.producers.words import escaped
from guard.derive.sources.error import SourceError
from guard.derive.sources.headings import Heading, headings
from guard.derive.sources.reading import Read
from guard.facts import Facts


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Levels `start` to `depth`. `all`: the headings above the section too. `ordered`: numbers instead of bullets."""

    depth: int = 3
    start: int = 2
    all: bool = False
    ordered: bool = False


def write(facts: Facts, options: Options, place: Place) -> str:
    source = Read(place.path, place.lines, place.claims)
    found = [
        heading
        for heading in headings(facts, source)
        if options.start <= heading.level <= options.depth and (options.all or heading.line > place.line)
    ]
    if not found:
        raise SourceError(f"no heading of level {options.start} to {options.depth} below", place.path, place.line)
    mark, step = ("1.", 3) if options.ordered else ("-", 2)
    return "\n".join(
        f"{' ' * (step * depth)}{mark} [{_title(heading)}](#{heading.anchor})" for depth, heading in _nested(found)
    )


def _nested(headings: Iterable[Heading]) -> Iterator[tuple[int, Heading]]:
    """Each heading with its depth in the list: a level that is left out would make an item into its parent's text."""
    above: list[int] = []
    for heading in headings:
        while above and above[-1] >= heading.level:
            above.pop()
        yield len(above), heading
        above.append(heading.level)


def _title(heading: Heading) -> str:
    """The heading with its code and emphasis; without them where it holds a link, which no link may."""
    return escaped(heading.text) if set(heading.title) & set("[]<>") or "\n" in heading.title else heading.title
