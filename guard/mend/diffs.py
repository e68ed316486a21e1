"""The difference between two texts, in time that grows with their length and no faster."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_CONTEXT = 3
_Change = tuple[int, int, int, int]
"""Lines of the old text from, to; lines of the new text from, to."""


def diff(path: str, before: str, after: str) -> str:
    """A unified diff that git can apply, "" where nothing changed."""
    old, new = _split(before), _split(after)
    changes = _merged(_changes(old, new))
    if not changes:
        return ""
    out = [f"--- {_quoted('a/' + path)}\n", f"+++ {_quoted('b/' + path)}\n"]
    for hunk in _hunks(changes):
        out += _hunk(hunk, old, new)
    return "".join(out)


def _split(text: str) -> list[str]:
    # As git has it: a line ends at a line feed alone.
    *whole, rest = text.split("\n")
    lines = [f"{line}\n" for line in whole]
    return [*lines, rest] if rest else lines


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """What differs between the lines that both texts have exactly once and in the same order."""
    at, by = 0, 0
    for line, other in (*_anchors(old, new), (len(old), len(new))):
        yield from _gap(old, new, (at, line, by, other))
        at, by = line + 1, other + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    times, others = Counter(old), Counter(new)
    places = {line: number for number, line in enumerate(new) if others[line] == 1}
    pairs = [(number, places[line]) for number, line in enumerate(old) if times[line] == 1 and line in places]
    # The longest run of pairs that rises in both texts: each pile ends with the lowest number that can end such a run.
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [index]
        before.append(piles[pile - 1] if pile else -1)
    run: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _gap(old: Sequence[str], new: Sequence[str], gap: _Change) -> Iterator[_Change]:
    start, end, by, to = gap
    while start < end and by < to and old[start] == new[by]:
        start, by = start + 1, by + 1
    while start < end and by < to and old[end - 1] == new[to - 1]:
        end, to = end - 1, to - 1
    if end - start != to - by:
        yield start, end, by, to
        return
    for step in range(end - start):
        if old[start + step] != new[by + step]:
            yield start + step, start + step + 1, by + step, by + step + 1


def _merged(changes: Iterable[_Change]) -> list[_Change]:
    """Changes that touch become one, so that a run of lines is told as all that went and then all that came."""
    merged: list[_Change] = []
    for change in changes:
        if merged and (merged[-1][1], merged[-1][3]) == (change[0], change[2]):
            change = (merged[-1][0], change[1], merged.pop()[2], change[3])  # noqa: PLW2901
        merged.append(change)
    return merged


def _hunks(changes: Sequence[_Change]) -> list[list[_Change]]:
    hunks = [[changes[0]]]
    for before, change in pairwise(changes):
        if change[0] - before[1] > 2 * _CONTEXT:
            hunks.append([])
        hunks[-1].append(change)
    return hunks


def _hunk(changes: Sequence[_Change], old: Sequence[str], new: Sequence[str]) -> list[str]:
    above = min(changes[0][0], _CONTEXT)
    below = min(len(old) - changes[-1][1], _CONTEXT)
    start, end = changes[0][0] - above, changes[-1][1] + below
    by, to = changes[0][2] - above, changes[-1][3] + below
    out = [f"@@ -{_range(start, end)} +{_range(by, to)} @@\n"]
    at = start
    for change in (*changes, (end, end, to, to)):
        out += _marked(" ", old[at : change[0]])
        out += _marked("-", old[change[0] : change[1]])
        out += _marked("+", new[change[2] : change[3]])
        at = change[1]
    return out


def _range(start: int, end: int) -> str:
    return f"{start + (end > start)},{end - start}"


def _marked(mark: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def _quoted(name: str) -> str:
    """The name as git writes it in a diff: no name can end the line or look like two."""
    if name.isprintable() and not set(name) & set('"\\'):
        return f"{name}\t" if " " in name else name
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in os.fsencode(name)
    )
    return f'"{escaped}"'
