"""Which applications and routers there are, and under which prefixes each is mounted."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from guard.facts.routes.model import NOTHING, UNKNOWN, Text
from guard.facts.routes.python.modules import Module, Modules, Scope, dotted
from guard.facts.routes.python.values import Found, find, keyword, text

_APPS = frozenset(
    """
    FastAPI Flask Quart APIFlask OpenAPI Sanic Starlette Litestar Application Bottle Robyn BlackSheep FlaskApp
    """.split()
)
_MOUNTED = frozenset("Blueprint APIBlueprint Namespace RouteTableDef NinjaAPI Api API".split())
_MOST = 24  # prefixes of one router
_DEEPEST = 12
_ARGUMENTS = 3  # calls that an argument is followed through

Kind = Literal["app", "router"]
Key = tuple[str, int, int]


class Mount(NamedTuple):
    """`own` is false where the prefix stands in the place of the router's own."""

    parent: Router
    prefix: Text
    own: bool = True


class Router:
    """An application or a router, known by the place of the call that makes it."""

    def __init__(self, kind: Kind, own: Text = NOTHING) -> None:
        self.kind = kind
        self.own = own
        self.mounts: list[Mount] = []
        self._asked = False

    def prefixes(self, depth: int = _DEEPEST) -> tuple[Text, ...]:
        """Where its routes begin. A router that nothing mounts has a head that is not known."""
        if not self.mounts:
            return (self.own,) if self.kind == "app" else (Text(self.own.text, False),)
        if depth == 0 or self._asked:  # mounted on itself, by whatever way
            return (UNKNOWN,)
        self._asked = True
        try:
            return self._below_parents(depth)
        finally:
            self._asked = False

    def _below_parents(self, depth: int) -> tuple[Text, ...]:
        found: dict[Text, None] = {}
        for mount in self.mounts:
            below = self.own.below(mount.prefix) if mount.own else mount.prefix
            found.update(dict.fromkeys(below.below(above) for above in mount.parent.prefixes(depth - 1)))
            if len(found) > _MOST:
                return (Text(self.own.text, False),)
        return tuple(found)


class Routers:
    def __init__(self, modules: Modules, read: Iterable[Module] = ()) -> None:
        self.modules = modules
        self._calls: dict[str, list[tuple[ast.Call, Scope]]] = defaultdict(list)
        for module in read:
            for node, scope in module.nodes:
                if isinstance(node, ast.Call) and (node.args or node.keywords):
                    self._calls[(dotted(node.func) or "").rpartition(".")[2]].append((node, scope))
        self._known: dict[Key, Router] = {}
        self._making: set[Key] = set()
        self.stranger = Router("router")
        """What cannot be followed: an argument, the result of a call."""

    def of(self, node: ast.AST, scope: Scope, depth: int = _ARGUMENTS) -> Router | None:
        """The router that an expression stands for; None if it stands for none that is known."""
        if isinstance(node, ast.Call):
            return self._made(Found(node, scope))
        name = dotted(node)
        if name is None:
            return None
        found = find(name, scope, self.modules)
        if found is None and name.endswith(".router"):
            # `app.router` of aiohttp and Starlette is the application itself.
            name = name.removesuffix(".router")
            found = find(name, scope, self.modules)
            if found is not None and not isinstance(found.node, ast.Call):
                return None
        if found is None:
            return self._argument(name, scope, depth)
        return self._made(found)

    def _argument(self, name: str, scope: Scope, depth: int) -> Router | None:
        """An argument: what a call of the function passes, or an application where it is declared to be one."""
        here: Scope | None = scope
        while here is not None and name not in here.names:
            here = here.parent
        if here is None or not isinstance(here.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return None
        names = [one.arg for one in (*here.node.args.posonlyargs, *here.node.args.args)]
        for call, where in self._calls.get(here.node.name, ()) if name in names else ():
            at = names.index(name)
            passed = keyword(call, name) or (call.args[at] if at < len(call.args) else None)
            if passed is not None and depth and (found := self.of(passed, where, depth - 1)) is not None:
                return found
        return self._at(here, here.node, "app") if here.annotations.get(name) in _APPS else None

    def urls(self, path: str) -> Router:
        """What the `urlpatterns` of the module at `path` are mounted on."""
        return self._known.setdefault((path, 0, 0), Router("router"))

    def _at(self, scope: Scope, node: ast.AST, kind: Kind) -> Router:
        place = (scope.module.path, getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
        return self._known.setdefault(place, Router(kind))

    def _made(self, found: Found) -> Router | None:
        node, scope = found
        if not isinstance(node, ast.Call):
            return None
        key = (scope.module.path, node.lineno, node.col_offset)
        if key not in self._known and key not in self._making:
            self._making.add(key)
            made = self._make(node, scope)
            self._making.discard(key)
            if made is not None:
                self._known[key] = made
        return self._known.get(key)

    def _make(self, node: ast.Call, scope: Scope) -> Router | None:
        name = (dotted(node.func) or "").rpartition(".")[2]
        if name == "App" and (dotted(node.func) or "").startswith("falcon."):
            return Router("app")
        if name in _APPS or name.endswith(("FastAPI", "Flask")):
            above = keyword(node, "root_path", "path", "router_prefix", "url_prefix")
            return Router("app", text(above, scope, self.modules) if name == "Litestar" else _certain(above))
        if name not in _MOUNTED and not name.endswith("Router"):
            return None
        made = Router("router", self._prefix(node, scope, name))
        if name in {"Api", "API"} and node.args and (parent := self.of(node.args[0], scope)):
            made.mounts.append(Mount(parent, NOTHING))
        return made

    def _prefix(self, node: ast.Call, scope: Scope, name: str) -> Text:
        if keyword(node, "version", "subdomain", "host"):
            return UNKNOWN
        said = keyword(node, "prefix", "url_prefix", "path")
        if said is None and name == "Namespace" and node.args:
            return Text("/", True).then(text(node.args[0], scope, self.modules))
        return text(said, scope, self.modules)


def _certain(above: ast.expr | None) -> Text:
    """An application behind a proxy that cuts something off has a head that is not known."""
    return NOTHING if above is None else UNKNOWN
