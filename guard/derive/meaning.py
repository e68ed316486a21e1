"""Whether two texts say the same to a reader: what a formatter changes is no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.token import Token

from guard.documents.markdown import parser
from guard.documents.markdown import read as read_markdown

_END = re.compile(r"\r\n?|\n")
_BLANKS = re.compile(r"[ \t\n]++")
_WORDS = {"text", "text_special", "softbreak"}


def same(old: str, new: str, *, markdown: bool, inline: bool = False) -> bool:
    """Markdown is compared as it is read: tables by cells, lists by items, code blocks by every character. Other text by lines.

    `inline`: the texts stand inside a line, where nothing is a list or a heading.
    """
    old, new = (_END.sub("\n", text) for text in (old, new))
    if inline:
        old, new = old.strip(), new.strip()
    if _lines(old) == _lines(new):
        return True
    if not markdown:
        return _trimmed(old) == _trimmed(new)
    # What the reader of documents refuses takes the parser too long.
    if read_markdown(old).unread or read_markdown(new).unread:
        return False
    read = _inline if inline else _blocks
    return list(read(old)) == list(read(new))


def _lines(text: str) -> list[str]:
    """The lines without blank ones around them."""
    lines = text.split("\n")
    kept = [number for number, line in enumerate(lines) if line.strip()]
    return lines[kept[0] : kept[-1] + 1] if kept else []


def _trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in _lines(text)]


def _blocks(text: str) -> Iterator[Any]:
    """What a renderer would be given, without the marks that were chosen among equals and without the places."""
    blocks = parser.blocks(text.replace("\0", "\ufffd"))
    yield sorted((label, one.get("href"), one.get("title")) for label, one in blocks.definitions.items())
    for token in blocks.tokens:
        if token.type == "inline":
            yield "inline", list(_said(parser.inlines(token.content, blocks, heading=True)))
        elif token.type in {"fence", "code_block"}:
            yield "code", token.info.strip(), token.content
        elif token.type == "html_block":
            yield token.type, token.content.strip()
        else:
            yield token.type, token.tag, token.attrs


def _inline(text: str) -> Iterator[Any]:
    return _said(parser.inlines(text.replace("\0", "\ufffd"), parser.Blocks([], {}, []), heading=True))


def _said(tokens: Iterable[Token]) -> Iterator[Any]:
    """Text as one piece, however it is escaped and wherever its lines break; all else token by token."""
    words = ""
    for token in tokens:
        if token.type in _WORDS:
            words += token.content or " "
            continue
        if words:
            yield _BLANKS.sub(" ", words)
        words = ""
        within = list(_said(token.children)) if token.children else token.content
        yield token.type, token.tag, token.attrs, within
    if words:
        yield _BLANKS.sub(" ", words)
