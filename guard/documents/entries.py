"""The list or the table that begins at a line, and how many entries it has in every way that people count them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from guard.documents.lines import Lines
from guard.documents.tables import cells

_ITEM = re.compile(
    r"\A(?P<indent>[ \t]{0,24})(?P<mark>[-*+]|(?P<ordinal>\d{1,4})[.)])(?P<gap>[ \t]{1,4})(?P<text>\S.{0,400})"
)
_CODE = re.compile(r"`[^`\n]{1,80}`")
# `- name: what it is`, `- name — what it is`
_LEAD = re.compile(r"\A[^\n]{0,200}?(?=:[ \t*_]|[ \t](?:[-–—=]|--)[ \t]|\Z)")
_BETWEEN = re.compile(r", (?:and |or )?|[ \t][·|/+&•][ \t]| and | or ")
_OPEN = re.compile(r"\A[*_`(\[]{0,3}(?:\.\.\.|…|etc\b|and more\b|more\b|others?\b|\W{0,4}\Z)", re.IGNORECASE)
_TOTAL = re.compile(r"\A[*_`]{0,3}(?:grand )?(?:total|sum|all|overall)\b", re.IGNORECASE)
_MOST_LINES = 600
_SHORT = 80
"""How much of an entry is looked at for what it goes through: behind that it tells a story."""


class Entries(msgspec.Struct, frozen=True):
    """`count` is the number of entries at first sight, `numbers` those that some way of counting gives. `line` is the first's.

    `alike`: all begin in one way, so that each is one thing: with an ordinal, with inline code, in bold, with a link.
    """

    kind: Literal["list", "table"]
    count: int
    numbers: frozenset[int]
    line: int
    alike: bool = False

    @property
    def plain(self) -> bool:
        """Whether there is only one way to count."""
        return self.numbers <= {0, self.count}


class _Item(NamedTuple):
    line: int
    indent: int
    ordinal: int | None
    text: str
    part: int
    """Which of the lists that follow one another it stands in."""


def entries(lines: Lines, hidden: Collection[int], start: int) -> Entries | None:
    """What begins at line `start`; None where that is no list and no table, or one that is left open. `hidden` are lines of code."""
    first = lines.content(start)
    if start in hidden:
        return None
    if first.lstrip().startswith("|"):
        return _table(lines, start)
    if _ITEM.match(first):
        return _list(list(_items(lines, hidden, start)), start)
    return None


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(4))


def _items(lines: Lines, hidden: Collection[int], start: int) -> Iterator[_Item]:
    """The items from `start` to the next heading, also of further lists between which other text stands."""
    outer, content, part, blank = -1, 0, 0, False
    for number in range(start, min(len(lines), start + _MOST_LINES) + 1):
        line = lines.content(number)
        stripped = line.strip()
        if number in hidden or not stripped:
            blank = blank or not stripped
            continue
        indent = _width(line[: len(line) - len(line.lstrip())])
        if stripped.startswith("#") and indent < 4 and stripped.lstrip("#").startswith(" "):
            return
        found = _ITEM.match(line)
        if found and not _is_rule(stripped):
            if outer < 0:
                outer = indent
            if indent < outer:
                if outer > 0:
                    return
                continue
            if indent < max(content, outer + 2):
                content = indent + _width(found["mark"] + found["gap"])
            yield _Item(
                number, indent - outer, int(found["ordinal"]) if found["ordinal"] else None, found["text"], part
            )
        elif indent <= outer and (blank or stripped.startswith(("```", "~~~", "<", "|", "---"))):
            if outer > 0 and indent < outer:
                return
            part += 1
        blank = False


def _is_rule(stripped: str) -> bool:
    return len(stripped) > 2 and not stripped.replace(" ", "").strip("*-_")


def _list(items: Sequence[_Item], start: int) -> Entries | None:
    top = [item for item in items if item.indent < 2]
    if not top or any(_OPEN.match(item.text) for item in items):
        return None
    first = [item for item in items if item.part == 0]
    direct = [item for item in first if item.indent < 2]
    numbers: set[int] = set()
    for last in range(items[-1].part + 1):
        numbers |= set(_ways([item for item in items if item.part <= last]))
        numbers |= set(_ways([item for item in items if item.part == last]))
    numbers |= {item.ordinal for item in top if item.ordinal}
    return Entries("list", len(direct), frozenset(numbers), start, _are_alike(direct))


def _are_alike(items: Sequence[_Item]) -> bool:
    if all(item.ordinal is not None for item in items):
        return True
    return any(all(item.text.startswith(mark) for item in items) for mark in ("**", "__", "`", "["))


def _ways(items: Sequence[_Item]) -> Iterator[int]:
    """By level, the leaves, all together, those with a name, and what the items name."""
    levels = sorted({item.indent for item in items})
    for level in levels:
        yield sum(item.indent == level for item in items)
        yield sum(item.indent <= level for item in items)
    yield sum(
        position + 1 == len(items) or items[position + 1].indent <= item.indent for position, item in enumerate(items)
    )
    top = [item for item in items if item.indent < 2]
    yield len(top)
    yield sum(item.text.startswith(("**", "`", "[", "__")) for item in top)
    yield sum(item.ordinal is not None for item in top)
    yield sum(item.ordinal is None for item in top)
    for some in (top, items):
        yield sum(max(1, _named(item.text)) for item in some)
        yield sum(_named(item.text) for item in some)
        yield sum(_enumerated(item.text) for item in some)


def _named(text: str) -> int:
    """How much inline code an entry begins with: "`a`, `b`: two things"."""
    lead = _LEAD.match(text)
    return len(_CODE.findall(lead[0])) if lead else 0


def _enumerated(text: str) -> int:
    """How many things an entry goes through: "get, update, delete", "Project · Run · Workflow"."""
    lead = _LEAD.match(text)
    return 1 + len(_BETWEEN.findall(lead[0][:_SHORT])) if lead else 1


def _table(lines: Lines, start: int) -> Entries | None:
    rows: list[tuple[str, ...]] = []
    for number in range(start, min(len(lines), start + _MOST_LINES) + 1):
        line = lines.content(number)
        if not line.lstrip().startswith("|"):
            break
        rows.append(cells(line))
    if len(rows) < 3 or not all(cell and not cell.strip(":- ") for cell in rows[1]):
        return None
    header, body = rows[0], [row for row in rows[2:] if any(row)]
    heads = [row[0] for row in body]
    if any(_OPEN.match(head) and head for head in heads):
        return None
    plain = [head for head in heads if not _TOTAL.match(head)]
    numbers = {
        len(body),
        len(plain),
        len(set(heads)),
        len({*plain} - {""}),
        sum(map(bool, heads)),
        len(header),
        len(header) - 1,
    }
    numbers |= {sum(map(_named, heads)), sum(max(1, _named(head)) for head in heads), sum(map(_enumerated, heads))}
    numbers |= {
        sum(bool(cell) for row in body for cell in row[:: header.index(header[0], 1)]) if header[0] in header[1:] else 0
    }
    for column in range(1, len(header)):
        numbers.add(len({row[column] for row in body if len(row) > column}))
    return Entries("table", len(body), frozenset(numbers), start, alike=True)
