"""Compose files that documents show: the images and the ports of their services, line by line.

What is shown is seldom a whole file: `...` stands for what is left out, so that no YAML parser takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from guard.documents.document import Document
from guard.model import Span

_KEY = re.compile(r"\A([ \t]*)(?:\"|')?([A-Za-z0-9][\w.-]{0,80})(?:\"|')?:[ \t]*(.*)")
_PORT = re.compile(
    r"\A[ \t]*-[ \t]+[\"']?((?:\d{1,3}(?:\.\d{1,3}){3}:)?\d{1,5}:\d{1,5}(?:/(?:tcp|udp))?)[\"']?[ \t]*(?:#.*)?\Z"
)
_CHANGED = re.compile(r"(?i)#.{0,80}\b(?:chang|custom|instead|your|replace|or use|e\.g\.)")
_LANGUAGES = frozenset({"", "yaml", "yml", "docker-compose", "compose", "text"})


class Shown(msgspec.Struct, frozen=True):
    """An image or a published port of a service, as a code block shows it."""

    service: str
    kind: Literal["image", "port"]
    text: str
    span: Span


def is_changed_on_purpose(document: Document, one: Shown) -> bool:
    """Whether a comment on its line says that the reader is to change it: `- 5056:5055 # change it to ...`."""
    return _CHANGED.search(document.lines.content(one.span.line)) is not None


def shown(document: Document) -> Iterator[Shown]:
    """What the code blocks that begin a `services:` say of them."""
    for fence in document.claims.fences:
        if fence.language in _LANGUAGES:
            yield from _block(document, fence.span.line, fence.span.end_line)


def _block(document: Document, first: int, last: int) -> Iterator[Shown]:
    top = inner = -1
    service = key = ""
    for number in range(first, last + 1):
        line = document.lines.content(number)
        found = _KEY.match(line)
        if found:
            indent = len(found[1])
            if found[2] == "services" and not found[3].strip():
                top, inner, service = indent, -1, ""
            elif top >= 0 and indent <= top:
                top, service, key = -1, "", ""
            elif top >= 0 and (inner < 0 or indent == inner):
                inner, service, key = indent, found[2], ""
            elif service:
                key = found[2]
                if key == "image" and (value := found[3].partition(" #")[0].strip().strip("\"'")):
                    column = line.index(value, found.start(3)) + 1
                    yield Shown(service, "image", value, Span(number, column, number, column + len(value)))
        elif service and key == "ports" and (port := _PORT.match(line)):
            yield Shown(service, "port", port[1], Span(number, port.start(1) + 1, number, port.end(1) + 1))
