"""Shell text -> tokens. One pass, no recursion; text that does not close is cut at the end of its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from guard.documents.shell.words import PLACEHOLDER, Scanner


class Token(NamedTuple):
    kind: Literal["word", "operator", "redirection"]
    text: str
    start: int
    end: int
    literal: bool = True


_BLANK = re.compile(r"(?>(?:[ \t\r]|\\[ \t]{0,200}+\n)+)")
_NUMBER = re.compile(r"\d{1,4}+(?=[<>])")
_OPERATOR = re.compile(r"&&|\|\||\|&|;;|\(\)|[;&|()\n]")
_REDIRECTION = re.compile(r"&>>|&>|<<<|<<-|<<|<>|<&|>>|>&|>\||<|>")


def tokens(text: str) -> Iterator[Token]:
    scanner = Scanner(text)
    waiting: list[str] = []  # the ends of here-documents whose bodies begin on the next line
    at = 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        if text[at] == "#":
            at = _line_end(text, at)
            continue
        if (number := _NUMBER.match(text, at)) and not PLACEHOLDER.match(text, number.end()):
            at = number.end()
        if redirection := _redirection(text, at):
            start, at = at, redirection.end()
            if redirection[0] in ("<<", "<<-"):
                at = _delimiter(text, at, scanner, waiting)
            else:
                yield Token("redirection", redirection[0], start, at)
        elif operator := _OPERATOR.match(text, at):
            start, at = at, operator.end()
            yield Token("operator", operator[0], start, at)
            if operator[0] == "\n" and waiting:
                at = _bodies(text, at, waiting)
        else:
            word = scanner.word(at)
            yield Token("word", word.text, at, word.end, word.literal)
            at = word.end


def _redirection(text: str, at: int) -> re.Match[str] | None:
    # `<name>` is a placeholder and `<(...)` a word.
    if text[at] not in "<>&" or text.startswith(("<(", ">("), at) or PLACEHOLDER.match(text, at):
        return None
    return _REDIRECTION.match(text, at)


def _delimiter(text: str, at: int, scanner: Scanner, waiting: list[str]) -> int:
    if blank := _BLANK.match(text, at):
        at = blank.end()
    if at >= len(text) or _OPERATOR.match(text, at) or text[at] in "<>":
        return at
    word = scanner.word(at)
    waiting.append(word.text)
    return word.end


def _bodies(text: str, at: int, waiting: list[str]) -> int:
    """The place after the bodies. Documents indent bodies, so blanks around the end line are let pass."""
    for delimiter in waiting:
        while at < len(text):
            end = _line_end(text, at)
            line = text[at:end]
            at = end + 1
            if line.strip() == delimiter:
                break
    waiting.clear()
    return min(at, len(text))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
