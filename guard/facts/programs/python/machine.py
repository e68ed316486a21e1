"""Follows a Python program from its beginning, both ways of every branch, to the parser that reads its command line."""

from __future__ import annotations

import ast

from guard.facts.programs.model import Level
from guard.facts.programs.python import argparse, builtins, clicks, typers
from guard.facts.programs.python.expressions import TooLarge
from guard.facts.programs.python.joining import in_class
from guard.facts.programs.python.sources import Sources
from guard.facts.programs.python.statements import Statements
from guard.facts.programs.python.values import (
    ARGV,
    BUILDERS,
    UNBOUND,
    UNKNOWN,
    Class,
    Command,
    Decorator,
    External,
    Func,
    Given,
    Instance,
    Method,
    Module,
    Parser,
    Scope,
    Subparsers,
    Typer,
    Value,
)

_DEEPEST = 40
_MOST_MODULES = 200
_ADDING = frozenset({"add_argument", "add_parser", "add_subparsers", "add_command", "add_typer"})
_HARMLESS = ("builtins.", "argcomplete.", "logging.", "sys.", "rich.", "functools.", "atexit.", "unittest.", "typing.")


class Machine(Statements):
    """One program. `roots` are the parsers that are told to read the command line; `lost` is what could not be followed."""

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self._sources = sources
        self.modules: dict[str, Module] = {}
        self.main = ""
        self.roots: list[Level] = []
        self.lost = ""
        self._running: list[object] = []
        self._results: dict[object, object] = {}
        self._kept: list[object] = []  # so that nothing new bears an identity that a key holds

    # modules

    def load(self, path: str) -> Module | None:
        """The module at `path`, run if it may have to do with command lines."""
        if path in self.modules:
            return self.modules[path]
        tree = self._sources.tree(path)
        if isinstance(tree, str):
            return None
        if len(self.modules) >= _MOST_MODULES:
            raise TooLarge
        module = Module(path, tree, follows=self._sources.speaks(path))
        module.scope.names["__name__"] = "__main__" if path == self.main else UNKNOWN
        self.modules[path] = module
        if module.follows or path == self.main or path.endswith("__init__.py"):
            self.within(module, tree.body, module.scope)
            module.ran = True
        return module

    def within(self, module: Module, body: list[ast.stmt], scope: Scope) -> None:
        outer = getattr(self, "module", module)
        self.module = module
        try:
            self.run(body, scope)
        finally:
            self.module = outer

    def attribute_of(self, module: Module, name: str) -> object:
        found = module.scope.names.get(name, UNBOUND)
        if found is UNBOUND and not module.ran:
            wanted = [statement for statement in module.tree.body if binds(statement, name)]
            self.within(module, wanted[-3:], module.scope)
            found = module.scope.names.get(name, UNBOUND)
        if found is UNBOUND and module.path.endswith("__init__.py"):
            path = self._sources.find(name, module.path, 1)
            found = (self.load(path) if path else None) or UNBOUND
        return UNKNOWN if found is UNBOUND else found

    def imported(self, name: str, level: int) -> Module | None:
        """The module of the repository that the running one imports as `name`, and the packages around it."""
        parts = name.split(".") if name else []
        for count in range(1, len(parts)):
            above = self._sources.find(".".join(parts[:count]), self.module.path, level)
            if above is None and not level:
                break
            if above and above.endswith("__init__.py") and self._sources.speaks(above):
                self.load(above)
        path = self._sources.find(name, self.module.path, level)
        return self.load(path) if path else None

    # calls

    def call(self, target: object, given: Given) -> object:
        if isinstance(target, Decorator):
            return target.apply(given.positional[0]) if given.positional else UNKNOWN
        if isinstance(target, External):
            return self.external(target.name, given)
        if isinstance(target, Func):
            return self.inline(target, given)
        if isinstance(target, Class):
            return self.construct(target, given)
        if isinstance(target, Instance):
            method = self.field(target, "__call__")
            return self.inline(method, given) if isinstance(method, Func) else self.escape(given, "an object")
        if isinstance(target, Command | Typer):
            return clicks.invoked(self, target, given)
        if isinstance(target, Method):
            return self.method(target, given)
        return self.escape(given, "what cannot be followed")

    def external(self, name: str, given: Given) -> object:
        for handlers in (argparse.MADE, clicks.MADE, typers.MADE, builtins.MADE):
            if name in handlers:
                return handlers[name](self, given)
        root, _, rest = name.partition(".")
        if root in ("rich_click", "asyncclick") and f"click.{rest}" in clicks.MADE:
            return clicks.MADE[f"click.{rest}"](self, given)
        if name.startswith(_HARMLESS):
            return UNKNOWN
        return self.escape(given, name)

    def method(self, target: Method, given: Given) -> object:
        owner, name = target.owner, target.name
        if isinstance(owner, Parser):
            return argparse.method(self, owner, name, given)
        if isinstance(owner, Command):
            return clicks.method(self, owner, name, given)
        if isinstance(owner, Typer):
            return typers.method(self, owner, name, given)
        if isinstance(owner, str | list | dict):
            return builtins.method(owner, name, given)
        if isinstance(owner, Method) and isinstance(owner.owner, BUILDERS):
            owner.owner.level.spoil(f"its {owner.name} are changed")
        if name in _ADDING:
            self.lost = self.lost or f"{name} of what cannot be followed"
        return self.escape(given, name)

    def lose(self, decorator: ast.expr) -> None:
        """A decorator cannot be followed: perhaps it makes a subcommand."""
        node = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(node, ast.Attribute) and node.attr in {"command", "group"}:
            self.lost = self.lost or f"{node.attr} of what cannot be followed"

    def inline(self, function: Func, given: Given) -> object:
        built = any(holds_builder(each) for each in (*given.all(), function.owner))
        if not function.module.follows and not built:
            return UNKNOWN
        key = (id(function.node), id(function.scope), *(_key(each) for each in (*given.all(), function.owner)))
        if key in self._results:
            return self._results[key]
        if key in self._running or len(self._running) >= _DEEPEST:
            return self.escape(given, "a function that calls itself")
        self._running.append(key)
        self._kept += [function, given]
        try:
            result = self.body(function, given)
        finally:
            self._running.pop()
        if not isinstance(result, Value | list | dict):
            self._results[key] = result
        return result

    def construct(self, target: Class, given: Given) -> object:
        parser = next((base for base in target.bases if is_parser(base)), None)
        if parser is not None:
            made = argparse.make(self, given)
            plain = {"__init__", "error", "format_help", "format_usage", "print_help", "exit", "__doc__"}
            if isinstance(made, Parser) and set(target.scope.names) - plain:
                made.level.spoil(f"is a parser of its own, {target.name}")
            return made
        instance = Instance(target)
        start = in_class(target, "__init__")
        if isinstance(start, Func):
            self.inline(start.bound(instance), given)
        elif any(holds_builder(each) for each in given.all()):
            self.escape(given, target.name)
        return instance

    def escape(self, given: Given, name: str) -> object:
        """What is given away may be changed there."""
        for each in given.all():
            for level, opens in builders(each):
                if opens:
                    level.open = level.open or f"is given to {name}"
                else:
                    level.spoil(f"is given to {name}")
        return UNKNOWN

    def decorate(self, decorator: object, value: object) -> object:
        if isinstance(decorator, External) and decorator.name.startswith(builtins.PLAIN):
            return value
        result = self.call(decorator, Given([value]))
        if result is not UNKNOWN:
            return result
        if isinstance(value, Func):
            value.given.spoil("is decorated with what cannot be followed")
        return value


