"""Words from the shell to one call each. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import gc
import os
import sys

_COMMANDS = ("check", "fix", "explain", "rules", "facts", "baseline", "init", "sot", "preflight", "help")


def main() -> None:
    """The program: runs the command line in `sys.argv` and exits."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from guard import __version__

        sys.stdout.write(f"guard {__version__}\n")
        return
    if not arguments or (arguments[0] not in _COMMANDS and arguments[0] not in {"--help", "-h"}):
        # `guard`, `guard --fix` and `guard docs` are `guard check` with that.
        arguments = ["check", *arguments]
    from guard.cli import replay
    from guard.itself import cache_home

    place = replay.key(arguments, cache_home())
    if place is not None and (code := replay.printed_again(place)) is not None:
        sys.exit(code)
    root = replay.root_above(os.getcwd()) if place else None  # noqa: PTH109 - pathlib is slow to import
    before = replay.look(root, {}) if root else None
    # Syntax trees and claims are many small objects that live on: looking through them for cycles is a fifth of a run.
    gc.set_threshold(200_000, 20, 50)
    from guard.cli.app import run

    told = replay.Told()
    code = run(arguments, told)
    if place and before and told.report is not None and told.root == root:
        replay.keep(place, before, replay.Kept(told.root, told.asked, code, told.report))
    sys.exit(code)
