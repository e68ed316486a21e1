"""`guard preflight`: the checklist before a pull request, a line for each thing that is promised."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from guard.baseline import load as load_baseline
from guard.catalog import catalog
from guard.cli import console, options
from guard.judgments import GROUP
from guard.model import Finding, Held
from guard.session import Session
from guard.verdict import judge

_GRAVITY = {"info": 0, "warning": 1, "error": 2}
_SAID = {
    "links": "links and anchors",
    "paths": "paths and trees",
    "compose": "compose services and files",
    "text": "wording",
    "derived": "derived sections",
    "ledgers": "ledgers",
    GROUP: "suppressions, baseline and settings",
}


class Line(msgspec.Struct, frozen=True):
    """One promise: `passes` is None where there was nothing to hold; `cure` is the command that mends or shows it."""

    name: str
    passes: bool | None
    said: str
    cure: str = ""


@click.command()
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("--ascii", "ascii_only", is_flag=True, help="Only ASCII in the output.")
@click.option("-q", "--quiet", is_flag=True, help="Only the crosses.")
@options.all_of(*options.CONFIG, *options.CACHE)
def preflight(  # noqa: PLR0913 - each is an option
    config: tuple[str, ...],
    cache_dir: Path | None,
    color: console.Color,
    *,
    ascii_only: bool,
    quiet: bool,
    isolated: bool,
    no_cache: bool,
) -> int:
    """The checklist before a pull request: a tick or a cross a line, and the command that cures each cross."""
    folder = options.cache_folder(no_cache=no_cache, cache_dir=cache_dir)
    session = Session.open(Path(), config=config, isolated=isolated, cache_folder=folder)
    try:
        lines = list(_lines(session, quiet=quiet))
    finally:
        session.close()
    plain = ascii_only or not (getattr(sys.stdout, "encoding", "") or "ascii").lower().startswith("utf")
    colors = console.wants_color(color, sys.stdout)
    for line in lines:
        if not quiet or line.passes is False:
            click.echo(_shown(line, ascii_only=plain, color=colors), color=colors)
    return int(any(line.passes is False for line in lines))


def _lines(session: Session, *, quiet: bool) -> Iterator[Line]:
    """A line for each group of rules, in the order of the catalog, guard's own judgments last."""
    with console.progress(quiet=quiet) as advance:
        held = session.hold(progress=advance)
    baseline = load_baseline(session.snapshot, session.settings.baseline)
    today = datetime.now(UTC).date()
    verdict = judge(held, session.rules, session.settings, today=today, baseline=baseline, text=session.snapshot.text)
    least = _GRAVITY[session.settings.fail_on]
    counting = [finding for finding in verdict.findings if _GRAVITY[finding.severity] >= least]
    for group in dict.fromkeys([*(entry.group for entry in catalog()), GROUP]):
        yield _line(group, [finding for finding in counting if finding.group == group], held, session)


def _line(group: str, findings: list[Finding], held: Held, session: Session) -> Line:
    name = _SAID.get(group, group)
    if findings:
        return Line(name, False, _counted(findings), _cure(group, findings))
    rules = {active.name for active in session.rules if active.entry.group == group}
    claims = sum(held.judged.get(rule, 0) for rule in rules)
    if group == GROUP:
        return Line(name, True, "in order")
    if not rules:
        return Line(name, None, "no rule is active")
    return (
        Line(name, True, f"{claims} claim{'s' * (claims != 1)} hold{'s' * (claims == 1)}")
        if claims
        else Line(name, None, "none here")
    )


def _counted(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.rule for finding in findings)
    return ", ".join(f"{count} {rule}" for rule, count in counts.most_common())


def _cure(group: str, findings: list[Finding]) -> str:
    if group == "derived":
        return "guard sot --execute"
    if all(finding.rule == "stale-baseline" for finding in findings):
        return "guard baseline update"
    if all(finding.fix and finding.fix.safe for finding in findings):
        return "guard fix"
    return "guard check" if group == GROUP else f"guard check --select {group}"


def _shown(line: Line, *, ascii_only: bool, color: bool) -> str:
    mark = {
        True: "ok  " if ascii_only else "✓",
        False: "FAIL" if ascii_only else "✗",
        None: "-   " if ascii_only else "–",
    }
    tone = {True: "green", False: "red", None: None}[line.passes]
    shown = click.style(mark[line.passes], fg=tone, bold=line.passes is False) if color else mark[line.passes]
    text = f"{shown} {line.name:36} {line.said}"
    return f"{text}\n{' ' * (5 if ascii_only else 2)}{'':36} cure: {line.cure}" if line.cure else text
