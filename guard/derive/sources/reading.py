"""Files that sources are read from: listed ones inside the repository, of a size that a document has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import normpath

import msgspec

from guard.derive.sources.error import SourceError
from guard.documents.claims import Claims
from guard.documents.lines import Lines
from guard.facts import Facts
from guard.model import Span
from guard.snapshot import Unreadable

LARGEST = 8 * 1024 * 1024
"""Bytes. What a section is made of is written by people, or reviewed by them."""


class Read(msgspec.Struct, frozen=True):
    """A source file. `claims` are those of a Markdown document, and empty for every other file."""

    path: str
    lines: Lines
    claims: Claims

    @property
    def text(self) -> str:
        return self.lines.text

    @property
    def hidden(self) -> tuple[Span, ...]:
        """The lines that begin in a code block or in a comment: they are not the document's own."""
        inside = (msgspec.structs.replace(one.span, line=one.span.line + 1) for one in self.claims.comments)
        return (*(fence.span for fence in self.claims.fences), *inside)


def inside(path: str) -> str:
    """`path`, relative to the root, in its plain form. Raises SourceError for what leads out of the repository."""
    plain = normpath(path) if path else "."
    if plain.startswith(("/", "..")) or "\\" in path or "\0" in path or plain.partition("/")[0] == ".git":
        raise SourceError(f"not a path inside the repository: {path}")
    return plain


def file(facts: Facts, path: str) -> Read:
    """The file at `path`, relative to the root. Raises SourceError."""
    plain = inside(path)
    try:
        data = facts.snapshot.read(plain)
    except Unreadable as error:
        raise SourceError(error.reason + _home(facts, plain), plain) from None
    if len(data) > LARGEST:
        raise SourceError(f"larger than {LARGEST // 1024 // 1024} MB", plain)
    text = facts.snapshot.text(plain)
    return Read(plain, Lines(text), facts.claims_of(plain) if facts.is_markdown(plain) else Claims())


def _home(facts: Facts, path: str) -> str:
    if facts.files.exists(path):
        return ""
    home = facts.homes.of(path)
    return f" ({home.evidence[0].text})" if home.evidence else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` (did you mean x?)`, or the first few that there are."""
    from rapidfuzz import process

    names: Sequence[str] = list(dict.fromkeys(known))
    found = process.extractOne(name, names, score_cutoff=70) if names else None
    if found:
        return f" (did you mean {found[0]}?)"
    return f" (there are {', '.join(names[:8])}{', ...' if len(names) > 8 else ''})" if names else ""
