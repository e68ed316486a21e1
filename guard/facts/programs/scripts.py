"""Shell scripts that read their options with `case` or `getopts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.facts.programs.model import PERHAPS, Freezer, Level, Program

_READS = re.compile(r"\$\{?[1-9@*#]|\bshift\b|\bgetopts\b|BASH_ARGV")
_ALL = re.compile(r"\$[@*]|\$\{[@*]")
_ONE_FUNCTION = re.compile(r"\A[ \t]{0,20}(?:function[ \t]{1,5}([\w-]{1,60})|([\w-]{1,60})[ \t]{0,5}\(\))")
_TOLD = re.compile(r"\A[ \t]{0,40}(?:echo|printf|log|info|warn|error|die|fail|usage)\b")
_EACH = re.compile(r"\bin[ \t]{1,5}\"?\$[@*]\"?|\bin[ \t]{1,5}\"\$\{@\}\"")
_CALLS = re.compile(r"([\w-]{1,60})[ \t]{1,5}\"?\$(?:@|\*|\{@\})")
_SOURCES = re.compile(r"\A[ \t]{0,40}(?:source|\.)[ \t]")
_CASE = re.compile(r"\bcase[ \t]{1,5}[^\n;]{1,80}?[ \t]{1,5}in\b")
_WORD = re.compile(r"\b(?:case|esac)\b")
_PATTERN = re.compile(r"--?[A-Za-z0-9?][\w.-]{0,60}")
_OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]{0,60}")
_REFUSES = re.compile(r"\b(?:exit|usage|die|err|error|fail|abort|return[ \t]{1,3}[1-9]|show_help|print_usage|help)\b")
_KEEPS = re.compile(r"\$\{?[1@*]|\+=|\$\{?\w{0,20}(?:arg|ARG|opt|OPT|key)")
_GETOPTS = re.compile(r"\bgetopts[ \t]{1,5}[\"']?([:\w?-]{1,80})[\"']?[ \t]")
_LARGEST = 300_000


def read(text: str, name: str, path: str) -> Program:
    words = frozenset(_OPTION.findall(text)) if len(text) <= _LARGEST else frozenset[str]()
    level = Level()
    level.fault = "is too large" if len(text) > _LARGEST else _read(level, text)
    return Freezer(path, words).freeze(level, name)


def _read(level: Level, text: str) -> str:
    """Why not all of the options are known."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    code = "\n".join(lines)
    level.arguments = True
    known = _optional(level, code)
    if not known and any(_SOURCES.match(line) for line in lines):
        return "reads another script, which may read its words"
    own = _with_words(lines)
    if not known and any(_READS.search(line) for line in own):
        return "reads its words in a way of its own"
    return "passes its words on" if _passes_on(lines, own) else ""


def _optional(level: Level, code: str) -> bool:
    """Puts in the options that `getopts` and every `case` know. Whether unknown ones are refused."""
    refuses = False
    for found in _GETOPTS.finditer(code):
        letters = found[1].lstrip(":")
        for at, letter in enumerate(letters):
            if letter.isalnum():
                level.options["-" + letter] = 1 if letters[at + 1 : at + 2] == ":" else 0
        refuses = True
    for patterns, body in _branches(code):
        for pattern in patterns:
            plain = pattern.strip("\"'")
            option = plain.removesuffix("=*").removesuffix("=?*")
            if _PATTERN.fullmatch(option):
                takes = PERHAPS if option != plain else 1 if "shift 2" in body or "$2" in body or "${2" in body else 0
                level.options[option] = max(level.options.get(option, 0), takes) if takes > 0 else takes
        wild = any(pattern in {"*", "-*", "--*", "-?*", "-*|--*"} for pattern in patterns)
        refuses |= wild and (_REFUSES.search(body) is not None or _KEEPS.search(body) is None)
    return refuses and bool(level.options)


def _branches(code: str) -> Iterator[tuple[list[str], str]]:
    """Patterns and body of every branch of every `case` that has an option among its patterns."""
    for case in _cases(code):
        found: list[tuple[list[str], str]] = []
        for branch in case.replace(";;&", ";;").split(";;"):
            head, closed, body = branch.strip().lstrip("(").partition(")")
            if closed:
                found.append(([part.strip() for part in head.split("|")], body))
        if any(pattern.strip("\"'").startswith("-") for patterns, _ in found for pattern in patterns):
            yield from found


def _cases(code: str) -> Iterator[str]:
    """What stands between `in` and `esac`, without the cases inside."""
    open_: list[tuple[int, list[str]]] = []
    at = 0
    for mark in _WORD.finditer(code):
        if mark[0] == "case":
            begin = _CASE.match(code, mark.start())
            if begin is None:
                continue
            if open_:
                open_[-1][1].append(code[at : mark.start()])
            open_.append((begin.end(), []))
            at = begin.end()
        elif open_:
            _, parts = open_.pop()
            yield "".join([*parts, code[at : mark.start()]])
            at = mark.end()


def _functions(lines: list[str]) -> set[str]:
    return {found[1] or found[2] for line in lines if (found := _ONE_FUNCTION.match(line))}


def _with_words(lines: list[str]) -> list[str]:
    """The lines in which `$1` and `$@` are words of the script: in a function they are its own, if it is not given all of them."""
    placed = list(_placed(lines))
    given = {found[1] for function, line in placed if not function for found in _CALLS.finditer(line)}
    return [line for function, line in placed if not function or function in given]


def _passes_on(lines: list[str], own: list[str]) -> bool:
    """Whether all words of the script are given to what is not in it."""
    functions = _functions(lines)
    for line in own:
        if not _ALL.search(line) or _TOLD.match(line):
            continue
        calls = [found[1] for found in _CALLS.finditer(line)]
        if len(_ALL.findall(_EACH.sub("", line))) > sum(name in functions for name in calls):
            return True
    return False


def _placed(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Every line with the name of the function that it stands in."""
    name = ""
    for line in lines:
        begin = _ONE_FUNCTION.match(line)
        if begin and "}" not in line:
            name = begin[1] or begin[2]
        yield (begin[1] or begin[2]) if begin else name, line
        if line.startswith("}"):
            name = ""
