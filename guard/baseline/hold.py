"""Holding findings against a baseline, and making it smaller."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from guard.baseline.entries import Baseline, Entry
from guard.fingerprint import fingerprints
from guard.judgments import GROUP, STALE, judgment
from guard.model import Finding, SetAside, Span, Verdict

_SHOWN = 200


class Scope(msgspec.Struct, frozen=True):
    """What was judged: an entry about anything else may still be right.

    `rules` are the active ones, `known` all that there are. `paths` are the documents; None stands for all of them.
    """

    rules: frozenset[str]
    known: frozenset[str]
    paths: frozenset[str] | None = None

    def covers(self, entry: Entry) -> bool:
        judged = entry.rule in self.rules or entry.rule not in self.known
        return judged and (self.paths is None or entry.path in self.paths)


class Applied(msgspec.Struct, frozen=True):
    left: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    stale: tuple[Finding, ...]


def apply(baseline: Baseline, findings: Iterable[tuple[Finding, str]], scope: Scope) -> Applied:
    """`findings` come with their fingerprints, taken while all findings of their documents were together."""
    numbers = {entry.fingerprint: number for number, entry in enumerate(baseline.entries)}
    left: list[Finding] = []
    aside: list[SetAside] = []
    matched: set[str] = set()
    for finding, fingerprint in findings:
        if fingerprint not in numbers:
            left.append(finding)
            continue
        matched.add(fingerprint)
        line = baseline.lines[numbers[fingerprint]] if baseline.lines else None
        aside.append(SetAside(finding, "baseline", "there when guard was adopted", baseline.path, line))
    stale = tuple(
        _stale(baseline, number, entry)
        for number, entry in enumerate(baseline.entries)
        if entry.fingerprint not in matched and scope.covers(entry)
    )
    return Applied(tuple(left), tuple(aside), stale)


def create(verdict: Verdict, path: str) -> Baseline:
    """A baseline at `path` of every finding that counts. guard's judgments of its own upkeep are not put off."""
    counting, _ = _prints(verdict)
    return Baseline(path, tuple(_entry(finding, fingerprint) for finding, fingerprint in counting))


def update(baseline: Baseline, verdict: Verdict, scope: Scope) -> Baseline:
    """`baseline` without the entries that no longer match. `verdict` is the one that was made with it."""
    _, aside = _prints(verdict)
    matched = {fingerprint for held, fingerprint in aside if held.how == "baseline"}
    kept = [entry for entry in baseline.entries if entry.fingerprint in matched or not scope.covers(entry)]
    return Baseline(baseline.path, tuple(kept))


def prune(baseline: Baseline, paths: Iterable[str], known: Iterable[str]) -> Baseline:
    """`baseline` without entries about files or rules that are no more. Needs no check of the documents."""
    paths, known = frozenset(paths), frozenset(known)
    kept = [entry for entry in baseline.entries if entry.path in paths and entry.rule in known]
    return Baseline(baseline.path, tuple(kept))


def _prints(verdict: Verdict) -> tuple[list[tuple[Finding, str]], list[tuple[SetAside, str]]]:
    """The findings that count and those set aside, with the fingerprints that they have all together."""
    counting = [finding for finding in verdict.findings if finding.group != GROUP]
    prints = fingerprints([*counting, *(held.finding for held in verdict.set_aside)])
    split = len(counting)
    return list(zip(counting, prints, strict=False)), list(zip(verdict.set_aside, prints[split:], strict=True))


def _entry(finding: Finding, fingerprint: str) -> Entry:
    return Entry(fingerprint, finding.rule, finding.path, finding.subject[:_SHOWN])


def _stale(baseline: Baseline, number: int, entry: Entry) -> Finding:
    line = baseline.lines[number] if baseline.lines else 1
    message = f"baseline entry matches nothing: {entry.rule} in {entry.path}: {entry.subject}"
    found = judgment(
        STALE,
        (baseline.path, Span(line, 1, line, 1)),
        message,
        subject=entry.fingerprint,
        evidence="guard baseline update takes it out",
    )
    return msgspec.structs.replace(found, target=baseline.path)
