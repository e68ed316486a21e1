"""What tags and expressions of MDX claim, and where each ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guard.documents.markdown.html import Attribute, Remark, attributes
from guard.documents.markdown.script import LONGEST, expression_end

_OPEN = re.compile(r"<(?:/?+[A-Za-z_$][\w$-]{0,80}+(?>(?:[.:][\w$-]{1,80}+){0,4})(?=[\s/>{])|/?+>)")
_NAME = re.compile(r"[\w$.:-]++")
_PLAIN = re.compile(r"[^\"'{}<>]*+")
_BLANKS = re.compile(r"[ \t]*+")
_COMMENT = re.compile(r"\{\s*+/\*(?P<text>(?>(?:[^*]|\*(?!/))*))\*/\s*+\}")
_TITLE = re.compile(
    r"(?<![\w:.-])(?P<name>title|label|name|query|path|body|header)=(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)')"
)


class Title(NamedTuple):
    """A tag that bears a title: `<Tab title="Docker">`. `name` is the attribute's; the offsets are those of its value."""

    tag: str
    name: str
    text: str
    start: int
    end: int


def end_of(text: str, start: int, stop: int) -> int:
    """Where the tag, the expression or the comment ends that begins at `start`; ~n if none does, which shows at n."""
    if text[start] == "{":
        return ~start if _is_id(text, start) else expression_end(text, start, stop)
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4, stop)
        return end + 3 if end >= 0 else ~stop
    return _tag_end(text, start, stop)


def flow_end(text: str, start: int, stop: int) -> int:
    """Where the line ends whose tags and expressions, from `start` on, stand alone; ~n where text at n is among them."""
    position = start
    while position < stop and text[position] != "\n":
        if text[position] not in "<{":
            return ~position
        position = end_of(text, position, stop)
        if position < 0:
            return position
        blanks = _BLANKS.match(text, position, stop)
        position = blanks.end() if blanks else position
    return position


def scan(source: str) -> Iterator[Attribute | Remark | Title]:
    """The attributes that matter, the titles and the comments of `source`, in order. Expressions claim nothing."""
    position, budget = 0, patience(source)
    while (position := _next(source, position)) >= 0 and budget > 0:
        end = end_of(source, position, len(source))
        if end < 0:
            budget -= ~end - position
            position += 1
            continue
        if source.startswith("<!--", position):
            yield Remark(source[position + 4 : end - 3], position, end)
        elif source[position] == "<":
            yield from _of_tag(source, position, end)
        elif comment := _COMMENT.fullmatch(source, position, end):
            yield Remark(comment["text"], position, end)
        position = end


def patience(source: str) -> int:
    """How many characters may be read in vain: what is never closed would be read through again from every place."""
    return 4 * len(source) + LONGEST


def _next(source: str, position: int) -> int:
    found = [at for at in (source.find("<", position), source.find("{", position)) if at >= 0]
    return min(found, default=-1)


def _is_id(text: str, start: int) -> bool:
    """`{#id}` behind a heading: the generators that know it take it away before MDX is read."""
    return text.startswith(("{#", "{ #", "{:"), start)


def _tag_end(text: str, start: int, stop: int) -> int:
    opened = _OPEN.match(text, start, stop)
    if opened is None:
        return ~start
    if opened[0].endswith(">"):
        return opened.end()
    position, stop = opened.end(), min(stop, start + LONGEST)
    while position >= 0:
        plain = _PLAIN.match(text, position, stop)
        position = plain.end() if plain else stop
        if position >= stop or text[position] in "<}":
            return ~position
        if text[position] == ">":
            return position + 1
        position = _value_end(text, position, stop)
    return position


def _value_end(text: str, start: int, stop: int) -> int:
    if text[start] == "{":
        return expression_end(text, start, stop)
    closed = text.find(text[start], start + 1, stop)
    return closed + 1 if closed >= 0 else ~stop


def _of_tag(source: str, start: int, end: int) -> Iterator[Attribute | Title]:
    name = _NAME.match(source, start + 1)
    if name is None:
        return
    written = _without_expressions(source[name.end() : end - 1])
    tag = name[0].lower()
    yield from attributes(tag, written, name.end(), (start, end))
    for title in _TITLE.finditer(written):
        kind = "double" if title["double"] is not None else "single"
        first, last = title.span(kind)
        yield Title(tag, title["name"], title[kind], name.end() + first, name.end() + last)


def _without_expressions(written: str) -> str:
    """The attributes of a tag with the values in braces blanked out, every offset kept."""
    parts, position, kept = [], 0, 0
    while position < len(written):
        plain = _PLAIN.match(written, position)
        position = plain.end() if plain else len(written)
        if position >= len(written):
            break
        end = _value_end(written, position, len(written))
        if end < 0:
            break
        if written[position] == "{":
            parts += [written[kept:position], "{" * (end - position)]
            kept = end
        position = end
    return "".join([*parts, written[kept:]])
