"""Endpoints that a document names by method and path: in code, in headings, in tables, in bold, and for curl."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from guard.documents.claims import Command, Word
from guard.documents.document import Document
from guard.documents.prose import prose
from guard.documents.tables import tables
from guard.model import Span

_METHOD = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|WEBSOCKET)"
_METHODS = rf"{_METHOD}(?:[ ]?[/|,&][ ]?{_METHOD}){{0,5}}"
# A star is a star of the path unless it ends what is bold.
_PATH = r"/(?>(?:[^\s`|\"',;*]|\*(?!\*)){0,300})"
_SAID = re.compile(
    rf"(?<![\w/.-])(?P<methods>{_METHODS})(?P<between>[`*_]{{0,4}}:?[ \t]{{1,20}}[`*_]{{0,4}})(?P<path>{_PATH})"
)
_LISTED = re.compile(rf"\A[ \t]{{0,20}}(?P<methods>{_METHODS})[ \t]{{1,20}}(?P<path>{_PATH})")
_METHOD_CELL = re.compile(rf"[`*_ ]{{0,4}}(?P<methods>{_METHODS})[`*_ ]{{0,4}}")
_PATH_CELL = re.compile(rf"[`*_ ]{{0,4}}(?P<path>{_PATH})[`*_ ]{{0,4}}")
_WORD = re.compile(_METHOD)
_LOCAL = re.compile(
    r"(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(?:\d{1,5}|\$\{?\w{1,40}\}?|<[\w-]{1,40}>))?(?P<path>/[^\s?#\"']{0,300})"
)
_HOST = re.compile(r"\A[ \t]{0,20}[Hh]ost:[ \t]*(?!localhost|127\.|0\.0\.0\.0)\S")
_LANGUAGES = frozenset({"", "http", "https", "rest", "text", "txt", "plaintext", "plain"})
_BODY = ("-d", "--data", "--json", "-F", "--form", "--data-raw", "--data-binary", "--data-urlencode")
_CLOSING = {"}": "{", ">": "<", ")": "(", "]": "["}


class Endpoint(msgspec.Struct, frozen=True):
    """`path` is as written, but for its query; `span` covers it. `call`: it stands in a command.

    `methods` is empty where a path stands alone.
    """

    methods: tuple[str, ...]
    path: str
    span: Span
    method_span: Span | None = None
    call: bool = False


def endpoints(document: Document) -> Iterator[Endpoint]:
    """In the order of their kinds: what is written, what tables have in cells, what blocks list, what curl is told."""
    if document.language != "markdown":
        return
    if _WORD.search(document.text):
        for number, line in prose(document):
            for found in _SAID.finditer(line):
                yield from _made(number, found)
        yield from _cells(document)
        yield from _blocks(document)
    for command in document.claims.commands:
        if command.words and command.words[0].text == "curl":
            yield from _called(document, command)


def paths(document: Document) -> Iterator[Endpoint]:
    """Paths that stand in code alone, without a method."""
    for code in document.claims.code:
        path = _without_tail(code.text.strip())
        if code.span.line == code.span.end_line and len(path) > 1 and _PATH_CELL.fullmatch(path):
            column = document.lines.content(code.span.line).find(path, code.span.column - 1) + 1
            if column:
                yield Endpoint((), path, Span(code.span.line, column, code.span.line, column + len(path)))


def _made(number: int, found: re.Match[str]) -> Iterator[Endpoint]:
    path = _without_tail(found["path"])
    start = found.start("path") + 1
    method_start = found.start("methods") + 1
    if len(path) > 1:
        yield Endpoint(
            tuple(dict.fromkeys(_WORD.findall(found["methods"]))),
            path,
            Span(number, start, number, start + len(path)),
            Span(number, method_start, number, method_start + len(found["methods"])),
        )


def _without_tail(path: str) -> str:
    """A path without its query and without what a sentence puts behind it."""
    for mark in ("<br", "?", "#", "&lt;br"):
        path = path.partition(mark)[0]
    while path and (path[-1] in ".:!_[({<\\=" or (path[-1] in _CLOSING and not _is_closed(path))):
        path = path[:-1]
    return path


def _is_closed(path: str) -> bool:
    return path.count(path[-1]) <= path.count(_CLOSING[path[-1]])


def _cells(document: Document) -> Iterator[Endpoint]:
    """Rows with a method in one cell and a path in another one."""
    if "|" not in document.text:
        return
    for table in tables(document.lines, [fence.span for fence in document.claims.fences]):
        for row in table.rows:
            methods = [found["methods"] for cell in row.cells if (found := _METHOD_CELL.fullmatch(cell))]
            paths = [found["path"] for cell in row.cells if (found := _PATH_CELL.fullmatch(cell))]
            if len(methods) != 1 or len(paths) != 1 or len(path := _without_tail(paths[0])) < 2:
                continue
            column = document.lines.content(row.line).find(paths[0]) + 1
            if column:
                span = Span(row.line, column, row.line, column + len(path))
                yield Endpoint(tuple(dict.fromkeys(_WORD.findall(methods[0]))), path, span)


def _blocks(document: Document) -> Iterator[Endpoint]:
    """Code blocks that list endpoints, or show a request to a host that is not said to be another one."""
    for fence in document.claims.fences:
        if fence.language.lower() not in _LANGUAGES:
            continue
        numbers = range(fence.span.line, fence.span.end_line + 1)
        if any(_HOST.match(document.lines.content(number)) for number in numbers):
            continue
        for number in numbers:
            if found := _LISTED.match(document.lines.content(number)):
                yield from _made(number, found)


def _called(document: Document, command: Command) -> Iterator[Endpoint]:
    method, implied = "", "GET"
    for word, following in zip(command.words, (*command.words[1:], None), strict=True):
        if word.text in {"-X", "--request"} and following is not None:
            method = following.text
        elif word.text.startswith(("-X", "--request=")) and len(word.text) > 2:
            method = word.text.removeprefix("--request=").removeprefix("-X")
        elif word.text in {"-I", "--head"}:
            implied = "HEAD"
        elif word.text in {"-G", "--get"}:
            method = method or "GET"
        elif word.text.startswith(_BODY) or word.text in {"-T", "--upload-file"}:
            implied = "PUT" if word.text.startswith(("-T", "--upload")) else "POST"
    method = (method or implied).upper()
    for word in command.words[1:]:
        found = _LOCAL.fullmatch(word.text.partition("?")[0].partition("#")[0])
        if found and _WORD.fullmatch(method) and (span := _within(document, word, found["path"])):
            yield Endpoint((method,), found["path"], span, call=True)


def _within(document: Document, word: Word, path: str) -> Span | None:
    """Where a word has the path, if the document has it so."""
    if word.span.line != word.span.end_line or len(path) < 2:
        return None
    at = document.source(word.span).find(path)
    column = word.span.column + at
    return None if at < 0 else Span(word.span.line, column, word.span.line, column + len(path))
