"""What the expressions of a program come to, as far as that tells what its command line takes."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator
from typing import Any

from guard.facts.programs.python.joining import either, in_class, rounds
from guard.facts.programs.python.values import (
    ARGV,
    UNBOUND,
    UNKNOWN,
    Annotation,
    Class,
    External,
    Func,
    Given,
    Instance,
    Method,
    Module,
    Scope,
    Value,
)

_MOST = 200_000
"""Nodes that are looked at for one program."""
MOST_ELEMENTS = 10_000
"""How long lists and strings may grow."""


class TooLarge(Exception):  # noqa: N818 - told as a fault of the program
    """The program is larger than what is followed."""


class Expressions:
    """Follows expressions. What statements and calls do is the business of the class built on it."""

    def __init__(self) -> None:
        self.module: Module
        self.steps = 0
        self.seen: set[ast.Call] = set()
        """The calls that were followed."""

    def call(self, target: object, given: Given) -> object:
        raise NotImplementedError

    def attribute_of(self, module: Module, name: str) -> object:
        raise NotImplementedError

    def step(self, number: int = 1) -> None:
        self.steps += number
        if self.steps > _MOST:
            raise TooLarge

    def value(self, node: ast.expr | None, scope: Scope) -> object:
        self.step()
        if node is None:
            return None
        if isinstance(node, ast.Constant):
            return node.value
        follow = _FOLLOWED.get(type(node))
        if follow is not None:
            return follow(self, node, scope)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child, scope)
        return UNKNOWN

    def name(self, node: ast.Name, scope: Scope) -> object:
        found = scope.find(node.id)
        if found is UNBOUND:
            return External(f"builtins.{node.id}") if hasattr(builtins, node.id) else UNKNOWN
        return found

    def attribute(self, node: ast.Attribute, scope: Scope) -> object:
        return self.field(self.value(node.value, scope), node.attr)

    def field(self, owner: object, name: str) -> object:
        if isinstance(owner, Value) and name in owner.fields:
            return owner.fields[name]
        if isinstance(owner, External):
            return ARGV if owner.name == "sys" and name == "argv" else External(f"{owner.name}.{name}")
        if isinstance(owner, Module):
            return self.attribute_of(owner, name)
        if isinstance(owner, Instance | Class):
            found = in_class(owner.of if isinstance(owner, Instance) else owner, name)
            return found.bound(owner) if isinstance(found, Func) and isinstance(owner, Instance) else found
        return Method(owner, name)

    def calling(self, node: ast.Call, scope: Scope) -> object:
        target = self.value(node.func, scope)
        self.seen.add(node)
        return self.call(target, self.given(node, scope))

    def given(self, node: ast.Call, scope: Scope) -> Given:
        given = Given()
        for each in node.args:
            if isinstance(each, ast.Starred):
                several = self.value(each.value, scope)
                given.starred |= not isinstance(several, list)
                given.positional += several if isinstance(several, list) else []
            else:
                given.positional.append(self.value(each, scope))
        for keyword in node.keywords:
            value = self.value(keyword.value, scope)
            if keyword.arg is not None:
                given.named[keyword.arg] = value
            elif isinstance(value, dict) and all(isinstance(key, str) for key in value):
                given.named |= value
            else:
                given.doubled = True
        return given

    def several(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> object:
        found: list[object] = []
        known = True
        for each in node.elts:
            value = self.value(each.value if isinstance(each, ast.Starred) else each, scope)
            if not isinstance(each, ast.Starred):
                found.append(value)
            elif isinstance(value, list):
                found += value
            else:
                known = False
        return found if known and len(found) < MOST_ELEMENTS else UNKNOWN

    def table(self, node: ast.Dict, scope: Scope) -> object:
        found: dict[object, object] = {}
        known = True
        for key, each in zip(node.keys, node.values, strict=True):
            value = self.value(each, scope)
            name = self.value(key, scope) if key is not None else None
            if key is None and isinstance(value, dict):
                found |= value
            elif key is not None and isinstance(name, str | int):
                found[name] = value
            else:
                known = False
        return found if known else UNKNOWN

    def text(self, node: ast.JoinedStr, scope: Scope) -> object:
        parts: list[str] = []
        for each in node.values:
            plain = isinstance(each, ast.Constant) or (
                isinstance(each, ast.FormattedValue) and each.conversion < 0 and each.format_spec is None
            )
            value = self.value(each.value if isinstance(each, ast.FormattedValue) else each, scope)
            if not plain or not isinstance(value, str | int):
                return UNKNOWN
            parts.append(str(value))
        text = "".join(parts)
        return text if len(text) < MOST_ELEMENTS else UNKNOWN

    def joined(self, node: ast.BinOp, scope: Scope) -> object:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        if isinstance(node.op, ast.Add):
            if isinstance(left, str) and isinstance(right, str) and len(left) + len(right) < MOST_ELEMENTS:
                return left + right
            if isinstance(left, list) and isinstance(right, list) and len(left) + len(right) < MOST_ELEMENTS:
                return [*left, *right]
        return UNKNOWN

    def either(self, node: ast.BoolOp | ast.IfExp, scope: Scope) -> object:
        if isinstance(node, ast.IfExp):
            self.value(node.test, scope)
            return either(self.value(node.body, scope), self.value(node.orelse, scope))
        values = [self.value(each, scope) for each in node.values]
        found = values[0]
        for each in values[1:]:
            found = either(found, each)
        return found

    def part(self, node: ast.Subscript, scope: Scope) -> object:
        whole = self.value(node.value, scope)
        if isinstance(whole, External) and whole.name.endswith(".Annotated"):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return Annotation(parts[0], [self.value(each, scope) for each in parts[1:]])
        if whole is ARGV:
            tail = isinstance(node.slice, ast.Slice) and isinstance(node.slice.lower, ast.Constant)
            return ARGV if tail and node.slice.lower.value == 1 and node.slice.upper is None else UNKNOWN  # type: ignore[attr-defined]
        key = self.value(node.slice, scope) if not isinstance(node.slice, ast.Slice) else UNKNOWN
        if isinstance(whole, dict) and isinstance(key, str | int):
            return whole.get(key, UNKNOWN)
        if isinstance(whole, list) and isinstance(key, int) and -len(whole) <= key < len(whole):
            return whole[key]
        return UNKNOWN

    def listed(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope) -> object:
        inner = Scope(scope)
        found = [value for value in self._rounds(node, node.generators, inner) if value is not UNBOUND]
        plain = isinstance(node, ast.ListComp | ast.GeneratorExp) and len(node.generators) == 1
        known = plain and not node.generators[0].ifs and UNKNOWN not in found
        return found if known else UNKNOWN

    def _rounds(self, node: Any, generators: list[ast.comprehension], scope: Scope) -> Iterator[object]:
        if not generators:
            if isinstance(node, ast.DictComp):
                self.value(node.key, scope)
                yield self.value(node.value, scope)
            else:
                yield self.value(node.elt, scope)
            return
        first, *rest = generators
        for each in rounds(self.value(first.iter, scope)):
            self.bind(first.target, each, scope)
            for test in first.ifs:
                self.value(test, scope)
            yield from self._rounds(node, rest, scope)

    def function(self, node: ast.Lambda, scope: Scope) -> object:
        return Func(node, self.module, scope)

    def named(self, node: ast.NamedExpr, scope: Scope) -> object:
        value = self.value(node.value, scope)
        self.bind(node.target, value, scope)
        return value

    def inner(self, node: ast.Await | ast.Starred, scope: Scope) -> object:
        return self.value(node.value, scope)

    def bind(self, target: ast.expr, value: object, scope: Scope) -> None:
        if isinstance(target, ast.Name):
            scope.put(target.id, value)
        elif isinstance(target, ast.Attribute):
            owner = self.value(target.value, scope)
            if isinstance(owner, Value):
                owner.fields[target.attr] = value
        elif isinstance(target, ast.Subscript):
            whole = self.value(target.value, scope)
            key = self.value(target.slice, scope) if not isinstance(target.slice, ast.Slice) else UNKNOWN
            if isinstance(whole, dict) and isinstance(key, str | int):
                whole[key] = value
        elif isinstance(target, ast.Tuple | ast.List):
            parts = value if isinstance(value, list) and len(value) == len(target.elts) else None
            for number, each in enumerate(target.elts):
                inner = each.value if isinstance(each, ast.Starred) else each
                self.bind(inner, parts[number] if parts else UNKNOWN, scope)


_FOLLOWED: dict[type[ast.expr], Callable[[Expressions, Any, Scope], object]] = {
    ast.Name: Expressions.name,
    ast.Attribute: Expressions.attribute,
    ast.Call: Expressions.calling,
    ast.List: Expressions.several,
    ast.Tuple: Expressions.several,
    ast.Set: Expressions.several,
    ast.Dict: Expressions.table,
    ast.JoinedStr: Expressions.text,
    ast.BinOp: Expressions.joined,
    ast.BoolOp: Expressions.either,
    ast.IfExp: Expressions.either,
    ast.Subscript: Expressions.part,
    ast.ListComp: Expressions.listed,
    ast.SetComp: Expressions.listed,
    ast.DictComp: Expressions.listed,
    ast.GeneratorExp: Expressions.listed,
    ast.Lambda: Expressions.function,
    ast.NamedExpr: Expressions.named,
    ast.Await: Expressions.inner,
    ast.Starred: Expressions.inner,
}
