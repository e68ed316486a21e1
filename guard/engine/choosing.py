"""Which files of a snapshot are documents, in which language, and what each promises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from posixpath import basename, dirname

import msgspec

from guard.documents.languages import language_of
from guard.documents.markdown import front
from guard.model import Status
from guard.settings import Settings
from guard.snapshot import Snapshot, Unreadable
from guard.status import CONFIGURATIONS, is_document_by_default, misspelt, older_pages, status_of

MARKS = ("guard:begin", "guard:end")
HEAD = 16_000
"""Code points at a document's beginning in which its front matter and its producer's mark are looked for."""


class Candidate(msgspec.Struct, frozen=True):
    """A file that is read as a document. `problem` says why it could not be read, "" when it could."""

    path: str
    language: str
    status: Status
    problem: str = ""
    misspelt: str = ""
    """What its front matter says of its status, if that is no status."""
    derives: bool = False
    """Whether it has derived sections, or markers of such."""


TEXT = "text"
"""The language of a file that is no document but has a derived section: nothing in it is a claim."""


def candidates(snapshot: Snapshot, settings: Settings) -> Iterator[Candidate]:
    """Every document of the snapshot, by path. Symlinks are not: what they lead to is there itself."""
    derived = {one.file for one in settings.derived}
    older = _older(snapshot)
    for path, entry in snapshot.entries.items():
        if entry.kind != "file" or not entry.present:
            continue
        language = _language(path, settings)
        if path in derived:
            language = language or language_of(path) or TEXT
        elif language is None or settings.exclude.match(path):
            continue
        yield _candidate(snapshot, settings, path, language, older)


def _language(path: str, settings: Settings) -> str | None:
    if settings.include.match(path):
        return language_of(path) or "markdown"
    return language_of(path) if is_document_by_default(path) else None


def _older(snapshot: Snapshot) -> frozenset[str]:
    """The pages that docs sites of the snapshot keep for older versions."""
    pages: set[str] = set()
    for path in snapshot.entries:
        if path.endswith(".json") and basename(path) in CONFIGURATIONS:
            with suppress(Unreadable):
                pages |= older_pages(dirname(path), snapshot.text(path))
    return frozenset(pages)


def _candidate(snapshot: Snapshot, settings: Settings, path: str, language: str, older: frozenset[str]) -> Candidate:
    try:
        text = snapshot.text(path)
    except Unreadable as error:
        return Candidate(path, language, Status.LIVING, error.reason)
    head = text[:HEAD]
    values = front.read(head.splitlines())[1] if language == "markdown" else {}
    return Candidate(
        path,
        language,
        status_of(path, values, settings, head=head, older=older),
        misspelt=misspelt(values),
        derives=any(mark in text for mark in MARKS) or any(one.file == path for one in settings.derived),
    )
