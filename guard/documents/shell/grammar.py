"""Tokens -> simple commands. Subshells are told as "(" and ")"; nothing nests on Python's stack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from guard.documents.shell.tokens import Token, tokens
from guard.documents.shell.wrappers import ASSIGNMENT, unwrap

_SKIPPED = frozenset({"if", "then", "do", "else", "elif", "while", "until", "!", "{", "}", "fi", "done", "esac"})
# What these begin is no command; what follows them is.
_HEADS = frozenset({"for", "select", "case", "function", "[["})
_FILES = {"<": "inputs", "<>": "inputs", ">": "outputs", ">>": "outputs", ">|": "outputs", "&>": "outputs"}
_FILES |= {"&>>": "outputs", ">&": "outputs"}


class Simple:
    """A simple command while it is being read."""

    def __init__(self) -> None:
        self.words: list[Token] = []
        self.assignments: list[Token] = []
        self.inputs: list[Token] = []
        self.outputs: list[Token] = []

    def add(self, token: Token) -> None:
        if self.words:
            self.words.append(token)
        elif ASSIGNMENT.match(token.text):
            self.assignments.append(token)
        elif token.text not in _SKIPPED:
            self.words.append(token)

    def redirect(self, operator: str, token: Token) -> None:
        descriptor = operator == ">&" and (token.text.isdigit() or token.text == "-")
        if operator in _FILES and not descriptor:
            (self.inputs if _FILES[operator] == "inputs" else self.outputs).append(token)

    def is_command(self) -> bool:
        if not self.words:
            return bool(self.outputs)
        return self.words[0].text not in _HEADS and self.words[-1].text != "]]"


def parse(text: str) -> Iterator[Simple | Literal["(", ")"]]:
    """The simple commands of `text` between the parentheses of its subshells, which always balance."""
    depth = 0
    simple, operator = Simple(), ""
    for token in _without_remarks(tokens(text)):
        if token.kind == "redirection":
            operator = token.text
            continue
        if token.kind == "word":
            if operator:
                simple.redirect(operator, token)
            else:
                simple.add(token)
            operator = ""
            continue
        # What stands before "()" is a function's name, before a ")" that nothing opened the pattern of a `case`.
        if token.text != "()" and (token.text != ")" or depth):
            yield from _finished(simple)
        simple, operator = Simple(), ""
        if token.text == "(":
            depth += 1
            yield "("
        elif token.text == ")" and depth:
            depth -= 1
            yield ")"
    yield from _finished(simple)


def _without_remarks(stream: Iterator[Token]) -> Iterator[Token]:
    """Leaves out parentheses behind words, such as the remark in `make build (optional)`."""
    depth = 0
    behind_word = False
    for token in stream:
        operator = token.text if token.kind == "operator" else ""
        if depth or (operator == "(" and behind_word):
            depth += (operator == "(") - (operator == ")")
            if operator != "\n":
                continue
            depth = 0
        behind_word = token.kind == "word" and token.text not in _SKIPPED
        yield token


def _finished(simple: Simple) -> Iterator[Simple]:
    if simple.is_command():
        simple.words, more = unwrap(simple.words)
        simple.assignments += more
        yield simple
