"""Routes that decorators make: `@app.get("/x")`, `@bp.route("/x", methods=["POST"])`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from guard.facts.routes.model import ANY, NOTHING, WEBSOCKET, Text
from guard.facts.routes.python.found import Handled
from guard.facts.routes.python.methods import VERBS, of_class, said
from guard.facts.routes.python.modules import Modules, Scope
from guard.facts.routes.python.routers import Routers
from guard.facts.routes.python.values import keyword, text

_GENERAL = frozenset({"route", "api_route", "view", "websocket", "websocket_route", "ws", "api_operation"})
_BARE = ("litestar", "bottle", "starlite", "blacksheep")
Decorated = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def decorated(node: Decorated, scope: Scope, routers: Routers) -> Iterator[Handled]:
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Call):
            continue
        if isinstance(decorator.func, ast.Attribute):
            yield from _of_router(node, decorator, decorator.func, scope, routers)
        elif isinstance(decorator.func, ast.Name) and _is_bare(decorator.func.id, scope):
            yield from _bare(node, decorator, decorator.func.id, scope, routers)


def _of_router(
    node: Decorated, call: ast.Call, func: ast.Attribute, scope: Scope, routers: Routers
) -> Iterator[Handled]:
    name = func.attr
    if name not in VERBS and name not in _GENERAL:
        return
    router = routers.of(func.value, scope)
    for path in _paths(call, scope, routers.modules):
        if router is None and path.known and not path.text.startswith("/"):
            continue
        methods = _methods(node, call, name, scope, routers.modules)
        yield Handled(router or routers.stranger, methods, path, scope.module.path, node.lineno)


def _paths(call: ast.Call, scope: Scope, modules: Modules) -> Iterator[Text]:
    """The paths of a decorator: the first argument, for namespaces the others as well."""
    if not call.args:
        said_path = keyword(call, "path", "rule", "uri", "url")
        if said_path is not None or not call.keywords:
            yield text(said_path, scope, modules)
        return
    yield text(call.args[0], scope, modules)
    for other in call.args[1:]:
        if isinstance(other, ast.Constant) and isinstance(other.value, str) and other.value.startswith("/"):
            yield Text(other.value, True)


def _methods(node: Decorated, call: ast.Call, name: str, scope: Scope, modules: Modules) -> tuple[str, ...]:
    if name in VERBS:
        return (name.upper(),)
    if name in {"websocket", "websocket_route", "ws"}:
        return (WEBSOCKET,)
    if (words := said(call, scope, modules)) is not None:
        return words
    if isinstance(node, ast.ClassDef):
        return of_class(node, scope, modules)
    return ("GET",) if name in {"route", "api_route"} else (ANY,)


def _is_bare(name: str, scope: Scope) -> bool:
    found = scope.module.top.imports.get(name)
    return (name in VERBS or name == "route") and found is not None and found.module.startswith(_BARE)


def _bare(node: Decorated, call: ast.Call, name: str, scope: Scope, routers: Routers) -> Iterator[Handled]:
    """Handlers of Litestar and Bottle, whose application is named elsewhere or nowhere."""
    above: Text = NOTHING
    if isinstance(scope.node, ast.ClassDef) and isinstance(own := scope.names.get("path"), ast.expr):
        above = text(own, scope, routers.modules)
    methods = (name.upper(),) if name in VERBS else said(call, scope, routers.modules) or ("GET",)
    for path in _paths(call, scope, routers.modules):
        yield Handled(routers.stranger, methods, path.below(above), scope.module.path, node.lineno)
