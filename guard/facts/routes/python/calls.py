"""Routes and mounts that calls make: `include_router`, `add_url_rule`, `Mount("/x", routes=[...])`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from guard.facts.routes.model import ANY, NOTHING, UNKNOWN, WEBSOCKET, Text
from guard.facts.routes.python.found import Handled
from guard.facts.routes.python.methods import VERBS, said
from guard.facts.routes.python.modules import Modules, Scope, dotted
from guard.facts.routes.python.routers import Mount, Router, Routers
from guard.facts.routes.python.values import Found, find, keyword, text

# Where a mount's prefix replaces the router's own.
_REPLACING = frozenset({"register_blueprint", "blueprint", "add_namespace"})
_CHILD_FIRST = frozenset({"include_router", "register_blueprint", "blueprint", "add_namespace", "add_routes"})
_PREFIX_FIRST = frozenset({"mount", "add_router", "add_subapp"})
_ADDING = frozenset({"add_api_route", "add_url_rule", "add_route", "add_websocket_route", "add_view", "add_resource"})
_ADDING_VERBS = {f"add_{verb}": verb.upper() for verb in VERBS}
_LISTED = frozenset({"Route", "WebSocketRoute", "APIRoute"})


def called(node: ast.Call, scope: Scope, routers: Routers) -> Iterator[Handled]:
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in _CHILD_FIRST or name in _PREFIX_FIRST:
            yield from _mount(node, node.func, scope, routers)
        elif name in _ADDING or name in _ADDING_VERBS:
            yield from _add(node, node.func, scope, routers)
    listed = keyword(node, "routes")
    if listed is not None:
        owner = routers.of(node, scope)
        if owner is not None:
            yield from _list(listed, scope, owner, NOTHING, routers)


def _mount(node: ast.Call, func: ast.Attribute, scope: Scope, routers: Routers) -> Iterator[Handled]:
    child, said_prefix = _child_and_prefix(node, func.attr)
    if child is None:
        return
    parent = routers.of(func.value, scope) or routers.stranger
    prefix = text(said_prefix, scope, routers.modules)
    own = func.attr not in _REPLACING or said_prefix is None
    if isinstance(child, ast.List | ast.Tuple) and func.attr == "add_routes":
        yield from _list(child, scope, parent, NOTHING, routers)
        return
    for one, where in _children(child, scope, routers.modules):
        router = routers.of(one, where)
        if router is not None and router is not parent:
            router.mounts.append(Mount(parent, prefix, own))


def _child_and_prefix(node: ast.Call, name: str) -> tuple[ast.expr | None, ast.expr | None]:
    said_prefix = keyword(node, "prefix", "url_prefix", "path")
    child = keyword(node, "router", "blueprint", "app", "ns")
    if name in _CHILD_FIRST:
        return (node.args[0] if node.args else child), said_prefix or (node.args[1] if len(node.args) > 1 else None)
    if len(node.args) > 1:
        return node.args[1], node.args[0]
    return child, said_prefix or (node.args[0] if node.args else None)


def _children(node: ast.expr, scope: Scope, modules: Modules) -> Iterator[tuple[ast.expr, Scope]]:
    """The routers that are meant: one, or those of a list that a loop goes through."""
    here: Scope | None = scope
    head, dot, rest = (dotted(node) or "").partition(".")
    while here is not None and head not in here.loops:
        here = here.parent
    if here is None:
        yield node, scope
        return
    for one, where in _items(here.loops[head], here, modules):
        yield (ast.Attribute(one, rest) if dot and "." not in rest else one), where


def _items(node: ast.expr, scope: Scope, modules: Modules) -> list[tuple[ast.expr, Scope]]:
    name = dotted(node)
    found = find(name, scope, modules) if name else Found(node, scope)
    if found is None or not isinstance(found.node, ast.List | ast.Tuple | ast.Set):
        return []
    return [(item, found.scope) for item in found.node.elts]


def _add(node: ast.Call, func: ast.Attribute, scope: Scope, routers: Routers) -> Iterator[Handled]:
    router = routers.of(func.value, scope)
    texts = [text(one, scope, routers.modules) for one in node.args]
    paths = [one for one in texts if one.known and one.text.startswith("/")]
    if not paths and (named := keyword(node, "path", "rule", "uri", "url")) is not None:
        paths = [text(named, scope, routers.modules)]
    if not paths and router is not None and func.attr != "add_view":
        paths = [UNKNOWN]
    methods: tuple[str, ...] = (ANY,)
    if func.attr in _ADDING_VERBS:
        methods = (_ADDING_VERBS[func.attr],)
    elif func.attr == "add_websocket_route":
        methods = (WEBSOCKET,)
    elif texts and texts[0].known and texts[0].text.isupper() and texts[0].text.lower() in VERBS:
        methods = (texts[0].text,)
    else:
        methods = said(node, scope, routers.modules) or ((ANY,) if func.attr != "add_api_route" else ("GET",))
    for path in paths if func.attr == "add_resource" else paths[:1]:
        yield Handled(router or routers.stranger, methods, path, scope.module.path, node.lineno)


def _list(node: ast.expr, scope: Scope, router: Router, above: Text, routers: Routers) -> Iterator[Handled]:
    """`[Route("/x", f), Mount("/y", routes=[...]), web.get("/z", g)]`."""
    for item, where in _items(node, scope, routers.modules):
        if not isinstance(item, ast.Call):
            continue
        name = (dotted(item.func) or "").rpartition(".")[2]
        path = text(item.args[0] if item.args else keyword(item, "path"), where, routers.modules).below(above)
        if name in _LISTED or name in VERBS:
            methods = (name.upper(),) if name in VERBS else _listed_methods(item, name, where, routers.modules)
            yield Handled(router, methods, path, where.module.path, item.lineno)
        elif name == "Mount":
            inner = keyword(item, "routes")
            if inner is not None:
                yield from _list(inner, where, router, path, routers)
                continue
            app = item.args[1] if len(item.args) > 1 else keyword(item, "app")
            child = routers.of(app, where) if app is not None else None
            if child is not None:
                child.mounts.append(Mount(router, path))
            else:
                yield Handled(router, (ANY,), path, where.module.path, item.lineno, open=True)


def _listed_methods(item: ast.Call, name: str, scope: Scope, modules: Modules) -> tuple[str, ...]:
    if name == "WebSocketRoute":
        return (WEBSOCKET,)
    return said(item, scope, modules) or (ANY,)
