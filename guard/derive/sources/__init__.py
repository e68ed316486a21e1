"""Sources: what derived sections are made of. Each kind is a module with `Options` and a pure `read(facts, options)`."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from guard.derive.sources.error import SourceError
from guard.facts import Facts

KINDS = {
    "ledger": "guard.derive.sources.ledger",
    "table": "guard.derive.sources.table",
    "headings": "guard.derive.sources.headings",
    "files": "guard.derive.sources.listing",
    "value": "guard.derive.sources.value",
    "excerpt": "guard.derive.sources.excerpt",
    "compose": "guard.derive.sources.services",
    "env": "guard.derive.sources.environment",
    "scripts": "guard.derive.sources.scripts",
    "routes": "guard.derive.sources.routes",
}

__all__ = ["KINDS", "SourceError", "options_of", "read"]


def options_of(kind: str) -> Any:
    """The class of the options of a kind of source."""
    return import_module(KINDS[kind]).Options


def read(kind: str, facts: Facts, options: Any) -> Any:
    """The value of a source, as frozen values. Raises SourceError."""
    return import_module(KINDS[kind]).read(facts, options)
