"""The routes of one script, line by line: Express, Koa, Hono, Fastify and their like, and Nest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from guard.facts.routes.folding import fold
from guard.facts.routes.javascript.script import Script, text_of
from guard.facts.routes.model import ANY, METHODS, UNKNOWN, Route, Text

ENDINGS = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx")
_PACKAGES = re.compile(
    rb"[\"'`](?:express|fastify|hono|koa|@?koa[-/]router|polka|restify|elysia|@hono/[\w-]{1,40}|express-promise-router|itty-router|h3|find-my-way"
    rb"|@fastify/[\w-]{1,60})[\"'`]|FastifyInstance|@Controller\("
)
_MARKS = tuple(b"express fastify hono koa polka restify elysia itty-router h3 find-my-way Fastify @Controller(".split())
_TYPED = re.compile(
    r"([A-Za-z_$][\w$]{0,60})[ \t]*:[ \t]*(?:FastifyInstance|Express|express\.Application|Application|Hono|Router|express\.Router)\b"
)
_CALL = re.compile(
    r"(?<![\w$.])((?:this\.)?[A-Za-z_$][\w$]{0,60})[ \t]*\.[ \t]*(get|post|put|patch|delete|del|all|options|head|route)[ \t]*(?:<[^()\n]{0,200}>)?\("
    r"\s{0,80}([\"'`])([^\"'`\n]{0,300})\3[ \t]*(?:,\s{0,80}([A-Za-z_$][\w$.]{0,60}))?"
)
# What a router is told that is no text: `router.get(paths.users, f)`.
_TOLD = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})[ \t]*\.[ \t]*(get|post|put|patch|delete|all)[ \t]*\(\s{0,80}(?:/|[A-Za-z_$][\w$.]{0,60}(?:\(|\s{0,20},))"
)
_DESCRIBED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})[ \t]*\.[ \t]*route[ \t]*(?:<[^()\n]{0,200}>)?\([ \t]*\{")
_FIELD = re.compile(r"\b(method|url|path)[ \t]*:[ \t]*(\[[^\]\n]{1,80}\]|[\"'`][^\"'`\n]{1,300}[\"'`])")
_NEST = re.compile(
    r"@(Controller|Get|Post|Put|Patch|Delete|All|Options|Head)\([ \t]*(?:\{[^}\n]{0,100}path[ \t]*:[ \t]*)?(?:([\"'`])([^\"'`\n]{0,200})\2|(?=\))|([^)\n]{1,200}))"
)
_NAMES = frozenset({"app", "router", "server", "fastify", "route", "routes"})
_VERBS = frozenset("get post put patch delete del all options head route".split())
_COMMENT = ("//", "*", "/*")

Heads = Callable[[str, int], tuple[Text, ...] | None]


def may_route(content: bytes) -> bool:
    """Whether a program takes one of the packages that route. To look for words is much faster than for a pattern."""
    return any(mark in content for mark in _MARKS) and _PACKAGES.search(content) is not None


def read(script: Script, heads: Heads, *, bound: bool) -> list[Route]:
    """`heads`: what may stand before the routes of a name at a place. `bound`: only those of routers that it knows count."""
    path, text, lines = script.path, script.text, _Lines(script.text)
    if "@Controller(" in text:
        return list(_nest(path, text, lines))
    reader = _Reader(script, heads, bound)
    return [*reader.calls(), *reader.chained(), *reader.described(), *reader.told()]


class _Lines:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def number(self, at: int) -> int:
        """The line of an offset; offsets rise, as a rule."""
        if at < self._at:
            return self._text.count("\n", 0, at) + 1
        self._number += self._text.count("\n", self._at, at)
        self._at = at
        return self._number

    def is_comment(self, at: int) -> bool:
        return self._text[self._text.rfind("\n", 0, at) + 1 : at].lstrip().startswith(_COMMENT)


class _Reader:
    def __init__(self, script: Script, heads: Heads, bound: bool) -> None:
        self._script = script
        self._text = script.text
        self._heads = heads
        self._bound = bound
        self._made = {name for _, name in script.made}
        self._known = {*self._made, *_TYPED.findall(self._text), *_NAMES}

    def calls(self) -> Iterator[Route]:
        lines = _Lines(self._text)
        for found in _CALL.finditer(self._text):
            name, verb, written = found[1], found[2], found[4]
            if lines.is_comment(found.start()) or (verb == "route" and found[5]):  # Hono mounts with it
                continue
            yield from self._routes(name, found.start(), verb, text_of(written), lines.number(found.start()))

    def chained(self) -> Iterator[Route]:
        lines = _Lines(self._text)
        for one in sorted(self._script.chained, key=lambda one: one.at):
            yield from self._routes(one.name, one.place, one.verb, one.path, lines.number(one.at))

    def _routes(self, name: str, place: int, verb: str, own: Text, line: int) -> Iterator[Route]:
        if verb not in _VERBS or (own.known and not own.text.startswith(("/", "*"))):
            return
        for head in self._before(name, place):
            for method in _method(verb):
                yield _route(method, own.below(head), self._script.path, line)

    def _before(self, name: str, place: int) -> tuple[Text, ...]:
        """What may stand before its routes; none if it is no router."""
        plain = name.removeprefix("this.")
        heads = self._heads(name, place)
        if heads is not None:
            return heads
        is_router = name in self._known or plain in self._known or plain.endswith(("Router", "Routes", "App"))
        return (UNKNOWN,) if is_router and not self._bound else ()

    def described(self) -> Iterator[Route]:
        """`fastify.route({ method: "GET", url: "/x" })`"""
        lines = _Lines(self._text)
        for found in _DESCRIBED.finditer(self._text):
            said: dict[str, str] = {}
            for field in _FIELD.finditer(self._text, found.end(), found.end() + 600):
                said.setdefault("url" if field[1] == "path" else field[1], field[2])
            if "url" not in said:
                continue
            heads = self._heads(found[1], found.start())
            words = [word for word in re.findall(r"[A-Za-z]+", said.get("method", "")) if word.upper() in METHODS]
            for head in heads or (() if self._bound else (UNKNOWN,)):
                whole = text_of(said["url"][1:-1]).below(head)
                for method in words or [ANY]:
                    yield _route(method.upper(), whole, self._script.path, lines.number(found.start()))

    def told(self) -> Iterator[Route]:
        lines = _Lines(self._text)
        for found in _TOLD.finditer(self._text):
            if found[1] in self._made and not lines.is_comment(found.start()):
                for method in _method(found[2]):
                    yield _route(method, UNKNOWN, self._script.path, lines.number(found.start()))


def _method(verb: str) -> tuple[str, ...]:
    return (ANY,) if verb in {"all", "route"} else ("DELETE" if verb == "del" else verb.upper(),)


def _nest(path: str, text: str, lines: _Lines) -> Iterator[Route]:
    prefix = UNKNOWN
    for found in _NEST.finditer(text):
        own = UNKNOWN if found[4] else text_of(found[3] or "")
        if found[1] == "Controller":
            prefix = own.below(UNKNOWN)
        elif not lines.is_comment(found.start()):
            method = ANY if found[1] == "All" else found[1].upper()
            yield _route(method, own.below(prefix), path, lines.number(found.start()))


def _route(method: str, whole: Text, path: str, line: int) -> Route:
    folded = fold(whole.text)
    return Route(method, folded.path, path, line, head_known=whole.known, open=folded.open, written=folded.written)
