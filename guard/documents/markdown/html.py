"""What HTML in Markdown claims: links, images, anchors, headings, comments. A linear scan, not a parser of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

# Every run is bounded and possessive: an unclosed tag costs a constant, not the rest of the document.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9.:-]{0,60}+)"
    r"(?P<attributes>(?>(?:[^<>\"'{}]{0,4000}+(?:\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|\{[^{}]{0,4000}+\})?){0,60}))>"
)
_ATTRIBUTE = re.compile(
    r"(?<![\w:.-])(?P<name>href|src|srcset|id|name)\s{0,9}+=\s{0,9}+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'=<>`{]++))",
    re.IGNORECASE,
)


class Attribute(NamedTuple):
    """`start` and `end` are the offsets of the value in the scanned text."""

    tag: str
    name: str
    value: str
    start: int
    end: int
    tag_start: int
    tag_end: int


class Remark(NamedTuple):
    """A comment; `text` is what stands between the delimiters."""

    text: str
    start: int
    end: int


def scan(source: str) -> Iterator[Attribute | Remark]:
    """The attributes that matter and the comments of `source`, in order."""
    position = 0
    while (position := source.find("<", position)) >= 0:
        if source.startswith("<!--", position):
            end = source.find("-->", position + 4)
            if end < 0:
                return
            yield Remark(source[position + 4 : end], position, end + 3)
            position = end + 3
        elif tag := _TAG.match(source, position):
            if not tag["close"]:
                yield from attributes(
                    tag["name"].lower(), tag["attributes"], tag.start("attributes"), (tag.start(), tag.end())
                )
            position = tag.end()
        else:
            position += 1


def attributes(tag: str, written: str, base: int, place: tuple[int, int]) -> Iterator[Attribute]:
    """The attributes that matter among those `written` in a tag, which stands at `place`; they begin at offset `base`."""
    for found in _ATTRIBUTE.finditer(written):
        kind = "double" if found["double"] is not None else "single" if found["single"] is not None else "bare"
        start, end = found.span(kind)
        yield Attribute(tag, found["name"].lower(), unescape(found[kind]), base + start, base + end, *place)


class Title(NamedTuple):
    """An HTML heading: its level, its text without tags, and where that text stands."""

    level: int
    text: str
    start: int
    end: int


_OPEN_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]{0,2000}+)?>", re.IGNORECASE)


def titles(source: str) -> Iterator[Title]:
    """The `<h1>` ... `<h6>` of `source`: a forge makes anchors of them as of any heading."""
    folded = source.replace("</H", "</h")  # not lower(): it makes some letters two
    position = 0
    while opened := _OPEN_HEADING.search(source, position):
        position = opened.end()
        end = folded.find(f"</h{opened[1]}", position)
        if end < 0:
            return
        yield Title(int(opened[1]), text_of(source[position:end]), position, end)
        position = end


def text_of(source: str) -> str:
    """`source` without tags and comments, entities resolved, white space folded."""
    parts: list[str] = []
    position = 0
    while (opened := source.find("<", position)) >= 0:
        parts.append(source[position:opened])
        closed = source.find("-->" if source.startswith("<!--", opened) else ">", opened)
        if closed < 0:
            position = len(source)
            break
        position = closed + (3 if source.startswith("-->", closed) else 1)
    parts.append(source[position:])
    return " ".join(unescape("".join(parts)).split())
