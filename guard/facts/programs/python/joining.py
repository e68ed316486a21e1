"""What several ways through a program leave behind, and what a name leads to in a class or a loop."""

from __future__ import annotations

from guard.facts.programs.python.values import (
    ARGV,
    UNKNOWN,
    Class,
    Command,
    External,
    Parser,
    Typer,
    Value,
)

_LONGEST = 300
"""How many rounds of a loop are followed."""


def rounds(value: object) -> list[object]:
    """What a loop over `value` gives in turn: at least one round, so that what it does is seen."""
    if isinstance(value, dict):
        value = list(value)
    if isinstance(value, list) and len(value) <= _LONGEST:
        return list(value)
    return [UNKNOWN]


def in_class(of: Class, name: str, depth: int = 0) -> object:
    if name in of.scope.names:
        return of.scope.names[name]
    for base in of.bases:
        if isinstance(base, Class) and depth < 8:
            found = in_class(base, name, depth + 1)
            if found is not UNKNOWN:
                return found
    return UNKNOWN


def either(one: object, two: object) -> object:
    """What a name stands for that one way binds to `one` and another to `two`."""
    if one is two or (isinstance(one, str | int | None) and one == two):
        return one
    ranks = _rank(one), _rank(two)
    if ranks[0] != ranks[1]:
        return one if ranks[0] > ranks[1] else two
    if isinstance(one, External) and isinstance(two, External):
        return one
    for each in (one, two):
        if isinstance(each, Parser | Command | Typer):
            each.level.spoil("is one of several that may run")
    return UNKNOWN


def _rank(value: object) -> int:
    """How much is lost when a value is forgotten."""
    if isinstance(value, Parser | Command | Typer):
        return 4
    if value is ARGV:
        return 3
    if isinstance(value, Value):
        return 2
    return 1 if value is UNKNOWN else 0
