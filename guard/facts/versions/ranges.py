"""Version ranges as intervals: those of Python, npm, poetry and cargo, as far as whole numbers go."""

from __future__ import annotations

import re

Numbers = tuple[int, ...]
Interval = tuple[Numbers, Numbers | None]
"""From, and up to but not; None is without an end."""

_PART = re.compile(
    r"(>=|<=|===?|!=|~=|~>|>|<|=|\^|~)?[ \t]{0,20}+[vV]?(\d{1,6}(?:\.\d{1,6}){0,3})((?:\.(?:\*|x|X)){0,3})"
)
_HYPHEN = re.compile(r"\Av?(\d[\d.]*)[ \t]+-[ \t]+v?(\d[\d.]*)")


def numbers(text: str) -> Numbers:
    """`3.10.2` as (3, 10, 2); empty for what is no version."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def intervals(text: str) -> tuple[Interval, ...] | None:
    """The versions that a range allows; None for a text that is none, or that asks for nothing."""
    found = [one for part in re.split(r"\|\|?", text) if (one := _all_of(part)) is not None]
    return tuple(found) or None


def meets(claimed: Numbers, allowed: tuple[Interval, ...]) -> bool:
    """Whether some version that begins with `claimed` is allowed."""
    low, high = claimed, _after(claimed)
    return any((end is None or low < _padded(end)) and _padded(start) < high for start, end in allowed)


def _all_of(text: str) -> Interval | None:
    text = text.strip().strip("\"'")
    if hyphen := _HYPHEN.fullmatch(text):
        return numbers(hyphen[1]), _after(numbers(hyphen[2]))
    low: Numbers = ()
    high: Numbers | None = None
    count = 0
    for part in _PART.finditer(text):
        bounds = _bounds(part[1] or "", numbers(part[2]), open_=bool(part[3]))
        if bounds is None:
            continue
        count += 1
        low = max(low, bounds[0])
        if bounds[1] is not None:
            high = bounds[1] if high is None else min(high, bounds[1])
    return (low, high) if count else None


def _bounds(operator: str, version: Numbers, *, open_: bool) -> Interval | None:
    if operator == "!=":
        return None
    if operator in (">=", ">"):
        return version, None
    if operator == "<":
        return (), version
    if operator == "<=":
        return (), _after(version)
    if operator == "^":
        head = next((number for number, part in enumerate(version) if part), len(version) - 1)
        return version, _after(version[: head + 1])
    if operator in ("~=", "~>"):
        return version, _after(version[:-1] or version)
    if operator == "~":
        return version, _after(version[:2])
    return version, _after(version)


def _after(version: Numbers) -> Numbers:
    """The first version that does not begin with `version`."""
    return (*version[:-1], version[-1] + 1) if version else ()


def _padded(version: Numbers) -> Numbers:
    return version or (0,)
