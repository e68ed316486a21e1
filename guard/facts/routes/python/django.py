"""Routes of Django: `urlpatterns` with what they include, and the routers of its REST framework."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from guard.facts.routes.model import ANY, NOTHING, UNKNOWN, Text
from guard.facts.routes.python.found import Handled
from guard.facts.routes.python.modules import Module, Scope, dotted
from guard.facts.routes.python.regexes import as_path
from guard.facts.routes.python.routers import Mount, Router, Routers
from guard.facts.routes.python.values import find, keyword, text

_PATTERNS = "urlpatterns"
_ENTRIES = frozenset({"path", "re_path", "url"})
_DEEPEST = 12


def handled(module: Module, routers: Routers) -> Iterator[Handled]:
    for node, scope in module.nodes:
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and scope is module.top:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(dotted(target) == _PATTERNS for target in targets) and node.value is not None:
                reader = _Reader(scope, routers)
                yield from reader.patterns(node.value, routers.urls(module.path), NOTHING)
        elif isinstance(node, ast.Call):
            yield from _registered(node, scope, routers)


def root_of(module: Module, routers: Routers) -> None:
    """What the settings name as ROOT_URLCONF is mounted on nothing."""
    root = module.top.names.get("ROOT_URLCONF")
    name = text(root, module.top, routers.modules) if isinstance(root, ast.expr) else UNKNOWN
    urls = routers.modules.named(name.text, module.path) if name.known and name.text else None
    if urls is not None:
        routers.urls(urls.path).kind = "app"


def _registered(node: ast.Call, scope: Scope, routers: Routers) -> Iterator[Handled]:
    """`router.register("users", UserViewSet)`: a list, its entries, and what the set adds below them."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr != "register" or len(node.args) < 2:
        return
    router = routers.of(node.func.value, scope)
    if router is None:
        return
    path = as_path(text(node.args[0], scope, routers.modules))
    yield Handled(router, (ANY,), path, scope.module.path, node.lineno, open=True)


class _Reader:
    """Reads the patterns of one module."""

    def __init__(self, scope: Scope, routers: Routers) -> None:
        self._scope = scope
        self._routers = routers
        self._modules = routers.modules

    def patterns(self, node: ast.expr, router: Router, above: Text, depth: int = _DEEPEST) -> Iterator[Handled]:
        if isinstance(node, ast.List | ast.Tuple) and depth:
            for item in node.elts:
                yield from self._entry(item, router, above, depth)
            return
        if isinstance(node, ast.BinOp) and depth:
            for side in (node.left, node.right):
                yield from self.patterns(side, router, above, depth - 1)
            return
        name = dotted(node)
        if name and name.endswith(".urls"):
            yield from self._included(node, router, above, depth)
            return
        found = find(name, self._scope, self._modules) if name else None
        if found is not None and isinstance(found.node, ast.List) and depth:
            yield from self.patterns(found.node, router, above, depth - 1)
        elif not (isinstance(node, ast.Call) and (dotted(node.func) or "").rpartition(".")[2] in {"static"}):
            yield self._anything(node, router, above)

    def _entry(self, node: ast.expr, router: Router, above: Text, depth: int) -> Iterator[Handled]:
        called = (dotted(node.func) or "").rpartition(".")[2] if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or called not in _ENTRIES:
            if not isinstance(node, ast.Constant):
                yield self._anything(node, router, above)
            return
        said = node.args[0] if node.args else keyword(node, "route", "regex")
        path = text(said, self._scope, self._modules)
        if isinstance(said, ast.Call) and said.args:  # a text that is translated
            path = UNKNOWN
        if called != "path":
            path = as_path(path)
        path = path.below(above)
        view = node.args[1] if len(node.args) > 1 else keyword(node, "view")
        if view is not None and (_is_include(view) or (dotted(view) or "").endswith(".urls")):
            yield from self._included(view, router, path, depth - 1)
        else:
            yield Handled(router, (ANY,), path, self._scope.module.path, node.lineno)

    def _included(self, view: ast.expr, router: Router, path: Text, depth: int) -> Iterator[Handled]:
        target = view.args[0] if isinstance(view, ast.Call) and view.args else view
        if isinstance(target, ast.Tuple) and target.elts:
            target = target.elts[0]
        name = dotted(target)
        found = find(name, self._scope, self._modules) if name else None
        listed = found.node if found is not None else target
        if isinstance(listed, ast.List) and depth:
            yield from self.patterns(listed, router, path, depth)
            return
        child = self._child(target)
        if child is None or child is router:
            yield self._anything(view, router, path)
        else:
            child.mounts.append(Mount(router, path))

    def _child(self, target: ast.expr) -> Router | None:
        """The module that is named, or the router whose `urls` they are."""
        if isinstance(target, ast.Attribute) and target.attr == "urls":
            return self._routers.of(target.value, self._scope)
        said = text(target, self._scope, self._modules)
        module = self._modules.named(said.text, self._scope.module.path) if said.known and said.text else None
        return self._routers.urls(module.path) if module is not None else None

    def _anything(self, node: ast.expr, router: Router, path: Text) -> Handled:
        """What is not read can be anything below the path."""
        return Handled(router, (ANY,), path, self._scope.module.path, node.lineno, open=True)


def _is_include(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and (dotted(node.func) or "").rpartition(".")[2] == "include"
