"""Expressions of scripts that may stand for a router: `users`, `routes.users`, `makeUsers(db)`, `require("./users")`."""

from __future__ import annotations

import re
from typing import NamedTuple

from guard.facts.routes.javascript.scopes import Scopes

_MOST_PIECES = 400
_FARTHEST = 20_000
"""How far the next bracket, comma or string may be."""
_PIECE = re.compile(
    r"\"(?>(?:[^\"\\\n]|\\.)*)\"|'(?>(?:[^'\\\n]|\\.)*)'|`(?>(?:[^`\\]|\\.)*)`?|//[^\n]*|/\*(?>[^*]*)(?>(?:\*(?!/)[^*]*)*)(?:\*/)?|[()\[\]{},]",
    re.DOTALL,
)
_EXPRESSION = re.compile(
    r"(?:await\s{1,20})?(?:(?:require|import)\([\"']([^\"'\n]{1,200})[\"']\)|((?:this\.)?[A-Za-z_$][\w$]{0,60}))((?:\.[A-Za-z_$][\w$]{0,60}){0,3})\s{0,20}(\()?"
)
_SPACE = re.compile(r"(?>\s*)(?>(?:(?://[^\n]*|/\*(?>[^*]*)(?>(?:\*(?!/)[^*]*)*)(?:\*/)?)\s*)*)")


class Expression(NamedTuple):
    """`specifier` is what is imported, or `name` what is named; `called`: what that returns. `place` is where it stands."""

    specifier: str
    name: str
    attribute: str
    called: bool
    place: int


class Arguments(NamedTuple):
    parts: tuple[tuple[int, int], ...]
    end: int
    """Behind the closing parenthesis."""


def arguments(text: str, at: int, scopes: Scopes) -> Arguments | None:
    """What stands between the parenthesis that opens before `at` and the one that closes it; None where that cannot be told."""
    parts: list[tuple[int, int]] = []
    begin = at = skip(text, at)
    depth = pieces = 0
    while pieces < _MOST_PIECES:
        function = scopes.at(at)
        if function is not None and scopes.functions[function].end < len(text):
            at = scopes.functions[function].end + 1
        piece = _PIECE.search(text, at, at + _FARTHEST)
        if piece is None:
            return None
        at, mark, pieces = piece.end(), piece[0], pieces + 1
        if mark in "([{":
            depth += 1
            at = skip(text, at)
        elif mark in ")]}" or (mark == "," and depth == 0):
            if depth == 0:
                if skip(text, begin) < piece.start():
                    parts.append((begin, piece.start()))
                if mark != ",":
                    return Arguments(tuple(parts), at) if mark == ")" else None
                begin = at = skip(text, at)
            else:
                depth -= 1
        elif mark == ",":
            at = skip(text, at)
    return None


def skip(text: str, at: int) -> int:
    """Behind spaces and comments."""
    found = _SPACE.match(text, at, at + _FARTHEST)
    return found.end() if found else at


def expression(text: str, start: int, end: int) -> Expression | None:
    """The whole of what stands between `start` and `end`."""
    start = skip(text, start)
    found = _EXPRESSION.match(text, start, end)
    if found is None:
        return None
    place = found.start(2) if found[2] else found.start()
    rest = text[found.end() : end].rstrip()
    # `a(b)(c)` and `a(b).c` are something else.
    if found[4] and (not rest.endswith(")") or _closes_early(rest)):
        return None
    if not found[4] and rest:
        return None
    return Expression(found[1] or "", found[2] or "", found[3].lstrip("."), bool(found[4]), place)


def _closes_early(rest: str) -> bool:
    depth = 1
    for piece in _PIECE.finditer(rest):
        depth += (piece[0] in "([{") - (piece[0] in ")]}")
        if depth == 0:
            return piece.end() != len(rest)
    return True
