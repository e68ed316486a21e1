"""One value of a TOML, YAML or JSON file."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import Read, did_you_mean, file
from guard.facts import Facts

_PART = re.compile(r"""\.?+(?:"((?>(?:[^"\\]|\\.)*))"|([^."\[\]]++))|\[(\d{1,9}+)\]""")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`key` is dotted: `project.version`, `services.api.ports[0]`, `tool."odd key"`."""

    of: str
    key: str


def read(facts: Facts, options: Options) -> Any:
    """Raises SourceError where the file does not read, or has no such key."""
    source = file(facts, options.of)
    value = parsed(source)
    walked = ""
    for part in _parts(options.key):
        if isinstance(part, int):
            if not isinstance(value, list) or part >= len(value):
                raise SourceError(f"no element {part} in {walked or 'the file'}", source.path)
            value = value[part]
        else:
            if not isinstance(value, dict) or part not in value:
                names = [str(name) for name in value] if isinstance(value, dict) else []
                raise SourceError(
                    f"no key {walked + '.' if walked else ''}{part}{did_you_mean(part, names)}", source.path
                )
            value = value[part]
        walked = f"{walked}[{part}]" if isinstance(part, int) else f"{walked}.{part}".lstrip(".")
    return value


def parsed(source: Read) -> Any:
    """The whole file as plain values. Raises SourceError."""
    ending = source.path.rpartition(".")[2]
    if ending == "toml":
        return _toml(source)
    if ending in {"json", "jsonc"}:
        return _json(source)
    if ending in {"yaml", "yml"}:
        return _yaml(source)
    raise SourceError("values are read from TOML, YAML and JSON", source.path)


def _parts(key: str) -> list[str | int]:
    parts: list[str | int] = []
    at = 0
    while at < len(key) and (found := _PART.match(key, at)):
        parts.append(int(found[3]) if found[3] else found[2] or found[1] or "")
        at = found.end()
    if at < len(key) or not parts:
        raise SourceError(f'not a key: {key} (as in project.version, ports[0], tool."odd key")')
    return parts


def _toml(source: Read) -> Any:
    try:
        return tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not TOML: {error}", source.path) from None


def _json(source: Read) -> Any:
    try:
        return msgspec.json.decode(source.text.encode("utf-8", "surrogateescape"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}", source.path) from None


def _yaml(source: Read) -> Any:
    from guard.documents.claims import Unread
    from guard.documents.yaml import read as read_yaml
    from guard.documents.yaml.nodes import plain

    node = read_yaml(source.text)
    if isinstance(node, Unread):
        raise SourceError(node.reason, source.path, node.line)
    try:
        return plain(node)
    except ValueError as error:
        raise SourceError(str(error), source.path) from None
