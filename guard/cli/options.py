"""The options that several commands share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

import click

from guard.itself import cache_home

_F = TypeVar("_F", bound=Callable[..., Any])

CONFIG = (
    click.option("--config", multiple=True, metavar="FILE|KEY=VALUE", help="Settings to read instead, or one setting."),
    click.option("--isolated", is_flag=True, help="Read no settings file."),
)
CHOICE = (
    click.option("--select", multiple=True, metavar="RULES", help="Only these rules or groups."),
    click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules or groups."),
    click.option("--extend-select", multiple=True, metavar="RULES", help="These too."),
    click.option("--preview/--no-preview", default=None, help="Also the rules that are not sure enough yet."),
)
CACHE = (
    click.option("--no-cache", is_flag=True, help="Keep nothing between runs."),
    click.option("--cache-dir", type=click.Path(path_type=Path), help="Where to keep it."),
)


def all_of(*options: Callable[[_F], _F]) -> Callable[[_F], _F]:
    """Several options as one decorator, in the order of the help."""

    def decorate(function: _F) -> _F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def flags(**values: Any) -> dict[str, Any]:
    """The settings that options on the command line name, by the settings' keys; lists may come comma-separated."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = name.replace("_", "-")
        if isinstance(value, tuple):
            words = [word.strip() for part in value for word in part.split(",") if word.strip()]
            if words:
                found[key] = words
        elif value is not None:
            found[key] = value
    return found


def cache_folder(*, no_cache: bool, cache_dir: Path | None) -> Path | None:
    return None if no_cache else cache_dir or Path(cache_home())


def write_lock(root: str) -> AbstractContextManager[None]:
    """Held while guard writes into the tree at `root`, so that two of its own runs write one after the other.

    It lies in the cache folder: nothing is left behind in the tree.
    """
    from guard import storage

    folder = Path(cache_home()) / "locks"
    storage.create_folder(folder)
    return storage.lock(folder / hashlib.blake2b(os.fsencode(root), digest_size=16).hexdigest())
