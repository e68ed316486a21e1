"""What functions and methods of the language make of values that are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guard.facts.programs.python.expressions import MOST_ELEMENTS
from guard.facts.programs.python.values import UNKNOWN, Decorator, Func, Given

if TYPE_CHECKING:
    from guard.facts.programs.python.machine import Machine

PLAIN = (
    *("builtins.staticmethod", "builtins.classmethod", "builtins.property", "functools.lru_cache", "functools.cache"),
    *("contextlib.", "abc.", "typing.", "click.pass_", "dataclasses."),
)
"""Decorators that leave a command line as it is."""


def _listed(machine: Machine, given: Given) -> object:
    if not given.positional:
        return []
    whole = given.positional[0]
    return list(whole) if isinstance(whole, list | dict) else UNKNOWN


def _reversed(machine: Machine, given: Given) -> object:
    whole = given.get("", 0)
    return whole[::-1] if isinstance(whole, list) else UNKNOWN


def _numbered(machine: Machine, given: Given) -> object:
    whole = given.get("", 0)
    return [[number, each] for number, each in enumerate(whole)] if isinstance(whole, list) else UNKNOWN


def _table(machine: Machine, given: Given) -> object:
    if given.doubled or given.starred:
        return UNKNOWN
    whole = given.get("", 0, {})
    return {**whole, **given.named} if isinstance(whole, dict) else UNKNOWN


def _attribute(machine: Machine, given: Given) -> object:
    owner, name = given.get("", 0), given.get("", 1)
    return machine.field(owner, name) if isinstance(name, str) else machine.escape(given, "getattr")


def _wraps(machine: Machine, given: Given) -> object:
    wrapped = given.get("wrapped", 0)

    def apply(value: object) -> object:
        if isinstance(value, Func) and isinstance(wrapped, Func):
            value.given.take(wrapped.given)
        return value

    return Decorator(apply)


def _partial(machine: Machine, given: Given) -> object:
    target = given.get("", 0)
    first = Given(given.positional[1:], given.named, starred=given.starred, doubled=given.doubled)
    return Decorator(lambda value: machine.call(target, Given([*first.positional, value], first.named)))


def _cached(machine: Machine, given: Given) -> object:
    return Decorator(lambda value: value)


MADE: dict[str, Callable[[Machine, Given], object]] = {
    "builtins.list": _listed,
    "builtins.tuple": _listed,
    "builtins.sorted": _listed,
    "builtins.set": _listed,
    "builtins.frozenset": _listed,
    "builtins.reversed": _reversed,
    "builtins.enumerate": _numbered,
    "builtins.dict": _table,
    "builtins.getattr": _attribute,
    "functools.wraps": _wraps,
    "functools.partial": _partial,
    "functools.lru_cache": _cached,
}


def method(owner: str | list[object] | dict[object, object], name: str, given: Given) -> object:
    if isinstance(owner, str):
        return _of_text(owner, name, given.positional)
    if isinstance(owner, dict):
        return _of_table(owner, name, given)
    if name == "append" and given.positional:
        owner.append(given.positional[0])
    elif name == "extend" and given.positional and isinstance(given.positional[0], list):
        owner.extend(given.positional[0][:MOST_ELEMENTS] if len(owner) < MOST_ELEMENTS else [])
    elif name == "copy":
        return list(owner)
    return UNKNOWN


def _of_text(owner: str, name: str, words: list[object]) -> object:
    if not all(isinstance(word, str) for word in words):
        return UNKNOWN
    texts = [str(word) for word in words]
    if name == "replace" and len(texts) == 2 and len(owner) < 1000 and len(texts[1]) < 100:
        return owner.replace(texts[0], texts[1])
    if name in {"lower", "upper"}:
        return owner.lower() if name == "lower" else owner.upper()
    return list[object](owner.split(texts[0] if texts else None)) if name == "split" and texts != [""] else UNKNOWN


def _of_table(owner: dict[object, object], name: str, given: Given) -> object:
    if name == "items":
        return [[key, value] for key, value in owner.items()]
    if name == "keys":
        return list(owner)
    if name == "values":
        return list(owner.values())
    if name == "copy":
        return dict(owner)
    if name == "get" and isinstance(given.get("", 0), str | int):
        return owner.get(given.positional[0], UNKNOWN)
    return UNKNOWN
