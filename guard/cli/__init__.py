"""Words from the shell to one call each. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import sys

_COMMANDS = ("check", "fix", "explain", "rules", "facts", "baseline", "help")


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
    from guard.cli.app import run

    sys.exit(run(arguments))
