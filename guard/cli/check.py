"""`guard check` and `guard fix`."""

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
from guard.model import Finding, Severity, Verdict
from guard.session import Session
from guard.verdict import judge

_GRAVITY: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}

_TELLING = (
    click.option(
        "--output-format", multiple=True, metavar="FORMAT[=FILE]", help="full, concise, json, sarif, github, ..."
    ),
    click.option("--statistics", is_flag=True, help="Also counts by rule, and what was left unjudged and why."),
    click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), help="The least severity that fails."),
    click.option("--exit-zero", is_flag=True, help="Findings do not fail the run."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True),
    click.option("--ascii", "ascii_only", is_flag=True, help="Only ASCII in the output."),
    click.option("-q", "--quiet", is_flag=True, help="No progress, no notes."),
    click.option("-v", "--verbose", is_flag=True, help="Say what was read, and what was not."),
)
_SCOPE = (
    click.option(
        "--changed",
        is_flag=False,
        flag_value="HEAD",
        default=None,
        metavar="[REF]",
        help="Only what changed since REF (HEAD).",
    ),
    click.option("--staged", is_flag=True, help="Only what is staged, as it is staged."),
)
_MENDING = (
    click.option("--fix", "mend", is_flag=True, help="Apply the safe fixes."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the others too."),
    click.option("--diff", is_flag=True, help="Show what the fixes would change, and write nothing."),
)
_ALL = (*_MENDING, *options.CHOICE, *_SCOPE, *_TELLING, *options.CONFIG, *options.CACHE)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@options.all_of(*_ALL)
def check(**given: Any) -> int:
    """Hold the documents at PATHS (all of them) against the facts of their repository."""
    return _run(given)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@options.all_of(*(option for option in _ALL if option is not _MENDING[0]))
def fix(**given: Any) -> int:
    """Apply the safe fixes to the documents at PATHS (all of them)."""
    return _run({**given, "mend": not given["diff"]})


def _run(given: dict[str, Any]) -> int:
    formats = console.chosen_formats(given["output_format"])
    if given["staged"] and (given["mend"] or given["changed"]):
        raise click.UsageError("--staged goes with neither --fix nor --changed: what is staged cannot be mended here")
    session, paths = _open(given)
    try:
        verdict = _judged(session, paths, given)
        if given["diff"]:
            return _show_diff(session, verdict, unsafe=given["unsafe_fixes"])
        if given["mend"]:
            _mend(session, verdict, unsafe=given["unsafe_fixes"], quiet=given["quiet"])
            session, paths = _open(given)
            verdict = _judged(session, paths, given)
        context = console.context(
            session,
            color=given["color"],
            ascii_only=given["ascii_only"],
            statistics=given["statistics"] or given["verbose"],
            stream=sys.stdout,
        )
        report = console.tell(verdict, formats, context)
        _remember(session, report)
    finally:
        session.close()
    return 0 if given["exit_zero"] else int(any(_counts(finding, session) for finding in verdict.findings))


def _remember(session: Session, report: bytes | None) -> None:
    """Lets the program print this again as long as nothing changes (guard.cli.replay)."""
    told = click.get_current_context().obj
    told.root, told.asked, told.report = session.snapshot.root, session.snapshot.asked, report


def _counts(finding: Finding, session: Session) -> bool:
    return _GRAVITY[finding.severity] >= _GRAVITY[session.settings.fail_on]


def _open(given: dict[str, Any]) -> tuple[Session, tuple[str, ...]]:
    """The session of the repository that holds the first path, and all paths relative to its root."""
    written = [Path(path) for path in given["paths"]]
    for path in written:
        if not path.exists():
            raise click.BadParameter(f"{path}: no such file or folder", param_hint="PATHS")
    first = written[0] if written else Path()
    session = Session.open(
        first if first.is_dir() else first.parent,
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
    return session, tuple(_relative(path, Path(session.snapshot.root)) for path in written)


def _relative(path: Path, root: Path) -> str:
    resolved = path.resolve()
    if resolved != root and root not in resolved.parents:
        raise click.BadParameter(f"{path} is not in {root}: check one repository at a time", param_hint="PATHS")
    return resolved.relative_to(root).as_posix()


def _judged(session: Session, paths: Sequence[str], given: dict[str, Any]) -> Verdict:
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


def _show_diff(session: Session, verdict: Verdict, *, unsafe: bool) -> int:
    from guard.mend import diff, splice
    from guard.report.encode import visible

    plan = _plan(session, verdict, unsafe=unsafe)
    for path, edits in plan.edits.items():
        before = session.snapshot.read(path)
        after = splice(before, edits)
        text = diff(path, before.decode("utf-8", "surrogateescape"), after.decode("utf-8", "surrogateescape"))
        click.echo("".join(visible(line.rstrip("\r\n")) + "\n" for line in text.splitlines()), nl=False)
    return int(bool(plan.edits))


def _plan(session: Session, verdict: Verdict, *, unsafe: bool) -> Any:
    from guard.mend import plan

    texts = {
        edit.path: session.snapshot.read(edit.path) for one in verdict.findings if one.fix for edit in one.fix.edits
    }
    return plan(verdict.findings, texts, unsafe=unsafe)


def _mend(session: Session, verdict: Verdict, *, unsafe: bool, quiet: bool) -> None:
    from guard.mend import apply

    plan = _plan(session, verdict, unsafe=unsafe)
    written = apply(session.snapshot.root, plan, session.snapshot)
    if not quiet and written:
        count = len(plan.fixed)
        files = len(written)
        click.echo(f"mended {count} finding{'s' * (count != 1)} in {files} document{'s' * (files != 1)}", err=True)
