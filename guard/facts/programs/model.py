"""What a program takes on its command line."""

from __future__ import annotations

import msgspec

MANY = -1
"""An option that takes as many words as follow it."""
PERHAPS = -2
"""An option that takes a word or none, or of which that cannot be known."""

_DEEPEST = 12

STARTS_ANOTHER = "starts another program"
"""The fault of a program that is only a way to another one."""


class Program(msgspec.Struct, frozen=True):
    """A program, or a subcommand of one.

    `options` maps every spelling to the number of words that it takes behind it, `commands` every name to its
    subcommand. `fault` says why not all of the options are known, `open` why not all of the subcommands are, "" when
    they are. `words` are the strings that stand in its files, for what is read there by other means.
    """

    name: str
    path: str
    options: dict[str, int] = {}
    commands: dict[str, Program] = {}
    arguments: bool = False
    fault: str = ""
    open: str = ""
    abbreviates: bool = False
    """Whether beginnings of long options are understood."""
    passes_on: bool = False
    """Whether what follows its first argument belongs to another program."""
    scattered: bool = False
    """Whether options of a subcommand may stand before its name."""
    words: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        return not self.why

    @property
    def why(self) -> str:
        """Why not all of it is known, with its subcommands; "" when all is."""
        faults = (self.fault, self.open, *(one.why for one in self.commands.values()))
        return next((fault for fault in faults if fault), "")

    def knows(self, name: str) -> bool:
        """Whether `name` is an option or subcommand of it or of any of its subcommands."""
        return name in self.options or name in self.commands or any(one.knows(name) for one in self.commands.values())

    def speaks_of(self, name: str) -> bool:
        """Whether its files hold the word `name` for a reason that was not understood."""
        return name in self.words and not self.knows(name)


def without_words(program: Program) -> Program:
    """`program` with its words told once, not again by every subcommand: then it is small to keep."""
    return msgspec.structs.replace(
        program, commands={name: _with(frozenset(), one) for name, one in program.commands.items()}
    )


def with_words(program: Program) -> Program:
    """`program` with its own words told by every subcommand as well."""
    return _with(program.words, program)


def _with(words: frozenset[str], program: Program) -> Program:
    inner = {name: _with(words, one) for name, one in program.commands.items()}
    return msgspec.structs.replace(program, commands=inner, words=words)


class Level:
    """A program or subcommand while it is being read."""

    def __init__(self) -> None:
        self.options: dict[str, int] = {}
        self.inherited: dict[str, int] = {}
        """Options that every subcommand takes as well."""
        self.commands: dict[str, Level] = {}
        self.arguments = False
        self.fault = ""
        self.open = ""
        self.abbreviates = False
        self.passes_on = False
        self.scattered = False
        self.collapses = False
        """Whether a single subcommand is the program itself."""

    def spoil(self, reason: str) -> None:
        """Something was done to it that cannot be followed."""
        self.fault = self.fault or reason
        self.open = self.open or reason

    def take(self, other: Level) -> None:
        """Takes all that `other` takes."""
        self.options |= other.options
        self.commands |= other.commands
        self.arguments |= other.arguments
        self.fault = self.fault or other.fault
        self.open = self.open or other.open


class Freezer:
    """Makes programs of levels. Every one bears the path and the words of the whole."""

    def __init__(self, path: str, words: frozenset[str] = frozenset()) -> None:
        self._path = path
        self._words = words

    def freeze(
        self, level: Level, name: str, inherited: dict[str, int] | None = None, above: tuple[Level, ...] = ()
    ) -> Program:
        level = _collapsed(level)
        if level in above or len(above) > _DEEPEST:
            return Program(name, self._path, fault="holds itself", open="holds itself")
        passed = (inherited or {}) | level.inherited
        return Program(
            name,
            self._path,
            options=level.options | passed,
            commands={one: self.freeze(each, one, passed, (*above, level)) for one, each in level.commands.items()},
            arguments=level.arguments,
            fault=level.fault,
            open=level.open,
            abbreviates=level.abbreviates,
            passes_on=level.passes_on,
            scattered=level.scattered,
            words=self._words,
        )


def _collapsed(level: Level) -> Level:
    if not level.collapses or level.open or len(set(level.commands.values())) != 1:
        return level
    only = next(iter(level.commands.values()))
    only.options |= level.options
    only.fault = only.fault or level.fault
    return only
