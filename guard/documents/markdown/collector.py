"""What one reading gathers, before it is frozen into Claims."""

from __future__ import annotations

from operator import attrgetter

from guard.documents.claims import (
    Anchor,
    Claims,
    CodeSpan,
    Command,
    Comment,
    Fence,
    Heading,
    Link,
    Mention,
    Mislink,
    Title,
    Tree,
    Unread,
)
from guard.documents.markdown.parser import Blocks


class Collector:
    """Filled by one walk over the tokens and thrown away; nothing else in the reader keeps state."""

    def __init__(self, contents: list[str], parsed: Blocks) -> None:
        self.contents = contents
        self.parsed = parsed
        self.headings: list[Heading] = []
        self.anchors: list[Anchor] = []
        self.links: list[Link] = []
        self.mislinks: list[Mislink] = []
        self.code: list[CodeSpan] = []
        self.fences: list[Fence] = []
        self.trees: list[Tree] = []
        self.commands: list[Command] = []
        self.mentions: list[Mention] = []
        self.comments: list[Comment] = []
        self.titles: list[Title] = []
        self.definition_lines: list[tuple[int, int]] = []
        self._row = -1
        self._cursor = 0

    def cell_cursor(self, line: int) -> int:
        """Where to look for the next cell of the table row at `line` (from 0)."""
        if line != self._row:
            self._row, self._cursor = line, 0
        return self._cursor

    def cell_done(self, cursor: int) -> None:
        self._cursor = cursor

    def claims(self, front: dict[str, str], unread: tuple[Unread, ...], *, includes: bool) -> Claims:
        by_span = attrgetter("span")
        return Claims(
            headings=tuple(sorted(self.headings, key=by_span)),
            anchors=tuple(sorted(self.anchors, key=by_span)),
            links=tuple(sorted(self.links, key=by_span)),
            mislinks=tuple(sorted(self.mislinks, key=by_span)),
            code=tuple(sorted(self.code, key=by_span)),
            fences=tuple(self.fences),
            trees=tuple(self.trees),
            commands=tuple(self.commands),
            mentions=tuple(sorted(self.mentions, key=by_span)),
            comments=tuple(sorted(self.comments, key=by_span)),
            unread=unread,
            front=front,
            includes=includes,
            titles=tuple(sorted(self.titles, key=by_span)),
        )
