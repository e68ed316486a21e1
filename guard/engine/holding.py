"""The middle of the flow: documents and facts in, findings out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple

import msgspec

from guard.catalog import Active
from guard.documents import Document
from guard.documents.languages import is_markdown
from guard.engine.choosing import Candidate
from guard.engine.library import Library
from guard.engine.sharing import beside, shares
from guard.facts import Facts
from guard.model import Finding, Held, Unjudged
from guard.snapshot import Snapshot

_POINTER = re.compile(rb"\.mdx?#(?=\w)")
_BEFORE = re.compile(rb"[^\w./-]")
_LONGEST = 200
_FEW = 3
"""Of a name that more documents bear than that (README.md), few will be meant."""

Progress = Callable[[int, int], None]
"""Told how many documents are done, of how many."""


def hold(  # noqa: PLR0913 - each is a thing of its own
    snapshot: Snapshot,
    documents: Sequence[Candidate],
    rules: Sequence[Active],
    library: Library,
    facts: Facts,
    *,
    progress: Progress | None = None,
) -> Held:
    """Every document against every rule that reads documents of its status. `documents` are those to be held."""
    wanted = [c for c in documents if not c.problem and any(_reads(rule, c) for rule in rules)]
    library.load([*(candidate.path for candidate in wanted), *pointed_at(snapshot, wanted)])
    work = _Work(snapshot, wanted, rules, library, facts)
    own, other = shares(rules, sum(len(snapshot.read(candidate.path)) for candidate in wanted))
    if other:
        library.release()  # a connection must not be shared with a worker
        with beside(lambda: msgspec.msgpack.encode(work.share(other))) as answer:
            mine = work.share(own, progress)
            theirs = answer()
        parts = [mine, msgspec.msgpack.decode(theirs, type=Share) if theirs else work.share(other)]
    else:
        parts = [work.share(own, progress)]
    for part in parts:
        snapshot.asked.update(part.asked)
    unjudged: Counter[str] = Counter(f"not read: {c.problem}" for c in documents if c.problem)
    comments = {}
    for candidate in wanted:
        claims = library.claims_of(candidate.path)
        comments[candidate.path] = claims.comments
        unjudged.update(f"not read: {unread.reason}" for unread in claims.unread)
    judged: Counter[str] = Counter()
    for part in parts:
        unjudged.update(part.unjudged)
        judged.update(part.judged)
    placed = sorted((place for part in parts for place in part.findings), key=lambda place: place[:2])
    return Held(
        findings=tuple(finding for _, _, several in placed for finding in several),
        unjudged=dict(unjudged),
        documents=len(wanted),
        claims=sum(judged.values()),
        comments=comments,
        judged=dict(judged),
    )


def pointed_at(snapshot: Snapshot, wanted: Sequence[Candidate]) -> list[str]:
    """Documents that are not to be held, but whose headings the others point to: read together with those, they cost less."""
    held = {candidate.path for candidate in wanted}
    found: set[str] = set()
    names: set[str] = set()
    for path, content in snapshot.glances(sorted(held)):
        for target in pointers(content):
            places = {normpath(join(folder, target.lstrip("/"))) for folder in (dirname(path), "")}
            there = {place for place in places if place in snapshot.entries}
            found |= there
            if not there:
                names.add(basename(target))
    named: dict[str, list[str]] = {}
    for path in snapshot.entries if names else ():
        if (name := basename(path)) in names:
            named.setdefault(name, []).append(path)
    found.update(path for paths in named.values() if len(paths) <= _FEW for path in paths)
    return sorted(path for path in found - held if is_markdown(path))


def pointers(content: bytes) -> set[str]:
    """`../guide.md` of every `../guide.md#place`. Looking back from each ending is much faster than forward to it."""
    found = {content[max(0, ending.start() - _LONGEST) : ending.end() - 1] for ending in _POINTER.finditer(content)}
    return {_BEFORE.split(lead)[-1].decode("utf-8", "replace") for lead in found}


class Share(msgspec.Struct, frozen=True):
    """What came of some of the rules. `findings` stand with the numbers of their document and their rule; `asked` is what
    the disk was asked meanwhile."""

    findings: list[tuple[int, int, list[Finding]]]
    unjudged: dict[str, int]
    judged: dict[str, int]
    asked: dict[str, bool]


class _Work(NamedTuple):
    snapshot: Snapshot
    wanted: Sequence[Candidate]
    rules: Sequence[Active]
    library: Library
    facts: Facts

    def share(self, numbers: Sequence[int], progress: Progress | None = None) -> Share:
        """Every document against the rules of these numbers."""
        unjudged: Counter[str] = Counter()
        judged: Counter[str] = Counter()
        findings: list[tuple[int, int, list[Finding]]] = []
        for place, candidate in enumerate(self.wanted):
            document = open_document(self.snapshot, candidate, self.library)
            for number in numbers:
                rule = self.rules[number]
                if _reads(rule, candidate) and (found := list(hold_one(document, rule, self.facts, judged, unjudged))):
                    findings.append((place, number, found))
            if progress:
                progress(place + 1, len(self.wanted))
        return Share(findings, dict(unjudged), dict(judged), dict(self.snapshot.asked))


def _reads(rule: Active, candidate: Candidate) -> bool:
    return rule.reads(candidate.path, candidate.status, derives=candidate.derives)


def open_document(snapshot: Snapshot, candidate: Candidate, library: Library) -> Document:
    claims = library.claims_of(candidate.path)
    text = snapshot.text(candidate.path)
    return Document(candidate.path, text, claims, language=candidate.language, status=candidate.status)


def hold_one(
    document: Document, rule: Active, facts: Facts, judged: Counter[str], unjudged: Counter[str]
) -> Iterator[Finding]:
    """One document against one rule: yields findings, counts the rest."""
    for outcome in rule.check(document, facts):
        if isinstance(outcome, Unjudged):
            unjudged[outcome.reason] += 1
            continue
        judged[rule.name] += 1
        if isinstance(outcome, Finding):
            yield msgspec.structs.replace(outcome, rule=rule.name, group=rule.entry.group, severity=rule.severity)
