"""Shell text as it stands in documents: the commands in it, every word with its exact span."""

from __future__ import annotations

from collections.abc import Sequence

from guard.documents.claims import Command
from guard.documents.shell.effects import START, State, after
from guard.documents.shell.grammar import parse
from guard.documents.shell.made import made
from guard.documents.shell.session import SHELLS, ShellLine, is_prompted, units
from guard.documents.shell.source import Source

__all__ = ["SHELLS", "ShellLine", "State", "commands", "inline", "is_shell", "made", "made_by"]


def is_shell(language: str, texts: Sequence[str]) -> bool:
    """Whether a block holds commands. One without a language does only where prompts say so."""
    return language.lower() in SHELLS if language else any(is_prompted(text) for text in texts)


def commands(
    lines: Sequence[ShellLine],
    *,
    block: int,
    language: str = "sh",
    start: State = START,
    separator: str = "\n",
) -> tuple[Command, ...]:
    """The commands of one block, in its order.

    Prompts and output are told apart as `language` asks; a language that is no shell yields nothing. `start` is what
    is known where the block begins. `separator` is " " for text whose line breaks are folded away.
    """
    found: list[Command] = []
    for unit in units(lines, language):
        start = _run(Source(unit, separator), start, block, found)
    return tuple(found)


def inline(text: str, line: int, column: int) -> tuple[Command, ...]:
    """The commands of inline code, none where the text is no command line: `cd x && make y`, `a | b`."""
    found = commands([ShellLine(text, line, column)], block=-1)
    return found if found and found[0].words[0].literal else ()


def made_by(commands: Sequence[Command]) -> tuple[str, ...]:
    """The paths that the commands of one block make, seen from the folder that the block begins in."""
    if not commands:
        return ()
    last = commands[-1]
    return after(last, State(folder=last.folder, creates=last.creates)).creates


def _run(source: Source, state: State, block: int, found: list[Command]) -> State:
    scopes: list[State] = []
    for step in parse(source.text):
        if step == "(":
            scopes.append(state)
        elif step == ")":
            state = scopes.pop().leaving(state)
        else:
            words = source.words(step.words)
            command = Command(
                words,
                source.words(step.assignments),
                source.words(step.inputs),
                source.words(step.outputs),
                state.folder,
                state.creates,
                block,
            )
            if words:
                found.append(command)
            state = after(command, state)
    return state
