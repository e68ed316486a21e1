"""The derived sections of a whole repository: what each should be, and writing those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

import msgspec

from guard.derive import Derived, Fault, derivation
from guard.derive.fitting import inner, is_inline
from guard.derive.meaning import same
from guard.derive.sections import Section, sections
from guard.documents.lines import Lines
from guard.mend import Plan, apply
from guard.model import Edit, Span
from guard.session import NothingToCheck, Session
from guard.settings.errors import did_you_mean
from guard.snapshot import GitError, Unreadable

ROUNDS = 5
"""A section may be made of a document that has sections itself; more turns than these mean that they chase each other."""
_SHOWN = 20


class Trouble(msgspec.Struct, frozen=True):
    """A section that cannot be derived: where (`line` None: nowhere in the file) and why."""

    path: str
    line: int | None
    name: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {f'section {self.name} ' if self.name else ''}{self.message}"


class Freshness(msgspec.Struct, frozen=True):
    """Every section that was asked for, and what stands against deriving others."""

    sections: tuple[Derived, ...]
    troubles: tuple[Trouble, ...]

    @property
    def stale(self) -> tuple[Derived, ...]:
        return tuple(one for one in self.sections if not one.fresh)


def look(session: Session, names: Sequence[str] = (), paths: Sequence[str] = ()) -> Freshness:
    """The sections called one of `names` (patterns; none: all) in the files at or below `paths`. Raises NothingToCheck."""
    found: list[Derived] = []
    troubles: list[Trouble] = []
    for path in _files(session):
        if paths and not any(path == one or path.startswith(f"{one}/") or one == "." for one in paths):
            continue
        for one in _of(session, path):
            if isinstance(one, Trouble):
                if not names or not one.name or _is_named(one.name, names):
                    troubles.append(one)
            elif not names or _is_named(one.section.name, names):
                if one.error:
                    troubles.append(
                        Trouble(path, one.section.begin.line, one.section.name, f"cannot be derived: {one.error}")
                    )
                else:
                    found.append(one)
    called = {one.section.name for one in found}
    unknown = [name for name in names if not any(_is_named(one, [name]) for one in called)]
    if not troubles and (unknown or not found):
        raise NothingToCheck(_why(session, unknown or names, paths))
    return Freshness(tuple(found), tuple(troubles))


def write(session: Session, stale: Iterable[Derived]) -> tuple[str, ...]:
    """Puts the sections in their places; the paths that were written. Call it under a lock. Raises MendError."""
    edits: dict[str, list[Edit]] = {}
    for one in stale:
        lines = Lines(session.snapshot.text(one.path))
        start, stop = lines.place(one.section.start), lines.place(one.section.stop)
        edits.setdefault(one.path, []).append(Edit(one.path, Span(*start, *stop), one.new))
    plan = Plan({path: tuple(each) for path, each in edits.items()}, (), ())
    return apply(session.snapshot.root, plan, session.snapshot)


def edited_by_hand(session: Session, stale: Iterable[Derived]) -> tuple[Derived, ...]:
    """The sections that are in HEAD as the source says, so that a person must have changed them since."""
    git = session.snapshot.git
    if git is None or git.head is None:
        return ()
    try:
        before = session.at(git.head)
    except GitError:
        return ()
    known: dict[str, list[tuple[Section, str]]] = {}
    edited: list[Derived] = []
    for one in stale:
        if one.path not in known:
            known[one.path] = list(_sections_of(before, one.path))
        markdown = session.facts.is_markdown(one.path)
        if any(
            (twin.name, twin.producer, twin.options) == (one.section.name, one.section.producer, one.section.options)
            and same(text, one.made, markdown=markdown, inline=is_inline(twin))
            for twin, text in known[one.path]
        ):
            edited.append(one)
    return tuple(edited)


def _sections_of(session: Session, path: str) -> Iterator[tuple[Section, str]]:
    """Each section of a document, and what is in it."""
    try:
        lines, claims = Lines(session.snapshot.text(path)), session.library.claims_of(path)
    except (GitError, Unreadable):
        return
    declared = [each for each in session.settings.derived if each.file == path]
    for section in sections(lines, claims, declared)[0]:
        yield section, inner(lines, section)


def _files(session: Session) -> tuple[str, ...]:
    """Documents with markers, and every file that the configuration names, there or not."""
    marked = [one.path for one in session.documents if one.derives and not one.problem]
    return tuple(dict.fromkeys([*marked, *(one.file for one in session.settings.derived)]))


def _of(session: Session, path: str) -> Iterable[Derived | Trouble]:
    try:
        text = session.snapshot.text(path)
    except Unreadable as error:
        names = [one.name for one in session.settings.derived if one.file == path]
        return [Trouble(path, None, name, f"cannot be derived: {error.reason}") for name in names]
    claims = session.library.claims_of(path)
    return [
        _trouble(path, one) if isinstance(one, Fault) else one
        for one in derivation(session.facts).of(path, text, claims)
    ]


def _trouble(path: str, fault: Fault) -> Trouble:
    return Trouble(path, fault.span.line if fault.span else None, fault.name, fault.message)


def _is_named(name: str, names: Sequence[str]) -> bool:
    return any(name == one or fnmatchcase(name, one) for one in names)


def _why(session: Session, names: Sequence[str], paths: Sequence[str]) -> str:
    root = session.snapshot.root
    known = list(
        dict.fromkeys(
            one.section.name for path in _files(session) for one in _of(session, path) if isinstance(one, Derived)
        )
    )
    if not known:
        return f"no derived section in {root}: `<!-- guard:begin toc -->` and `<!-- guard:end -->` make one"
    where = f" in {', '.join(paths)}" if paths else ""
    there = f"{', '.join(known[:_SHOWN])}{', ...' if len(known) > _SHOWN else ''}"
    if not names:
        return f"no derived section{where}: elsewhere there are {there}"
    meant = did_you_mean(names[0], known) if len(names) == 1 and names[0] not in known else ""
    return f"no section{where} is called {' or '.join(names)}: {meant or f'there are {there}'}"
