"""What the commands of typer take: it is read from the parameters of their functions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from guard.facts.programs.model import PERHAPS, Level
from guard.facts.programs.python.clicks import add_option, put, settle
from guard.facts.programs.python.values import (
    UNKNOWN,
    Annotation,
    Command,
    Decorator,
    Func,
    Given,
    Instance,
    Setting,
    Typer,
)

if TYPE_CHECKING:
    from guard.facts.programs.python.machine import Machine

_COMPLETION = {"--install-completion": PERHAPS, "--show-completion": PERHAPS}
_CONTEXTS = ("Context", "CallbackParam")


def _make(machine: Machine, given: Given) -> object:
    level = Level()
    level.collapses = True
    level.options |= {"--help": 0, **_COMPLETION}
    settle(level, given)
    if given.get("cls") is not None:
        level.spoil("has a class of its own")
    callback = given.get("callback")
    if isinstance(callback, Func):
        _calls_back(machine, level, callback)
    elif callback is not None:
        level.spoil("has a callback that cannot be followed")
    name = given.get("name")
    return Typer(level, name if isinstance(name, str) else "")


def method(machine: Machine, app: Typer, name: str, given: Given) -> object:
    level = app.level
    if name == "command":
        return _decorator(given, lambda function: _add(machine, level, function, given))
    if name == "callback":
        return _decorator(given, lambda function: _calls_back(machine, level, function, given))
    if name == "add_typer":
        _nest(level, given)
    else:
        level.spoil(f"is changed by {name}")
    return UNKNOWN


def _decorator(given: Given, apply: Callable[[Func], None]) -> object:
    def applied(value: object) -> object:
        if isinstance(value, Func):
            apply(value)
        return value

    first = given.get("", 0)
    return applied(first) if isinstance(first, Func) else Decorator(applied)


def _add(machine: Machine, level: Level, function: Func, given: Given) -> None:
    name = given.get("name", 0)
    inner = _read(machine, function)
    settle(inner, given)
    if given.get("cls") is not None:
        inner.spoil("has a class of its own")
    own = name is None or isinstance(name, Func)
    names = [function.name.lower().replace("_", "-")] if own else [name] if isinstance(name, str) else []
    put(level, names, inner)


def _calls_back(machine: Machine, level: Level, function: Func, given: Given | None = None) -> None:
    level.collapses = False
    level.take(_read(machine, function))
    if given is not None:
        settle(level, given)


def _nest(level: Level, given: Given) -> None:
    level.collapses = False
    app, name = given.get("typer_instance", 0), given.get("name")
    if isinstance(app, Typer) and (isinstance(name, str) or (name is None and app.name)):
        app.level.collapses = False
        put(level, [name if isinstance(name, str) else app.name], app.level)
    else:
        level.open = level.open or "a subcommand cannot be followed"


def _run(machine: Machine, given: Given) -> object:
    function = given.get("function", 0)
    if isinstance(function, Func):
        level = _read(machine, function)
        level.options |= _COMPLETION
        machine.roots.append(level)
    return UNKNOWN


def _command(machine: Machine, given: Given) -> object:
    app = given.get("typer_instance", 0)
    return Command(app.level, app.name, group=True) if isinstance(app, Typer) else UNKNOWN


def _read(machine: Machine, function: Func) -> Level:
    """What a function's parameters make of its command line."""
    level = Level()
    level.take(function.given)
    level.options["--help"] = 0
    arguments = function.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    pairs = [*zip(plain, defaults, strict=True), *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    for each, default in pairs:
        _parameter(machine, function, level, each, default)
    if arguments.vararg or arguments.kwarg:
        level.spoil("takes parameters that are not named")
    return level


def _parameter(machine: Machine, function: Func, level: Level, node: ast.arg, default: ast.expr | None) -> None:
    outer, machine.module = machine.module, function.module
    try:
        value = machine.value(default, function.scope)
        annotation = machine.value(node.annotation, function.scope) if _is_alias(node.annotation) else None
    finally:
        machine.module = outer
    if isinstance(node.annotation, ast.Constant) and isinstance(node.annotation.value, str):
        level.fault = level.fault or "has annotations that are text"
        return
    kind = annotation.kind if isinstance(annotation, Annotation) else node.annotation
    notes = annotation.notes if isinstance(annotation, Annotation) else []
    setting = next((note for note in (value, *notes) if isinstance(note, Setting)), None)
    shown = ast.unparse(kind) if kind is not None else ""
    if shown.endswith(_CONTEXTS):
        return
    if annotation is UNKNOWN or (isinstance(annotation, Annotation) and setting is None and UNKNOWN in notes):
        level.fault = level.fault or "has annotations that cannot be followed"
    elif (setting and setting.kind == "argument") or (setting is None and default is None):
        level.arguments = True
    elif value is UNKNOWN or isinstance(value, Instance):
        level.fault = level.fault or "has parameters that cannot be followed"
    else:
        _option(
            level, node.arg, setting, flag=shown in {"bool", "Optional[bool]", "bool | None"}, behind=value is setting
        )


def _is_alias(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) or (
        isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Annotated")
    )


def _option(level: Level, parameter: str, setting: Setting | None, *, flag: bool, behind: bool) -> None:
    given = setting.given if setting else Given()
    if given.starred or given.doubled:
        level.fault = level.fault or "names of options are computed"
    words = given.positional[1 if behind else 0 :]
    if any(not isinstance(each, str) for each in words) or UNKNOWN in words:
        level.fault = level.fault or "names of options are computed"
    names = [each for each in words if isinstance(each, str) and each.lstrip(" /").startswith("-")]
    if not names:
        plain = "--" + parameter.replace("_", "-").lower()
        names = [f"{plain}/--no-{plain[2:]}" if flag else plain]
    counts = given.get("count") is True or given.get("is_flag") is True
    add_option(level, names, 0 if flag or counts else PERHAPS if given.get("is_flag") is not None else 1)


def _setting(kind: str) -> Callable[[Machine, Given], object]:
    return lambda machine, given: Setting(kind, given)


MADE: dict[str, Callable[[Machine, Given], object]] = {
    "typer.Typer": _make,
    "typer.Option": _setting("option"),
    "typer.Argument": _setting("argument"),
    "typer.run": _run,
    "typer.main.get_command": _command,
    "typer.main.get_group": _command,
}
