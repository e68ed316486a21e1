"""From the raw table of the settings to the Settings. Whatever is not understood is an error, never passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guard.model import Severity, Status
from guard.settings.convert import choice, converted, inside, only, table_of
from guard.settings.derived import derived
from guard.settings.globs import Globs
from guard.settings.origins import Key, Origins
from guard.settings.values import ContractTable, Dialect, Level, RuleTable, Settings

KEYS = (
    *("exclude", "include", "select", "ignore", "extend-select", "preview", "fail-on", "baseline", "anchors"),
    *("repository", "status", "rules", "contracts", "derived"),
)
_STATUSES = {status.value: status for status in Status}


def read(table: Mapping[str, Any], origins: Origins) -> Settings:
    only(table, KEYS, (), origins)
    return Settings(
        exclude=_globs(table.get("exclude", []), ("exclude",), origins),
        include=_globs(table.get("include", []), ("include",), origins),
        select=_names(table, "select", origins) if "select" in table else None,
        ignore=_names(table, "ignore", origins),
        extend_select=_names(table, "extend-select", origins),
        preview=converted(table.get("preview", False), bool, ("preview",), origins),
        fail_on=choice(table.get("fail-on", "warning"), Severity, ("fail-on",), origins),
        baseline=inside(table.get("baseline", "guard-baseline.json"), ("baseline",), origins),
        anchors=choice(table.get("anchors", "auto"), Dialect, ("anchors",), origins),
        repository=converted(table.get("repository", ""), str, ("repository",), origins),
        status=_status(table_of(table.get("status", {}), ("status",), origins), origins),
        rules=_rules(table_of(table.get("rules", {}), ("rules",), origins), origins),
        contracts=_contracts(table.get("contracts", []), origins),
        derived=derived(table.get("derived", []), origins),
        origins=origins,
    )


def _names(table: Mapping[str, Any], name: str, origins: Origins) -> tuple[str, ...]:
    return converted(table.get(name, []), tuple[str, ...], (name,), origins)


def _globs(value: object, key: Key, origins: Origins) -> Globs:
    globs = Globs(converted(value, tuple[str, ...], key, origins))
    if fault := globs.fault():
        number, wrong = fault
        where = key if number is None else (*key, number)
        raise origins.error(where, wrong, "patterns are written as in .gitignore")
    return globs


def _status(table: dict[str, Any], origins: Origins) -> tuple[tuple[Status, Globs], ...]:
    only(table, _STATUSES, ("status",), origins)
    return tuple((_STATUSES[name], _globs(value, ("status", name), origins)) for name, value in table.items())


def _rules(table: dict[str, Any], origins: Origins) -> tuple[RuleTable, ...]:
    tables = []
    for name, value in table.items():
        key = ("rules", name)
        raw = dict(table_of(value, key, origins))
        tables.append(RuleTable(name=name, severity=_level(raw, key, origins), options=raw))
    return tuple(tables)


def _contracts(value: object, origins: Origins) -> tuple[ContractTable, ...]:
    if not isinstance(value, list):
        raise origins.error(("contracts",), "must be a list of tables", "each begins with [[contracts]]")
    return tuple(_contract(number, raw, origins) for number, raw in enumerate(value))


def _contract(number: int, value: object, origins: Origins) -> ContractTable:
    key = ("contracts", number)
    raw = dict(table_of(value, key, origins))
    if "type" not in raw:
        raise origins.error(key, "a contract needs a type", "guard rules lists the contract types")
    return ContractTable(
        number=number,
        type=converted(raw.pop("type"), str, (*key, "type"), origins),
        name=converted(raw.pop("name", ""), str, (*key, "name"), origins),
        severity=_level(raw, key, origins),
        options=raw,
    )


def _level(raw: dict[str, Any], key: Key, origins: Origins) -> Level | None:
    """Takes the severity out of a raw table, so that only the options are left in it."""
    if "severity" not in raw:
        return None
    level: Level = choice(raw.pop("severity"), Level, (*key, "severity"), origins)
    return level
