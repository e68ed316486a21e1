"""What the parsers of argparse are told to take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guard.facts.programs.model import MANY, PERHAPS, Level
from guard.facts.programs.python.values import ARGV, UNKNOWN, External, Given, Parser, Subparsers

if TYPE_CHECKING:
    from guard.facts.programs.python.machine import Machine

_FLAGS = frozenset({"store_true", "store_false", "store_const", "append_const", "count", "help", "version"})
_STORING = frozenset({"store", "append", "extend"})
_QUIET = frozenset(
    """
    set_defaults print_help print_usage format_help format_usage error exit get_default register convert_arg_line_to_args
    """.split()
)


def make(machine: Machine, given: Given) -> object:
    level = Level()
    _begin(level, given)
    return Parser(level)


def _begin(level: Level, given: Given) -> None:
    level.options |= {"-h": 0, "--help": 0}
    level.abbreviates = given.get("allow_abbrev", default=True) is not False
    if given.starred or given.doubled:
        level.spoil("is made with arguments that are computed")
    if given.get("prefix_chars", default="-") != "-" or given.get("fromfile_prefix_chars") is not None:
        level.spoil("reads options of another form")
    parents = given.get("parents", default=[])
    for parent in parents if isinstance(parents, list) else [UNKNOWN]:
        if isinstance(parent, Parser):
            level.take(parent.level)
        else:
            level.spoil("has parents that cannot be followed")


def method(machine: Machine, parser: Parser, name: str, given: Given) -> object:
    level = parser.level
    if isinstance(parser, Subparsers):
        return _add_parser(machine, level, given) if name == "add_parser" else UNKNOWN
    if name == "add_argument":
        _add_argument(level, given)
    elif name in {"add_argument_group", "add_mutually_exclusive_group"}:
        return Parser(level)
    elif name == "add_subparsers":
        return Subparsers(level)
    elif name in {"parse_args", "parse_intermixed_args", "parse_known_args", "parse_known_intermixed_args"}:
        _read(machine, level, name, given)
    elif name not in _QUIET:
        level.spoil(f"is changed by {name}")
    return UNKNOWN


def _read(machine: Machine, level: Level, name: str, given: Given) -> None:
    words = given.get("args", 0)
    if "known" in name:
        level.spoil("lets pass what it does not know")
    if given.starred or not (words is None or words is ARGV):
        level.spoil("is given words that are computed")
    machine.roots.append(level)


def _add_parser(machine: Machine, level: Level, given: Given) -> object:
    inner = Level()
    _begin(inner, given)
    name = given.get("name", 0)
    aliases = given.get("aliases", default=[])
    names = [name, *(aliases if isinstance(aliases, list) else [UNKNOWN])]
    for each in names:
        if isinstance(each, str):
            level.commands[each] = inner
        else:
            level.open = level.open or "names of subcommands are computed"
    return Parser(inner)


def _add_argument(level: Level, given: Given) -> None:
    if given.starred or not all(isinstance(each, str) for each in given.positional):
        level.spoil("names of options are computed")
        return
    names = [str(each) for each in given.positional]
    if not any(name.startswith("-") for name in names):
        level.arguments = True
        if not names and not isinstance(given.get("dest"), str):
            level.spoil("names of options are computed")
        if _takes(given) == MANY and _rest(given.get("nargs")):
            level.passes_on = True
        return
    action = given.get("action")
    both = isinstance(action, External) and action.name.endswith("BooleanOptionalAction")
    taken = 0 if both else _takes(given)
    level.options |= dict.fromkeys(names, taken)
    if both:
        level.options |= {f"--no-{name[2:]}": 0 for name in names if name.startswith("--")}


def _rest(nargs: object) -> bool:
    rest = isinstance(nargs, External) and nargs.name in {"argparse.REMAINDER", "argparse.PARSER"}
    return rest or nargs in ("...", "A...")


def _takes(given: Given) -> int:
    action, nargs = given.get("action"), given.get("nargs")
    if given.doubled or action is UNKNOWN:
        return PERHAPS
    if isinstance(action, str) and action in _FLAGS:
        return 0
    if action is not None and not (isinstance(action, str) and action in _STORING):
        return PERHAPS
    if nargs is None:
        return 1
    if isinstance(nargs, int):
        return nargs
    return MANY if nargs in ("*", "+") or _rest(nargs) else PERHAPS


MADE: dict[str, Callable[[Machine, Given], object]] = {"argparse.ArgumentParser": make}
