"""One run: open, hold, judge, mend, tell."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from guard import changes
from guard.baseline import load as load_baseline
from guard.cli import console, options
from guard.cli.console import Formats
from guard.model import Finding, Severity, Verdict
from guard.session import Session
from guard.verdict import judge

_GRAVITY: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


def once(given: dict[str, Any], formats: Formats) -> int:
    """Does what the options `given` say, and returns the exit code."""
    session, paths = opened(given)
    try:
        verdict = judged(session, paths, given)
        if given["diff"]:
            return _show_diff(session, verdict, unsafe=given["unsafe_fixes"])
        if given["mend"]:
            _mend(session, verdict, unsafe=given["unsafe_fixes"], quiet=given["quiet"])
            session, paths = opened(given)
            verdict = judged(session, paths, given)
        report = told(session, verdict, given, formats)
        _remember(session, report)
    finally:
        session.close()
    return code_of(session, verdict, given)


def opened(given: dict[str, Any]) -> tuple[Session, tuple[str, ...]]:
    """The session of the repository that holds the first path, and all paths relative to its root."""
    written = [Path(path) for path in given["paths"]]
    for path in written:
        if not path.exists():
            raise click.BadParameter(f"{path}: no such file or folder", param_hint="PATHS")
    first = written[0] if written else Path()
    session = session_at(first if first.is_dir() else first.parent, given)
    return session, tuple(relative(path, Path(session.snapshot.root)) for path in written)


def session_at(folder: Path, given: dict[str, Any]) -> Session:
    return Session.open(
        folder,
        config=given["config"],
        isolated=given["isolated"],
        flags=options.flags(
            select=given["select"],
            ignore=given["ignore"],
            extend_select=given["extend_select"],
            preview=given["preview"],
            fail_on=given["fail_on"],
        ),
        cache_folder=options.cache_folder(no_cache=given["no_cache"], cache_dir=given["cache_dir"]),
        index=given["staged"],
    )


def relative(path: Path, root: Path) -> str:
    """`path` from the root. Raises BadParameter for one outside."""
    resolved = path.resolve()
    if resolved != root and root not in resolved.parents:
        raise click.BadParameter(f"{path} is not in {root}: check one repository at a time", param_hint="PATHS")
    return resolved.relative_to(root).as_posix()


def judged(session: Session, paths: Sequence[str], given: dict[str, Any]) -> Verdict:
    """The documents at `paths` held and judged; with --changed or --staged, what the change brought."""

    def judge_all(one: Session) -> Verdict:
        with console.progress(quiet=given["quiet"]) as advance:
            held = one.hold(paths, progress=advance)
        return judge(
            held,
            one.rules,
            one.settings,
            today=datetime.now(UTC).date(),
            baseline=load_baseline(one.snapshot, one.settings.baseline),
            text=one.snapshot.text,
        )

    ref = "HEAD" if given["staged"] else given["changed"]
    verdict = judge_all(session)
    if ref is None:
        return verdict
    if session.snapshot.git is None:
        raise click.UsageError(f"{session.snapshot.root} is not a git repository: what changed is asked of git")
    base = changes.base_of(session.snapshot.git, ref)
    return changes.brought(session, verdict, base, judge_all, index=given["staged"])


def told(session: Session, verdict: Verdict, given: dict[str, Any], formats: Formats) -> bytes | None:
    """Writes the reports. The bytes on the standard output, if that is all that was written."""
    context = console.context(
        session,
        color=given["color"],
        ascii_only=given["ascii_only"],
        statistics=given["statistics"] or given["verbose"],
        stream=sys.stdout,
    )
    noted = console.notes(session, quiet=given["quiet"])
    report = console.tell(verdict, formats, context)
    return None if noted else report


def code_of(session: Session, verdict: Verdict, given: dict[str, Any]) -> int:
    return 0 if given["exit_zero"] else int(any(_counts(finding, session) for finding in verdict.findings))


def _counts(finding: Finding, session: Session) -> bool:
    return _GRAVITY[finding.severity] >= _GRAVITY[session.settings.fail_on]


def _remember(session: Session, report: bytes | None) -> None:
    """Lets the program print this again as long as nothing changes (guard.cli.replay)."""
    memory = click.get_current_context().obj
    memory.root, memory.asked, memory.report = session.snapshot.root, session.snapshot.asked, report


def _show_diff(session: Session, verdict: Verdict, *, unsafe: bool) -> int:
    from guard.mend import splice

    plan = planned(session, verdict, unsafe=unsafe)
    for path, edits in plan.edits.items():
        before = session.snapshot.read(path)
        console.show_diff(path, before, splice(before, edits))
    return int(bool(plan.edits))


def planned(session: Session, verdict: Verdict, *, unsafe: bool) -> Any:
    from guard.mend import plan

    texts = {
        edit.path: session.snapshot.read(edit.path) for one in verdict.findings if one.fix for edit in one.fix.edits
    }
    return plan(verdict.findings, texts, unsafe=unsafe)


def _mend(session: Session, verdict: Verdict, *, unsafe: bool, quiet: bool) -> None:
    from guard.mend import apply

    plan = planned(session, verdict, unsafe=unsafe)
    with options.write_lock(session.snapshot.root):
        written = apply(session.snapshot.root, plan, session.snapshot)
    if not quiet and written:
        count = len(plan.fixed)
        files = len(written)
        click.echo(f"mended {count} finding{'s' * (count != 1)} in {files} document{'s' * (files != 1)}", err=True)
