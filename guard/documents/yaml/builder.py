"""Parse events -> nodes, within limits and without recursion."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec

from guard.documents.claims import Unread
from guard.documents.lines import Lines
from guard.documents.yaml.nodes import Kind, Mapping, Node, Scalar, Sequence, Style
from guard.model import Span


class Limits(msgspec.Struct, frozen=True):
    depth: int = 32
    nodes: int = 10_000
    size: int = 1_000_000


class _Frame(NamedTuple):
    event: Any
    nodes: list[Node]


class Builder:
    """Makes nodes of parse events, without recursion."""

    def __init__(self, lines: Lines, limits: Limits) -> None:
        self._lines = lines
        self._limits = limits
        self._frames: list[_Frame] = []
        self._anchors: dict[str, Node | None] = {}  # None: not finished yet
        self._count = 0
        self.root: Node | None = None

    def add(self, event: Any) -> Unread | None:
        kind = type(event).__name__
        if kind in ("SequenceStartEvent", "MappingStartEvent"):
            return self._open(event)
        if kind in ("SequenceEndEvent", "MappingEndEvent"):
            begin, nodes = self._frames.pop()
            span = self._span(begin, event)
            tag = str(begin.tag or "")
            if kind == "SequenceEndEvent":
                return self._place(Sequence(tuple(nodes), span, tag), begin.anchor)
            return self._place(Mapping(tuple(zip(nodes[::2], nodes[1::2], strict=True)), span, tag), begin.anchor)
        if kind == "ScalarEvent":
            return self._place(_scalar(event, self._span(event, event)), event.anchor)
        if kind == "AliasEvent":
            node = self._anchors.get(event.anchor)
            return self._place(node) if node else self._problem(event, "an alias of nothing that is known")
        if kind == "DocumentStartEvent" and self.root is not None:
            return self._problem(event, "more than one document")
        return None

    def _open(self, event: Any) -> Unread | None:
        self._frames.append(_Frame(event, []))
        if event.anchor:
            self._anchors[event.anchor] = None
        return self._problem(event, "nested too deeply") if len(self._frames) > self._limits.depth else None

    def _place(self, node: Node, anchor: str | None = None) -> Unread | None:
        if anchor:
            self._anchors[anchor] = node
        if self._frames:
            self._frames[-1].nodes.append(node)
        else:
            self.root = node
        self._count += 1
        if self._count > self._limits.nodes:
            return Unread(node.span.line, node.span.line, f"more than {self._limits.nodes:,} nodes")
        return None

    def _problem(self, event: Any, reason: str) -> Unread:
        line = self._lines.place(event.start_mark.index)[0]
        return Unread(line, line, reason)

    def _span(self, first: Any, last: Any) -> Span:
        return self._lines.span(first.start_mark.index, last.end_mark.index)


_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_INTEGER = re.compile(r"[-+]?[0-9]++|0o[0-7]++|0x[0-9a-fA-F]++")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_KINDS: dict[str, Kind] = dict.fromkeys(("", "~", "null", "Null", "NULL"), "null")
_KINDS |= dict.fromkeys(("true", "True", "TRUE", "false", "False", "FALSE"), "bool")


def _scalar(event: Any, span: Span) -> Scalar:
    style = _STYLES.get(event.style, "plain")
    tag = str(event.tag or "")
    return Scalar(event.value, "str" if tag or style != "plain" else _kind(event.value), style, span, tag)


def _kind(text: str) -> Kind:
    if text in _KINDS:
        return _KINDS[text]
    if _INTEGER.fullmatch(text):
        return "int"
    return "float" if _FLOAT.fullmatch(text) else "str"
