"""A module's names, read from its syntax tree. Nothing is imported or run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from guard.facts.symbols.model import Class, Module
from guard.facts.trees import parsed

LARGEST = 1_500_000
_DYNAMIC = frozenset({"globals", "vars", "exec", "eval", "setattr", "locals"})
_OPENING_BASES = frozenset({"dict", "Mock", "MagicMock"})
# These change how the class works, and not which members it has.
_PLAIN_DECORATORS = frozenset(
    {"dataclass", "dataclasses.dataclass", "final", "runtime_checkable", "unique", "total_ordering"}
)
UNREAD = Module(open=True)


def parse(source: bytes | str) -> ast.Module | None:
    """The syntax tree of a module; None for what cannot be read."""
    return parsed(source, LARGEST)


_LEAVES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


def walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node, in no order; several times as fast as that of the standard library, which asks each node for its fields."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for value in node.__dict__.values():
            if value.__class__ is list:
                waiting += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST) and not isinstance(value, _LEAVES):
                waiting.append(value)


def read(source: bytes | str) -> Module:
    tree = parse(source)
    if tree is None:
        return UNREAD
    names: dict[str, int] = {}
    classes: dict[str, Class] = {}
    stars: list[str] = []
    for statement in _statements(tree.body):
        for name in _bound(statement):
            names.setdefault(name, statement.lineno)
        if isinstance(statement, ast.ClassDef):
            classes[statement.name] = _class(statement)
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            stars.append("." * statement.level + (statement.module or ""))
    for node in walk(tree):
        if isinstance(node, ast.Global):
            names.update({name: node.lineno for name in node.names if name not in names})
    return Module(names, classes, tuple(stars), open="__getattr__" in names or _is_dynamic(tree.body))


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the module does, those below `if`, `try`, `with` and loops included."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for field in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, field, ()))
        for handler in getattr(statement, "handlers", ()):
            yield from _statements(handler.body)
        for case in getattr(statement, "cases", ()):
            yield from _statements(case.body)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds, those inside its own body apart."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in statement.names)
    else:
        heads = [getattr(statement, field, None) for field in ("targets", "target", "items", "value", "test", "name")]
        for head in heads:
            for node in head if isinstance(head, list) else [head]:
                yield from _stored(node)


def _stored(node: object) -> Iterator[str]:
    if isinstance(node, ast.AST):
        yield from (one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))


def _is_dynamic(body: Iterable[ast.stmt]) -> bool:
    """Whether the module's own statements call what may bind names unseen."""
    for statement in _statements(body):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for node in walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _DYNAMIC:
                return True
            if isinstance(node, ast.Attribute) and node.attr == "modules":
                return True
    return False


def _class(node: ast.ClassDef) -> Class:
    members: dict[str, int] = {}
    for statement in _statements(node.body):
        for name in _bound(statement):
            members.setdefault(name, statement.lineno)
    for inner in walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store) and _is_self(inner.value):
            members.setdefault(inner.attr, inner.lineno)
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            # People speak of functions inside of methods as if they were members.
            members.setdefault(inner.name, inner.lineno)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value.isidentifier():
            # `__slots__`, fields given as strings: a name that stands in the class may well be one of its members.
            members.setdefault(inner.value, inner.lineno)
    bases = tuple(ast.unparse(base) for base in node.bases)
    computed = bool(node.keywords) or any(not isinstance(base, ast.Name | ast.Attribute) for base in node.bases)
    hidden = {"__getattr__", "__getattribute__"} & members.keys() or _OPENING_BASES & set(bases)
    decorators = {ast.unparse(one.func if isinstance(one, ast.Call) else one) for one in node.decorator_list}
    return Class(
        node.name, node.lineno, members, bases, open=bool(computed or hidden or decorators - _PLAIN_DECORATORS)
    )


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}
