"""`guard facts`: what guard believes about the repository, and where it read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from guard.cli import options
from guard.facts.telling import KINDS
from guard.report.encode import visible
from guard.session import Session

_MOST = 40


@click.command()
@click.argument("kind", required=False, metavar="[KIND]")
@options.all_of(*options.CONFIG)
def facts(kind: str | None, config: tuple[str, ...], *, isolated: bool) -> None:
    """Show the facts of one KIND, or of all.

    KIND is one of documents, files, history, forge, sites, compose, images, ports, scripts, crates, programs, modules, variables, versions,
    workflows, endpoints.
    """
    if kind and kind not in _KINDS:
        raise click.BadParameter(f"{kind}: one of {', '.join(_KINDS)}", param_hint="KIND")
    session = Session.open(Path(), config=config, isolated=isolated, cache_folder=None)
    for name in (kind,) if kind else _KINDS:
        click.secho(name, bold=True)
        lines = _OF_SESSION[name](session) if name in _OF_SESSION else KINDS[name](session.facts)
        _show(list(lines), everything=kind is not None)


def _show(lines: list[str], *, everything: bool) -> None:
    shown = lines if everything else lines[:_MOST]
    for line in shown:
        click.echo("  " + visible(line))
    if len(lines) > len(shown):
        click.echo(f"  ... and {len(lines) - len(shown)} more")
    if not lines:
        click.echo("  none")


def _documents(session: Session) -> Iterator[str]:
    counts = Counter((one.language, one.status.value) for one in session.documents)
    for (language, status), count in counts.most_common():
        yield f"{count} {language}, {status}"


def _files(session: Session) -> Iterator[str]:
    entries = session.snapshot.entries
    yield f"{len(entries)} files in {session.snapshot.root}"
    for kind, count in Counter(entry.kind for entry in entries.values() if entry.kind != "file").items():
        yield f"{count} of them {kind}s"
    absent = sum(not entry.present for entry in entries.values())
    if absent:
        yield f"{absent} not checked out"
    yield from session.snapshot.notes


_OF_SESSION: dict[str, Callable[[Session], Iterator[str]]] = {"documents": _documents, "files": _files}
_KINDS = (*_OF_SESSION, *KINDS)
