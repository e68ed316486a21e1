"""A command line held against the program that it calls."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from guard.documents.claims import Word
from guard.facts.paths import has_placeholder
from guard.facts.programs.model import MANY, PERHAPS, Program

_OPTION = re.compile(r"--?[A-Za-z0-9?][\w.-]{0,60}")
_NAME = re.compile(r"[A-Za-z][\w:.-]{0,60}")
_HELP = frozenset({"-h", "--help", "-?", "-help"})


class Unknown(msgspec.Struct, frozen=True):
    """A word that `program` does not know; `name` is the option without its value, or the subcommand.

    `path` are the names of the subcommands that lead to `program`; `above` are the programs on the way.
    """

    word: Word
    name: str
    program: Program
    path: tuple[str, ...]
    above: tuple[Program, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """`options` and `command` are not known to the program; `known` counts what is; `why` is where reading had to stop."""

    options: tuple[Unknown, ...] = ()
    command: Unknown | None = None
    known_options: int = 0
    known_commands: int = 0
    why: str = ""


class Reader:
    """Reads the words of one call, left to right."""

    def __init__(self, program: Program, words: Sequence[Word]) -> None:
        self.level = program
        self.above: list[Program] = []
        self.path: list[str] = []
        self.words = list(words)
        self.unknown: list[Unknown] = []
        self.command: Unknown | None = None
        self.known_options = self.known_commands = 0
        self.why = ""

    def read(self) -> Reading:
        while self.words and not self.why and self.command is None:
            word = self.words.pop(0)
            if word.text == "--":
                break
            if word.text.startswith("-") and word.text != "-":
                self._option(word)
            else:
                self._operand(word)
        return Reading(tuple(self.unknown), self.command, self.known_options, self.known_commands, self.why)

    def _operand(self, word: Word) -> None:
        level = self.level
        if level.commands and word.literal and word.text in level.commands:
            self.above.append(level)
            self.path.append(word.text)
            self.level = level.commands[word.text]
            self.known_commands += 1
        elif level.passes_on:
            self.why = "the rest belongs to another program"
        elif level.open:
            self.why = level.open
        elif level.commands:
            if not word.literal or has_placeholder(word.text) or not _NAME.fullmatch(word.text):
                self.why = "a placeholder"
            elif level.arguments or self.unknown:
                self.why = "an argument, perhaps"
            else:
                self.command = Unknown(word, word.text, level, tuple(self.path), tuple(self.above))

    def _option(self, word: Word) -> None:
        name, equals, _ = word.text.partition("=")
        level = self.level
        known = self._known(name)
        if known is not None:
            self.known_options += 1
            self._skip(0 if equals else known)
        elif name in _HELP or (len(name) > 1 and name[1].isdigit()) or self._is_cluster(word):
            pass
        elif level.fault:
            self.why = level.fault
        elif (not word.literal and not equals) or not _OPTION.fullmatch(name) or has_placeholder(name):
            self.why = "a placeholder"
        else:
            self.unknown.append(Unknown(word, name, level, tuple(self.path), tuple(self.above)))
            if level.commands and not equals:
                self.why = "its value cannot be told from a subcommand"

    def _known(self, name: str) -> int | None:
        options = self.level.options
        if name in options:
            return options[name]
        if self.level.abbreviates and name.startswith("--") and len(name) > 3:
            return next((takes for option, takes in options.items() if option.startswith(name)), None)
        if self.level.scattered:
            return next(
                (found for one in self.level.commands.values() if (found := _below(one, name)) is not None), None
            )
        return None

    def _is_cluster(self, word: Word) -> bool:
        """`-xvf`: letters that are options each, up to one that takes the rest as its value."""
        if word.text.startswith("--") or "-" + word.text[1] not in self.level.options:
            return False
        for at, letter in enumerate(word.text[1:], 1):
            takes = self.level.options.get("-" + letter)
            if takes is None:
                self.why = "letters in a row"
                return True
            if takes:
                self._skip(takes if at == len(word.text) - 1 else 0)
                break
        self.known_options += 1
        return True

    def _skip(self, takes: int) -> None:
        if takes > 0:
            del self.words[:takes]
        elif takes == MANY:
            while self.words and not self.words[0].text.startswith("-"):
                self.words.pop(0)
        elif takes == PERHAPS and self.words and not self.words[0].text.startswith("-"):
            if self.level.commands:
                if self.words[0].text not in self.level.commands:
                    self.words.pop(0)
            else:
                self.words.pop(0)


def _below(program: Program, name: str, depth: int = 0) -> int | None:
    """What the option takes in any of the subcommands."""
    if name in program.options or program.fault:
        return program.options.get(name, PERHAPS)
    inner = program.commands.values() if depth < 6 else ()
    return next((found for one in inner if (found := _below(one, name, depth + 1)) is not None), None)


def read(program: Program, words: Sequence[Word]) -> Reading:
    return Reader(program, words).read()
