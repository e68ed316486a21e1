"""Findings that one dead target explains, together."""

from __future__ import annotations

from collections.abc import Iterable

from guard.model import Finding


def by_cause(findings: Iterable[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """The first finding of each cause with the others of it, in the order of the first ones."""
    causes: dict[object, tuple[Finding, list[Finding]]] = {}
    for index, finding in enumerate(findings):
        target = finding.target or finding.subject
        cause = (finding.rule, target) if target else index
        if cause in causes:
            causes[cause][1].append(finding)
        else:
            causes[cause] = (finding, [])
    return list(causes.values())