def holds_builder(value: object) -> bool:
    return any(True for _ in builders(value))


def builders(value: object, depth: int = 0) -> list[tuple[Level, bool]]:
    """The levels that `value` lets others change; True where only subcommands can be added."""
    if isinstance(value, BUILDERS):
        return [(value.level, isinstance(value, Subparsers))]
    if depth > 3:
        return []
    inner: list[object] = []
    if isinstance(value, list):
        inner = value[:50]
    elif isinstance(value, dict):
        inner = list(value.values())[:50]
    elif isinstance(value, Instance):
        inner = list(value.fields.values())[:50]
    return [each for one in inner for each in builders(one, depth + 1)]


def is_parser(base: object) -> bool:
    if isinstance(base, External):
        return base.name == "argparse.ArgumentParser"
    return isinstance(base, Class) and any(is_parser(each) for each in base.bases)


def binds(statement: ast.stmt, name: str) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return statement.name == name
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return any((each.asname or each.name.partition(".")[0]) == name for each in statement.names)
    return any(isinstance(node, ast.Name) and node.id == name for node in _targets(statement))


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign | ast.AugAssign) else []


def _key(value: object) -> object:
    if value is ARGV or value is UNKNOWN:
        return id(value)
    return value if isinstance(value, str | int | None) else id(value)
