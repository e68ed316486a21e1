"""What the JavaScript and TypeScript code of a document imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guard.documents.claims import Fence
from guard.documents.document import Document
from guard.documents.imports import Import

SCRIPTS = frozenset("js javascript mjs cjs jsx ts typescript mts cts tsx node".split())
_LANGUAGE = re.compile(r"[A-Za-z]{1,20}")
_NAME = r"[A-Za-z_$][\w$]{0,200}"
_SPECIFIER = r"([\"'])([^\"'\s`{}]{1,300})"
_STATEMENT = re.compile(r"(?m)^[ \t]{0,40}(import|export)(?![\w$.-])")
_FROM = re.compile(
    rf"\A\s{{0,20}}(?:type(?![\w$])\s{{0,20}})?(?:({_NAME})\s{{0,20}},?\s{{0,20}})?(?:\{{([^{{}}\"']{{0,3000}})\}}|\*(?:\s{{0,20}}as\s{{1,20}}{_NAME})?)?\s{{0,20}}from\s{{0,20}}{_SPECIFIER}\3"
)
_BARE = re.compile(rf"\A\s{{0,20}}{_SPECIFIER}\1")
_CALL = re.compile(rf"(?<![\w$.])(?:require|import)\(\s{{0,20}}{_SPECIFIER}\1\s{{0,20}}\)(?:\.({_NAME}))?")
# `const { a, b: c } = require(`, with what stands before it
_TAKEN = re.compile(r"\{([^{}\"'();]{0,2000})\}\s{0,20}=\s{0,20}(?:await\s{1,20})?\Z")
_ITEM = re.compile(
    rf"(?<![\w$.-])(?:type\s{{1,20}})?({_NAME})(?:\s{{1,20}}as\s{{1,20}}{_NAME}|\s{{0,20}}:\s{{0,20}}{_NAME})?\s{{0,20}}(?:=[^,]{{0,200}})?\Z"
)
_OF_PROMISES = frozenset({"then", "catch", "finally"})
_LONGEST = 4000
_TAKEN_AWAY = "[!code --]"


def script_imports(document: Document) -> Iterator[Import]:
    """The imports of packages in code blocks and in inline code, paths like `./x` left out.

    `name` is "" for the module itself and "default" for what is imported without braces.
    """
    for fence in document.claims.fences:
        language = _LANGUAGE.match(fence.language)
        if language and language[0].lower() in SCRIPTS:
            start = document.lines.offset(fence.span.line, 1)
            end = document.lines.offset(fence.span.end_line, fence.span.end_column)
            yield from _of_text(document, start, end, fence)
    for code in document.claims.code:
        if code.span.line == code.span.end_line and code.text.startswith(("import ", "import{", "export ")):
            start = document.lines.offset(code.span.line, code.span.column)
            yield from _of_text(document, start, start + len(code.text), None)


def _of_text(document: Document, start: int, end: int, fence: Fence | None) -> Iterator[Import]:
    for found in imports_in(document.text[start:end]):
        if found.specifier.startswith((".", "/", "#", "~")):
            continue
        where = document.lines.span(start + found.start, start + found.start + len(found.specifier))
        for name, first, last in found.names or (("", found.start, found.start + len(found.specifier)),):
            span = document.lines.span(start + first, start + last)
            if _TAKEN_AWAY not in document.lines.content(span.line):
                yield Import(found.specifier, name, span, where, fence)


class Written(NamedTuple):
    """One import of a text: its specifier and where that starts; its names, each with its start and end."""

    specifier: str
    start: int
    names: tuple[tuple[str, int, int], ...]


def imports_in(text: str) -> Iterator[Written]:
    """The imports of a text of JavaScript or TypeScript, and what it passes on from other modules."""
    for statement in _STATEMENT.finditer(text):
        end = statement.end()
        behind = text[end : end + _LONGEST]
        if found := _FROM.match(behind):
            names = list(_items(found, 2, end))
            if found[1] and statement[1] == "import":
                names.append(("default", end + found.start(1), end + found.end(1)))
            yield Written(found[4], end + found.start(4), tuple(names))
        elif statement[1] == "import" and (bare := _BARE.match(behind)):
            yield Written(bare[2], end + bare.start(2), ())
    for call in _CALL.finditer(text):
        names = [(call[3], call.start(3), call.end(3))] if call[3] and call[3] not in _OF_PROMISES else []
        first = max(0, call.start() - _LONGEST)
        if taken := _TAKEN.search(text[first : call.start()]):
            names += _items(taken, 1, first)
        yield Written(call[2], call.start(2), tuple(names))


def _items(found: re.Match[str], group: int, shift: int) -> Iterator[tuple[str, int, int]]:
    """The names in braces, and where they stand."""
    at = found.start(group) + shift
    for part in _uncommented(found[group] or "").split(","):
        item = _ITEM.search(part.rstrip())
        if item and not part[: item.start()].strip():
            yield item[1], at + item.start(1), at + item.end(1)
        at += len(part) + 1


def _uncommented(text: str) -> str:
    """`text` with blanks for its comments."""
    for opening, closing in (("//", "\n"), ("/*", "*/")):
        head, *rest = text.split(opening)
        for part in rest:
            comment, closed, code = part.partition(closing)
            head += " " * (len(opening) + len(comment)) + (closed if closed == "\n" else " " * len(closed)) + code
        text = head
    return text
