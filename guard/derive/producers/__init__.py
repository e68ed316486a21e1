"""Producers: what writes derived sections. Each has a class of options and a pure `write(facts, options, place)`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from guard.derive.producers.context import Place
from guard.derive.sources.error import SourceError
from guard.facts import Facts

# A module makes one producer with its `Options` and `write`, or several with its MAKERS.
_MODULES = {
    "toc": "toc",
    "tree": "tree",
    "index": "index",
    "services": "tables",
    "env": "tables",
    "scripts": "tables",
    "endpoints": "tables",
    "excerpt": "excerpt",
    "count": "count",
    "rules": "own",
    "rule": "own",
    "help": "own",
    "formats": "own",
}
PRODUCERS = tuple(_MODULES)

__all__ = ["PRODUCERS", "Place", "SourceError", "options_of", "write"]


def options_of(producer: str) -> Any:
    """The class of the options of a producer, one of PRODUCERS."""
    return _maker(producer)[0]


def write(producer: str, facts: Facts, options: Any, place: Place) -> str:
    """The section's text, with LF line endings and without one at its end. Raises SourceError."""
    return _maker(producer)[1](facts, options, place)


def _maker(producer: str) -> tuple[Any, Callable[[Facts, Any, Place], str]]:
    module = import_module(f"guard.derive.producers.{_MODULES[producer]}")
    return module.MAKERS[producer] if hasattr(module, "MAKERS") else (module.Options, module.write)
