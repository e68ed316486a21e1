"""A raw value of the settings as the type it must have; a mismatch is told at the value's own key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from guard.settings.errors import did_you_mean
from guard.settings.origins import Key, Origins

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

_STEP = re.compile(r"\.([^.\[\]]++)|\[(\d++)\]")


def converted(value: object, kind: type[T], key: Key, origins: Origins) -> T:
    try:
        return msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        raise origins.error((*key, *_steps(where.rstrip("`"))), _words(message)) from None


def choice(value: object, kind: Any, key: Key, origins: Origins) -> Any:
    """`value` as one of a Literal's strings."""
    choices = get_args(kind)
    if value in choices:
        return value
    if not isinstance(value, str):
        raise origins.error(key, f"must be one of {', '.join(choices)}")
    raise origins.error(key, f"no such value: {value}", did_you_mean(value, choices) or f"one of {', '.join(choices)}")


def options(table: dict[str, Any], kind: type[S], key: Key, origins: Origins, *, owner: str) -> S:
    """A rule's options, filled from the raw `table` at `key`. `owner` is the rule's name, for the complaint."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    hints = get_type_hints(kind)
    for name, value in table.items():
        if name not in fields:
            cure = did_you_mean(name, fields) or (f"{owner} knows {', '.join(fields)}" if fields else "")
            raise origins.error((*key, name), f"{owner} has no such option", cure)
        if get_origin(hints[fields[name].name]) is Literal:
            choice(value, hints[fields[name].name], (*key, name), origins)
    missing = [name for name, field in fields.items() if field.required and name not in table]
    if missing:
        raise origins.error(key, f"{owner} needs {', '.join(missing)}")
    return converted(table, kind, key, origins)


def _steps(where: str) -> Key:
    """The parts of a path such as `.rows[0].name`, as far as it names them."""
    steps: list[str | int] = []
    at = 0
    while found := _STEP.match(where, at):
        steps.append(int(found[2]) if found[2] else found[1])
        at = found.end()
    return tuple(steps)


def _words(message: str) -> str:
    return message[:1].lower() + message[1:]


def only(table: Iterable[str], known: Iterable[str], key: Key, origins: Origins) -> None:
    known = tuple(known)
    for name in table:
        if name not in known:
            cure = did_you_mean(name, known) or f"known keys: {', '.join(known)}"
            raise origins.error((*key, name), "no such key", cure)


def table_of(value: object, key: Key, origins: Origins) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise origins.error(key, "must be a table")
    return value


def inside(value: object, key: Key, origins: Origins) -> str:
    """A path inside the repository, relative to its root."""
    path = converted(value, str, key, origins)
    parts = path.split("/")
    if not path or "\\" in path or ":" in path or "\0" in path or {"", ".", ".."} & set(parts):
        raise origins.error(
            key, f"not a path inside the repository: {path}", "relative to the root, with forward slashes"
        )
    return path
