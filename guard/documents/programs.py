"""Which program a command line calls in the end, and with which words."""

from __future__ import annotations

from posixpath import basename
from typing import Literal

import msgspec

from guard.documents.claims import Command, Word


class ProgramCall(msgspec.Struct, frozen=True):
    """`kind`: `target` is a script's path, a module's name (`python -m`), or the name of an installed program.

    `folder` is where a runner goes to before, as written.
    """

    kind: Literal["script", "module", "name"]
    target: Word
    words: tuple[Word, ...]
    folder: str = ""


# Programs that run another one: their first word where they have subcommands, and their options that take a value.
_RUNNERS: dict[str, tuple[str, frozenset[str]]] = {
    "uv": (
        "run",
        frozenset(
            """
            --with --with-editable --with-requirements --extra --group --no-group --only-group --python -p --package --project --directory
            --env-file --index --default-index --index-url --no-extra --refresh-package --upgrade-package -P --config-file --cache-dir
            """.split()
        ),
    ),
    "poetry": ("run", frozenset({"-C", "--directory", "-P", "--project"})),
    "pipenv": ("run", frozenset()),
    "pdm": ("run", frozenset({"-p", "--project"})),
    "rye": ("run", frozenset()),
    "hatch": ("run", frozenset({"-e", "--env"})),
    "pipx": ("run", frozenset({"--python", "--spec", "--pip-args", "--index-url"})),
    "conda": ("run", frozenset({"-n", "--name", "-p", "--prefix"})),
    "coverage": ("run", frozenset({"--source", "--rcfile", "--omit", "--include", "--data-file", "--context"})),
    "npx": ("", frozenset({"-p", "--package"})),
    "uvx": ("", frozenset({"--from", "--with", "--python", "-p"})),
    "timeout": ("", frozenset({"-s", "--signal", "-k", "--kill-after"})),
    "nice": ("", frozenset({"-n"})),
    "xvfb-run": ("", frozenset({"-s", "-n", "-e"})),
}
_FOLDERS = frozenset({"--directory", "-C"})
_PYTHONS = frozenset({"python", "python3", "py", "pypy3", "python.exe"})
_PYTHON_VALUES = frozenset({"-W", "-X"})
_SHELLS = frozenset({"bash", "sh", "zsh"})
_JAVASCRIPTS = frozenset({"node", "bun", "deno", "tsx", "ts-node"})
_SCRIPTS = (".py", ".sh", ".bash", ".js", ".mjs", ".cjs", ".ts")
_MOST_RUNNERS = 4


def program_call(command: Command) -> ProgramCall | None:
    """None for a command that runs text (`python -c`), or whose program is not written out."""
    words, folder = command.words, ""
    for _ in range(_MOST_RUNNERS):
        inner = _run(words)
        if inner is None:
            break
        words, folder = inner
        if not words:
            return None
    if not words[0].literal:
        return None
    name = basename(words[0].text)
    if name in _PYTHONS or (name.startswith("python3.") and name[8:].isdigit()):
        return _of_python(words, folder)
    if name in _SHELLS or name in _JAVASCRIPTS:
        return _of_interpreter(words, folder)
    if "/" in words[0].text:
        return ProgramCall("script", words[0], words[1:], folder)
    if words[0].text.endswith(_SCRIPTS):
        return ProgramCall("script", words[0], words[1:], folder)
    return ProgramCall("name", words[0], words[1:], folder)


def _run(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], str] | None:
    """The words of what a runner runs, and the folder it goes to; None where the program is no runner."""
    found = _RUNNERS.get(words[0].text)
    if found is None:
        return None
    subcommand, valued = found
    rest, folder, at = list(words[1:]), "", 0
    pending = bool(subcommand)
    while at < len(rest):
        text = rest[at].text
        if text == "--":
            return tuple(rest[at + 1 :]), folder
        if text in {"-m", "--module"} and not pending:
            return tuple(rest[at - 1 :]) if at else words, folder
        if text in _FOLDERS and text in valued and at + 1 < len(rest):
            folder = rest[at + 1].text
        if text.startswith("-"):
            at += 2 if text in valued else 1
        elif pending:
            if text != subcommand:
                return None
            pending, at = False, at + 1
        elif words[0].text == "timeout":
            return tuple(rest[at + 1 :]), folder
        else:
            return tuple(rest[at:]), folder
    return None


def _of_python(words: tuple[Word, ...], folder: str) -> ProgramCall | None:
    at = 1
    while at < len(words):
        text = words[at].text
        if text == "-m":
            return ProgramCall("module", words[at + 1], words[at + 2 :], folder) if at + 1 < len(words) else None
        if not text.startswith("-"):
            return ProgramCall("script", words[at], words[at + 1 :], folder)
        if text.startswith("-c") or text == "-":
            return None
        at += 2 if text in _PYTHON_VALUES else 1
    return None


def _of_interpreter(words: tuple[Word, ...], folder: str) -> ProgramCall | None:
    """`bash x.sh`, `node x.js`; their own options take no file's place but for `-c` and `-e`."""
    for at, word in enumerate(words[1:], 1):
        text = word.text
        if text in {"run"} and words[0].text in {"bun", "deno"}:
            continue
        if not text.startswith(("-", "+")):
            named = "/" in text or text.endswith(_SCRIPTS)
            return ProgramCall("script", word, words[at + 1 :], folder) if named else None
        if not text.startswith("--") and set(text) & set("ceops"):
            return None
    return None
