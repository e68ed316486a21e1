"""What the Python code of a document imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import msgspec

from guard.documents.claims import Fence
from guard.documents.document import Document
from guard.model import Span

PYTHON = frozenset({"python", "py", "python3", "pycon", "ipython"})
_MOST_LINES = 60
_PROMPT = re.compile(r"[ \t]{0,20}(?:>>>|\.\.\.|In \[\d{1,4}\]:)[ \t]?")
_IMPORT = re.compile(r"[ \t]{0,40}(?:from[ \t]+(?P<module>[\w.]{1,200})[ \t]+import\b|import[ \t]+[\w.]{1,200})")


class Import(msgspec.Struct, frozen=True):
    """One name that one statement imports: `from module import name`, or `import module` with `name` "".

    `span` covers the name, or the module where there is none; `where` covers the module.
    """

    module: str
    name: str
    span: Span
    where: Span
    fence: Fence | None = None


def imports(document: Document) -> Iterator[Import]:
    """The absolute imports in Python code blocks and in inline code; what is no whole statement is passed over."""
    for fence in document.claims.fences:
        if fence.language.lower() in PYTHON:
            yield from _of_fence(document, fence)
    for code in document.claims.code:
        if code.span.line == code.span.end_line and code.text.startswith(("from ", "import ")):
            yield from _of_statement(document, [(code.span.line, code.span.column, code.text)], None)


def _of_fence(document: Document, fence: Fence) -> Iterator[Import]:
    number = fence.span.line
    while number <= fence.span.end_line:
        lines = [_line(document, number)]
        if not _IMPORT.match(lines[0][2]):
            number += 1
            continue
        if "(" in lines[0][2]:
            while ")" not in lines[-1][2] and number < fence.span.end_line and len(lines) < _MOST_LINES:
                number += 1
                lines.append(_line(document, number))
        yield from _of_statement(document, lines, fence)
        number += 1


def _line(document: Document, number: int) -> tuple[int, int, str]:
    """Number, column and text of a line, a prompt taken away."""
    content = document.lines.content(number)
    prompt = _PROMPT.match(content)
    start = prompt.end() if prompt else 0
    return number, start + 1, content[start:]


def _of_statement(document: Document, lines: list[tuple[int, int, str]], fence: Fence | None) -> Iterator[Import]:
    try:
        body = ast.parse("\n".join(text for _, _, text in lines).lstrip(" \t>")).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for statement in body[:1]:
        if isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
            where = _find(lines, statement.module)
            for alias in statement.names:
                span = _find(lines, alias.name, after="import")
                if where and span and alias.name != "*":
                    yield Import(statement.module, alias.name, span, where, fence)
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                if where := _find(lines, alias.name):
                    yield Import(alias.name, "", where, where, fence)


def _find(lines: list[tuple[int, int, str]], name: str, after: str = "") -> Span | None:
    """Where `name` stands as a whole word, behind the word `after` in the first line."""
    word = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
    for index, (number, column, text) in enumerate(lines):
        start = text.find(f" {after} ") + len(after) + 1 if after and not index and f" {after} " in text else 0
        if found := word.search(text, start):
            return Span(number, column + found.start(), number, column + found.end())
    return None
