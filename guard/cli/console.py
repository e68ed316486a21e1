"""What the console can show: colour, width, characters; and where each report goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import click

from guard.report import FORMATS, write
from guard.report.context import Context
from guard.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guard.model import Verdict

Color = Literal["auto", "always", "never"]
Formats = tuple[tuple[str, Path | None], ...]
"""Formats and their files; None is the standard output."""


def wants_color(choice: Color, stream: TextIO) -> bool:
    """--color, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal that knows colours."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def context(session: Session, *, color: Color, ascii_only: bool, statistics: bool, stream: TextIO) -> Context:
    from guard import __version__

    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return Context(
        sources=lambda path: _lines(session, path),
        version=__version__,
        root=session.snapshot.root,
        color=wants_color(color, stream),
        ascii=ascii_only or not encoding.startswith(("utf", "gb18030")),
        width=shutil.get_terminal_size((100, 24)).columns,
        statistics=statistics,
        fail_on=session.settings.fail_on,
    )


def _lines(session: Session, path: str) -> Sequence[str]:
    from guard.documents.lines import Lines
    from guard.snapshot import Unreadable

    try:
        lines = Lines(session.snapshot.text(path))
    except Unreadable:
        return ()
    return [lines.content(number) for number in range(1, len(lines) + 1)]


def chosen_formats(values: Iterable[str]) -> Formats:
    """`sarif=out.sarif` and `full` as (format, file or None for stdout). Without any: full on a terminal, else concise."""
    wanted = tuple(values) or tuple(filter(None, [os.environ.get("GUARD_OUTPUT_FORMAT")]))
    if not wanted:
        return (("full" if sys.stdout.isatty() or os.environ.get("FORCE_COLOR") else "concise", None),)
    found: list[tuple[str, Path | None]] = []
    for value in wanted:
        name, _, path = value.partition("=")
        if name not in FORMATS:
            raise click.BadParameter(f"{name}: one of {', '.join(FORMATS)}", param_hint="--output-format")
        found.append((name, Path(path) if path else None))
    if sum(path is None for _, path in found) > 1:
        raise click.BadParameter(
            "two formats for the standard output: name a file, as in sarif=out.sarif", param_hint="--output-format"
        )
    return tuple(found)


def tell(verdict: Verdict, formats: Iterable[tuple[str, Path | None]], context: Context) -> bytes | None:
    """Writes each report where it belongs; a file gets no colours. The bytes on the standard output, if that is all."""
    import msgspec

    printed: bytes | None = b""
    for name, path in formats:
        if path is None:
            printed = _print(name, verdict, context)
        else:
            text = StringIO()
            write(name, verdict, text, msgspec.structs.replace(context, color=False, ascii=False))
            path.write_text(text.getvalue(), encoding="utf-8", newline="\n")
            printed = None
    return printed


def notes(session: Session, *, quiet: bool) -> bool:
    """Says on stderr what was passed over in taking the snapshot, and whether there was such a thing."""
    from guard.report.encode import visible

    if not quiet:
        for note in session.snapshot.notes:
            click.echo(f"guard: {visible(note)}", err=True)
    return bool(session.snapshot.notes)


def show_diff(path: str, before: bytes, after: bytes) -> None:
    """A unified diff on the standard output; nothing where nothing differs."""
    from guard.mend import diff
    from guard.report.encode import visible

    text = diff(path, before.decode("utf-8", "surrogateescape"), after.decode("utf-8", "surrogateescape"))
    click.echo("".join(visible(line.rstrip("\r\n")) + "\n" for line in text.split("\n")[:-1]), nl=False)


def _print(name: str, verdict: Verdict, context: Context) -> bytes:
    text = StringIO()
    write(name, verdict, text, context)
    report = text.getvalue().encode(getattr(sys.stdout, "encoding", None) or "utf-8", "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(report)
    sys.stdout.buffer.flush()
    return report


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr when it is a terminal and the work takes more than half a second."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    import time

    started = time.monotonic()
    shown = 0.0

    def advance(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started < 0.5 or now - shown < 0.1:
            return
        shown = now
        filled = 30 * done // total
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total} documents")
        sys.stderr.flush()

    try:
        yield advance
    finally:
        if shown:
            sys.stderr.write("\r" + " " * 60 + "\r")
            sys.stderr.flush()
