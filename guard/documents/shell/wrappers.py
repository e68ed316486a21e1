"""Programs that run another program: `sudo -u x docker ps` is about docker."""

from __future__ import annotations

import re

from guard.documents.shell.tokens import Token

ASSIGNMENT = re.compile(r"[A-Za-z_]\w{0,200}+\+?=")

# The wrappers, each with its options that take a value.
_WRAPPERS: dict[str, frozenset[str]] = {
    "sudo": frozenset((
        "-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "--chdir", "-R", "-r", "-T",
        "-t", "-U",
    )),
    "doas": frozenset({"-u", "-C"}),
    "env": frozenset({"-u", "--unset", "-C", "--chdir"}),
    "time": frozenset({"-f", "--format", "-o", "--output"}),
    "nohup": frozenset(),
    "exec": frozenset({"-a"}),
    "command": frozenset(),
    "builtin": frozenset(),
}  # fmt: skip


def unwrap(words: list[Token]) -> tuple[list[Token], list[Token]]:
    """The words of the program that is run in the end, and the assignments that its wrappers make for it."""
    assignments: list[Token] = []
    at = 0
    while at < len(words) and words[at].text in _WRAPPERS and (inner := _inner(words, at)) is not None:
        at = inner
        while at < len(words) and ASSIGNMENT.match(words[at].text):
            assignments.append(words[at])
            at += 1
    if at == len(words):  # nothing is run: the wrapper itself is the program
        return words, []
    if words[at].text in ("export", "declare", "readonly"):
        assignments += [word for word in words[at + 1 :] if ASSIGNMENT.match(word.text)]
        return [words[at], *(word for word in words[at + 1 :] if not ASSIGNMENT.match(word.text))], assignments
    return words[at:], assignments


def _inner(words: list[Token], at: int) -> int | None:
    """Where the words of the wrapped program begin; None where the wrapper only asks about it (`command -v docker`)."""
    wrapper = words[at].text
    at += 1
    while at < len(words) and words[at].text.startswith("-") and words[at].text != "-":
        option = words[at].text
        if option == "--":
            return at + 1
        if wrapper == "command" and option in ("-v", "-V"):
            return None
        at += 2 if option in _WRAPPERS[wrapper] else 1
    return at
