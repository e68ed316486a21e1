"""The derived sections of a whole repository: what each should be, and writing those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

import msgspec

from guard.derive import Derived, Fault, derivation
from guard.derive.fitting import inner
from guard.derive.meaning import same
from guard.derive.sections import sections
from guard.documents.lines import Lines
from guard.mend import Plan, apply
from guard.model import Edit, Span
from guard.session import NothingToCheck, Session
from guard.snapshot import GitError, Unreadable

ROUNDS = 5
"""A section may be made of a document that has sections itself; more turns than these mean that they chase each other."""


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
    if not found and not troubles:
        raise NothingToCheck(_why(session, names, paths))
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


def edited_by_hand(session: Session, one: Derived) -> bool:
    """Whether HEAD has what the source says, so that a person must have changed the section since."""
    git = session.snapshot.git
    if git is None or git.head is None:
        return False
    try:
        before = session.at(git.head)
        lines, claims = Lines(before.snapshot.text(one.path)), before.library.claims_of(one.path)
    except (GitError, Unreadable):
        return False
    declared = [each for each in session.settings.derived if each.file == one.path]
    twins = [each for each in sections(lines, claims, declared)[0] if each.name == one.section.name]
    markdown = session.facts.is_markdown(one.path)
    now = inner(Lines(session.snapshot.text(one.path)), one.section)
    wanted = one.new
    return any(same(inner(lines, twin), wanted, markdown=markdown) and now != inner(lines, twin) for twin in twins)


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
    return any(fnmatchcase(name, one) for one in names)


def _why(session: Session, names: Sequence[str], paths: Sequence[str]) -> str:
    if names or paths:
        known = dict.fromkeys(one.section.name for one in _all(session))
        asked = " ".join([*names, *(f"in {path}" for path in paths)])
        return (
            f"no section is called {asked}: there are {', '.join(known)}"
            if known
            else f"no derived section at all, so none is called {asked}"
        )
    return (
        f"no derived section in {session.snapshot.root}: `<!-- guard:begin toc -->` and `<!-- guard:end -->` make one"
    )


def _all(session: Session) -> list[Derived]:
    return [one for path in _files(session) for one in _of(session, path) if isinstance(one, Derived)]
