"""YAML -> nodes. A text that cannot be read says where and why; it never raises, hangs or runs anything."""

from __future__ import annotations

import re

from guard.documents.claims import Unread
from guard.documents.lines import Lines
from guard.documents.yaml.builder import Builder, Limits
from guard.documents.yaml.nodes import Entry, Mapping, Node, Scalar, Sequence
from guard.model import Span

__all__ = ["Entry", "Limits", "Mapping", "Node", "Scalar", "Sequence", "read"]

LIMITS = Limits()


def read(text: str, limits: Limits = LIMITS) -> Node | Unread:
    """The one document of `text` (an empty one is a null), or what stands against reading it. Never raises."""
    if len(text) > limits.size:
        return Unread(1, 1, f"larger than {limits.size:,} characters")
    lines = Lines(text)
    if deep := _nested_line(lines, limits.depth):
        return Unread(deep, deep, "nested too deeply")
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    builder = Builder(lines, limits)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if problem := builder.add(event):
                return problem
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = lines.place(mark.index)[0] if mark else 1
        return Unread(line, line, f"not YAML: {(error.problem or error.context or 'malformed')[:120]}")
    except ReaderError as error:
        line = lines.place(min(error.position or 0, len(text)))[0]
        return Unread(line, line, "not YAML: a character that YAML does not allow")
    except (YAMLError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OverflowError) as error:
        return Unread(1, 1, f"not YAML: {type(error).__name__}")
    return builder.root or Scalar("", "null", "plain", Span(1, 1, 1, 1))


def _nested_line(lines: Lines, depth: int) -> int:
    """The first line that opens too many brackets, 0 if none does: the parser takes seconds over a long run of them."""
    if lines.text.count("[") + lines.text.count("{") <= depth:
        return 0
    for number in range(1, len(lines) + 1):
        open_ = 0
        for bracket in re.findall(r"[\[\]{}]", lines.content(number)):
            open_ += 1 if bracket in "[{" else -1
            if open_ > depth:
                return number
    return 0
