"""The targets that a command line names for make, just or task."""

from __future__ import annotations

from posixpath import basename

from guard.documents.claims import Command, Word
from guard.documents.runners.calls import Program, TargetCall

_PROGRAMS: dict[str, Program] = {"make": "make", "gmake": "make", "just": "just", "task": "task", "go-task": "task"}
_MAKE_VALUED = {"-C": "folder", "--directory": "folder", "-f": "file", "--file": "file", "--makefile": "file"}
_MAKE_PASSED = frozenset({"-j", "--jobs", "-l", "-o", "-W", "-I", "--include-dir", "-O", "-E"})


def target_call(command: Command) -> TargetCall | None:
    """The targets that a command of make, just or task names; None where it names none."""
    program = _PROGRAMS.get(basename(command.words[0].text))
    if program is None or not command.words[0].literal:
        return None
    folder = file = ""
    targets: list[Word] = []
    words = list(command.words[1:])
    while words:
        word = words.pop(0)
        name, equals, value = word.text.partition("=")
        kind = _options(program).get(name)
        if word.text == "--":
            break
        if kind:
            given = value if equals else words.pop(0).text if words else ""
            folder, file = (given, file) if kind == "folder" else (folder, given)
        elif name in _MAKE_PASSED and program == "make":
            if words and not equals and (words[0].text.isdigit() or name in {"-o", "-W", "-I", "--include-dir", "-E"}):
                words.pop(0)
        elif word.text.startswith("-"):
            if program != "make":
                return None  # their options take values that only they know
        elif not equals:
            targets.append(word)
    if program == "just":
        targets = targets[:1]  # what follows are the recipe's arguments
    return TargetCall(program, tuple(targets), folder, file) if targets else None


def _options(program: str) -> dict[str, str]:
    return {
        "make": _MAKE_VALUED,
        "just": {"-f": "file", "--justfile": "file", "-d": "folder", "--working-directory": "folder"},
        "task": {"-t": "file", "--taskfile": "file", "-d": "folder", "--dir": "folder"},
    }[program]
