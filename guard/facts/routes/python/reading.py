"""All Python programs of a repository at once: a router of one is mounted in another."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from guard.facts.routes.folding import fold
from guard.facts.routes.model import ANY, METHODS, Route, Text
from guard.facts.routes.python import django, tornado
from guard.facts.routes.python.calls import called
from guard.facts.routes.python.decorators import decorated
from guard.facts.routes.python.found import Handled
from guard.facts.routes.python.modules import Module, Modules
from guard.facts.routes.python.routers import Routers
from guard.facts.symbols.reading import LARGEST
from guard.snapshot import Snapshot

_MARKS = tuple(
    mark.encode()
    for mark in """
    APIRouter FastAPI Blueprint Flask Quart .route( urlpatterns ROOT_URLCONF add_url_rule add_api_route include_router tornado
    starlette litestar bottle falcon sanic robyn blacksheep rest_framework aiohttp.web RouteTableDef add_resource NinjaAPI
    web.Application
    """.split()
)
_VERBS = (b".get(", b".post(", b".put(", b".patch(", b".delete(", b".websocket(")
_DECORATED = re.compile(rb"^[ \t]{0,40}@[\w.]{1,80}\.(?:get|post|put|patch|delete|websocket)\(", re.MULTILINE)

_DECORATOR = re.compile(
    r"@[\w.]{1,80}\.(get|post|put|patch|delete|head|options|route|api_route)\(\s{0,80}([\"'])(/?[^\"'\n]{0,300})\2"
)


def may_route(content: bytes) -> bool:
    """Whether a program has a word that programs with routes have. To look for words is much faster than for a pattern."""
    if any(mark in content for mark in _MARKS):
        return True
    return b"@" in content and any(verb in content for verb in _VERBS) and _DECORATED.search(content) is not None


def read(snapshot: Snapshot, programs: Mapping[str, bytes]) -> tuple[list[Route], list[str]]:
    """The routes of `programs`, by path, and those of them that could not be read."""
    modules = Modules(snapshot)
    parsed = [(path, modules.add(path, content)) for path, content in programs.items()]
    known = [module for _, module in parsed if module is not None]
    routers = Routers(modules, known)
    found = [one for module in known for one in _handled(module, programs[module.path], routers)]
    for module in known:
        django.root_of(module, routers)
    broken = [path for path, module in parsed if module is None]
    lines = [route for path in broken for route in _by_line(path, programs[path])]
    return [*(route for one in found for route in _routes(one)), *lines], broken


def _by_line(path: str, content: bytes) -> Iterator[Route]:
    """What can be seen of a program that this Python cannot parse: a newer one may. Nothing is known of its prefixes."""
    text = content[:LARGEST].decode("utf-8", "replace")
    for found in _DECORATOR.finditer(text):
        folded = fold(found[3])
        method = found[1].upper() if found[1].upper() in METHODS else ANY
        line = text.count("\n", 0, found.start()) + 1
        yield Route(method, folded.path, path, line, head_known=False, open=folded.open, written=folded.written)


def _handled(module: Module, content: bytes, routers: Routers) -> Iterator[Handled]:
    for node, scope in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from decorated(node, scope, routers)
        elif isinstance(node, ast.Call):
            yield from called(node, scope, routers)
    if b"tornado" in content:
        yield from tornado.handled(module, routers)
    if b"urlpatterns" in content or b".register(" in content:
        yield from django.handled(module, routers)


def _routes(one: Handled) -> Iterator[Route]:
    for prefix in one.router.prefixes():
        whole: Text = one.path.below(prefix)
        folded = fold(whole.text)
        for method in one.methods:
            yield Route(
                method,
                folded.path,
                one.source_path,
                one.line,
                head_known=whole.known,
                open=one.open or folded.open,
                written=folded.written,
            )
