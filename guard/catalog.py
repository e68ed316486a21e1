"""Finds the rules, and chooses those that a repository's settings make active."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from inspect import cleandoc
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec

from guard.judgments import GROUP, JUDGMENTS
from guard.model import Outcome, RuleInfo, Severity, Status
from guard.settings import ContractTable, RuleTable, Settings, did_you_mean, options

if TYPE_CHECKING:
    from guard.documents import Document
    from guard.facts import Facts

PACKAGE = "guard_rules"
ALL = "all"

_STATUSES = frozenset({Status.LIVING, Status.LEDGER})


class Entry(msgspec.Struct, frozen=True):
    """A rule as the catalog lists it. `summary` is its docstring's first line and `help` the whole."""

    name: str
    group: str
    module: ModuleType
    summary: str
    help: str
    severity: Severity = "warning"
    preview: bool = False
    statuses: frozenset[Status] = _STATUSES
    sections: bool = False
    options: type[msgspec.Struct] | None = None
    is_contract: bool = False
    fixable: bool = False

    def info(self, severity: Severity) -> RuleInfo:
        return RuleInfo(
            name=self.name,
            group=self.group,
            summary=self.summary,
            help=self.help,
            severity=severity,
            preview=self.preview,
            fixable=self.fixable,
        )


class Active(msgspec.Struct, frozen=True):
    """A rule to be held, with what the settings say of it. `contract` is the name that a contract was given."""

    entry: Entry
    severity: Severity
    options: Any = None
    contract: str = ""

    @property
    def name(self) -> str:
        return self.entry.name

    def reads(self, path: str, status: Status, *, derives: bool) -> bool:
        """Whether it reads the document at `path`. `derives`: the document has derived sections, or tries to.

        A contract about one file reads that file, and a rule about sections the documents that have them, whatever they
        promise otherwise.
        """
        file = getattr(self.options, "file", None)
        if file is not None:
            return bool(path == file)
        return derives if self.entry.sections else status in self.entry.statuses

    def check(self, document: Document, facts: Facts) -> Iterator[Outcome]:
        module = self.entry.module
        outcomes: Iterator[Outcome] = (
            module.check(document, facts) if self.options is None else module.check(document, facts, self.options)
        )
        return outcomes


def catalog(package: str = PACKAGE) -> tuple[Entry, ...]:
    """Every rule, in the order of reports."""
    return tuple(_entry(module) for module in import_module(package).RULES)


def names(entries: Iterable[Entry]) -> frozenset[str]:
    """Every word that can stand for rules: names and groups, guard's own judgments among them."""
    listed: list[Entry | RuleInfo] = [*entries, *JUDGMENTS]
    return frozenset(word for info in listed for word in (info.name, info.group))


def choose(settings: Settings, entries: tuple[Entry, ...] | None = None) -> tuple[Active, ...]:
    """The rules that are active, one for each contract that is declared. Raises SettingsError."""
    entries = catalog() if entries is None else entries
    _hold_names(settings, entries)
    tables = {table.name: table for table in settings.rules}
    filled = {entry.name: _filled(entry, tables.get(entry.name), settings) for entry in entries}
    declared = _declared(settings, entries)
    return tuple(
        active
        for entry in entries
        for active in (declared[entry.name] if entry.is_contract else filled[entry.name])
        if _is_selected(entry, settings)
    )


def judgments(settings: Settings) -> tuple[RuleInfo, ...]:
    """guard's own judgments that count. Only `ignore` and a severity of "off" silence them."""
    severities = {table.name: table.severity for table in settings.rules if table.severity}
    silent = {name for name, severity in severities.items() if severity == "off"} | set(settings.ignore)
    return tuple(
        msgspec.structs.replace(info, severity=severities.get(info.name, info.severity))
        for info in JUDGMENTS
        if silent.isdisjoint((info.name, GROUP))
    )


