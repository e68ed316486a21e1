"""Which methods a program says that a route takes."""

from __future__ import annotations

import ast

from guard.facts.routes.model import ANY, METHODS
from guard.facts.routes.python.modules import Modules, Scope, dotted
from guard.facts.routes.python.values import Definition, find, keyword

VERBS = frozenset(method.lower() for method in METHODS)
# Classes that handlers are made from and that bring no method along.
_BARE = frozenset(
    "RequestHandler WebSocketHandler Resource MethodView View HTTPMethodView HTTPEndpoint object ABC".split()
)
_DEEPEST = 6


def said(node: ast.Call, scope: Scope, modules: Modules) -> tuple[str, ...] | None:
    """The `methods` of a call; None where it says nothing of them."""
    value = keyword(node, "methods", "method", "http_method")
    if value is None or (isinstance(value, ast.Constant) and value.value is None):
        return None
    name = dotted(value)
    found = find(name, scope, modules) if name else None
    if found is not None and isinstance(found.node, ast.expr):
        value = found.node
    items = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else [value]
    words = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return tuple(word.upper() for word in words) if words and len(words) == len(items) else (ANY,)


def of_class(node: Definition, scope: Scope, modules: Modules) -> tuple[str, ...]:
    """The methods that a class of handlers defines; ANY where it may have others from elsewhere."""
    found = _of_class(node, scope, modules, _DEEPEST)
    return tuple(sorted(found)) if found else (ANY,)


def of_named_class(name: str, scope: Scope, modules: Modules) -> tuple[str, ...]:
    found = find(name, scope, modules)
    return of_class(found.node, found.scope, modules) if found else (ANY,)


def _of_class(node: Definition, scope: Scope, modules: Modules, depth: int) -> set[str] | None:
    if not isinstance(node, ast.ClassDef) or depth == 0:
        return None
    inner = scope.module.scopes[id(node)]
    methods = {name.upper() for name in inner.names if name in VERBS}
    for base in node.bases:
        name = dotted(base)
        if name is None:
            return None
        if name.rpartition(".")[2] in _BARE:
            continue
        found = find(name, scope, modules)
        more = _of_class(found.node, found.scope, modules, depth - 1) if found else None
        if more is None:
            return None
        methods |= more
    return methods
