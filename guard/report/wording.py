"""How a finding is put into words. Nothing here is safe to print before it is encoded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from guard.model import Evidence, Finding, Severity

RANKS: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def place(finding: Finding) -> str:
    return f"{finding.path}:{finding.span.line}:{finding.span.column}"


def told(finding: Finding) -> str:
    """The message with the first piece of evidence, for formats that give a finding one line."""
    if not finding.evidence or finding.evidence[0].text in finding.message:
        return finding.message
    evidence = finding.evidence[0]
    return f"{finding.message} ({'; '.join((evidence.text, *_read_from(evidence)))})"


def because(evidence: Evidence) -> str:
    """The evidence with the place and the commit that it was read from."""
    read_from = ", ".join(_read_from(evidence))
    return f"{evidence.text} ({read_from})" if read_from else evidence.text


def _read_from(evidence: Evidence) -> list[str]:
    """What the text does not name already."""
    return [where for where in (_where(evidence), _commit(evidence)) if where and where not in evidence.text]


def _where(evidence: Evidence) -> str:
    if evidence.path is None:
        return ""
    return evidence.path if evidence.line is None else f"{evidence.path}:{evidence.line}"


def _commit(evidence: Evidence) -> str:
    return (evidence.commit or "")[:7]


def fixed_by(finding: Finding) -> str:
    """The option that applies the finding's fix; empty without one."""
    if finding.fix is None:
        return ""
    return "--fix" if finding.fix.safe else "--unsafe-fixes"


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: RANKS[finding.severity])


def severities(findings: Iterable[Finding]) -> str:
    """`9 errors, 3 warnings`."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        number(counts[severity], severity, severity if severity == "info" else f"{severity}s")
        for severity in RANKS
        if counts[severity]
    )


def number(count: int, one: str, many: str = "") -> str:
    """`1 document`, `3,412 claims`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