def _entry(module: ModuleType) -> Entry:
    group, name = module.__name__.split(".")[-2:]
    page = cleandoc(module.__doc__ or "")
    kind = getattr(module, "Options", None)
    return Entry(
        name=name.replace("_", "-"),
        group=group.replace("_", "-"),
        module=module,
        summary=page.partition("\n")[0],
        help=page,
        severity=getattr(module, "SEVERITY", "warning"),
        preview=getattr(module, "PREVIEW", False),
        statuses=frozenset(getattr(module, "STATUSES", _STATUSES)),
        sections=getattr(module, "SECTIONS", False),
        options=kind,
        is_contract=kind is not None and any(field.required for field in msgspec.structs.fields(kind)),
        fixable=any(example.fixed is not None for example in module.EXAMPLES),
    )


def _is_selected(entry: Entry, settings: Settings) -> bool:
    """A name says more than a group, and what is ignored more than what is selected."""
    wanted = (*(settings.select or ()), *settings.extend_select)
    if entry.name in settings.ignore:
        return False
    if entry.name in wanted:
        return True
    if not {entry.group, ALL}.isdisjoint(settings.ignore):
        return False
    if entry.preview and not settings.preview and not entry.is_contract:
        return False
    return settings.select is None or not {entry.group, ALL}.isdisjoint(wanted)


def _hold_names(settings: Settings, entries: tuple[Entry, ...]) -> None:
    known = names(entries)
    lists = (("select", settings.select or ()), ("ignore", settings.ignore), ("extend-select", settings.extend_select))
    for key, words in lists:
        for number, word in enumerate(words):
            if word not in known and word != ALL:
                cure = did_you_mean(word, known) or "guard rules lists them"
                raise settings.origins.error((key, number), f"no such rule or group: {word}", cure)
    own = {info.name for info in JUDGMENTS}
    rules = own | {entry.name for entry in entries}
    for table in settings.rules:
        if table.name not in rules:
            members = [entry.name for entry in entries if entry.group == table.name]
            cure = f"a group: {', '.join(members)}" if members else did_you_mean(table.name, rules)
            raise settings.origins.error(("rules", table.name), "no such rule", cure or "guard rules lists them")
        if table.options and table.name in own:
            option = next(iter(table.options))
            raise settings.origins.error(("rules", table.name, option), f"{table.name} has no such option")


def _filled(entry: Entry, table: RuleTable | None, settings: Settings) -> tuple[Active, ...]:
    """A rule with the options of its own table; none when it is switched off. A contract type has no options here."""
    table = table or RuleTable(entry.name)
    key = ("rules", entry.name)
    filled = None
    if entry.is_contract or entry.options is None:
        for option in table.options:
            cure = "options of a contract stand in [[contracts]]" if entry.is_contract else ""
            raise settings.origins.error((*key, option), f"{entry.name} has no such option", cure)
    else:
        filled = options(table.options, entry.options, key, settings.origins, owner=entry.name)
    severity = table.severity or entry.severity
    return () if severity == "off" else (Active(entry, severity, filled),)


def _declared(settings: Settings, entries: tuple[Entry, ...]) -> dict[str, list[Active]]:
    """The contracts by their type."""
    tables = {table.name: table for table in settings.rules}
    listed = {entry.name: entry for entry in entries}
    declared: dict[str, list[Active]] = {name: [] for name in listed}
    for contract in settings.contracts:
        entry, kind = _type_of(contract, listed, settings)
        key = ("contracts", contract.number)
        filled = options(contract.options, kind, key, settings.origins, owner=entry.name)
        table = tables.get(entry.name) or RuleTable(entry.name)
        severity = contract.severity or table.severity or entry.severity
        if severity != "off" and table.severity != "off":
            declared[entry.name].append(Active(entry, severity, filled, contract.name))
    return declared


def _type_of(
    contract: ContractTable, listed: dict[str, Entry], settings: Settings
) -> tuple[Entry, type[msgspec.Struct]]:
    key = ("contracts", contract.number, "type")
    entry = listed.get(contract.type)
    if entry and entry.options and entry.is_contract:
        return entry, entry.options
    if entry:
        raise settings.origins.error(
            key, f"{entry.name} is no contract type", f"its options stand in [rules.{entry.name}]"
        )
    types = [name for name, other in listed.items() if other.is_contract]
    cure = did_you_mean(contract.type, types) or f"there are: {', '.join(types) or 'none'}"
    raise settings.origins.error(key, f"no such contract type: {contract.type}", cure)
