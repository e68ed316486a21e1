"""What every derived section of a repository should be, computed from the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

import msgspec

from guard.derive import sources
from guard.derive.fitting import fitted, inner, is_inline, spliced
from guard.derive.meaning import same
from guard.derive.producers import Place, write
from guard.derive.sections import Fault, Section, marks_in, sections
from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import file
from guard.derive.templates import render
from guard.documents.claims import Claims
from guard.documents.languages import language_of, reader_of
from guard.documents.lines import Lines
from guard.documents.readers import read
from guard.facts import Facts
from guard.facts.declared import Declared

_TRIES = 8
"""A section that cannot be written is left out, and the document is read again with the others."""


class Derived(msgspec.Struct, frozen=True):
    """A section as it stands and as it should be: `old` and `new` are all that is between the markers.

    `made` is `new` as it was made, before it was fitted in. `error` says why there is none. `fresh`: old and new say the same.
    """

    path: str
    section: Section
    old: str
    new: str = ""
    made: str = ""
    error: SourceError | None = None
    fresh: bool = False


class Derivation:
    """The sections of the documents that `facts` know, and those that the configuration declares."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._declared: dict[str, list[Declared]] = defaultdict(list)
        for one in facts.declared:
            self._declared[one.file].append(one)

    @property
    def files(self) -> tuple[str, ...]:
        """The files for which the configuration declares a section."""
        return tuple(self._declared)

    def of(self, path: str, text: str, claims: Claims) -> Iterator[Derived | Fault]:
        """The sections of the document at `path`, in their order, and after them its faulty markers."""
        lines = Lines(text)
        found, faults = sections(lines, claims, self._declared.get(path, ()))
        made = [self._derived(path, lines, claims, section) for section in found]
        for _ in range(_TRIES):
            lost = self._lost(path, text, claims, made, len(faults))
            if lost is None:
                break
            number, reason = lost
            made[number] = _failed(made[number], reason)
        else:
            made = [one if one.fresh or one.error else _failed(one, "other sections stand in its way") for one in made]
        yield from made
        yield from faults

    def _derived(self, path: str, lines: Lines, claims: Claims, section: Section) -> Derived:
        old = lines.text[section.start : section.stop]
        within = inner(lines, section)
        try:
            made = self._made(Place(path, lines, claims, section.begin.line, within), section)
            for mark in marks_in(made, section):
                raise SourceError(f"the text holds its own marker: {mark}")
            new = fitted(made, lines, section)
        except SourceError as error:
            return Derived(path, section, old, error=error)
        fresh = same(within, made, markdown=self._facts.is_markdown(path), inline=is_inline(section))
        return Derived(path, section, old, old if fresh else new, made, fresh=fresh)

    def _lost(
        self, path: str, text: str, claims: Claims, made: Sequence[Derived], faults: int
    ) -> tuple[int, str] | None:
        """The first section that would not be read again as it is to be written, and why."""
        if all(one.fresh or one.error for one in made):
            return None
        wanted = [(one.section.name, one.old if one.error else one.new) for one in made]
        after = spliced(text, [(one.section, new) for one, (_, new) in zip(made, wanted, strict=True)])
        language = language_of(path) or ("text" if claims == Claims() else "markdown")
        claims_after = read(reader_of(path, language), after)
        found, more = sections(Lines(after), claims_after, self._declared.get(path, ()))
        kept = [(one.name, after[one.start : one.stop]) for one in found]
        if kept == wanted and len(more) <= faults:
            return None
        pairs = enumerate(zip_longest(wanted, kept))
        first = next((number for number, pair in pairs if pair[0] != pair[1]), len(wanted))
        stale = [number for number, one in enumerate(made) if not (one.fresh or one.error)]
        reason = "the text would not stay between its markers: does it open a comment or a code block?"
        if claims_after.unread and not claims.unread:
            reason = f"with the text the document could not be read any more: {claims_after.unread[0].reason}"
        return max((number for number in stale if number <= first), default=stale[0]), reason

    def _made(self, place: Place, section: Section) -> str:
        if section.producer:
            return write(section.producer, self._facts, section.options, place)
        text = self._rendered[section.name]
        if isinstance(text, SourceError):
            raise text
        return text

    @cached_property
    def _rendered(self) -> dict[str, str | SourceError]:
        """The text of every declared template, by the section's name; all are rendered at once."""
        found: dict[str, str | SourceError] = {}
        jobs: list[tuple[str, tuple[str, dict[str, object]]]] = []
        for one in (one for each in self._declared.values() for one in each if not one.producer):
            try:
                jobs.append((one.name, (self._template(one), self._data(one))))
            except SourceError as error:
                found[one.name] = error
        texts: Sequence[str | SourceError] = render([job for _, job in jobs])
        return found | {name: text for (name, _), text in zip(jobs, texts, strict=True)}

    def _template(self, declared: Declared) -> str:
        return file(self._facts, declared.template_file).text if declared.template_file else declared.template

    def _data(self, declared: Declared) -> dict[str, object]:
        return {one.name: sources.read(one.kind, self._facts, one.options) for one in declared.sources}


def _failed(one: Derived, reason: str) -> Derived:
    return Derived(one.path, one.section, one.old, error=SourceError(reason))


def derivation(facts: Facts) -> Derivation:
    """The one derivation of these facts."""
    return facts.remembered(Derivation)
