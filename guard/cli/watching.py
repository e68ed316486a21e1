"""`guard check --watch`: the same run again after every change of a file that git would list."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

import click

from guard.cli import replay
from guard.cli.console import Formats
from guard.cli.errors import FORESEEN
from guard.cli.once import once
from guard.report.encode import visible
from guard.snapshot import GitError, Unreadable, take

_PAUSE = 0.3  # seconds
_SHARE = 10
"""Looking takes at most this part of the time."""


def watch(given: dict[str, Any], formats: Formats) -> int:
    """Runs and waits in turn until it is interrupted; the last run's exit code. What is wrong meanwhile may be mended."""
    first = Path(given["paths"][0]) if given["paths"] else Path()
    root = take(first if first.is_dir() else first.parent).root
    code = 2
    try:
        while True:
            before = _state(root)
            if sys.stdout.isatty():
                click.clear()
            code = _tolerant(given, formats)
            if not given["quiet"]:
                click.echo(f"watching {visible(root)}; Ctrl-C ends", err=True)
            _wait(root, before)
    except KeyboardInterrupt:
        return code


def _tolerant(given: dict[str, Any], formats: Formats) -> int:
    try:
        return once(given, formats)
    except click.ClickException as error:
        error.show()
    except FORESEEN as error:
        click.echo(f"guard: {visible(str(error))}", err=True)
    return 2


def _wait(root: str, before: bytes) -> None:
    while True:
        started = time.monotonic()
        if _state(root) != before:
            return
        time.sleep(max(_PAUSE, (time.monotonic() - started) * _SHARE))


def _state(root: str) -> bytes:
    """A digest of what a run depends on; the same as long as nothing has changed."""
    looked = replay.look(root, {})
    if looked is not None:
        return looked.digest
    digest = hashlib.blake2b()
    try:
        paths = sorted(take(root).entries)
    except (GitError, Unreadable):
        return b""
    for path in paths:
        digest.update(os.fsencode(path) + b"\0")
        try:
            found = os.lstat(f"{root}/{path}")
        except OSError:
            continue
        digest.update(b"%d %d %d," % (found.st_mode, found.st_size, found.st_mtime_ns))
    return digest.digest()
