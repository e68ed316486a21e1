"""`guard baseline`: adopt guard on a repository that has findings already."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from guard.baseline import create, load, prune, update, write
from guard.catalog import catalog
from guard.cli import options
from guard.session import Session
from guard.verdict import judge, scope


@click.command()
@click.argument("action", type=click.Choice(["create", "update", "prune"]))
@options.all_of(*options.CONFIG, *options.CACHE)
def baseline(action: str, config: tuple[str, ...], *, isolated: bool, no_cache: bool, cache_dir: Path | None) -> int:
    """create: set today's findings aside. update: drop those that are mended. prune: drop those that can no longer match."""
    session = Session.open(
        Path(),
        config=config,
        isolated=isolated,
        cache_folder=options.cache_folder(no_cache=no_cache, cache_dir=cache_dir),
    )
    path = session.settings.baseline
    old = load(session.snapshot, path)
    if action == "create" and old is not None:
        raise click.UsageError(f"{path} is there already: `guard baseline update` shrinks it")
    if action != "create" and old is None:
        raise click.UsageError(f"there is no {path}: `guard baseline create` makes it")
    if action == "prune" and old is not None:
        known = [entry.name for entry in catalog()]
        new = prune(old, list(session.snapshot.entries), known)
    else:
        held = session.hold()
        verdict = judge(held, session.rules, session.settings, today=datetime.now(UTC).date(), baseline=old)
        new = create(verdict, path) if old is None else update(old, verdict, scope(held, session.rules))
    write(Path(session.snapshot.root), new, expected=session.snapshot.read(path) if old is not None else None)
    before = f" (it had {len(old.entries)})" if old is not None else ""
    click.echo(f"{path}: {len(new.entries)} findings set aside{before}")
    return 0
