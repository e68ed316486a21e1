"""Whether two texts say the same to a reader: what a formatter changes is no difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guard.documents.markdown import parser


def same(old: str, new: str, *, markdown: bool) -> bool:
    """Markdown is compared as it is read: tables by cells, lists by items, code blocks by every character. Other text by lines."""
    if _lines(old) == _lines(new):
        return True
    return markdown and list(_tokens(old)) == list(_tokens(new))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _tokens(text: str) -> Iterator[Any]:
    """What a renderer would be given, without the marks that were chosen among equals and without the places."""
    blocks = parser.blocks(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"))
    yield sorted((label, one.get("href"), one.get("title")) for label, one in blocks.definitions.items())
    for token in blocks.tokens:
        if token.type == "inline":
            yield (
                "inline",
                [
                    (inner.type, inner.tag, inner.attrs, inner.content)
                    for inner in parser.inlines(token.content, blocks.definitions, heading=True)
                ],
            )
        elif token.type in {"fence", "code_block"}:
            yield token.type, token.info.strip(), token.content
        elif token.type == "html_block":
            yield token.type, token.content.strip()
        else:
            yield token.type, token.tag, token.attrs
