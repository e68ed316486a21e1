"""SARIF 2.1.0, for code scanning.

Set-aside findings are there with their suppression, and every active rule is listed, so that resolved alerts close.
"""

from __future__ import annotations

from typing import TextIO

from guard.model import RuleInfo, Verdict
from guard.report import ascii_json
from guard.report.context import Context
from guard.report.encode import sarif_text
from guard.report.sarif_result import LEVELS, ROOT, Node, results, rule_id
from guard.report.wording import number

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST_RESULTS = 5_000


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    out.write(ascii_json.page({"version": "2.1.0", "$schema": _SCHEMA, "runs": [_run(verdict, context)]}))


def _run(verdict: Verdict, context: Context) -> Node:
    rules = _rules(verdict)
    told = results(verdict, {rule["id"]: index for index, rule in enumerate(rules)})
    cut = len(told) - _MOST_RESULTS
    return {
        "tool": {"driver": {"name": "guard", "version": context.version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(verdict, cut)}],
        "results": told[:_MOST_RESULTS],
        "properties": {
            "documents": verdict.documents,
            "claims": verdict.claims,
            "unjudged": sum(count for _, count in verdict.unjudged),
            "resultsOmitted": max(cut, 0),
        },
    }


def _notifications(verdict: Verdict, cut: int) -> list[Node]:
    texts = [("note", f"{number(count, 'claim')} unjudged: {reason}") for reason, count in verdict.unjudged]
    if cut > 0:
        kept = f"at most {_MOST_RESULTS:,} are reported, first those that count, the worst at the top"
        texts.append(("warning", f"{number(cut, 'result')} left out: {kept}"))
    return [{"level": level, "message": {"text": sarif_text(text)}} for level, text in texts]


def _rules(verdict: Verdict) -> list[Node]:
    rules = {rule_id(rule.name): _rule(rule) for rule in verdict.rules}
    for finding in (*verdict.findings, *(aside.finding for aside in verdict.set_aside)):
        name = rule_id(finding.rule)
        if name not in rules:
            rules[name] = {"id": name, "properties": {"tags": [sarif_text(finding.group)]}}
    return list(rules.values())


def _rule(rule: RuleInfo) -> Node:
    summary = sarif_text(rule.summary or rule.name)
    page = rule.help or summary
    return {
        "id": rule_id(rule.name),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [sarif_text(rule.group)], "preview": rule.preview, "fixable": rule.fixable},
    }
