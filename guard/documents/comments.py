"""Comments that `#` begins: YAML, TOML, .env, Dockerfile, Python."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guard.documents.claims import Comment
from guard.documents.lines import Lines
from guard.documents.quotes import closing
from guard.model import Span

_STOP = re.compile(r"[\"'#]")
# Before an opening quote: nothing that is part of a word, or the prefix of a string literal.
_BEFORE_QUOTE = re.compile(r"(?:^|[^\w)\]}])(?:[rRbBfFuU]{1,2})?$")


def hash_comments(text: str) -> tuple[Comment, ...]:
    """Every comment. The block of one that stands alone is the next line and the deeper indented lines below it."""
    lines = Lines(text)
    contents = [lines.content(number) for number in range(1, len(lines) + 1)]
    starts: list[int] = []
    inside = ""
    for content in contents:
        start, inside = _start(content, inside)
        starts.append(start)
    alone = [start >= 0 and not content[:start].strip() for content, start in zip(contents, starts, strict=True)]
    blocks = _blocks(contents, alone)
    found: list[Comment] = []
    for number, (content, start) in enumerate(zip(contents, starts, strict=True), 1):
        if start >= 0:
            comment = content[start:].rstrip()
            span = Span(number, start + 1, number, start + 1 + len(comment))
            found.append(Comment(comment.lstrip("#").strip(), span, alone[number - 1], blocks[number - 1]))
    return tuple(found)


def _start(line: str, inside: str) -> tuple[int, str]:
    """Where the line's comment begins, -1 for none, and the triple quote that is open at its end."""
    at = 0
    unclosed = ""  # the quotes that are known not to close on this line
    while True:
        if inside:
            end = line.find(inside, at)
            if end < 0:
                return -1, inside
            at, inside = end + 3, ""
        stop = _STOP.search(line, at)
        if stop is None:
            return -1, ""
        at = stop.end()
        if stop[0] == "#":
            if at == 1 or line[at - 2] in " \t":
                return at - 1, ""
        elif line.startswith(stop[0] * 3, at - 1):
            inside = stop[0] * 3
            at += 2
        elif stop[0] not in unclosed and _BEFORE_QUOTE.search(line[max(0, at - 4) : at - 1]):
            end = _closing(line, at - 1)
            if end < 0:
                unclosed += stop[0]
            else:
                at = end


def _closing(line: str, at: int) -> int:
    if line[at] == "'":
        return line.find("'", at + 1) + 1 or -1
    return closing(line, '"', at + 1) + 1 or -1


def _blocks(contents: Sequence[str], alone: Sequence[bool]) -> list[Span | None]:
    """For every comment that stands alone the block below it; one pass from the end."""
    blocks: list[Span | None] = [None] * len(contents)
    below: Span | None = None
    deeper: list[tuple[int, int]] = []  # (indent, last line) of the lines below that nothing has enclosed yet
    for index in range(len(contents) - 1, -1, -1):
        content = contents[index]
        if alone[index]:
            blocks[index] = below
            continue
        if not content.strip():
            continue
        indent = len(content) - len(content.lstrip())
        last = index
        while deeper and deeper[-1][0] > indent:
            last = max(last, deeper.pop()[1])
        deeper.append((indent, last))
        below = Span(index + 1, indent + 1, last + 1, len(contents[last]) + 1)
    return blocks
