"""What the expressions of a program stand for while it is followed. Constants, lists and dicts stand for themselves."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from guard.facts.programs.model import Level


class Unknown:
    """What cannot be known. There is one."""

    def __repr__(self) -> str:
        return "UNKNOWN"


class Argv:
    """The words that the program was called with. There is one."""


UNKNOWN = Unknown()
UNBOUND = Unknown()
"""What a name stands for that nothing is bound to."""
ARGV = Argv()


class Value:
    """`fields` are the attributes that the program has set."""

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}


class External(Value):
    """Something that is not of the repository: `click.option`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Scope:
    def __init__(self, above: Scope | None = None) -> None:
        self.names: dict[str, object] = {}
        self.above = above
        self.outer: set[str] = set()
        """Names that the function calls global or nonlocal."""
        self.returned: list[object] = []

    def find(self, name: str) -> object:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.above
        return UNBOUND

    def put(self, name: str, value: object) -> None:
        scope = self
        while name in scope.outer and scope.above is not None:
            scope = scope.above
        scope.names[name] = value


class Module(Value):
    """`follows`: it speaks of the libraries that read command lines, so that its functions are followed."""

    def __init__(self, path: str, tree: ast.Module, *, follows: bool) -> None:
        super().__init__()
        self.path = path
        self.tree = tree
        self.follows = follows
        self.ran = False
        self.scope = Scope()


class Func(Value):
    """`given` is what decorators have added to its command line; `owner` is what a method is bound to."""

    def __init__(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, module: Module, scope: Scope) -> None:
        super().__init__()
        self.node = node
        self.module = module
        self.scope = scope
        self.given = Level()
        self.owner: object | None = None

    @property
    def name(self) -> str:
        return "" if isinstance(self.node, ast.Lambda) else self.node.name

    def bound(self, owner: object) -> Func:
        method = Func(self.node, self.module, self.scope)
        method.given, method.owner = self.given, owner
        return method


class Class(Value):
    def __init__(self, name: str, bases: Sequence[object], scope: Scope) -> None:
        super().__init__()
        self.name = name
        self.bases = bases
        self.scope = scope


class Instance(Value):
    def __init__(self, of: Class) -> None:
        super().__init__()
        self.of = of


class Method:
    """Something of a value that is only known by name: `parser.add_argument`."""

    def __init__(self, owner: object, name: str) -> None:
        self.owner = owner
        self.name = name


class Decorator:
    """`apply` is given what is decorated and returns what stands for it afterwards."""

    def __init__(self, apply: Callable[[object], object]) -> None:
        self.apply = apply


class Parser(Value):
    """A parser of argparse, or a group of one."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self.level = level


class Subparsers(Parser):
    """What `add_subparsers` returns; the level is that of its parser."""


class Command(Value):
    """A command or group of click."""

    def __init__(self, level: Level, name: str, *, group: bool) -> None:
        super().__init__()
        self.level = level
        self.name = name
        self.group = group


class Typer(Value):
    def __init__(self, level: Level, name: str) -> None:
        super().__init__()
        self.level = level
        self.name = name


class Annotation:
    """`Annotated[kind, ...]`; `kind` is the node of the plain annotation."""

    def __init__(self, kind: ast.expr, notes: Sequence[object]) -> None:
        self.kind = kind
        self.notes = notes


class Setting:
    """`typer.Option(...)` and `typer.Argument(...)`."""

    def __init__(self, kind: str, given: Given) -> None:
        self.kind = kind
        self.given = given


class Given:
    """The arguments of a call. `starred` and `doubled`: there are `*` and `**` that could not be followed."""

    def __init__(
        self,
        positional: Sequence[object] = (),
        named: Mapping[str, object] | None = None,
        *,
        starred: bool = False,
        doubled: bool = False,
    ) -> None:
        self.positional = list(positional)
        self.named = dict(named or {})
        self.starred = starred
        self.doubled = doubled

    def get(self, name: str, at: int = -1, default: Any = None) -> Any:
        if name in self.named:
            return self.named[name]
        if 0 <= at < len(self.positional):
            return self.positional[at]
        return UNKNOWN if self.doubled else default

    def all(self) -> list[object]:
        return [*self.positional, *self.named.values()]


BUILDERS = (Parser, Command, Typer)
