"""A file's text with spans of it replaced."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from guard.documents.lines import Lines
from guard.model import Edit

_BOM = b"\xef\xbb\xbf"


class MendError(Exception):
    """An edit cannot be applied. The message says where and why."""


class Piece(NamedTuple):
    """An edit in code points from the start of the text."""

    start: int
    end: int
    text: str


class Text:
    """A file's bytes as text, so that spans can be found in it."""

    def __init__(self, data: bytes) -> None:
        self.bom = _BOM if data.startswith(_BOM) else b""
        self.body = data[len(self.bom) :]
        self.text = self.body.decode("utf-8", "surrogateescape")
        self.lines = Lines(self.text)
        first = self.text[: self.lines.starts[1]] if len(self.lines) > 1 else "\n"
        self.ending = "\r\n" if first.endswith("\r\n") else first[-1]

    def piece(self, edit: Edit) -> Piece:
        span = edit.span
        start, end = self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)
        if start > end:
            raise MendError("the edit ends before it begins")
        text = edit.text if "\r" in edit.text else edit.text.replace("\n", self.ending)
        encoded(text)
        return Piece(start, end, text)

    def _offset(self, line: int, column: int) -> int:
        if not (1 <= line <= len(self.lines) and 1 <= column <= len(self.lines.content(line)) + 1):
            raise MendError(f"the edit lies outside the text (line {line}, column {column})")
        return self.lines.offset(line, column)


def splice(data: bytes, edits: Sequence[Edit]) -> bytes:
    """`data` with each edit's span replaced. Raises MendError where spans overlap or lie outside.

    Line feeds in an edit's text become the line ending of the file.
    """
    file = Text(data)
    pieces = sorted({file.piece(edit) for edit in edits})
    if any(collide(first, second) for first, second in pairwise(pieces)):
        raise MendError("edits overlap")
    parts: list[str] = []
    end = 0
    for piece in pieces:
        parts += (file.text[end : piece.start], piece.text)
        end = piece.end
    parts.append(file.text[end:])
    mended = file.bom + encoded("".join(parts))
    _hold_untouched(file, mended, pieces)
    return mended


def collide(one: Piece, two: Piece) -> bool:
    return one[:2] == two[:2] or (one.start < two.end and two.start < one.end)


def encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise MendError("the edit's text cannot be written as UTF-8") from None


def _hold_untouched(file: Text, mended: bytes, pieces: Sequence[Piece]) -> None:
    """Walks over both versions in bytes: what lies between the pieces must be the same."""
    old, new, end = 0, len(file.bom), 0
    for piece in (*pieces, Piece(len(file.text), len(file.text), "")):
        kept = len(encoded(file.text[end : piece.start]))
        if file.body[old : old + kept] != mended[new : new + kept]:
            raise MendError("bytes outside the edits would change")
        old += kept + len(encoded(file.text[piece.start : piece.end]))
        new += kept + len(encoded(piece.text))
        end = piece.end
    if (old, new) != (len(file.body), len(mended)) or not mended.startswith(file.bom):
        raise MendError("bytes outside the edits would change")
