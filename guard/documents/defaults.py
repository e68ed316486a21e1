"""What a document says the default of a setting is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from guard.documents.document import Document
from guard.documents.prose import prose
from guard.documents.tables import Table, cells, tables
from guard.model import Span

_NAMED = r"(?P<name>--?[A-Za-z][\w-]{1,60}|[A-Za-z_]\w{2,80})"
_VALUE = r"(?:`(?P<code>[^`\n]{1,80})`|(?P<quoted>\"[^\"\n]{0,80}\"|'[^'\n]{0,80}')|(?P<bare>-?\d[\d_.,]{0,20}\b|[Tt]rue\b|[Ff]alse\b))"
# `name` (default: `4`), **`name`**: int (defaults to 4), `name` (optional, default 4)
_BESIDE = re.compile(
    rf"`{_NAMED}`\**(?:[ \t]*[:\u2013\u2014-])?[^`();.\n]{{0,30}}\([^`()\n]{{0,30}}?\b[Dd]efault(?:s to| is|:|=| to)?[ \t]*{_VALUE}(?P<unit>[ \t]{{0,2}}[\w%]{{1,12}})?[^`()\n]{{0,40}}\)"
)
_COLUMN = re.compile(r"\A[*`]{0,2}[Dd]efault(?: [Vv]alue)?s?[*`]{0,2}\Z")
_NAMES = re.compile(rf"\A[*]{{0,2}}`{{0,2}}{_NAMED}(?:=\S{{0,40}})?`{{0,2}}[*]{{0,2}}\Z")
_CELL = re.compile(rf"\A{_VALUE}\Z")
_WORD = re.compile(r"\A[A-Za-z][\w./:-]{0,60}\Z")
_NOTHING = frozenset(
    {
        "none",
        "unset",
        "empty",
        "required",
        "optional",
        "auto",
        "yes",
        "no",
        "null",
        "nil",
        "n/a",
        "generated",
        "varies",
        "random",
    }
)


class Default(msgspec.Struct, frozen=True):
    """`value` is as written, without its backticks; `span` covers it. `unit` is the word behind a bare number."""

    name: str
    value: str
    span: Span
    unit: str = ""


def defaults(document: Document) -> Iterator[Default]:
    """In sentences (`` `limit` (default: `4`) ``) and in tables with a column of defaults."""
    if document.language != "markdown" or "efault" not in document.text:
        return
    for number, content in prose(document):
        if "efault" in content and "`" in content:
            for found in _BESIDE.finditer(content):
                yield _default(found, number, 0, found["name"], (found["unit"] or "").strip())
    for table in tables(document.lines, [fence.span for fence in document.claims.fences]):
        yield from _of_table(document, table)


def names(text: str) -> Iterator[str]:
    """Every name that a text may give a default, read in haste: some of them stand in code."""
    if "efault" not in text:
        return
    listed = False
    for line in text.split("\n"):
        if "`" in line and "efault" in line:
            yield from (found["name"] for found in _BESIDE.finditer(line))
        row = cells(line) if line.lstrip().startswith("|") else ()
        listed = bool(row) and (listed or any(map(_COLUMN.match, row)))
        if listed and (found := _NAMES.match(row[0])):
            yield found["name"]


def is_telling(name: str) -> bool:
    """Whether a name means one thing in a repository: `max_steps`, `SHOP_PORT`, `--limit`, and not `name` or `timeout`."""
    return name.startswith("--") or "_" in name.strip("_") or re.search(r"[a-z][A-Z]", name) is not None


def _of_table(document: Document, table: Table) -> Iterator[Default]:
    columns = [index for index, title in enumerate(table.header) if _COLUMN.match(title)]
    if len(columns) != 1:
        return
    for row in table.rows:
        if len(row.cells) != len(table.header):
            continue  # a bar in a cell: nobody knows which one is the default
        name, cell = _NAMES.match(row.cells[0]), row.cells[columns[0]]
        if name is None or not cell or cell.strip("`\"'").lower() in _NOTHING:
            continue
        found = _CELL.match(cell)
        value = _value(found) if found else cell if _WORD.match(cell) else ""
        content = document.lines.content(row.line)
        start = _column(content, columns[0])
        at = content.find(value, start) if value else -1
        if at >= 0:
            yield Default(name["name"], value, Span(row.line, at + 1, row.line, at + 1 + len(value)))


def _column(content: str, index: int) -> int:
    """Where the cell begins, in a line with or without a pipe before its first cell."""
    pipes = [
        place for place, character in enumerate(content) if character == "|" and content[place - 1 : place] != "\\"
    ]
    if content.lstrip().startswith("|"):
        return pipes[index] if index < len(pipes) else 0
    return pipes[index - 1] if 0 < index <= len(pipes) else 0


def _value(found: re.Match[str]) -> str:
    return found["code"] or found["quoted"] or found["bare"].rstrip(".,")


def _default(found: re.Match[str], line: int, offset: int, name: str, unit: str) -> Default:
    value = _value(found)
    group = "code" if found["code"] else "quoted" if found["quoted"] else "bare"
    start = offset + found.start(group) + 1
    return Default(name, value, Span(line, start, line, start + len(value)), unit)
