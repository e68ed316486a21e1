"""Finds a repository's settings and reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guard.settings.errors import SettingsError
from guard.settings.origins import Origins, Place, dotted
from guard.settings.read import read
from guard.settings.sources import LARGEST, Source, merged, overlaid, source
from guard.settings.values import Settings
from guard.snapshot import Snapshot, Unreadable

NAMES = ("guard.toml", ".guard.toml", ".config/guard.toml", "pyproject.toml")

_ASSIGNMENT = re.compile(r"""\A[ \t]*+(?>(?:[A-Za-z0-9_.-]++|"[^"\\\n]*+"|'[^'\n]*+'|[ \t]++)+)=""")
_ADDED = ("extend-select",)
"""What the command line adds to the file's own list instead of replacing it."""


def load(
    snapshot: Snapshot, *, config: Sequence[str] = (), isolated: bool = False, flags: Mapping[str, Any] | None = None
) -> Settings:
    """The settings of a repository.

    `config` are the values of `--config`: a file to read instead, or `key=value` in TOML's syntax. `isolated` reads no
    file. `flags` are options of the command line by the settings' key; they come last. Raises SettingsError.
    """
    files = [value for value in config if not _ASSIGNMENT.match(value)]
    if len(files) > 1:
        raise SettingsError("--config", None, "", f"two files: {files[0]} and {files[1]}", "name one")
    if files and isolated:
        raise SettingsError("--isolated", None, "", f"reads no file, but --config names {files[0]}", "drop one of them")
    found = _named(files[0]) if files else None if isolated else _found(snapshot)
    result = found or Source()
    for value in config:
        if _ASSIGNMENT.match(value):
            result = _assigned(result, value)
    result = _flagged(result, flags or {})
    return read(result.table, result.origins)


def _found(snapshot: Snapshot) -> Source | None:
    """The one file of the repository that holds settings."""
    sources = [found for name in NAMES if (found := _listed(snapshot, name))]
    if len(sources) > 1:
        first, second = sources[0].origins.path, sources[1].origins.path
        raise SettingsError(first, None, "", f"{second} holds settings too", "keep one of them")
    return sources[0] if sources else None


def _listed(snapshot: Snapshot, name: str) -> Source | None:
    if name not in snapshot.entries:
        if name != "pyproject.toml" and snapshot.on_disk(name):
            raise SettingsError(name, None, "", "git ignores this file", f"track it, or pass --config {name}")
        return None
    try:
        return source(snapshot.text(name), name)
    except Unreadable as error:
        raise SettingsError(name, None, "", f"cannot be read: {error.reason}") from None


def _named(name: str) -> Source:
    """A file that a person named: it may stand anywhere."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SettingsError(
            "--config", None, "", f"{name}: {reason}", "a file, or key=value in TOML's syntax"
        ) from None
    found = source(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape"), name)
    if found is None:
        raise SettingsError(name, None, "tool.guard", "no such table")
    return found


def _assigned(below: Source, value: str) -> Source:
    try:
        return overlaid(below, value, "--config")
    except SettingsError as error:
        name, _, word = value.partition("=")
        cure = f'strings are quoted: {name.strip()}="{word.strip()}"' if word.strip().isidentifier() else ""
        raise SettingsError("--config", None, name.strip(), error.message, cure) from None


def _flagged(below: Source, flags: Mapping[str, Any]) -> Source:
    for key, value in flags.items():
        old = below.table.get(key)
        if key in _ADDED and isinstance(old, list):
            new = range(len(old), len(old) + len(value))
            places = {**below.origins.places, **{dotted((key, number)): Place(f"--{key}") for number in new}}
            below = Source({**below.table, key: [*old, *value]}, Origins(below.origins.path, places))
        else:
            below = merged(below, {key: value}, f"--{key}")
    return below
