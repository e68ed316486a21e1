"""Judges what was held: by the settings, the suppressions, the baseline. What is set aside is kept, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from guard.baseline import Applied, Baseline, Scope, apply
from guard.catalog import Active, catalog, judgments
from guard.documents.lines import Lines
from guard.fingerprint import fingerprints
from guard.judgments import MISSING_CONTRACT_FILE, MISSING_FILE, UNKNOWN_STATUS, USELESS_EXCLUDE, judgment
from guard.model import Finding, Held, RuleInfo, Severity, Span, Status, Verdict
from guard.settings import Settings
from guard.suppressions import Names, suppress

_GRAVITY: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


def judge(  # noqa: PLR0913 - each is a thing of its own
    held: Held,
    active: Sequence[Active],
    settings: Settings,
    *,
    today: date,
    baseline: Baseline | None = None,
    text: Callable[[str], str] | None = None,
) -> Verdict:
    """`text` gives a document by its path: with it, comments that do nothing come with the edit that deletes them."""
    own = judgments(settings)
    findings = sorted(held.findings, key=_place)
    suppressed = suppress(findings, held.comments, _names(active), today=today, text=text)
    # Suppressed findings keep their number: a comment must not change what the baseline knows the others by.
    counting = [
        (finding, fingerprint)
        for finding, fingerprint, aside in zip(findings, fingerprints(findings), suppressed.set_aside, strict=True)
        if aside is None
    ]
    if baseline is None:
        applied = Applied(tuple(finding for finding, _ in counting), (), ())
    else:
        applied = apply(baseline, counting, scope(held, active))
    upkeep = _that_count((*suppressed.judgments, *applied.stale), own)
    aside = [*(aside for aside in suppressed.set_aside if aside), *applied.set_aside]
    return Verdict(
        findings=tuple(sorted((*applied.left, *upkeep), key=_place)),
        set_aside=tuple(sorted(aside, key=lambda aside: _place(aside.finding))),
        unjudged=tuple(sorted(held.unjudged.items(), key=lambda counted: (-counted[1], counted[0]))),
        documents=held.documents,
        claims=held.claims,
        rules=(*_infos(active), *own),
    )


def scope(held: Held, active: Iterable[Active]) -> Scope:
    """What a baseline may be held against."""
    known = frozenset(entry.name for entry in catalog())
    rules = frozenset(one.name for one in active)
    return Scope(rules=rules, known=known | rules, paths=held.paths)


def settings_findings(settings: Settings, paths: Iterable[str]) -> tuple[Finding, ...]:
    """What is wrong with the settings in the repository's own files, held against `paths`, all that there are."""
    paths = frozenset(paths)
    unmatched = set(settings.exclude.unmatched(paths)) if settings.exclude.patterns else set()
    findings = []
    for number, pattern in enumerate(settings.exclude.patterns):
        place = settings.origins.place(("exclude", number))
        if pattern in unmatched and place.span and place.path in paths:
            findings.append(
                judgment(
                    USELESS_EXCLUDE,
                    (place.path, place.span),
                    f"exclude matches no file: {pattern}",
                    subject=pattern,
                    evidence="patterns are relative to the repository's root",
                )
            )
    for one in settings.derived:
        if one.file not in paths and one.path in paths and one.span:
            told = f"no file to derive a section in: {one.file}"
            evidence = "paths are relative to the repository's root"
            findings.append(judgment(MISSING_FILE, (one.path, one.span), told, subject=one.file, evidence=evidence))
    findings += _contracts_without_file(settings, paths)
    return _that_count(findings, judgments(settings))


def _contracts_without_file(settings: Settings, paths: frozenset[str]) -> Iterator[Finding]:
    """A contract about one document is held in that document alone: without it, it would hold for nothing."""
    for contract in settings.contracts:
        file = contract.options.get("file")
        place = settings.origins.place(("contracts", contract.number, "file"))
        if not isinstance(file, str) or file in paths or contract.severity == "off":
            continue
        if place.path in paths and place.span:
            told = f"no document for the contract {contract.name or contract.type}: {file}"
            evidence = "paths are relative to the repository's root"
            yield judgment(MISSING_CONTRACT_FILE, (place.path, place.span), told, subject=file, evidence=evidence)


def status_findings(settings: Settings, words: Iterable[tuple[str, str, str]]) -> tuple[Finding, ...]:
    """What documents say of their status that is none: path, text and word of each."""
    known = ", ".join(status.value for status in Status)
    findings = [
        judgment(
            UNKNOWN_STATUS,
            (path, _said_at(text, word)),
            f"no status is called {word}",
            subject=word,
            evidence=f"there are {known}",
        )
        for path, text, word in words
    ]
    return _that_count(findings, judgments(settings))


def _said_at(text: str, word: str) -> Span:
    """Where the front matter says `guard: word`."""
    lines = Lines(text)
    for number in range(1, len(lines) + 1):
        line = lines.content(number)
        if line.lower().startswith("guard") and word in line:
            column = line.index(word, len("guard")) + 1
            return Span(number, column, number, column + len(word))
    return Span(1, 1, 1, 1)


def _names(active: Iterable[Active]) -> Names:
    entries = [one.entry for one in active]
    return Names(
        known=frozenset(word for entry in (*catalog(), *entries) for word in (entry.name, entry.group)),
        active=frozenset(word for entry in entries for word in (entry.name, entry.group)),
    )


def _that_count(findings: Iterable[Finding], own: Iterable[RuleInfo]) -> tuple[Finding, ...]:
    """guard's own judgments, with the severity that the settings give them and without those that they silence."""
    severities = {info.name: info.severity for info in own}
    return tuple(
        msgspec.structs.replace(finding, severity=severities[finding.rule])
        for finding in findings
        if finding.rule in severities
    )


def _infos(active: Iterable[Active]) -> Iterator[RuleInfo]:
    """One for each rule; contracts of one type share theirs, with the gravest severity of them."""
    gravest: dict[str, Active] = {}
    for one in active:
        before = gravest.get(one.name)
        if before is None or _GRAVITY[before.severity] < _GRAVITY[one.severity]:
            gravest[one.name] = one
    return (one.entry.info(one.severity) for one in gravest.values())


def _place(finding: Finding) -> tuple[str, Span, str, str]:
    return finding.path, finding.span, finding.rule, finding.message
