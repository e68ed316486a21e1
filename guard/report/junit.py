"""JUnit XML: a suite for each document, a case for each finding. What does not fail the run is told as skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

import msgspec

from guard.model import Finding, Verdict
from guard.report.context import Context
from guard.report.wording import RANKS, because, place, told


class _Case(msgspec.Struct, frozen=True):
    finding: Finding
    skipped: str
    """Why the finding does not fail the run; empty when it does."""


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    cases = sorted(_cases(verdict, context), key=lambda case: case.finding.path)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f'<testsuites name="guard"{_counts(cases) if cases else _counts_of_none()}>\n')
    for path, group in groupby(cases, key=lambda case: case.finding.path):
        suite = list(group)
        out.write(f"  <testsuite name={_attribute(path, context)}{_counts(suite)}>\n")
        out.writelines(f"{line}\n" for case in suite for line in _lines(case, context))
        out.write("  </testsuite>\n")
    if not cases:
        out.write(_every_claim_holds())
    out.write("</testsuites>\n")


def _cases(verdict: Verdict, context: Context) -> Iterator[_Case]:
    for finding in verdict.findings:
        counts = RANKS[finding.severity] <= RANKS[context.fail_on]
        yield _Case(finding, "" if counts else f"{finding.severity}: {told(finding)}")
    for aside in verdict.set_aside:
        yield _Case(aside.finding, f"set aside ({aside.how}): {aside.reason}")


def _lines(case: _Case, context: Context) -> Iterator[str]:
    finding = case.finding
    name = _attribute(f"{finding.rule} at {finding.span.line}:{finding.span.column}: {finding.subject}", context)
    where = f"classname={_attribute(finding.path, context)} file={_attribute(finding.path, context)}"
    yield f'    <testcase name={name} {where} line="{finding.span.line}">'
    if case.skipped:
        yield f"      <skipped message={_attribute(case.skipped, context)}/>"
    else:
        yield f"      <failure type={_attribute(finding.rule, context)} message={_attribute(told(finding), context)}>"
        for text in (f"{place(finding)}: {finding.message}", *map(because, finding.evidence)):
            yield escape(context.encode(text))
        yield "      </failure>"
    yield "    </testcase>"


def _counts(cases: Iterable[_Case]) -> str:
    skipped = [bool(case.skipped) for case in cases]
    failed = len(skipped) - sum(skipped)
    return f' tests="{len(skipped)}" failures="{failed}" errors="0" skipped="{sum(skipped)}"'


def _counts_of_none() -> str:
    return ' tests="1" failures="0" errors="0" skipped="0"'


def _every_claim_holds() -> str:
    """Readers of JUnit take a report without a case for a run that broke."""
    case = '    <testcase name="every claim holds" classname="guard"/>\n'
    return f'  <testsuite name="guard"{_counts_of_none()}>\n{case}  </testsuite>\n'


def _attribute(text: str, context: Context) -> str:
    return quoteattr(context.encode(text))
