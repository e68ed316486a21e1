"""How many cells of a terminal a text takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_EMOJI_FORM = "\ufe0f"


def width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_cells, text))


def widths(pieces: Iterable[str]) -> int:
    return sum(map(width, pieces))


def _cells(character: str) -> int:
    if character == _EMOJI_FORM:
        return 1  # the symbol before it grows from one cell to two
    if unicodedata.category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
