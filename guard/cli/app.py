"""The commands, each imported when it is called, and the one place where errors become exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import Any

import click

from guard.cli.errors import FORESEEN
from guard.cli.replay import Told

FOUND, FAILED = 1, 2

_COMMANDS = {
    "check": ("guard.cli.check", "Hold the documents against the facts. The default command."),
    "fix": ("guard.cli.check", "Apply the safe fixes: the same as `check --fix`."),
    "sot": ("guard.cli.sot", "Derived sections: show, --check, or write them with --execute."),
    "preflight": ("guard.cli.preflight", "The checklist before a pull request."),
    "explain": ("guard.cli.explain", "Show a rule's page; also takes a pasted line of output."),
    "rules": ("guard.cli.rules", "List every rule."),
    "facts": ("guard.cli.facts", "Show what guard believes about the repository, and where it read it."),
    "baseline": ("guard.cli.baseline", "Set today's findings aside, so that only new ones count."),
    "init": ("guard.cli.init", "Write a first guard.toml with what guard finds here."),
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in _COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    None, "-V", "--version", package_name="sotguard", prog_name="guard", message="%(prog)s %(version)s"
)
def guard() -> None:
    """Hold what documents say against what the repository is.

    Exit codes: 0 nothing counts, 1 findings at or above --fail-on, 2 wrong usage, wrong configuration, or nothing
    checked.
    """


def run(arguments: list[str], told: Told | None = None) -> int:
    """Runs one command; every foreseen error is one line on stderr and exit code 2. `told` learns what was printed."""
    try:
        code: Any = guard.main(arguments, prog_name="guard", standalone_mode=False, obj=told or Told())
    except click.ClickException as error:
        error.show()
        return FAILED
    except click.Abort:
        _say("stopped")
        return FAILED
    except FORESEEN as error:
        _say(str(error))
        return FAILED
    except BrokenPipeError:
        # The reader has seen enough; nothing more can be written, not even at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code if isinstance(code, int) else 0


def _say(text: str) -> None:
    from guard.report.encode import visible

    click.echo(f"guard: {visible(text)}", err=True)
