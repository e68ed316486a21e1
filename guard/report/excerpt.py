"""The part of a source line around a span, as it is shown: tabs expanded, long lines cut, every character visible."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from guard.report.cells import width, widths
from guard.report.encode import ascii_only, characters

_CUT = "..."
_TAB = 4


class Excerpt(msgspec.Struct, frozen=True):
    before: str
    marked: str
    after: str

    @property
    def indent(self) -> int:
        return width(self.before)

    @property
    def length(self) -> int:
        """At least one cell: an empty span is shown where it stands."""
        return max(1, width(self.marked))


def excerpt(line: str, start: int, end: int, *, room: int, only_ascii: bool = False) -> Excerpt:
    """`start` and `end` count code points from 0. The marked part is kept, and of its surroundings what has room."""
    start = max(0, min(start, len(line)))
    end = max(start, min(end, len(line)))
    # More characters than cells can never be shown, so a line of a megabyte costs what a short one does.
    reach = room + 1
    end = min(end, start + reach)
    left, right = max(0, start - reach), end + reach
    pieces = _pieces(line[left:right], only_ascii=only_ascii)
    return _fit(
        before=pieces[: start - left], marked=pieces[start - left : end - left], after=pieces[end - left :], room=room
    )


def _pieces(text: str, *, only_ascii: bool) -> list[str]:
    shown = characters(text)
    if only_ascii:
        shown = [ascii_only(piece) for piece in shown]
    if "\t" in text:
        _expand_tabs(text, shown)
    return shown


def _expand_tabs(text: str, shown: list[str]) -> None:
    column = 0
    for index, character in enumerate(text):
        if character == "\t":
            shown[index] = " " * (_TAB - column % _TAB)
        column += width(shown[index])


def _fit(*, before: list[str], marked: list[str], after: list[str], room: int) -> Excerpt:
    marked = _first(marked, room)
    spare = room - widths(marked)
    before = _last(before, spare - min(widths(after), spare // 2))
    after = _first(after, spare - widths(before))
    return Excerpt("".join(before), "".join(marked), "".join(after))


def _first(pieces: list[str], room: int) -> list[str]:
    if widths(pieces) <= room:
        return pieces
    return [*_that_fit(pieces, room - len(_CUT)), _CUT] if room >= len(_CUT) else []


def _last(pieces: list[str], room: int) -> list[str]:
    if widths(pieces) <= room:
        return pieces
    return [_CUT, *reversed(_that_fit(reversed(pieces), room - len(_CUT)))] if room >= len(_CUT) else []


def _that_fit(pieces: Iterable[str], room: int) -> list[str]:
    kept: list[str] = []
    for piece in pieces:
        room -= width(piece)
        if room < 0:
            break
        kept.append(piece)
    return kept
