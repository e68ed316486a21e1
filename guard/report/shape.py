"""The shape of the `json` format: what programs that read it may rely on. docs/report.schema.json is its schema."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from guard import model

Count = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1, description="Counts from 1.")]
Column = Annotated[int, Meta(ge=1, description="Counts code points from 1.")]
EndColumn = Annotated[int, Meta(ge=1, description="Counts code points from 1. The character there is no part of it.")]
Path = Annotated[str, Meta(description="Relative to the root of the repository, with forward slashes.")]


class Evidence(msgspec.Struct, frozen=True):
    """Why a finding is believed, or a related place."""

    text: str
    path: Path | None
    line: Line | None
    commit: Annotated[str | None, Meta(description="A full hash.")]


class Edit(msgspec.Struct, frozen=True):
    """The replacement of one stretch of one document."""

    path: Path
    line: Line
    column: Column
    end_line: Line
    end_column: EndColumn
    text: Annotated[str, Meta(description="What stands there afterwards.")]


class Fix(msgspec.Struct, frozen=True):
    """Edits that belong together."""

    safe: Annotated[bool, Meta(description="Exactly one answer is right. Otherwise the edits are a suggestion.")]
    edits: tuple[Edit, ...]


class Finding(msgspec.Struct, frozen=True):
    """A claim that the facts contradict."""

    rule: str
    group: str
    path: Path
    line: Line
    column: Column
    end_line: Line
    end_column: EndColumn
    message: str
    subject: Annotated[str, Meta(description="The wrong thing, in the document's own words.")]
    severity: model.Severity
    evidence: tuple[Evidence, ...]
    fix: Fix | None
    related: tuple[Evidence, ...]


class SetAside(msgspec.Struct, frozen=True):
    """A finding that does not count."""

    finding: Finding
    how: Literal["suppression", "baseline"]
    reason: str
    path: Annotated[Path | None, Meta(description="The document in which the suppression stands.")]
    line: Line | None


class Unjudged(msgspec.Struct, frozen=True):
    """Claims that could not be decided."""

    reason: str
    count: Count


class Report(msgspec.Struct, frozen=True):
    """What `guard check --output-format json` says."""

    version: Annotated[str, Meta(description="The version of guard.")]
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    unjudged: tuple[Unjudged, ...]
    documents: Annotated[Count, Meta(description="How many documents were checked.")]
    claims: Annotated[Count, Meta(description="How many claims were judged.")]


def report(verdict: model.Verdict, version: str) -> Report:
    return Report(
        version=version,
        findings=tuple(map(finding, verdict.findings)),
        set_aside=tuple(map(_set_aside, verdict.set_aside)),
        unjudged=tuple(Unjudged(reason, count) for reason, count in verdict.unjudged),
        documents=verdict.documents,
        claims=verdict.claims,
    )


def finding(source: model.Finding) -> Finding:
    return Finding(
        rule=source.rule,
        group=source.group,
        path=source.path,
        line=source.span.line,
        column=source.span.column,
        end_line=source.span.end_line,
        end_column=source.span.end_column,
        message=source.message,
        subject=source.subject,
        severity=source.severity,
        evidence=tuple(map(_evidence, source.evidence)),
        fix=None if source.fix is None else Fix(source.fix.safe, tuple(map(_edit, source.fix.edits))),
        related=tuple(map(_evidence, source.related)),
    )


def _evidence(source: model.Evidence) -> Evidence:
    return Evidence(source.text, source.path, source.line, source.commit)


def _edit(source: model.Edit) -> Edit:
    span = source.span
    return Edit(
        path=source.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        text=source.text,
    )


def _set_aside(source: model.SetAside) -> SetAside:
    return SetAside(
        finding=finding(source.finding),
        how=source.how,
        reason=source.reason,
        path=source.path,
        line=source.line,
    )
