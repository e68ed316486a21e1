"""What the statements of a program do, as far as that tells what its command line takes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from guard.facts.programs.python.expressions import MOST_ELEMENTS, Expressions
from guard.facts.programs.python.joining import either, rounds
from guard.facts.programs.python.values import UNBOUND, UNKNOWN, Class, External, Func, Given, Module, Scope


class Statements(Expressions):
    def imported(self, name: str, level: int) -> Module | None:
        raise NotImplementedError

    def within(self, module: Module, body: list[ast.stmt], scope: Scope) -> None:
        raise NotImplementedError

    def decorate(self, decorator: object, value: object) -> object:
        raise NotImplementedError

    def lose(self, decorator: ast.expr) -> None:
        raise NotImplementedError

    def run(self, body: list[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self.step()
            follow = _FOLLOWED.get(type(statement))
            if follow is not None:
                follow(self, statement, scope)

    def body(self, function: Func, given: Given) -> object:
        """Runs a function and tells what it returns."""
        node = function.node
        scope = Scope(function.scope)
        self.parameters(function, given, scope)
        if isinstance(node, ast.Lambda):
            outer, self.module = self.module, function.module
            try:
                return self.value(node.body, scope)
            finally:
                self.module = outer
        self.within(function.module, node.body, scope)
        found: object = None
        for number, each in enumerate(scope.returned):
            found = either(found, each) if number else each
        return found

    def parameters(self, function: Func, given: Given, scope: Scope) -> None:
        arguments = function.node.args
        names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
        positional = ([function.owner] if function.owner is not None else []) + given.positional
        defaults = [None] * (len(names) - len(arguments.defaults)) + list(arguments.defaults)
        for number, name in enumerate(names):
            if number < len(positional):
                scope.names[name] = positional[number]
            else:
                self._parameter(name, defaults[number], given, scope)
        for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            self._parameter(each.arg, default, given, scope)
        if arguments.vararg:
            scope.names[arguments.vararg.arg] = UNKNOWN if given.starred else positional[len(names) :]
        if arguments.kwarg:
            rest = {name: value for name, value in given.named.items() if name not in names}
            scope.names[arguments.kwarg.arg] = UNKNOWN if given.doubled else rest

    def _parameter(self, name: str, default: ast.expr | None, given: Given, scope: Scope) -> None:
        if name in given.named:
            scope.names[name] = given.named[name]
        elif default is None or given.starred or given.doubled:
            scope.names[name] = UNKNOWN
        else:
            scope.names[name] = self.value(default, scope.above or scope)

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        value: object = Func(node, self.module, scope)
        for decorator in reversed(node.decorator_list):
            found = self.value(decorator, scope)
            if found is UNKNOWN:
                self.lose(decorator)
            value = self.decorate(found, value)
        scope.put(node.name, value)

    def class_(self, node: ast.ClassDef, scope: Scope) -> None:
        inner = Scope(scope)
        bases = [self.value(base, scope) for base in node.bases]
        self.run(node.body, inner)
        scope.put(node.name, Class(node.name, bases, inner))

    def assign(self, node: ast.Assign, scope: Scope) -> None:
        value = self.value(node.value, scope)
        for target in node.targets:
            self.bind(target, value, scope)

    def annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value is not None:
            self.bind(node.target, self.value(node.value, scope), scope)

    def grown(self, node: ast.AugAssign, scope: Scope) -> None:
        more = self.value(node.value, scope)
        old = self.value(node.target, scope) if isinstance(node.target, ast.Name | ast.Attribute) else UNKNOWN
        if isinstance(old, list) and isinstance(more, list) and len(old) + len(more) < MOST_ELEMENTS:
            old += more
        elif isinstance(old, str) and isinstance(more, str) and len(old) + len(more) < MOST_ELEMENTS:
            self.bind(node.target, old + more, scope)
        else:
            self.bind(node.target, UNKNOWN, scope)

    def expression(self, node: ast.Expr, scope: Scope) -> None:
        self.value(node.value, scope)

    def raised(self, node: ast.Raise, scope: Scope) -> None:
        self.value(node.exc, scope)  # raise SystemExit(main())

    def returned(self, node: ast.Return, scope: Scope) -> None:
        scope.returned.append(self.value(node.value, scope))

    def branch(self, node: ast.If, scope: Scope) -> None:
        if _is_main_guard(node.test):
            self.run(node.body if scope.find("__name__") == "__main__" else node.orelse, scope)
            return
        test = self.value(node.test, scope)
        if isinstance(test, External) and test.name.endswith("TYPE_CHECKING"):
            return
        self.ways([node.body, node.orelse], scope)

    def tried(self, node: ast.Try, scope: Scope) -> None:
        self.ways([node.body + node.orelse, *(handler.body for handler in node.handlers)], scope)
        self.run(node.finalbody, scope)

    def matched(self, node: ast.Match, scope: Scope) -> None:
        self.value(node.subject, scope)
        self.ways([[], *(case.body for case in node.cases)], scope)

    def ways(self, bodies: list[list[ast.stmt]], scope: Scope) -> None:
        """Runs one body after the other from the same beginning; a name stands for what the ways agree on."""
        self.step(1 + len(scope.names) // 20)
        before = dict(scope.names)
        ends: list[dict[str, object]] = []
        for body in bodies:
            scope.names = dict(before)
            self.run(body, scope)
            ends.append(scope.names)
        scope.names = dict(before)
        for name in dict.fromkeys(name for end in ends for name in end):
            found = [end[name] for end in ends if end.get(name, UNBOUND) is not before.get(name, UNBOUND)]
            value = found[0] if found else before[name]
            for each in found[1:]:
                value = either(value, each)
            if found and len(found) < len(ends) and name in before:
                value = either(value, before[name])
            scope.names[name] = value

    def loop(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        for each in rounds(self.value(node.iter, scope)):
            self.bind(node.target, each, scope)
            self.run(node.body, scope)
        self.run(node.orelse, scope)

    def while_(self, node: ast.While, scope: Scope) -> None:
        self.value(node.test, scope)
        self.run(node.body, scope)
        self.run(node.orelse, scope)

    def with_(self, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
        for item in node.items:
            self.value(item.context_expr, scope)
            if item.optional_vars is not None:
                self.bind(item.optional_vars, UNKNOWN, scope)
        self.run(node.body, scope)

    def import_(self, node: ast.Import, scope: Scope) -> None:
        for each in node.names:
            module = self.imported(each.name, 0)
            top = each.name.partition(".")[0]
            if each.asname:
                scope.put(each.asname, module or External(each.name))
            else:
                scope.put(top, self.imported(top, 0) or External(top))

    def import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        name = node.module or ""
        module = self.imported(name, node.level)
        for each in node.names:
            if each.name == "*":
                names = dict(module.scope.names) if module else {}
                scope.names |= {one: value for one, value in names.items() if not one.startswith("_")}
            elif module is not None:
                scope.put(each.asname or each.name, self.attribute_of(module, each.name))
            else:
                inner = self.imported(f"{name}.{each.name}".lstrip("."), node.level)
                scope.put(each.asname or each.name, inner or External(f"{name}.{each.name}"))

    def outer(self, node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
        scope.outer.update(node.names)


def _is_main_guard(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
        and isinstance(test.ops[0], ast.Eq)
    )


_FOLLOWED: dict[type[ast.stmt], Callable[[Statements, Any, Scope], None]] = {
    ast.FunctionDef: Statements.define,
    ast.AsyncFunctionDef: Statements.define,
    ast.ClassDef: Statements.class_,
    ast.Assign: Statements.assign,
    ast.AnnAssign: Statements.annotated,
    ast.AugAssign: Statements.grown,
    ast.Expr: Statements.expression,
    ast.Return: Statements.returned,
    ast.Raise: Statements.raised,
    ast.If: Statements.branch,
    ast.Try: Statements.tried,
    ast.TryStar: Statements.tried,
    ast.Match: Statements.matched,
    ast.For: Statements.loop,
    ast.AsyncFor: Statements.loop,
    ast.While: Statements.while_,
    ast.With: Statements.with_,
    ast.AsyncWith: Statements.with_,
    ast.Import: Statements.import_,
    ast.ImportFrom: Statements.import_from,
    ast.Global: Statements.outer,
    ast.Nonlocal: Statements.outer,
}
