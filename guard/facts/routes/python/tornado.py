"""Routes of Tornado: pairs of a regular expression and a handler's class."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from guard.facts.routes.model import Text
from guard.facts.routes.python.found import Handled
from guard.facts.routes.python.methods import of_named_class
from guard.facts.routes.python.modules import Module, Modules, Scope, dotted
from guard.facts.routes.python.regexes import as_path
from guard.facts.routes.python.routers import Routers
from guard.facts.routes.python.values import find, keyword, text

_SPECS = frozenset({"url", "URLSpec", "Rule"})


def handled(module: Module, routers: Routers) -> Iterator[Handled]:
    """The pairs of the whole module. Those that no application of it lists belong to one that is not known."""
    owned = {}
    for node, scope in module.nodes:
        if isinstance(node, ast.Call) and (dotted(node.func) or "").endswith("Application"):
            listed = node.args[0] if node.args else keyword(node, "handlers")
            name = dotted(listed) if listed is not None else None
            found = find(name, scope, routers.modules) if name else None
            items = found.node if found is not None else listed
            router = routers.of(node, scope)
            if isinstance(items, ast.List | ast.Tuple) and router is not None:
                owned.update(dict.fromkeys(map(id, items.elts), router))
    for node, scope in module.nodes:
        pair = _pair(node)
        if pair is not None and (one := _handled(pair, scope, routers.modules)) is not None:
            path, methods = one
            line = getattr(node, "lineno", 1)
            yield Handled(owned.get(id(node), routers.stranger), methods, path, module.path, line)


def _pair(node: ast.AST) -> list[ast.expr] | None:
    if isinstance(node, ast.Tuple):
        pair = node.elts
    elif isinstance(node, ast.Call) and (dotted(node.func) or "").rpartition(".")[2] in _SPECS:
        pair = node.args
    else:
        return None
    return pair if len(pair) >= 2 and (dotted(pair[1]) or "").endswith("Handler") else None


def _handled(pair: list[ast.expr], scope: Scope, modules: Modules) -> tuple[Text, tuple[str, ...]] | None:
    expression = text(pair[0], scope, modules)
    if expression.known and not expression.text.lstrip("^").startswith("/"):
        return None
    return as_path(expression), of_named_class(dotted(pair[1]) or "", scope, modules)
