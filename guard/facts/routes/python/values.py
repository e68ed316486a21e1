"""What names and texts of Python programs stand for, as far as it can be told without running anything."""

from __future__ import annotations

import ast
from typing import NamedTuple

from guard.facts.routes.model import NOTHING, UNKNOWN, Text
from guard.facts.routes.python.modules import Import, Module, Modules, Scope, dotted

_DEEPEST = 12
Definition = ast.expr | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Found(NamedTuple):
    """A definition and the scope that it stands in."""

    node: Definition
    scope: Scope


def find(name: str, scope: Scope, modules: Modules, depth: int = _DEEPEST) -> Found | None:
    """What the dotted `name` stands for in `scope`: an expression, a class or a function."""
    if depth == 0:
        return None
    head, _, rest = name.partition(".")
    here: Scope | None = scope
    own = head in {"self", "cls"}
    while here is not None:
        if name in here.names:
            return _followed(here.names[name], here, modules, depth)
        if own and isinstance(here.node, ast.ClassDef) and rest in here.names:
            return _followed(here.names[rest], here, modules, depth)
        if head in here.imports:
            return _imported(here.imports[head], rest, here.module, modules, depth)
        if rest and head in here.names and not own:
            return _attribute(here.names[head], rest, here, modules, depth)
        here = here.parent
    return None


def _followed(node: Definition | None, scope: Scope, modules: Modules, depth: int) -> Found | None:
    """A name that stands for another name is that other's definition."""
    if node is None:
        return None
    other = dotted(node) if isinstance(node, ast.Name | ast.Attribute) else None
    if other is not None:
        return find(other, scope, modules, depth - 1)
    return Found(node, scope)


def _imported(one: Import, rest: str, by: Module, modules: Modules, depth: int) -> Found | None:
    names = [part for part in (one.name, *rest.split(".")) if part]
    module = modules.named(one.module, by.path) if one.module else None
    # `import a.b` and `from a import b` lead to the module `a.b` as well as to a name of `a`.
    path = one.module
    while names:
        if module is not None and (names[0] in module.top.names or names[0] in module.top.imports):
            if module is by and module.top.imports.get(names[0]) == one:
                module = None
            else:
                return find(".".join(names), module.top, modules, depth - 1)
        path = f"{path}/{names.pop(0)}" if path.startswith("/") else f"{path}.{names.pop(0)}"
        module = modules.named(path, by.path)
        if module is None:
            return None
    return None


def module_of(name: str, scope: Scope, modules: Modules) -> Module | None:
    """The module that the name stands for."""
    here: Scope | None = scope
    head, _, rest = name.partition(".")
    while here is not None:
        if head in here.imports:
            one = here.imports[head]
            separator = "/" if one.module.startswith("/") else "."
            return modules.named(
                separator.join(part for part in (one.module, one.name, *rest.split(".")) if part), here.module.path
            )
        here = here.parent
    return None


def _attribute(node: Definition | None, rest: str, scope: Scope, modules: Modules, depth: int) -> Found | None:
    """A class's own default, of the class or of an instance that is made without arguments."""
    if isinstance(node, ast.Call) and not node.args:
        name = dotted(node.func)
        made = find(name, scope, modules, depth - 1) if name else None
        if made is None or not isinstance(made.node, ast.ClassDef):
            return None
        node, scope = made.node, made.scope
    elif isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node)):
        return find(f"{name}.{rest}", scope, modules, depth - 1)
    if not isinstance(node, ast.ClassDef):
        return None
    inner = scope.module.scopes.get(id(node))
    return find(rest, inner, modules, depth - 1) if inner is not None and rest in inner.names else None


def text(node: ast.expr | None, scope: Scope, modules: Modules, depth: int = _DEEPEST) -> Text:
    """The text that an expression makes. No expression, and None, make none."""
    if node is None or depth == 0:
        return NOTHING if node is None else UNKNOWN
    if isinstance(node, ast.Constant):
        if node.value is None:
            return NOTHING
        return Text(node.value, True) if isinstance(node.value, str) else UNKNOWN
    if isinstance(node, ast.JoinedStr):
        made = NOTHING
        for part in node.values:
            made = made.then(text(part, scope, modules, depth - 1))
        return made
    if isinstance(node, ast.FormattedValue):
        return text(node.value, scope, modules, depth - 1) if node.format_spec is None else UNKNOWN
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = (text(side, scope, modules, depth - 1) for side in (node.left, node.right))
        return left.then(right)
    if isinstance(node, ast.Call):
        return _call(node, scope, modules, depth)
    name = dotted(node)
    found = find(name, scope, modules) if name else None
    if found is None or not isinstance(found.node, ast.expr) or found.node is node:
        return UNKNOWN
    return text(found.node, found.scope, modules, depth - 1)


def _call(node: ast.Call, scope: Scope, modules: Modules, depth: int) -> Text:
    """`Field("/x")`, `str(X)`; `X.rstrip("/")`."""
    name = dotted(node.func) or ""
    if name in {"str", "Field", "pydantic.Field"}:
        value = node.args[0] if node.args else keyword(node, "default")
        return text(value, scope, modules, depth - 1) if value is not None else UNKNOWN
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"rstrip", "strip", "lstrip"}:
        made = text(node.func.value, scope, modules, depth - 1)
        stripped = text(node.args[0], scope, modules, depth - 1) if node.args else UNKNOWN
        if stripped == Text("/", True):
            return Text(getattr(made.text, node.func.attr)("/"), made.known)
    return UNKNOWN


def keyword(node: ast.Call, *names: str) -> ast.expr | None:
    return next((one.value for one in node.keywords if one.arg in names), None)
