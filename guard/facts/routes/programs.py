"""Which files may have routes, which of them only show or test some, and which route in ways that are not read."""

from __future__ import annotations

import re
from posixpath import basename, splitext

from guard.facts.routes import file_routes, javascript, openapi, python

_SAMPLE_FOLDERS = frozenset(
    """
    test tests testing __tests__ __mocks__ mocks spec specs e2e integration_tests fixtures testdata test_data
    example examples sample samples demo demos tutorials tutorial docs docs_src doc documentation benchmarks bench
    templates cookbook snippets .storybook stories
    """.split()
)
_DESCRIBING = frozenset({"docs", "doc", "documentation", "spec", "specs"})
_SAMPLE_NAME = re.compile(
    r"\A(?:test_|conftest\.|mock_)|\A.{0,200}(?:_test\.|_tests\.|\.test\.|\.spec\.|\.stories\.|\.mock\.)"
)
_DROPPED = ("node_modules/", "/node_modules/", "/dist/", "/vendor/", "/.venv/", "/site-packages/")
_VERBS = " ".join(
    f".{verb}({quote}"
    for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "Get", "Post", "Put", "Patch", "Delete")
    for quote in "\"'`"
)
_SCRIPTS = """
    req.url request.url url.pathname createServer initTRPC createTRPCRouter Deno.serve Bun.serve server.route( createRoute(
    defineEventHandler rewrites( rewrites: proxy: "proxy": setupProxy 'msw "msw initContract addEventListener("fetch
    addEventListener('fetch
"""
_UNREAD = {
    ".go": f"HandleFunc( .Handle( .Group( .Route( .Mount( http.Method {_VERBS}",
    ".rs": ".route( #[get( #[post( #[put( #[patch( #[delete( web::scope web::resource warp::path .nest(",
    ".java": "Mapping @Path( Router",
    ".kt": 'Mapping @Path( routing get(" post(" put(" delete("',
    ".scala": "path( Action HttpRoutes",
    ".rb": "routes Sinatra Grape get' post'",
    ".php": "Route ->get( ->post( ->put( ->patch( ->delete( register_rest_route",
    ".cs": "[Http [Route MapGet( MapPost( MapPut( MapDelete( MapGroup(",
    ".ex": "scope Router",
    ".swift": ".get( .post( .put( .delete(",
    ".dart": ".get( .post( .put( .delete(",
    ".conf": "location rewrite proxy_pass RewriteRule",
    ".template": "location rewrite proxy_pass",
    ".py": "BaseHTTPRequestHandler connexion cherrypy pyramid wsgiref functions_framework strawberry FastMCP robyn self.path.startswith",
    ".proto": "google.api.http",
    ".tf": "apigateway route_key",
    ".lua": "location route",
    **dict.fromkeys(javascript.ENDINGS, _SCRIPTS),
}
_UNREAD_MARKS = {ending: tuple(word.encode() for word in marks.split()) for ending, marks in _UNREAD.items()}
_UNREAD_NAMES = frozenset(
    {"Caddyfile", "serverless.yml", "serverless.yaml", "vercel.json", "firebase.json", "template.yaml"}
)
ENDINGS = frozenset({*_UNREAD, ".json", ".yaml", ".yml"})
LARGEST = 1_500_000


def may_route(path: str) -> bool:
    """Whether the file at `path` is one to look into."""
    if any(folder in path for folder in _DROPPED) or path.startswith(("dist/", "vendor/")):
        return False
    return splitext(path)[1].lower() in ENDINGS or basename(path) in _UNREAD_NAMES


def tests_or_shows(path: str) -> bool:
    """Whether the program at `path` tests or shows something, so that nobody is served by its routes."""
    *folders, name = path.split("/")
    shown = _SAMPLE_FOLDERS - _DESCRIBING if name.endswith((".json", ".yaml", ".yml")) else _SAMPLE_FOLDERS
    return any(folder.lower() in shown for folder in folders) or _SAMPLE_NAME.match(name) is not None


def kind_of(path: str, content: bytes) -> str:
    """Which reader a file is for: python, file, javascript, openapi; "unread" for routes of other kinds; or ""."""
    ending = splitext(path)[1].lower()
    if ending == ".py" and python.may_route(content):
        return "python"
    if file_routes.is_route(path):
        return "file"
    if ending in javascript.ENDINGS and javascript.may_route(content):
        return "javascript"
    if ending in {".json", ".yaml", ".yml"} and openapi.is_description(path, content):
        return "openapi"
    return "unread" if basename(path) in _UNREAD_NAMES or is_also_unread(path, content) else ""


def is_also_unread(path: str, content: bytes) -> bool:
    """Whether a file that is read has routes besides that are not."""
    return any(mark in content for mark in _UNREAD_MARKS.get(splitext(path)[1].lower(), ()))
