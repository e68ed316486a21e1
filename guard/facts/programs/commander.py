"""Programs in JavaScript whose command line is read with commander, in one file and in chains of plain calls."""

from __future__ import annotations

import re

from guard.facts.programs.model import MANY, PERHAPS, STARTS_ANOTHER, Freezer, Level, Program

_LARGEST = 500_000
_CALL = re.compile(r"\.[ \t]{0,4}(?P<name>[A-Za-z]\w{0,40})\((?P<quote>['\"`])(?P<text>[^'\"`\n\\]{1,300})(?P=quote)")
_NAMED = re.compile(r"\.(?:option|requiredOption|command)\(")
_LETS_PASS = re.compile(
    r"\.(?:allowUnknownOption|passThroughOptions|enablePositionalOptions|addOption|addCommand|executableDir|parseOptions|exitOverride|createCommand)\("
)
_FLAG = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]{0,60}")
_REQUIRES = re.compile(r"(?:require\(|from )['\"]commander['\"]")
_STATEMENT = re.compile(r";|\n[ \t]{0,20}\n|\n(?=[A-Za-z}])")
_BEGINS = re.compile(
    r"\A\s{0,200}(?:(?:const|let|var)[ \t]{1,4}(?P<new>\w{1,40})[ \t]{0,4}=[ \t]{0,4})?(?P<on>[A-Za-z_$]\w{0,40})\s{0,200}\."
)


def read(text: str, name: str, path: str) -> Program:
    level = Level()
    level.arguments = True
    level.options |= {"-h": 0, "--help": 0}
    words = frozenset(_FLAG.findall(text)) if len(text) <= _LARGEST else frozenset[str]()
    reason = _why_not(text)
    if reason:
        level.spoil(reason)
    else:
        _read(level, text)
    return Freezer(path, words).freeze(level, name)


def _why_not(text: str) -> str:
    if len(text) > _LARGEST:
        return "is too large"
    if _REQUIRES.search(text) is None:
        return STARTS_ANOTHER if "child_process" in text else "its command line is not read by commander"
    if _LETS_PASS.search(text):
        return "lets pass what it does not know, or adds what cannot be followed"
    plain = sum(call["name"] in {"option", "requiredOption", "command"} for call in _CALL.finditer(text))
    return "" if plain == len(_NAMED.findall(text)) else "names of options are computed"


def _read(level: Level, text: str) -> None:
    known: dict[str, Level] = {}
    for statement in _STATEMENT.split(text):
        begin = _BEGINS.match(statement)
        if begin is None:
            if _NAMED.search(statement):
                level.spoil("adds options where it cannot be followed")
            continue
        last = _chain(level, known.get(begin["on"], level), statement)
        if begin["new"]:
            known[begin["new"]] = last


def _chain(root: Level, level: Level, statement: str) -> Level:
    """Follows one chain of calls; returns the command that it ends with."""
    parent = level
    for call in _CALL.finditer(statement):
        words = call["text"].split()
        if call["name"] in {"option", "requiredOption"}:
            _define(level, call["text"])
        elif call["name"] == "version":
            level.options |= {"-V": 0, "--version": 0}
        elif call["name"] == "command" and words:
            level = Level()
            level.arguments = True
            level.options |= {"-h": 0, "--help": 0}
            parent.commands[words[0]] = level
            root.commands.setdefault("help", Level()).spoil("is of commander itself")
        elif call["name"] == "alias" and words:
            parent.commands[words[0]] = level
    return level


def _define(level: Level, flags: str) -> None:
    names = _FLAG.findall(flags)
    takes = MANY if "..." in flags else 1 if "<" in flags else PERHAPS if "[" in flags else 0
    level.options |= dict.fromkeys(names, takes)
