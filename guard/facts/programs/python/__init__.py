"""Programs in Python that read their command line with argparse, click or typer."""

from __future__ import annotations

import ast

from guard.facts.programs.model import Freezer, Level, Program
from guard.facts.programs.python.clicks import invoked
from guard.facts.programs.python.expressions import TooLarge
from guard.facts.programs.python.machine import Machine
from guard.facts.programs.python.sources import Sources
from guard.facts.programs.python.values import BUILDERS, UNKNOWN, Command, Func, Given, Module, Typer

__all__ = ["Sources", "read"]

_ADDING = frozenset({"add_argument", "add_parser", "add_subparsers"})
_PLUGINS = ("importlib", "entry_points", "iter_modules", "__import__", "pluggy", "stevedore", "walk_packages")
_LONGEST_WORD = 60


def read(sources: Sources, path: str, name: str, attribute: str = "") -> Program:
    """The program that the file `path` is when it is run or, with `attribute`, when that is called."""
    tree = sources.tree(path)
    if isinstance(tree, str):
        return Program(name, path, fault=tree, open=tree)
    machine = Machine(sources)
    machine.main = "" if attribute else path
    try:
        module = machine.load(path)
        if module is None:
            return _unread(name, path, "cannot be read")
        if attribute:
            _call(machine, module, attribute)
    except TooLarge:
        return _unread(name, path, "is too large to be followed")
    except RecursionError:
        return _unread(name, path, "is too deep to be followed")
    return _told(machine, name, path)


def _unread(name: str, path: str, reason: str) -> Program:
    return Program(name, path, fault=reason, open=reason)


def _call(machine: Machine, module: Module, attribute: str) -> None:
    target = machine.attribute_of(module, attribute.partition(".")[0])
    for part in attribute.split(".")[1:]:
        target = machine.field(target, part)
    machine.roots.clear()
    if isinstance(target, Command | Typer):
        invoked(machine, target, Given())
    elif isinstance(target, Func):
        machine.call(target, Given())
    elif isinstance(target, BUILDERS) or target is UNKNOWN:
        machine.lost = f"{attribute} cannot be followed"


def _told(machine: Machine, name: str, path: str) -> Program:
    roots = list(dict.fromkeys(machine.roots))
    if not roots:
        return _unread(name, path, "its command line is not read by argparse, click or typer that can be followed")
    if len(roots) > 1:
        return _unread(name, path, "its command line is read in several ways")
    level = roots[0]
    words: set[str] = set()
    for module in machine.modules.values():
        _look(machine, module, level, words)
    if machine.lost:
        _spoil_all(level, machine.lost, set())
    return Freezer(path, frozenset(words)).freeze(level, name)


def _look(machine: Machine, module: Module, level: Level, words: set[str]) -> None:
    """Gathers the words of a module; what is added there without having been followed, or by plugins, is held against the level."""
    if not module.follows and module.path != machine.main:
        return
    adding: list[ast.Call] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and 0 < len(node.value) <= _LONGEST_WORD:
                words.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING:
            adding.append(node)
        elif _is_plugin(node) and not level.open and level.commands:
            level.open = "subcommands may come from elsewhere"
        elif _changes_argv(node):
            machine.lost = machine.lost or "changes the words that it is called with"
    if any(node in machine.seen for node in adding) and not all(node in machine.seen for node in adding):
        machine.lost = machine.lost or f"{module.path} adds options where it cannot be followed"


def _is_plugin(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in _PLUGINS
    if isinstance(node, ast.Attribute):
        return node.attr in _PLUGINS
    return isinstance(node, ast.alias) and node.name.startswith(_PLUGINS)


def _changes_argv(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "argv" and isinstance(node.ctx, ast.Store):
        return True
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return _is_argv(node.value)
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"remove", "insert", "pop", "append", "extend"}
        and _is_argv(node.value)
    )


def _is_argv(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "argv"


def _spoil_all(level: Level, reason: str, seen: set[int]) -> None:
    if id(level) not in seen:
        seen.add(id(level))
        level.spoil(reason)
        for inner in level.commands.values():
            _spoil_all(inner, reason, seen)
