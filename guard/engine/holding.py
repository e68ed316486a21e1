"""The middle of the flow: documents and facts in, findings out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from guard.catalog import Active
from guard.documents import Document
from guard.engine.choosing import Candidate
from guard.engine.library import Library
from guard.facts import Facts
from guard.model import Finding, Held, Unjudged
from guard.snapshot import Snapshot

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
    library.load(candidate.path for candidate in wanted)
    findings: list[Finding] = []
    unjudged: Counter[str] = Counter(f"not read: {c.problem}" for c in documents if c.problem)
    judged: Counter[str] = Counter()
    comments = {}
    for done, candidate in enumerate(wanted):
        document = open_document(snapshot, candidate, library)
        comments[candidate.path] = document.claims.comments
        unjudged.update(f"not read: {unread.reason}" for unread in document.claims.unread)
        for rule in rules:
            if _reads(rule, candidate):
                findings.extend(hold_one(document, rule, facts, judged, unjudged))
        if progress:
            progress(done + 1, len(wanted))
    return Held(
        findings=tuple(findings),
        unjudged=dict(unjudged),
        documents=len(wanted),
        claims=sum(judged.values()),
        comments=comments,
        judged=dict(judged),
    )


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
