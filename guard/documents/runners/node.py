"""What a command line asks of a package manager of JavaScript: a script of package.json."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import join

import msgspec

from guard.documents.claims import Command, Word


class ScriptCall(msgspec.Struct, frozen=True):
    """A script of package.json. `sure`: it can be nothing else, such as a program that a dependency brings.

    `folder` is where the command says that it runs, seen from where it stands; `packages` are the names of workspaces.
    """

    program: str
    script: Word
    sure: bool
    folder: str = ""
    packages: tuple[str, ...] = ()


_LIFECYCLE = frozenset({"test", "t", "tst", "start", "stop", "restart"})
_RUN = {
    "npm": frozenset({"run", "run-script", "rum", "urn"}),
    "pnpm": frozenset({"run", "run-script"}),
    "yarn": frozenset({"run"}),
    "bun": frozenset({"run"}),
}
# Their own commands: whatever else stands there first is a script or a program.
_OWN = {
    "pnpm": frozenset(
        """
        add install i update up upgrade remove rm uninstall un link ln unlink import rebuild rb prune fetch dedupe audit list ls outdated
        why licenses exec dlx create publish pack recursive m multi store server setup init env config c patch patch-commit patch-remove
        deploy doctor root bin cache self-update help completion catalog approve-builds ignored-builds ci clean search view info version login logout whoami
        """.split()
    ),
    "yarn": frozenset(
        """
        add install global remove upgrade upgrade-interactive up link unlink init info list why audit autoclean cache check config create dlx
        exec generate-lock-entry help import licenses login logout node npm outdated owner pack plugin policies publish rebuild set tag
        team unplug version versions workspace workspaces constraints dedupe explain patch patch-commit search stage bin self-update
        """.split()
    ),
}
_VALUED = {
    "npm": {"-w": "package", "--workspace": "package", "--prefix": "folder", "-C": "folder"},
    "pnpm": {"-F": "package", "--filter": "package", "-C": "folder", "--dir": "folder"},
    "yarn": {"--cwd": "folder"},
    "bun": {"--filter": "package", "-F": "package", "--cwd": "folder"},
}
_EVERYWHERE = frozenset({"-ws", "--workspaces", "-r", "--recursive", "--if-present"})


def script_call(command: Command) -> ScriptCall | None:
    """The script that a command of npm, pnpm, yarn or bun runs; None where it runs none, or in many packages at once."""
    program = command.words[0].text
    if program not in _RUN or not command.words[0].literal:
        return None
    folder = ""
    packages: list[str] = []
    operands: list[Word] = []
    words = list(command.words[1:])
    while words:
        word = words.pop(0)
        name, equals, value = word.text.partition("=")
        kind = _VALUED[program].get(name)
        if word.text in _EVERYWHERE:
            return None
        if kind:
            given = value if equals else words.pop(0).text if words else ""
            folder, packages = (join(folder, given), packages) if kind == "folder" else (folder, [*packages, given])
        elif not word.text.startswith("-"):
            operands.append(word)
            if len(operands) == 4:
                break
    if program == "yarn" and operands and operands[0].text == "workspace" and len(operands) > 2:
        packages, operands = [operands[1].text], operands[2:]
    return _script(program, operands, folder, tuple(packages))


def _script(program: str, operands: Sequence[Word], folder: str, packages: tuple[str, ...]) -> ScriptCall | None:
    if not operands:
        return None
    first = operands[0]
    if first.text in _RUN[program]:
        if len(operands) < 2:
            return None
        # bun runs files too, and the others what dependencies bring, but for npm.
        sure = program == "npm" or ":" in operands[1].text or (program != "bun" and "." not in operands[1].text)
        return ScriptCall(program, operands[1], sure, folder, packages)
    if program == "npm":
        return ScriptCall(program, first, False, folder, packages) if first.text in _LIFECYCLE - {"t", "tst"} else None
    if program == "bun" or first.text in _OWN[program]:
        return None
    return ScriptCall(program, first, ":" in first.text, folder, packages)
