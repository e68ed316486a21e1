"""The rules by which markdown-it-py reads MDX: tags, expressions and imports in the place of HTML and indented code.

A line of tags alone is a block of its own, and what stands between such lines is Markdown, however far it is indented.
What MDX refuses to compile is text here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from guard.documents.markdown import jsx
from guard.documents.markdown.script import begins_module, module_end, paragraph_end

MODULE = "mdx_module"
EXPRESSION = "mdx_expression"
_SPENT = "mdx_spent"


def module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`import x from "y"`, `export const x = 1`: never in a container, and never right below a paragraph."""
    if silent or state.level or state.tShift[start] or not begins_module(state.src, state.bMarks[start]):
        return False
    limit = state.eMarks[end - 1]
    stop = _within_patience(state.env, state.src, state.bMarks[start], module_end, limit)
    if stop < 0:
        stop = paragraph_end(state.src, state.bMarks[start], limit)
    _push(state, MODULE, start, stop)
    return True


def flow(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Tags, expressions and comments that have their lines to themselves. They read as a block of HTML does."""
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position : position + 1] not in {"<", "{"}:
        return False
    limit = state.eMarks[end - 1]
    stop = _within_patience(state.env, state.src, position, jsx.flow_end, limit)
    if stop < 0:
        return False
    if not silent:
        _push(state, "html_block", start, stop)
    return True


def inline(state: StateInline, silent: bool) -> bool:
    """A tag among text, or an expression."""
    kind = state.src[state.pos]
    stop = _within_patience(state.env, state.src, state.pos, jsx.end_of, state.posMax) if kind in "<{" else -1
    if stop < 0:
        return False
    if not silent:
        token = state.push("html_inline" if kind == "<" else EXPRESSION, "", 0)
        token.content = state.src[state.pos : stop]
    state.pos = stop
    return True


def _push(state: StateBlock, kind: str, start: int, stop: int) -> None:
    last = start
    while state.eMarks[last] < stop:
        last += 1
    state.line = last + 1
    token = state.push(kind, "", 0)
    token.map = [start, state.line]
    token.content = state.getLines(start, state.line, state.blkIndent, True)


def _within_patience(env: Any, source: str, start: int, end: Callable[[str, int, int], int], limit: int) -> int:
    """`end(source, start, limit)`, unless too much was already read in vain."""
    if env.get(_SPENT, 0) > jsx.patience(source):
        return -1
    stop = end(source, start, limit)
    if stop < 0:
        env[_SPENT] = env.get(_SPENT, 0) + ~stop - start
    return stop
