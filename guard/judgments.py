"""The findings that guard makes about its own upkeep: comments, baseline and settings that no longer fit."""

from __future__ import annotations

from guard.model import Evidence, Finding, RuleInfo, Span

GROUP = "guard"

WITHOUT_REASON = RuleInfo(
    name="suppression-without-reason",
    group=GROUP,
    summary="A suppression must say why.",
    help="Whoever meets the comment later must be able to tell whether it is still right. Write the reason after the "
    "bracket: `guard: ignore[broken-link] the page is made by the release job`.",
)
UNKNOWN_RULE = RuleInfo(
    name="unknown-rule-in-suppression",
    group=GROUP,
    summary="A suppression must name rules or groups that exist.",
    help="A misspelt name sets nothing aside. `guard rules` lists every name. Findings of the group `guard` cannot be "
    "suppressed: what they speak of is mended by changing the comment, the baseline or the settings.",
)
UNUSED = RuleInfo(
    name="unused-suppression",
    group=GROUP,
    summary="A suppression must set something aside.",
    help="What it was written for is gone, so it would only hide the next mistake. Delete the comment, or the names in "
    "it that do nothing. A suppression of a rule that is not active is left alone.",
    fixable=True,
)
EXPIRED = RuleInfo(
    name="expired-suppression",
    group=GROUP,
    summary="A suppression holds no longer than its date.",
    help="After the day in `until=` the comment has no effect and what it hid counts again. Mend that and delete the "
    "comment, or give it a new date.",
)
MALFORMED = RuleInfo(
    name="malformed-suppression",
    group=GROUP,
    summary="A suppression must be written so that guard can follow it.",
    help="The forms are `guard: ignore[rule, group] reason until=2027-01-31`, `guard: ignore-file[...] reason`, "
    "`guard: off[...] reason` and `guard: on[...]`.",
)
STALE = RuleInfo(
    name="stale-baseline",
    group=GROUP,
    summary="An entry of the baseline must still match a finding.",
    help="The finding is gone, which is good: `guard baseline update` takes the entry out, so that it cannot hide the "
    "same mistake when it comes back.",
)
USELESS_EXCLUDE = RuleInfo(
    name="useless-exclude",
    group=GROUP,
    summary="A pattern in `exclude` must match a file.",
    help="A pattern that matches nothing is a leftover or a misspelling. Patterns are relative to the repository's "
    "root and written as in .gitignore.",
)
UNKNOWN_STATUS = RuleInfo(
    name="unknown-status",
    group=GROUP,
    summary="A document that says its status must name one that exists.",
    help="`guard: historical` in the front matter says what a document promises. A misspelt word says nothing, and the document "
    "is held to what its name says.",
)
MISSING_FILE = RuleInfo(
    name="unknown-derived-file",
    group=GROUP,
    summary="A file that `[[derived]]` names must be there.",
    help="A section is derived in a file of the repository. The path is relative to its root; a file that was renamed has to be renamed "
    "in the settings as well.",
)
MISSING_CONTRACT_FILE = RuleInfo(
    name="unknown-contract-file",
    group=GROUP,
    summary="A document that a contract is about must be there.",
    help="A contract with a `file` holds that one document, and holds nothing where there is none. The path is relative to the "
    "repository's root; a file that was renamed has to be renamed in the settings as well.",
)

JUDGMENTS = (
    WITHOUT_REASON,
    UNKNOWN_RULE,
    UNUSED,
    EXPIRED,
    MALFORMED,
    STALE,
    USELESS_EXCLUDE,
    UNKNOWN_STATUS,
    MISSING_FILE,
    MISSING_CONTRACT_FILE,
)


def judgment(info: RuleInfo, place: tuple[str, Span], message: str, *, subject: str, evidence: str) -> Finding:
    """`place` is a path and the span there."""
    return Finding(
        path=place[0],
        span=place[1],
        message=message,
        subject=subject,
        evidence=(Evidence(evidence),),
        target=subject,
        rule=info.name,
        group=GROUP,
        severity=info.severity,
    )
