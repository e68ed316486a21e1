"""`guard sot`: derived sections, shown, checked or written."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

import click

from guard.cli import console, options
from guard.cli.once import relative
from guard.derive import Derived
from guard.derive.fitting import spliced
from guard.freshness import ROUNDS, Freshness, edited_by_hand, look, write
from guard.report.encode import visible
from guard.session import Session

_STALE, _BROKEN = 1, 2


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--check", "check_", is_flag=True, help="Exit 1 if a section is stale, and show the difference.")
@click.option("--execute", is_flag=True, help="Write the stale sections.")
@click.option(
    "--path", "paths", multiple=True, type=click.Path(), metavar="PATH", help="Only sections in files at or below PATH."
)
@click.option("-q", "--quiet", is_flag=True, help="No difference, only what is wrong.")
@options.all_of(*options.CONFIG, *options.CACHE)
def sot(  # noqa: PLR0913 - each is an option
    names: tuple[str, ...],
    paths: tuple[str, ...],
    config: tuple[str, ...],
    cache_dir: Path | None,
    *,
    check_: bool,
    execute: bool,
    quiet: bool,
    isolated: bool,
    no_cache: bool,
) -> int:
    """Show how the derived sections called NAME (all of them) would change; --check fails on it, --execute writes them."""
    if check_ and execute:
        raise click.UsageError("--check writes nothing, --execute writes: one of them")

    def opened() -> Session:
        folder = options.cache_folder(no_cache=no_cache, cache_dir=cache_dir)
        return Session.open(Path(), config=config, isolated=isolated, cache_folder=folder)

    def looked(session: Session) -> Freshness:
        return look(session, names, [relative(Path(path), Path(session.snapshot.root)) for path in paths])

    with closing(opened()) as session:
        # Under one lock from reading to writing, so that of two runs the second sees what the first wrote.
        with options.write_lock(session.snapshot.root) if execute else nullcontext():
            found = looked(session)
            if _told(found):
                return _BROKEN
            if execute and found.stale:
                return _write(session, found, opened, looked, quiet=quiet)
        if found.stale and not quiet:
            _show(session, found)
    if found.stale:
        click.echo(_summary(found, names, paths), err=True)
    elif not quiet:
        click.echo(f"{_count(len(found.sections))} as the sources say", err=True)
    return _STALE if check_ and found.stale else 0


def _told(found: Freshness) -> bool:
    """Whether anything cannot be derived; it is said then."""
    for trouble in found.troubles:
        click.echo(f"guard: {visible(str(trouble))}", err=True)
    return bool(found.troubles)


def _write(
    session: Session,
    found: Freshness,
    opened: Callable[[], Session],
    looked: Callable[[Session], Freshness],
    *,
    quiet: bool,
) -> int:
    """Writes until nothing is stale: a section may be made of a document that has sections itself."""
    edited = _say_edited(session, found)
    if edited and not quiet:
        _diff(session, edited)
    current = session
    for _ in range(ROUNDS):
        written = write(current, found.stale)
        if not quiet:
            for path in written:
                count = sum(one.path == path for one in found.stale)
                click.echo(f"wrote {_count(count)} in {visible(path)}", err=True)
        with closing(opened()) as current:
            found = looked(current)
            if _told(found):
                return _BROKEN
            if not found.stale:
                return 0
    names = ", ".join(visible(one.section.name) for one in found.stale)
    click.echo(f"guard: these sections change one another and do not come to rest: {names}", err=True)
    return _BROKEN


def _show(session: Session, found: Freshness) -> None:
    """A unified diff a file, and which sections were edited by hand."""
    _say_edited(session, found)
    _diff(session, found.stale)


def _say_edited(session: Session, found: Freshness) -> tuple[Derived, ...]:
    edited = edited_by_hand(session, found.stale)
    for one in edited:
        place = f"{visible(one.path)}:{one.section.begin.line}"
        click.echo(f"guard: {place}: section {visible(one.section.name)} was edited by hand", err=True)
    return edited


def _diff(session: Session, stale: Sequence[Derived]) -> None:
    for path in dict.fromkeys(one.path for one in stale):
        text = session.snapshot.text(path)
        after = spliced(text, [(one.section, one.new) for one in stale if one.path == path])
        console.show_diff(path, text.encode("utf-8", "surrogateescape"), after.encode("utf-8", "surrogateescape"))


def _summary(found: Freshness, names: Sequence[str], paths: Sequence[str]) -> str:
    stale = len(found.stale)
    chosen = [word for path in paths for word in ("--path", path)]
    command = visible(shlex.join(["guard", "sot", "--execute", *names, *chosen]))
    is_, it = ("is", "it") if stale == 1 else ("are", "them")
    return f"{stale} of {_count(len(found.sections))} {is_} stale; `{command}` writes {it}"


def _count(number: int) -> str:
    return f"{number} section{'s' * (number != 1)}"
