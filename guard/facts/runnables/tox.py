"""The environments of tox, from whichever file holds its configuration."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterable, Iterator
from posixpath import basename
from typing import Any

from guard.facts.runnables.factors import TooManyError, names
from guard.facts.runnables.tables import Table, below, read_table, texts
from guard.facts.runnables.target_file import TargetFile

NAMES = ("tox.ini", "setup.cfg", "pyproject.toml", "tox.toml")

# Plugins that make no environments of their own.
_HARMLESS = re.compile(
    r"\A(?:tox|tox[-_](?:uv|uv-bare|gh|gh-actions|extra|pdm|pip|pip-version|wheel|docker|pyenv|venv|travis|run-before|constraints|current-env|conda|poetry.*|asdf|backticks|battery|bindep|pin-deps|wheel.*)|virtualenv.*|setuptools.*|pip|wheel|build|packaging|uv|hatch.*|poetry.*|pdm.*|flit.*)\Z"
)
_REQUIREMENT = re.compile(r"[A-Za-z0-9][\w.-]{0,100}")
_CONDITION = re.compile(r"[\w.{},!*?\[\] \t-]{1,300}")
_FACTOR = re.compile(r"factor(?:\.|\[['\"])([\w.]{1,60})")
_SUBSTITUTED = re.compile(r"\{[^{},]{0,200}[\[:]")


def read_tox(path: str, text: str) -> TargetFile | None:
    name = basename(path)
    if not name.endswith(".toml"):
        return _ini(path, text, core="tox:tox" if name == "setup.cfg" else "tox")
    table = read_table(text)
    if table is None:
        return TargetFile(path, "tox", frozenset(), unknown="not TOML") if name == "tox.toml" else None
    if name == "pyproject.toml":
        table = below(table, "tool", "tox")
    if not table:
        return None
    legacy = table.get("legacy_tox_ini")
    return _ini(path, legacy, core="tox") if isinstance(legacy, str) else _toml(path, table, text)


class _Found:
    """What has been read so far of one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._names: dict[str, None] = {}
        self._pieces: set[str] = set()
        self._unknown = ""

    def add(self, listed: Iterable[str]) -> None:
        for name in listed:
            self._names[name] = None
            self.use(name)

    def use(self, name: str) -> None:
        self._pieces.update(piece.removeprefix("!") for piece in name.split("-"))

    def doubt(self, reason: str) -> None:
        self._unknown = self._unknown or reason

    def expand(self, text: str) -> tuple[str, ...]:
        if _SUBSTITUTED.search(text):
            self.doubt(f"computes names: {text.strip()[:60]}")
        try:
            return names(text)
        except TooManyError:
            self.doubt("lists too many environments")
            return ()

    def plugins(self, requirements: Iterable[str]) -> None:
        for one in requirements:
            found = _REQUIREMENT.match(one.strip())
            if found and not _HARMLESS.match(found[0].lower()):
                self.doubt(f"the plugin {found[0]} may add environments")

    def file(self) -> TargetFile:
        return TargetFile(
            self._path, "tox", frozenset(self._names), unknown=self._unknown, pieces=frozenset(self._pieces)
        )


def _ini(path: str, text: str, *, core: str) -> TargetFile | None:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        return TargetFile(path, "tox", frozenset(), unknown="cannot be read") if core == "tox" else None
    if not parser.has_section(core) and (core != "tox" or not any(map(_is_environment, parser.sections()))):
        return None
    found = _Found(path)
    said = parser[core] if parser.has_section(core) else {}
    for key in ("envlist", "env_list"):
        found.add(found.expand(_plain(said.get(key) or "")))
    found.plugins((said.get("requires") or "").splitlines())
    for section in parser.sections():
        if section == core or _is_environment(section):
            if section.startswith("testenv:"):
                found.add(found.expand(section.partition(":")[2]))
            for value in parser[section].values():
                for condition in _conditions(value or ""):
                    for name in found.expand(condition):
                        found.use(name)
    return found.file()


def _is_environment(section: str) -> bool:
    return section == "testenv" or section.startswith("testenv:")


def _plain(value: str) -> str:
    return "\n".join(line.partition("#")[0].strip() for line in value.splitlines())


def _conditions(value: str) -> Iterator[str]:
    """What stands before the colon of `py310,lint: something`."""
    for line in value.splitlines():
        head, colon, _ = (line.rstrip() + " ").partition(": ")
        if colon and _CONDITION.fullmatch(head) and not any(" " in one.strip() for one in head.split(",")):
            yield head.strip()


def _toml(path: str, table: Table, text: str) -> TargetFile:
    found = _Found(path)
    listed = table.get("env_list", [])
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, str):
            found.add((item,))
        else:
            _product(found, item)
    found.add(below(table, "env"))
    for name, base in below(table, "env_base").items():
        found.use(name)
        for group in base.get("factors", ()) if isinstance(base, dict) else ():
            for piece in _group(found, group):
                found.use(piece)
    for piece in _FACTOR.findall(text):
        found.use(piece)
    found.plugins(texts(table.get("requires")))
    return found.file()


def _product(found: _Found, item: Any) -> None:
    groups = item.get("product") if isinstance(item, dict) else None
    if not isinstance(groups, list):
        found.doubt("lists environments in a way that is not known")
        return
    choices = [_group(found, group) for group in groups]
    if any("," in choice or "{" in choice for group in choices for choice in group):
        found.doubt("lists environments in a way that is not known")
        return
    left = set(texts(item.get("exclude")))
    found.add(
        name for name in found.expand("-".join("{" + ",".join(group) + "}" for group in choices)) if name not in left
    )


def _group(found: _Found, group: Any) -> tuple[str, ...]:
    """A list, a range with a prefix, or one of both under a label."""
    if isinstance(group, dict) and "prefix" not in group and len(group) == 1:
        group = next(iter(group.values()))
        group = group.get("values", group) if isinstance(group, dict) else group
    if isinstance(group, dict) and isinstance(group.get("prefix"), str):
        first, last = group.get("start", ""), group.get("stop", "")
        return tuple(f"{group['prefix']}{number}" for number in found.expand(f"{{{first}-{last}}}"))
    if isinstance(group, list) and len(texts(group)) == len(group):
        return texts(group)
    found.doubt("lists environments in a way that is not known")
    return ()
