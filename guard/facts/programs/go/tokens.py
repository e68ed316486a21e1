"""Go text -> tokens, without comments; strings are resolved."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple


class Token(NamedTuple):
    kind: Literal["name", "string", "mark"]
    text: str


_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*(?>[^*]*)(?>(?:\*(?!/)[^*]*)*)(?:\*/)?)"""
    r"""|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<raw>`[^`]*`)"""
    r"""|(?P<string>"(?>(?:[^"\\\n]|\\.)*)")"""
    r"""|(?P<rune>'(?>(?:[^'\\\n]|\\.){1,8})')"""
    r"""|(?P<mark>:=|\.\.\.|[^\s\w])"""
    r"""|(?P<number>\d\w*)"""
)
_PAIRS = {"(": ")", "{": "}", "[": "]"}


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, whole = match.lastgroup, match[0]
        if kind == "name":
            found.append(Token("name", whole))
        elif kind == "raw":
            found.append(Token("string", whole[1:-1]))
        elif kind == "string":
            found.append(Token("string", whole[1:-1].replace('\\"', '"')))
        elif kind in ("mark", "number", "rune"):
            found.append(Token("mark", whole))
    return found


def closing(found: list[Token]) -> dict[int, int]:
    """Where every bracket that opens is closed; one that is not closed ends with the text."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for at, token in enumerate(found):
        if token.kind != "mark":
            continue
        if token.text in _PAIRS:
            open_.append(at)
        elif token.text in ")}]" and open_:
            ends[open_.pop()] = at
    return ends | dict.fromkeys(open_, len(found))
