"""Reference definitions: the parser knows their label and lines; their destination is found again in the source."""

from __future__ import annotations

import re

from markdown_it.helpers import parseLinkDestination

from guard.documents.claims import Link, Mention
from guard.documents.markdown.collector import Collector
from guard.documents.markdown.parser import Definition
from guard.documents.mentions import hints, in_prose
from guard.model import Span

_LABEL = re.compile(r"\[((?>(?:[^\[\]\\]|\\.){1,999}))\]:")
_BLANKS = re.compile(r"[ \t]*+")


def read_definitions(collector: Collector) -> None:
    for definition in (*collector.parsed.definitions.values(), *collector.parsed.repeated):
        _read(definition, collector)


def _read(definition: Definition, collector: Collector) -> None:
    first, end = definition["map"]
    collector.definition_lines.append((first, max(end, first + 1)))
    source = collector.contents[first]
    label = _LABEL.search(source)
    if label is None:
        return
    if label[1] == "//":
        _read_remark(source, first, collector)
        return
    if label[1].startswith("^"):
        return
    line, column = first, label.end()
    blanks = _BLANKS.match(source, column)
    column = blanks.end() if blanks else column
    if column >= len(source) and first + 1 < len(collector.contents):
        line, column = first + 1, 0
        source = collector.contents[line]
        column = len(source) - len(source.lstrip(" \t>"))
    found = parseLinkDestination(source, column, len(source))
    if not found.ok:
        return
    start, stop = column, found.pos
    if source[start : start + 1] == "<":
        start, stop = start + 1, stop - 1
    collector.links.append(
        Link(
            "definition",
            definition["href"],
            Span(first + 1, label.start() + 1, line + 1, found.pos + 1),
            Span(line + 1, start + 1, line + 1, stop + 1),
            label=label[1],
        )
    )


def _read_remark(source: str, line: int, collector: Collector) -> None:
    """`[//]: # (text)`: a comment in the clothes of a definition. Its words are read as prose."""
    for found in in_prose(source):
        span = Span(line + 1, found.start + 1, line + 1, found.end + 1)
        collector.mentions.append(Mention(found.text, span, "comment", hints(source, found.start, found.end)))
