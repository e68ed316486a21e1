"""`guard check - --stdin-filename FILE`: a document as an editor has it, not as the disk does."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from typing import Any

import click

from guard.cli import console
from guard.cli.console import Formats
from guard.cli.once import code_of, judged, planned, relative, session_at, told
from guard.report import write

_LARGEST = 64 * 1024 * 1024


def typed(given: dict[str, Any], formats: Formats) -> int:
    """Holds the standard input as the document FILE, the rest of the repository being as it is on the disk.

    With --fix the mended document goes to the standard output, and what is left to say to stderr; nothing is written.
    """
    place = Path(given["stdin_filename"])
    session = session_at(_folder(place), given)
    try:
        path = relative(place, Path(session.snapshot.root))
        session = session.reading(path, _input())
        verdict = judged(session, (path,), given)
        if given["diff"] or given["mend"]:
            before = session.snapshot.read(path)
            after = _mended(before, planned(session, verdict, unsafe=given["unsafe_fixes"]).edits.get(path, ()))
            if given["diff"]:
                console.show_diff(path, before, after)
                return int(before != after)
            sys.stdout.buffer.write(after)
            sys.stdout.buffer.flush()
            session = session.reading(path, after)
            verdict = judged(session, (path,), given)
            context = console.context(
                session, color=given["color"], ascii_only=given["ascii_only"], statistics=False, stream=sys.stderr
            )
            text = StringIO()
            write("concise", verdict, text, context)
            click.echo(text.getvalue(), err=True, nl=False)
        else:
            told(session, verdict, given, formats)
    finally:
        session.close()
    return code_of(session, verdict, given)


def _mended(before: bytes, edits: Any) -> bytes:
    from guard.mend import splice

    return splice(before, edits)


def _folder(place: Path) -> Path:
    """The nearest folder of `place` that is there: the document may be new, and its folder too."""
    return next(folder for folder in place.absolute().parents if folder.is_dir())


def _input() -> bytes:
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise click.UsageError(f"the standard input is larger than {_LARGEST // 1024 // 1024} MB")
    return data
