"""Defaults in Python: parameters, fields of classes, options of command lines, lookups that fall back on a value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from guard.facts.symbols.reading import walk

_FIELDS = frozenset({"Field", "field", "Option", "Argument", "attrib", "ib"})
_WRITES = frozenset({"setdefault", "pop", "setenv", "putenv"})
_OPTIONS = frozenset({"add_argument", "option", "add_option", "Option", "argument"})
UNKNOWN = None


class Found(NamedTuple):
    """`value` None: there is a default, and only a run would tell it."""

    name: str
    value: str | None
    line: int


def defaults(tree: ast.Module, asked: frozenset[str]) -> Iterator[Found]:
    for node in walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_parameters(node, asked)
        elif isinstance(node, ast.ClassDef):
            yield from _of_fields(node.body, asked)
        elif isinstance(node, ast.Call):
            yield from _of_call(node, asked)
    yield from _of_fields(tree.body, asked)


def _of_parameters(node: ast.FunctionDef | ast.AsyncFunctionDef, asked: frozenset[str]) -> Iterator[Found]:
    plain = [*node.args.posonlyargs, *node.args.args]
    with_default = plain[len(plain) - len(node.args.defaults) :]
    pairs = [
        *zip(with_default, node.args.defaults, strict=True),
        *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
    ]
    for parameter, default in pairs:
        if parameter.arg in asked and default is not None:
            yield Found(parameter.arg, _literal(default), default.lineno)


def _of_fields(body: list[ast.stmt], asked: frozenset[str]) -> Iterator[Found]:
    for statement in body:
        target: ast.expr | None = statement.target if isinstance(statement, ast.AnnAssign) else None
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if isinstance(target, ast.Name) and target.id in asked and value is not None:
            yield Found(target.id, _literal(value), statement.lineno)


def _of_call(node: ast.Call, asked: frozenset[str]) -> Iterator[Found]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name in _OPTIONS:
        default = next((word.value for word in node.keywords if word.arg == "default"), None)
        for text in texts:
            for spelling in text.split("/"):
                if spelling in asked and default is not None:
                    yield Found(spelling, _literal(default), node.lineno)
    else:
        yield from _of_lookup(node, name, asked)


def _of_lookup(node: ast.Call, name: str, asked: frozenset[str]) -> Iterator[Found]:
    """`getenv("NAME", "x")`, and whatever else is called with a name and then a value; nothing behind it: who knows."""
    for place, argument in enumerate(node.args):
        text = argument.value if isinstance(argument, ast.Constant) else None
        if not isinstance(text, str) or text not in asked:
            continue
        behind = node.args[place + 1] if len(node.args) > place + 1 else None
        fallback = next((word.value for word in node.keywords if word.arg == "default"), behind)
        if fallback is not None:
            yield Found(text, None if name in _WRITES else _literal(fallback), node.lineno)
        elif text.isupper():
            yield Found(text, UNKNOWN, node.lineno)
        return


def _literal(node: ast.expr) -> str | None:
    """A literal as it is written; that of `Field(4)`, `Field(default=4)`; None for all else, and for None itself."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in _FIELDS:
            return UNKNOWN
        given = next(
            (word.value for word in node.keywords if word.arg == "default"), node.args[0] if node.args else None
        )
        return _literal(given) if given is not None else UNKNOWN
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _literal(node.operand)
        return f"-{inner}" if inner else UNKNOWN
    if not isinstance(node, ast.Constant) or node.value is None or node.value is ...:
        return UNKNOWN
    if isinstance(node.value, str):
        return f'"{node.value}"'
    return str(node.value)
