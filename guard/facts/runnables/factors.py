"""The names that a list of tox's stands for: `py{310,311}-{a,b}, lint`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_MOST = 4_000
_LATEST = range(11, 16)
"""The minor versions of Python that a range without an end stands for."""
_RANGE = re.compile(r"\A(\d{1,4})?-(\d{1,4})?\Z")


class TooManyError(ValueError):
    """A list that stands for more names than anybody has environments."""


def names(text: str) -> tuple[str, ...]:
    """Every name, in order, each once; comments and what tox substitutes (`{env:X}`, `{[base]x}`) are the caller's to see to.

    Raises TooManyError.
    """
    found: dict[str, None] = {}
    for item in _items(text):
        choices = [_choices(piece) for piece in _pieces(item)]
        count = 1
        for each in choices:
            count *= len(each)
        if count + len(found) > _MOST:
            raise TooManyError(item[:80])
        found.update(dict.fromkeys("".join(combination) for combination in product(*choices)))
    return tuple(name for name in found if name)


def _items(text: str) -> Iterator[str]:
    """What commas and line ends outside braces divide."""
    start, depth = 0, 0
    for at, character in enumerate(text):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character in ",\n" and depth <= 0:
            yield text[start:at].strip()
            start, depth = at + 1, 0
    yield text[start:].strip()


def _pieces(item: str) -> Iterator[str]:
    """Plain text and groups in braces, in turn."""
    while item:
        before, brace, rest = item.partition("{")
        if before:
            yield before
        if not brace:
            return
        inside, _, item = rest.partition("}")
        yield "{" + inside


def _choices(piece: str) -> list[str]:
    if not piece.startswith("{"):
        return [piece]
    return [choice for each in piece[1:].split(",") for choice in _numbers(each.strip())]


def _numbers(choice: str) -> list[str]:
    """`10-13` in a group is each of the numbers."""
    found = _RANGE.match(choice)
    if found is None or not (found[1] or found[2]):
        return [choice]
    first = int(found[1]) if found[1] else _LATEST.start
    last = int(found[2]) if found[2] else _LATEST.stop - 1
    if abs(last - first) > _MOST:
        raise TooManyError(choice)
    if not (found[1] and found[2]):
        return [str(number) for number in range(first, last + 1)] or [found[1] or found[2]]
    step = 1 if first < last else -1
    return [str(number) for number in range(first, last + step, step)]
