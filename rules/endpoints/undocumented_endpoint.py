"""A document that must list the endpoints of an API must name each of them. (A contract.)

Every route of the repository's programs and OpenAPI descriptions, but for those of tests and examples, is looked for in the
document: by method and path in code, headings, tables and code blocks, or by its path alone. Parameters may have any name.

```toml
[[contracts]]
type = "undocumented-endpoint"
file = "docs/api.md"
prefixes = ["/api/v1"]
sources = ["backend"]
allow = ["GET /api/v1/health", "/api/v1/internal/*"]
```

`prefixes` are beginnings of paths and `sources` files or folders of programs: only what fits both is held. `allow` exempts a path or
a method with a path, and `/*` all that stands below. A document that names no endpoint is found, and so is a contract that no route fits.

Not judged: routes under `prefixes` whose beginning a program puts together.
"""

from collections.abc import Iterator, Sequence

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Span, Unjudged, bad, good
from guard.documents.endpoints import Endpoint, endpoints, paths
from guard.facts import Facts
from guard.facts.routes import ANY, WEBSOCKET, Route, fold, is_below, names, parts_of, takes

MESSAGE = "endpoint is not documented: {subject}"
NAMELESS = "the document names no endpoint: {subject}"
UNROUTED = "no route is known for the contract: {subject}"

_APP = """from fastapi import FastAPI
app = FastAPI()
@app.get("/api/users/{user_id}")
def a(): ...
@app.post("/api/users")
def b(): ...
@app.get("/health")
def c(): ...
"""
_FILES = {"app.py": _APP}
_OPTIONS = {"file": "docs/api.md", "prefixes": ["/api"]}

EXAMPLES = (
    good("# API\n\n`GET /api/users/:id`, `POST /api/users`\n", path="docs/api.md", files=_FILES, options=_OPTIONS),
    good("# API\n\n`/api/users`, `/api/users/{id}`\n", path="docs/api.md", files=_FILES, options=_OPTIONS),
    good(
        "# API\n\n`GET /api/users/{id}`\n",
        path="docs/api.md",
        files=_FILES,
        options={**_OPTIONS, "allow": ["POST /api/users"]},
    ),
    bad(
        "# API\n\n`GET /api/users/{id}`\n",
        path="docs/api.md",
        files=_FILES,
        options=_OPTIONS,
        says="endpoint is not documented: POST /api/users",
    ),
    bad(
        "# API\n\nSee the code.\n",
        path="docs/api.md",
        files=_FILES,
        options=_OPTIONS,
        says="the document names no endpoint: docs/api.md",
    ),
    bad(
        "# API\n\n`GET /api/users`\n",
        path="docs/api.md",
        files=_FILES,
        options={**_OPTIONS, "prefixes": ["/v2"]},
        says="no route is known for the contract: /v2",
    ),
)


class Options(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """`file`: the document; `prefixes` and `sources`: which routes; `allow`: those that it need not name."""

    file: str
    prefixes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


class Named(msgspec.Struct, frozen=True):
    """What the document names; `methods` is ANY where it names a path alone."""

    methods: tuple[str, ...]
    parts: tuple[str, ...]
    span: Span


def check(document: Document, facts: Facts, options: Options) -> Iterator[Outcome]:
    routes = [route for route in facts.routes.all if _is_meant(route, options)]
    where = ", ".join((*options.prefixes, *options.sources)) or options.file
    if not routes:
        told = Evidence(f"{len(facts.routes.all)} routes are known in the whole repository")
        yield document.finding(_beginning(document), UNROUTED, subject=where, evidence=(told,))
        return
    named = [*map(_named, endpoints(document)), *map(_named, paths(document))]
    if not named:
        told = Evidence(f"{len(routes)} routes are to be named", path=routes[0].source_path, line=routes[0].line)
        yield document.finding(_beginning(document), NAMELESS, subject=document.path, evidence=(told,))
        return
    yield from _unread(facts)
    literal = {route.parts for route in routes}
    for route in {(route.method, route.path): route for route in reversed(routes)}.values():
        yield _judge(document, route, named, literal, options)


def _unread(facts: Facts) -> Iterator[Outcome]:
    for source in facts.routes.sources:
        if not source.complete:
            yield Unjudged("endpoint: not all of a program's routes are known")


def _is_meant(route: Route, options: Options) -> bool:
    if route.sample or not route.parts or route.method in {"HEAD", "OPTIONS", "TRACE", "CONNECT"}:
        return False
    if options.sources and not any(is_below(route.source_path, source) for source in options.sources):
        return False
    if options.prefixes and route.head_known and not any(is_below(route.path, one) for one in options.prefixes):
        return False
    return not any(_is_exempt(route, one) for one in options.allow)


def _is_exempt(route: Route, allowed: str) -> bool:
    method, _, path = allowed.strip().rpartition(" ")
    if method and method.upper() not in {route.method, ANY}:
        return False
    if path.endswith("/*"):
        return is_below(route.path, fold(path[:-2]).path)
    return fold(path).path == route.path


def _named(claim: Endpoint) -> Named:
    return Named(claim.methods or (ANY,), parts_of(fold(claim.path).path), claim.span)


def _judge(
    document: Document, route: Route, named: Sequence[Named], literal: set[tuple[str, ...]], options: Options
) -> Outcome:
    for one in named:
        # `/users/me` does not name `/users/{id}` where it is a route of its own.
        own = one.parts == route.parts or one.parts not in literal
        if own and names(route, one.parts) and (route.method == WEBSOCKET or any(takes(route, m) for m in one.methods)):
            return HOLDS
    if options.prefixes and not route.head_known:
        return Unjudged("endpoint: where it is mounted is not known")
    evidence = Evidence(f"{route.method} {route.written} is routed", path=route.source_path, line=route.line)
    subject = f"{route.method} {route.written}"
    return document.finding(_place(document, route, named), MESSAGE, subject=subject, evidence=(evidence,))


def _place(document: Document, route: Route, named: Sequence[Named]) -> Span:
    """Beside what begins like it, or at the document's beginning."""
    best = max(named, key=lambda one: _shared(one.parts, route.parts))
    return best.span if _shared(best.parts, route.parts) else _beginning(document)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _beginning(document: Document) -> Span:
    if document.claims.headings:
        return document.claims.headings[0].span
    for number in range(1, len(document.lines) + 1):
        if content := document.lines.content(number):
            return Span(number, 1, number, len(content) + 1)
    return Span(1, 1, 1, 1)
