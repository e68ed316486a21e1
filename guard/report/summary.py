"""What the whole verdict comes to: the last lines of every format that is for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guard.model import Verdict
from guard.report.context import Context
from guard.report.wording import RANKS, fixed_by, number, severities

_WAYS = {"suppression": "by suppressions", "baseline": "by the baseline"}


def summary(verdict: Verdict, context: Context) -> list[str]:
    """Lines that are ready to print."""
    outcome = sentences(verdict, context)
    line = " ".join(outcome)
    return [
        *(_statistics(verdict, context) if context.statistics else ()),
        *([line] if len(line) <= context.width else outcome),
    ]


def sentences(verdict: Verdict, context: Context) -> list[str]:
    if verdict.findings or verdict.set_aside:
        return [_findings(verdict, context), _held(verdict)]
    return [_all_hold(verdict) if verdict.documents else "No document was checked."]


def _all_hold(verdict: Verdict) -> str:
    documents = number(verdict.documents, "document")
    unjudged = _unjudged(verdict)
    tail = f"; {unjudged}." if unjudged else "."
    if verdict.claims == 0:
        return f"Nothing to hold against the facts in {documents}{tail}"
    if verdict.claims == 1:
        return f"The only claim of {documents} holds{tail}"
    return f"All {verdict.claims:,} claims of {documents} hold{tail}"


def _findings(verdict: Verdict, context: Context) -> str:
    findings = verdict.findings
    set_aside = _set_aside(verdict)
    if not findings:
        return f"No finding counts; {set_aside}."
    documents = number(len({finding.path for finding in findings}), "document")
    parts = [
        f"{number(len(findings), 'finding')} ({severities(findings)}) in {documents}",
        _fixable(verdict),
        set_aside,
    ]
    text = "; ".join(part for part in parts if part)
    if all(RANKS[finding.severity] > RANKS[context.fail_on] for finding in findings):
        text += f"; none fails the run (--fail-on {context.fail_on})"
    return f"{text}."


def _fixable(verdict: Verdict) -> str:
    options = Counter(map(fixed_by, verdict.findings))
    parts = [f"{options[option]:,} {{}}with {option}" for option in ("--fix", "--unsafe-fixes") if options[option]]
    return ", ".join(part.format("more " if index else "can be fixed ") for index, part in enumerate(parts))


def _set_aside(verdict: Verdict) -> str:
    ways = Counter(_WAYS[aside.how] for aside in verdict.set_aside)
    if not ways:
        return ""
    count = f"{len(verdict.set_aside):,} set aside"
    if len(ways) == 1:
        return f"{count} {next(iter(ways))}"
    return f"{count} ({', '.join(f'{ways[way]:,} {way}' for way in _WAYS.values())})"


def _held(verdict: Verdict) -> str:
    parts = [number(verdict.documents, "document"), f"{number(verdict.claims, 'claim')} held", _unjudged(verdict)]
    return f"{', '.join(part for part in parts if part)}."


def _unjudged(verdict: Verdict) -> str:
    count = sum(count for _, count in verdict.unjudged)
    return f"{count:,} unjudged" if count else ""


def _statistics(verdict: Verdict, context: Context) -> Iterator[str]:
    by_rule = Counter(finding.rule for finding in verdict.findings)
    ordered = sorted(by_rule.items(), key=lambda item: (-item[1], item[0]))
    yield from _table("Findings by rule", ordered, context)
    yield from _table("Unjudged by reason", list(verdict.unjudged), context)


def _table(title: str, rows: list[tuple[str, int]], context: Context) -> Iterator[str]:
    if not rows:
        return
    room = max(len(f"{count:,}") for _, count in rows)
    yield f"{title}:"
    for name, count in rows:
        yield f"  {count:>{room},}  {context.encode(name)}"
    yield ""
