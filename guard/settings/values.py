"""Settings as values: frozen, complete, with the place that each was read from."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from guard.facts.declared import Declared
from guard.model import Severity, Status
from guard.settings.globs import Globs
from guard.settings.origins import Origins

Dialect = Literal["auto", "github", "gitlab", "python-markdown", "kramdown", "docfx"]
Level = Literal["error", "warning", "info", "off"]


class RuleTable(msgspec.Struct, frozen=True):
    """`[rules.<name>]`: `options` are raw, as the file has them."""

    name: str
    severity: Level | None = None
    options: dict[str, Any] = {}


class ContractTable(msgspec.Struct, frozen=True):
    """One of `[[contracts]]`, the `number`th from 0: `options` are raw, as the file has them."""

    number: int
    type: str
    name: str = ""
    severity: Level | None = None
    options: dict[str, Any] = {}


class Settings(msgspec.Struct, frozen=True):
    """What a repository chose. `select` is None where nothing was chosen; `status` is in the order of the file."""

    exclude: Globs = Globs()
    include: Globs = Globs()
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    preview: bool = False
    fail_on: Severity = "warning"
    baseline: str = "guard-baseline.json"
    anchors: Dialect = "auto"
    repository: str = ""
    status: tuple[tuple[Status, Globs], ...] = ()
    rules: tuple[RuleTable, ...] = ()
    contracts: tuple[ContractTable, ...] = ()
    derived: tuple[Declared, ...] = ()
    origins: Origins = Origins()
