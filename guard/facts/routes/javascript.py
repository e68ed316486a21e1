"""Routes of JavaScript and TypeScript programs, line by line: Express, Koa, Hono, Fastify and their like, and Nest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.facts.routes.folding import fold
from guard.facts.routes.model import ANY, METHODS, UNKNOWN, Route, Text

ENDINGS = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx")
_PACKAGES = re.compile(
    rb"[\"'`](?:express|fastify|hono|koa|@?koa[-/]router|polka|restify|elysia|@hono/[\w-]{1,40}|express-promise-router|itty-router|h3|find-my-way"
    rb"|@fastify/[\w-]{1,60})[\"'`]|FastifyInstance|@Controller\("
)
_MARKS = tuple(b"express fastify hono koa polka restify elysia itty-router h3 find-my-way Fastify @Controller(".split())
_MAKES = re.compile(
    r"(?:const|let|var)[ \t]+([A-Za-z_$][\w$]{0,60})(?:[ \t]*:[ \t]*[\w.<>, ]{1,80})?[ \t]*=[ \t]*(?:await[ \t]+)?(?:new[ \t]+)?"
    r"(express|[Ff]astify|polka|restify\.createServer|OpenAPIHono|Hono|Elysia|express\.Router|(?:Promise|Koa)?Router|KoaRouter|AutoRouter)(?:<[^()\n]{0,80}>)?\("
)
_ROOTS = frozenset({"express", "fastify", "Fastify", "polka", "restify.createServer"})
_TYPED = re.compile(
    r"([A-Za-z_$][\w$]{0,60})[ \t]*:[ \t]*(?:FastifyInstance|Express|express\.Application|Application|Hono|Router|express\.Router)\b"
)
_CALL = re.compile(
    r"(?<![\w$.])(?:this\.)?([A-Za-z_$][\w$]{0,60})[ \t]*\.[ \t]*(get|post|put|patch|delete|del|all|options|head|route|use)[ \t]*(?:<[^()\n]{0,200}>)?\("
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
_FILLED = re.compile(r"\$\{[^}\n]{0,120}\}")
_NAMES = frozenset({"app", "router", "server", "fastify", "route", "routes"})
_COMMENT = ("//", "*", "/*")


def may_route(content: bytes) -> bool:
    """Whether a program takes one of the packages that route. To look for words is much faster than for a pattern."""
    return any(mark in content for mark in _MARKS) and _PACKAGES.search(content) is not None


def read(path: str, content: bytes) -> list[Route]:
    text = content.decode("utf-8", "replace")
    lines = _Lines(text)
    if "@Controller(" in text:
        return list(_nest(path, text, lines))
    return [*_calls(path, text, lines), *_described(path, text, lines), *_told(path, text, lines)]


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


def _calls(path: str, text: str, lines: _Lines) -> Iterator[Route]:
    made = dict(_MAKES.findall(text))
    known = {*made, *_TYPED.findall(text), *_NAMES}
    calls = [found for found in _CALL.finditer(text) if not lines.is_comment(found.start())]
    prefixes = _mounts(calls, made)
    for found in calls:
        name, verb, written = found[1], found[2], found[4]
        if verb == "use" or not (name in known or name.endswith(("Router", "Routes", "App"))):
            continue
        if verb == "route" and found[5]:  # Hono mounts with it
            continue
        own = _text(written)
        if own.known and not own.text.startswith(("/", "*")):
            continue
        methods = (ANY,) if verb == "route" else _method(verb)
        for prefix in prefixes.get(name, (Text("", made.get(name) in _ROOTS),)):
            for method in methods:
                yield _route(method, own.below(prefix), path, lines.number(found.start()))


def _mounts(calls: list[re.Match[str]], made: dict[str, str]) -> dict[str, tuple[Text, ...]]:
    """What `app.use("/x", router)` says of routers of the same file, where `app` is the application."""
    found: dict[str, list[Text]] = {}
    for call in calls:
        if call[2] in {"use", "route"} and call[5] in made and made.get(call[1]) in _ROOTS:
            found.setdefault(call[5], []).append(_text(call[4]))
    return {name: tuple(prefixes) for name, prefixes in found.items()}


def _method(verb: str) -> tuple[str, ...]:
    return (ANY,) if verb == "all" else ("DELETE" if verb == "del" else verb.upper(),)


def _told(path: str, text: str, lines: _Lines) -> Iterator[Route]:
    made = dict(_MAKES.findall(text))
    for found in _TOLD.finditer(text):
        if found[1] in made and not lines.is_comment(found.start()):
            for method in _method(found[2]):
                yield _route(method, UNKNOWN, path, lines.number(found.start()))


def _described(path: str, text: str, lines: _Lines) -> Iterator[Route]:
    """`fastify.route({ method: "GET", url: "/x" })`"""
    for found in _DESCRIBED.finditer(text):
        said: dict[str, str] = {}
        for field in _FIELD.finditer(text, found.end(), found.end() + 600):
            said.setdefault("url" if field[1] == "path" else field[1], field[2])
        if "url" not in said:
            continue
        words = [word for word in re.findall(r"[A-Za-z]+", said.get("method", "")) if word.upper() in METHODS]
        for method in words or [ANY]:
            yield _route(method.upper(), _text(said["url"][1:-1]).below(UNKNOWN), path, lines.number(found.start()))


def _nest(path: str, text: str, lines: _Lines) -> Iterator[Route]:
    prefix = UNKNOWN
    for found in _NEST.finditer(text):
        own = UNKNOWN if found[4] else _text(found[3] or "")
        if found[1] == "Controller":
            prefix = own.below(UNKNOWN)
        elif not lines.is_comment(found.start()):
            method = ANY if found[1] == "All" else found[1].upper()
            yield _route(method, own.below(prefix), path, lines.number(found.start()))


def _text(written: str) -> Text:
    """A template's text behind the last thing that is filled in; a parameter in the middle of a path stays one."""
    pieces = _FILLED.split(written)
    return Text(pieces[-1], len(pieces) == 1)


def _route(method: str, whole: Text, path: str, line: int) -> Route:
    folded = fold(whole.text)
    return Route(method, folded.path, path, line, head_known=whole.known, open=folded.open, written=folded.written)
