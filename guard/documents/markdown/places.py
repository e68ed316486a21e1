"""From an offset in a token's content back to the document.

A content line is a suffix of its source line (less what quotes, lists and indents put before it), except in table
cells and headings, where it stands within the line. Tabs and a cell's escaped pipes are the exceptions handled here.
"""

from __future__ import annotations

from bisect import bisect_right

from guard.model import Span


class Places:
    """Breakpoints (offset in the content, line, column), lines and columns from 1."""

    def __init__(self, points: list[tuple[int, int, int]]) -> None:
        self._points = points
        self._offsets = [point[0] for point in points]

    def at(self, offset: int) -> tuple[int, int]:
        start, line, column = self._points[bisect_right(self._offsets, offset) - 1]
        return line, column + offset - start

    def span(self, start: int, end: int) -> Span:
        """The span of a non-empty stretch: its end is reckoned from its last character, which may end a line."""
        if end <= start:
            return Span(*self.at(start), *self.at(start))
        line, column = self.at(end - 1)
        return Span(*self.at(start), line, column + 1)


def of_paragraph(content: str, first: int, lines: list[str]) -> Places:
    """Content whose every line is a suffix of its source line. `first` is the first source line, from 0."""
    points: list[tuple[int, int, int]] = []
    offset = 0
    split = content.split("\n")
    # The parser strips a paragraph of every white space: lines of form feeds at its beginning are gone.
    first = next((number for number in range(first, len(lines)) if split[0] in lines[number]), first)
    for number, line in enumerate(split, first):
        source = lines[number] if number < len(lines) else ""
        text = line.lstrip(" \t")
        column = source.rfind(text) if text else len(source)
        lead = len(line) - len(text)
        # A lead that tabs were expanded into may be longer than what stands in the source.
        points.append((offset, number + 1, max(column - lead, 0) + 1))
        if lead > column >= 0:
            points.append((offset + lead, number + 1, column + 1))
        offset += len(line) + 1
    return Places(points)


def of_heading(content: str, first: int, lines: list[str], marker: str) -> Places:
    """An ATX heading's content, which stands after its marker; a setext heading is a paragraph."""
    if not marker.startswith("#"):
        return of_paragraph(content, first, lines)
    source = lines[first]
    column = source.find(content, max(source.find(marker), 0) + len(marker))
    return Places([(0, first + 1, max(column, 0) + 1)])


def of_cell(content: str, line: int, lines: list[str], cursor: int) -> tuple[Places, int]:
    """A table cell's content, looked for from column `cursor` (from 0); also the column behind it."""
    source = lines[line]
    escaped = content.replace("|", "\\|")
    column = max(source.find(escaped, cursor), 0)
    points = [(0, line + 1, column + 1)]
    shift = 0
    for offset, character in enumerate(content):
        if character == "|":
            shift += 1
            points.append((offset, line + 1, column + 1 + offset + shift))
    return Places(points), column + len(escaped)
