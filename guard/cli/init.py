"""`guard init`: the first settings of a repository, written from what guard sees in it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guard.cli import console, options
from guard.cli.starting import Seen, look, text
from guard.report.encode import visible
from guard.session import Session
from guard.settings import NAMES, SettingsError, load
from guard.snapshot import Snapshot
from guard.storage import replace

_NAME = NAMES[0]


@click.command()
@click.option("--print", "only_print", is_flag=True, help="Print the file, and write nothing.")
@options.all_of(*options.CACHE)
def init(*, only_print: bool, no_cache: bool, cache_dir: Path | None) -> None:
    """Look at the repository, and write guard.toml with what was found, as comments, at its root.

    What guard knows by itself is told in remarks; what it proposes is switched off.
    """
    session = Session.open(
        Path(), isolated=True, cache_folder=options.cache_folder(no_cache=no_cache, cache_dir=cache_dir)
    )
    try:
        _refuse_existing(session.snapshot)
        console.notes(session, quiet=False)
        with console.progress(quiet=False) as advance:
            seen = look(session, progress=advance)
    finally:
        session.close()
    data = text(seen).encode()
    if only_print:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    replace(Path(session.snapshot.root) / _NAME, data, expected=None)
    click.echo(f"wrote {_NAME} in {visible(session.snapshot.root)}: {_said(seen)}")
    click.echo(f"next: {_next(seen)}")


def _refuse_existing(snapshot: Snapshot) -> None:
    """Raises SettingsError where settings are already, be they right or wrong, tracked or ignored."""
    apart = (name for name in NAMES if name != "pyproject.toml")
    found = next((name for name in apart if name in snapshot.entries or snapshot.on_disk(name)), "")
    if found or (found := load(snapshot).origins.path):
        raise SettingsError(found, None, "", "holds settings already", "guard init writes the first ones only")


def _said(seen: Seen) -> str:
    proposed = [*seen.exclude, *seen.historical, *seen.include]
    if not proposed:
        return "what guard found, in remarks"
    return f"what guard found, in remarks, and {len(proposed)} proposal{'s' * (len(proposed) != 1)}, switched off"


def _next(seen: Seen) -> str:
    if not seen.findings or seen.baseline:
        return "guard check"
    return (
        f"`guard check` shows the {seen.findings} finding{'s' * (seen.findings != 1)} of today, "
        "`guard baseline create` sets them aside"
    )
