"""JavaScript inside of MDX: where an expression or a block of imports ends. A lexer's view, no more."""

from __future__ import annotations

import re

LONGEST = 100_000
"""Characters of one expression, one tag, or one block of imports."""

_NEXT = re.compile(r"\\.|[{}()\[\]\"'`\n]|/[*/]", re.DOTALL)
_DOUBLE = re.compile(r"\"(?>(?:[^\"\\\n]|\\.)*)\"")
_SINGLE = re.compile(r"'(?>(?:[^'\\\n]|\\.)*)'")
_TEMPLATE = re.compile(r"`(?>(?:[^`\\]|\\.)*)`", re.DOTALL)
_QUOTED = {'"': _DOUBLE, "'": _SINGLE, "`": _TEMPLATE}
_BLANK = re.compile(r"\n[ \t]*+(?=\n)")
_IMPORT = re.compile(
    r"(?:import[ ](?:[\"'{*]|[\w$]{1,100}+(?:,|[ ]from\b)|type[ ])"
    r"|export[ ](?:[{*]|(?:default|const|let|var|async|function|class|type|interface|enum)\b))"
)


def expression_end(text: str, start: int, stop: int) -> int:
    """Where the expression ends whose `{` stands at `start`; ~n if it does not before n, at most `stop`."""
    depth, position = 0, start
    stop = min(stop, start + LONGEST)
    while found := _NEXT.search(text, position, stop):
        position = _behind(text, found, stop)
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0 and found[0] == "}":
            return position
    return ~stop


def begins_module(text: str, start: int = 0) -> bool:
    """Whether an import or an export begins at `start`, as MDX takes them: at the very beginning of a line."""
    return text[start : start + 1] in {"i", "e"} and _IMPORT.match(text, start) is not None


def module_end(text: str, start: int, stop: int) -> int:
    """Where the block of imports and exports ends that begins at `start`: at a blank line outside of every bracket; ~n if
    there is none before n."""
    depth, position = 0, start
    limit = min(stop, start + LONGEST)
    while found := _NEXT.search(text, position, limit):
        position = _behind(text, found, limit)
        if found[0] in "{([":
            depth += 1
        elif found[0] in "})]":
            depth -= 1
        elif found[0] == "\n" and depth <= 0 and _BLANK.match(text, found.start()):
            return found.start()
    return stop if depth <= 0 and limit == stop else ~limit


def paragraph_end(text: str, start: int, stop: int) -> int:
    """Where the next blank line begins."""
    blank = _BLANK.search(text, start, stop)
    return blank.start() if blank else stop


def _behind(text: str, found: re.Match[str], stop: int) -> int:
    """Where to read on behind what was found: behind a whole string or comment. What is not closed is a character like others."""
    kind = found[0]
    if kind in _QUOTED:
        quoted = _QUOTED[kind].match(text, found.start(), stop)
        return quoted.end() if quoted else found.end()
    if kind == "/*":
        end = text.find("*/", found.end(), stop)
        return end + 2 if end >= 0 else found.end()
    if kind == "//" and text[found.start() - 1 : found.start()] != ":":
        end = text.find("\n", found.end(), stop)
        return end if end >= 0 else stop
    return found.end()
