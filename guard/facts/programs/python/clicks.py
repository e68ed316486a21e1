"""What the commands and groups of click are told to take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guard.facts.programs.model import PERHAPS, Level
from guard.facts.programs.python.values import (
    ARGV,
    UNKNOWN,
    Class,
    Command,
    Decorator,
    External,
    Func,
    Given,
    Typer,
)

if TYPE_CHECKING:
    from guard.facts.programs.python.machine import Machine

_PLAIN_CLASSES = frozenset(
    {"click.Group", "click.Command", "rich_click.RichGroup", "rich_click.RichCommand", "click.BaseCommand"}
)
_SUFFIXES = ("_command", "_cmd", "_group", "_grp")


def _parameter(default: tuple[str, ...], takes: int | None = None) -> Callable[[Machine, Given], object]:
    def made(machine: Machine, given: Given) -> object:
        level = Level()
        names = [each for each in given.positional if isinstance(each, str) and each.startswith(("-", " /-"))]
        if (
            given.starred
            or any(not isinstance(each, str | None) for each in given.positional)
            or (takes is None and not names)
        ):
            level.fault = "names of options are computed"
        add_option(level, names or list(default), _takes(given) if takes is None else takes)
        return _adds(level)

    return made


def _argument(machine: Machine, given: Given) -> object:
    level = Level()
    level.arguments = True
    return _adds(level)


def _adds(level: Level) -> Decorator:
    def apply(value: object) -> object:
        if isinstance(value, Func):
            value.given.take(level)
        elif isinstance(value, Command):
            value.level.take(level)
        return value

    return Decorator(apply)


def add_option(level: Level, names: list[str], takes: int) -> None:
    """Every spelling; `--x/--no-x` are two."""
    for name in names:
        parts = [part.strip() for part in name.replace(";", "/").split("/")] if "/" in name else [name.strip()]
        for part in parts:
            if part.startswith("-"):
                level.options[part] = 0 if len(parts) > 1 else takes


def _takes(given: Given) -> int:
    if given.doubled:
        return PERHAPS
    flag, count, nargs = given.get("is_flag"), given.get("count"), given.get("nargs")
    if flag is True or count is True:
        return 0
    if given.get("flag_value") is not None or UNKNOWN in (flag, count, nargs) or given.get("cls") is not None:
        return PERHAPS
    if isinstance(nargs, int):
        return nargs if nargs >= 0 else PERHAPS
    kind = given.get("type")
    return len(kind) if isinstance(kind, list) and kind else 1


def _command(machine: Machine, given: Given, *, group: bool, above: Level | None = None) -> object:
    if given.positional and isinstance(given.positional[0], Func):
        return make(machine, given.positional[0], Given(given.positional[1:], given.named), group=group, above=above)
    return Decorator(lambda value: make(machine, value, given, group=group, above=above))


def make(machine: Machine, value: object, given: Given, *, group: bool, above: Level | None) -> object:
    """The command that a function becomes."""
    if not isinstance(value, Func):
        return UNKNOWN
    level = Level()
    level.take(value.given)
    level.options |= {"--help": 0}
    settle(level, given)
    _judge_class(level, given.get("cls"))
    name = given.get("name", 0)
    names = [name] if isinstance(name, str) else own_names(value.name)
    if name is not None and not isinstance(name, str):
        names = []
    command = Command(level, names[0] if names else "", group=group)
    if above is not None:
        put(above, names, level)
    return command


def own_names(function: str) -> list[str]:
    """What a command is called after its function: versions differ in whether they cut the end off."""
    name = function.lower()
    shorter = next((name.removesuffix(end) for end in _SUFFIXES if name.endswith(end)), name)
    return list(dict.fromkeys(each.replace("_", "-") for each in (name, shorter) if each))


def put(above: Level, names: list[str], level: Level) -> None:
    above.commands |= dict.fromkeys(names, level)
    if not names:
        above.open = above.open or "names of subcommands are computed"


def settle(level: Level, given: Given) -> None:
    """What `context_settings` say."""
    settings = given.get("context_settings", default={})
    if given.doubled or given.starred or not isinstance(settings, dict):
        level.spoil("is made with settings that are computed")
        return
    helps = settings.get("help_option_names", [])
    level.options |= {name: 0 for name in helps if isinstance(name, str)} if isinstance(helps, list) else {}
    if settings.get("ignore_unknown_options", False) is not False or settings.get("token_normalize_func") is not None:
        level.spoil("lets pass what it does not know")
    if settings.get("allow_interspersed_args", True) is not True:
        level.passes_on = True


def _judge_class(level: Level, kind: object) -> None:
    if kind is None or (isinstance(kind, External) and kind.name in _PLAIN_CLASSES):
        return
    if isinstance(kind, Class):
        methods = {name for name, value in kind.scope.names.items() if isinstance(value, Func)}
        based = all(isinstance(base, External) and base.name in _PLAIN_CLASSES for base in kind.bases)
        if based and all(name.startswith("format_") or name == "list_commands" for name in methods):
            return
    level.spoil("has a class of its own")


def method(machine: Machine, command: Command, name: str, given: Given) -> object:
    if name in {"command", "group"}:
        return _command(machine, given, group=name == "group", above=command.level)
    if name == "add_command":
        _add(command.level, given)
    elif name in {"result_callback", "resultcallback"}:
        return Decorator(lambda value: value)
    elif name == "main":
        return invoked(machine, command, given)
    elif name not in {"get_help", "get_usage", "format_help", "get_short_help_str"}:
        command.level.spoil(f"is changed by {name}")
    return UNKNOWN


def _add(level: Level, given: Given) -> None:
    added, name = given.get("cmd", 0), given.get("name", 1)
    if isinstance(added, Command):
        put(
            level, [name] if isinstance(name, str) else [added.name] if added.name and name is None else [], added.level
        )
    elif isinstance(name, str):
        unread = Level()
        unread.spoil("is made where it cannot be followed")
        put(level, [name], unread)
    else:
        level.open = level.open or "a subcommand cannot be followed"


def invoked(machine: Machine, command: Command | Typer, given: Given) -> object:
    words = given.get("args", 0)
    if words is not None and words is not ARGV:
        command.level.spoil("is given words that are computed")
    machine.roots.append(command.level)
    return UNKNOWN


def _collection(machine: Machine, given: Given) -> object:
    level = Level()
    level.spoil("is put together of several groups")
    return Command(level, "", group=True)


def _constructed(machine: Machine, given: Given) -> object:
    level = Level()
    name = given.get("name", 0)
    level.fault = "is made without decorators"
    if given.get("commands") is not None:
        level.open = "is made without decorators"
    settle(level, given)
    return Command(level, name if isinstance(name, str) else "", group=True)


def _same(machine: Machine, given: Given) -> object:
    return given.positional[0] if given.positional else UNKNOWN


MADE: dict[str, Callable[[Machine, Given], object]] = {
    "click.option": _parameter(()),
    "click.argument": _argument,
    "click.version_option": _parameter(("--version",), 0),
    "click.help_option": _parameter(("--help",), 0),
    "click.confirmation_option": _parameter(("--yes",), 0),
    "click.password_option": _parameter(("--password",), 1),
    "click.command": lambda machine, given: _command(machine, given, group=False),
    "click.group": lambda machine, given: _command(machine, given, group=True),
    "click.Group": _constructed,
    "click.Command": _constructed,
    "click.CommandCollection": _collection,
    "click.pass_context": _same,
    "click.pass_obj": _same,
    "click.make_pass_decorator": lambda machine, given: Decorator(lambda value: value),
}
