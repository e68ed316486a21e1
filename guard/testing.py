"""guard's findings as test items: for the plugin, and for a repository's own contract tests.

from guard.testing import contract

test_links = contract("links")
test_paths = contract("missing-path", "stale-tree", paths=["docs"])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from guard.baseline import BaselineError
from guard.baseline import load as load_baseline
from guard.documents.lines import Lines
from guard.model import Finding, Severity, Verdict
from guard.session import NothingToCheck, Session
from guard.settings import SettingsError
from guard.snapshot import GitError, Unreadable
from guard.verdict import judge

_GRAVITY: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}
OWN = "guard"
"""The item of a document that bears guard's own judgments: suppressions and baseline entries that do nothing."""


class Findings:
    """One run over a repository, made when the first item asks, and its verdict by document and rule."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._shares: dict[tuple[str, str], list[Finding]] | None = None
        self._verdict: Verdict | None = None

    def of(self, path: str, rule: str) -> list[Finding]:
        """The findings of `rule` in the document at `path` that fail a run."""
        if self._shares is None:
            self._shares = self._hold()
        return self._shares.get((path, rule), [])

    def _hold(self) -> dict[tuple[str, str], list[Finding]]:
        session = self.session
        self._verdict = judge(
            session.hold(),
            session.rules,
            session.settings,
            today=datetime.now(UTC).date(),
            baseline=load_baseline(session.snapshot, session.settings.baseline),
        )
        shares: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self._verdict.findings:
            if _GRAVITY[finding.severity] >= _GRAVITY[session.settings.fail_on]:
                shares[finding.path, OWN if finding.group == "guard" else finding.rule].append(finding)
        return shares

    def told(self, findings: Sequence[Finding]) -> str:
        """Findings as `guard check` tells them, without the summary."""
        from guard import __version__
        from guard.report.context import Context
        from guard.report.full import write

        out = StringIO()
        verdict = Verdict(tuple(findings), (), (), 0, 0, ())
        write(verdict, out, context=Context(sources=self._lines, version=__version__, root=self.session.snapshot.root))
        return out.getvalue().rpartition("\n\n")[0]

    def _lines(self, path: str) -> list[str]:
        try:
            lines = Lines(self.session.snapshot.text(path))
        except Unreadable:
            return []
        return [lines.content(number) for number in range(1, len(lines) + 1)]


class GuardFailure(Exception):  # noqa: N818 - a finding, told without a traceback
    """Findings of one rule in one document; the text is the report."""


class GuardItem(pytest.Item):
    """One rule held on one document."""

    findings: Findings
    document: str
    rule: str

    def runtest(self) -> None:
        found = self.findings.of(self.document, self.rule)
        if found:
            raise GuardFailure(self.findings.told(found))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        if isinstance(excinfo.value, GuardFailure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.document}: {self.rule}"


class _Documents(pytest.Collector):
    """The parent of a document's items; they are made all at once, so it collects nothing itself."""

    def collect(self) -> list[pytest.Item]:
        return []


def items_of(session: pytest.Session, folder: Path, select: tuple[str, ...], *, preview: bool) -> list[GuardItem]:
    """An item for every rule and document of the repository that holds `folder`. Raises pytest.UsageError."""
    findings = Findings(_open(folder, select, preview=preview))
    items: list[GuardItem] = []
    for path, rules in _pairs(findings.session):
        parent = _Documents.from_parent(session, name=path, nodeid=path)
        for rule in rules:
            item = GuardItem.from_parent(parent, name=rule, nodeid=f"{path}::guard::{rule}")
            item.findings, item.document, item.rule = findings, path, rule
            item.add_marker("guard")
            items.append(item)
    return items


def _open(folder: Path, select: tuple[str, ...], *, preview: bool) -> Session:
    flags: dict[str, object] = {"select": list(select)} if select else {}
    if preview:
        flags["preview"] = True
    try:
        session = Session.open(folder, flags=flags)
        if not any(True for _ in _pairs(session)):
            raise pytest.UsageError(f"guard: no living document in {session.snapshot.root}")
        load_baseline(session.snapshot, session.settings.baseline)
    except (SettingsError, GitError, NothingToCheck, BaselineError) as error:
        raise pytest.UsageError(f"guard: {error}") from None
    return session


def _pairs(session: Session) -> Iterable[tuple[str, list[str]]]:
    """Every document with the names of the rules that read it, guard's own judgments last."""
    for one in session.documents:
        rules = list(
            dict.fromkeys(rule.name for rule in session.rules if rule.reads(one.path, one.status, derives=one.derives))
        )
        if rules and not one.problem:
            yield one.path, [*rules, OWN]


@cache
def _shared(folder: Path, select: tuple[str, ...]) -> Findings:
    return Findings(_open(folder, select, preview=False))


def contract(*select: str, paths: Sequence[str] = (), folder: str | Path = ".") -> Callable[..., None]:
    """A test function, parametrized by document, that fails on the findings of the rules or groups in `select`.

    `paths` narrows it to documents at or below them (relative to the root); `folder` is anywhere in the repository.
    """
    findings = _shared(Path(folder).resolve(), select)
    rows = [
        pytest.param(path, rule, id=f"{path}::{rule}")
        for path, rules in _pairs(findings.session)
        for rule in rules
        if rule != OWN and (not paths or any(path == one or path.startswith(one.rstrip("/") + "/") for one in paths))
    ]
    if not rows:
        raise pytest.UsageError(f"guard: no living document at {', '.join(paths) or findings.session.snapshot.root}")

    @pytest.mark.parametrize(("document", "rule"), rows)
    def test(document: str, rule: str) -> None:
        found = findings.of(document, rule)
        if found:
            pytest.fail(findings.told(found), pytrace=False)

    return test
