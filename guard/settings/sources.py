"""The texts that settings come from: a file of the repository, a file named on the command line, single values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from guard.settings.errors import SettingsError
from guard.settings.origins import Key, Origins, Place, dotted
from guard.settings.positions import RefusedError, positions

LARGEST = 256_000
"""Bytes; the TOML parser's time grows with the square of some texts."""

_PYPROJECT: Key = ("tool", "guard")
_WHERE = re.compile(r" ?\(at (?:line (\d++), column (\d++)|end of document)\)")


class Source(msgspec.Struct, frozen=True):
    table: dict[str, Any] = {}
    origins: Origins = Origins()


def source(text: str, path: str) -> Source | None:
    """The settings in `text`, read from `path`; None for a pyproject.toml that has none."""
    if not _is_pyproject(path):
        table, places = _parsed(text, path)
        return Source(table, Origins(path, places))
    if "guard" not in text:
        return None
    table, places = _parsed(text, path, below=_PYPROJECT)
    tool = table.get("tool")
    if not isinstance(tool, dict) or "guard" not in tool:
        return None
    if not isinstance(tool["guard"], dict):
        raise SettingsError(path, None, "tool.guard", "must be a table")
    return Source(tool["guard"], Origins(path, places))


def overlaid(below: Source, text: str, option: str) -> Source:
    """`below` with the TOML `text` from the command line put over it: tables merge, anything else is replaced."""
    return merged(below, _parsed(text, option)[0], option)


def merged(below: Source, table: Mapping[str, Any], option: str) -> Source:
    places = dict(below.origins.places)
    over = _merge(below.table, table, (), option, places)
    return Source(over, Origins(below.origins.path, places))


def _merge(
    below: Mapping[str, Any], over: Mapping[str, Any], key: Key, option: str, places: dict[str, Place]
) -> dict[str, Any]:
    result = dict(below)
    for name, value in over.items():
        inner = (*key, name)
        if isinstance(value, dict) and isinstance(below.get(name), dict):
            result[name] = _merge(below[name], value, inner, option, places)
            continue
        for old in [old for old in places if old.startswith((f"{dotted(inner)}.", f"{dotted(inner)}["))]:
            del places[old]
        places[dotted(inner)] = Place(option)
        result[name] = value
    return result


def _is_pyproject(path: str) -> bool:
    return path.replace("\\", "/").rpartition("/")[2] == "pyproject.toml"


def _parsed(text: str, path: str, *, below: Key = ()) -> tuple[dict[str, Any], dict[str, Place]]:
    """The values of a TOML text and the places of the keys under `below`."""
    _refuse(text, path)
    try:
        spans = positions(text)
        table = tomllib.loads(text)
    except RefusedError as refused:
        raise SettingsError(path, refused.line, "", refused.message) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(text, path, str(error)) from None
    except (ValueError, RecursionError, OverflowError):
        raise SettingsError(path, None, "", "not TOML: a value out of all bounds") from None
    depth = len(below)
    places = {dotted(key[depth:]): Place(path, span) for key, span in spans.items() if key[:depth] == below}
    return table, places


def _refuse(text: str, path: str) -> None:
    if len(text) > LARGEST:
        raise SettingsError(path, None, "", f"larger than {LARGEST // 1000} kB")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.isascii() and any("\ud800" <= character <= "\udfff" for character in line):
            raise SettingsError(path, number, "", "not UTF-8")


def _not_toml(text: str, path: str, said: str) -> SettingsError:
    """The parser tells the line in its message only."""
    found = _WHERE.search(said)
    if not found:
        return SettingsError(path, None, "", f"not TOML: {said}")
    line = int(found[1]) if found[1] else text.rstrip("\n").count("\n") + 1
    return SettingsError(path, line, "", f"not TOML: {said[: found.start()]}")
