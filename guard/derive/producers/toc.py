"""A table of contents: a list of links to the headings below the section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
    first = 0 if options.all else place.line

    def is_wanted(heading: Heading) -> bool:
        return options.start <= heading.level <= options.depth and heading.line > first

    found = list(_nested(headings(facts, source), is_wanted))
    if not found:
        raise SourceError(f"no heading of level {options.start} to {options.depth} below", place.path, place.line)
    mark, step = ("1.", 3) if options.ordered else ("-", 2)
    return "\n".join(f"{' ' * (step * depth)}{mark} [{_title(heading)}](#{heading.anchor})" for depth, heading in found)


def _nested(headings: Iterable[Heading], is_wanted: Callable[[Heading], bool]) -> Iterator[tuple[int, Heading]]:
    """Each heading that is wanted, and how many wanted ones it stands under.

    By levels alone, one that is left out would make an item into its parent's text.
    """
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        if is_wanted(heading):
            yield sum(map(is_wanted, above)), heading
        above.append(heading)


def _title(heading: Heading) -> str:
    """The heading with its code and emphasis; without them where it holds a link, which no link may."""
    return escaped(heading.text) if set(heading.title) & set("[]<>") or "\n" in heading.title else heading.title
