"""guard's findings as test items: for the plugin, and for a repository's own contract tests.

from guard.testing import contract

test_links = contract("links")
test_paths = contract("missing-path", "stale-tree", paths=["docs"])
"""

from __future__ import annotations

import os
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
from guard.report.encode import visible
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
        return self._shared().get((path, rule), [])

    def of_no_document(self) -> list[Finding]:
        """The findings that no pair of document and rule has: about the settings, the baseline."""
        pairs = {(path, rule) for path, rules in _pairs(self.session) for rule in rules}
        return [finding for pair, found in self._shared().items() if pair not in pairs for finding in found]

    def _shared(self) -> dict[tuple[str, str], list[Finding]]:
        if self._shares is None:
            self._shares = self._hold()
        return self._shares

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
    """One rule held on one document; without a document, what is found in none."""

    findings: Findings
    document: str
    rule: str

    def runtest(self) -> None:
        findings = self.findings
        found = findings.of(self.document, self.rule) if self.document else findings.of_no_document()
        if found:
            raise GuardFailure(self.findings.told(found))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        if isinstance(excinfo.value, GuardFailure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{visible(self.document)}: {self.rule}" if self.document else self.name


class _Documents(pytest.Collector):
    """The parent of a document's items; they are made all at once, so it collects nothing itself."""

    def collect(self) -> list[pytest.Item]:
        return []


class GuardFile(pytest.File):
    """A document that was named on the command line, as pytest goes down to one of its items."""

    findings: Findings
    document: str

    def collect(self) -> list[pytest.Collector]:
        rules = _Rules.from_parent(self, name="guard")
        rules.findings, rules.document = self.findings, self.document
        return [rules]


class _Rules(pytest.Collector):
    findings: Findings
    document: str

    def collect(self) -> list[pytest.Item]:
        names = next((rules for path, rules in _pairs(self.findings.session) if path == self.document), [])
        return [_item(self, self.findings, self.document, rule) for rule in names]


def _item(parent: pytest.Collector, findings: Findings, document: str, rule: str, **place: str) -> GuardItem:
    item: GuardItem = GuardItem.from_parent(parent, name=rule, **place)
    item.findings, item.document, item.rule = findings, document, rule
    item.add_marker("guard")
    return item


def items_of(session: pytest.Session, findings: Findings) -> list[GuardItem]:
    """An item for every rule and document of the repository, and one for what is found in no document."""
    items: list[GuardItem] = []
    for path, rules in _pairs(findings.session):
        shown = visible(_seen_from(session.config.rootpath, findings.session, path))
        parent = _Documents.from_parent(session, name=shown, nodeid=shown)
        items += [_item(parent, findings, path, rule, nodeid=f"{shown}::guard::{rule}") for rule in rules]
    parent = _Documents.from_parent(session, name="guard", nodeid="guard")
    return [*items, _item(parent, findings, "", "settings and baseline", nodeid="guard::settings and baseline")]


def file_of(parent: pytest.Collector, findings: Findings, file: Path) -> GuardFile | None:
    """The document at `file`, None for what is none."""
    root = Path(findings.session.snapshot.root)
    path = file.relative_to(root).as_posix() if root in file.parents else ""
    if not any(path == one for one, _ in _pairs(findings.session)):
        return None
    found: GuardFile = GuardFile.from_parent(parent, path=file)
    found.findings, found.document = findings, path
    return found


def _seen_from(folder: Path, session: Session, path: str) -> str:
    """A document's path as pytest names files: from its own root, which may be another folder than the repository's."""
    return Path(os.path.relpath(Path(session.snapshot.root, path), folder)).as_posix()


@cache
def findings_of(folder: Path, select: tuple[str, ...], *, preview: bool) -> Findings:
    """The findings of the repository that holds `folder`, held once. Raises pytest.UsageError."""
    return Findings(_open(folder, select, preview=preview))


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


def contract(*select: str, paths: Sequence[str] = (), folder: str | Path = ".") -> Callable[..., None]:
    """A test function, parametrized by document, that fails on the findings of the rules or groups in `select`.

    `paths` narrows it to documents at or below them (relative to the root); `folder` is anywhere in the repository.
    """
    findings = findings_of(Path(folder).resolve(), select, preview=False)
    rows = [
        pytest.param(path, rule, id=f"{visible(path)}::{rule}")
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
