"""What every floor speaks of: places, findings, evidence, edits. Frozen values; nothing of guard is imported here."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from guard.documents.claims import Comment

Severity = Literal["error", "warning", "info"]


class Status(Enum):
    """What a document promises (docs/glossary.md)."""

    LIVING = "living"
    HISTORICAL = "historical"
    LEDGER = "ledger"
    GENERATED = "generated"
    PROPOSAL = "proposal"


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of a document. Lines and columns count from 1, columns in code points; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def covers(self, line: int) -> bool:
        return self.line <= line <= self.end_line


class Evidence(msgspec.Struct, frozen=True, omit_defaults=False):
    """Why a finding is believed. Also names a related place. `path` is relative to the root; `commit` is a full hash."""

    text: str
    path: str | None = None
    line: int | None = None
    commit: str | None = None


class Edit(msgspec.Struct, frozen=True):
    """The replacement of one span of one document."""

    path: str
    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True):
    """Edits that belong together. Safe when exactly one answer is right; otherwise a suggestion."""

    safe: bool
    edits: tuple[Edit, ...]


class Finding(msgspec.Struct, frozen=True):
    """A claim that the facts contradict.

    `subject` is the wrong thing in the document's own words. `target` is what it resolves to and groups findings that one
    cause broke (the subject where nothing better is known). `heading` is the path of headings above the place. `rule`,
    `group` and `severity` are filled in by the engine, so that a rule need not know its own name.
    """

    path: str
    span: Span
    message: str
    subject: str
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None
    related: tuple[Evidence, ...] = ()
    target: str = ""
    heading: tuple[str, ...] = ()
    rule: str = ""
    group: str = ""
    severity: Severity = "warning"


class Unjudged(msgspec.Struct, frozen=True):
    """A claim that guard met and could not decide, with the reason in a few words (it is a key for counting)."""

    reason: str


class Holds(Enum):
    """The outcome of a claim that the facts confirm."""

    HOLDS = "holds"


HOLDS = Holds.HOLDS

Outcome = Finding | Unjudged | Literal[Holds.HOLDS]


class Held(msgspec.Struct, frozen=True):
    """What came of holding documents against facts, before anything is set aside.

    `unjudged` counts claims by reason, `judged` outcomes by rule. `comments` go by the document's path. `paths` are the
    documents that were held where not all of the repository's were: of the others nothing can be said.
    """

    findings: tuple[Finding, ...]
    unjudged: dict[str, int]
    documents: int
    claims: int
    comments: dict[str, tuple[Comment, ...]]
    judged: dict[str, int]
    paths: frozenset[str] | None = None


class SetAside(msgspec.Struct, frozen=True):
    """A finding that does not count, and why. `path` and `line` are where the suppression stands."""

    finding: Finding
    how: Literal["suppression", "baseline"]
    reason: str
    path: str | None = None
    line: int | None = None


class RuleInfo(msgspec.Struct, frozen=True):
    """What people are told of a rule: `summary` is one line, `help` its page in Markdown."""

    name: str
    group: str
    summary: str
    help: str
    severity: Severity = "warning"
    preview: bool = False
    fixable: bool = False


class Verdict(msgspec.Struct, frozen=True):
    """The findings that count, those set aside, and what was held to get there.

    `unjudged` counts claims by reason, most first. `claims` are those that were judged. `rules` are the active ones.
    """

    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    unjudged: tuple[tuple[str, int], ...]
    documents: int
    claims: int
    rules: tuple[RuleInfo, ...]
