"""Routes: every framework, what cannot be read, and how paths are folded and matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.facts.routes import Route, Routes, beside, fold, is_below, moved, names, parts_of, slips, takes
from guard.facts.routes.matching import ends, match
from guard.snapshot import Snapshot


def told(files: dict[str, str | bytes]) -> list[str]:
    """The routes without their places: `GET /x`; `...` stands for a head that is not known, `/...` for what is below."""
    return sorted({route.told().partition(" (")[0] for route in Routes(Snapshot.of(files)).all})


FASTAPI = "from fastapi import APIRouter, FastAPI\napp = FastAPI()\nrouter = APIRouter(prefix='/users')\n"
FLASK = "from flask import Blueprint, Flask\napp = Flask(__name__)\nbp = Blueprint('x', __name__, url_prefix='/x')\n"
USERS = FASTAPI + "@router.get('/{user_id}')\ndef a(): ...\n"

PYTHON: dict[str, tuple[dict[str, str], list[str]]] = {
    "an application": (
        {"a.py": FASTAPI + "@app.get('/x/{a:path}')\n@app.post(path='/y/')\nasync def f(): ...\n"},
        ["GET /x/{}/...", "POST /y"],
    ),
    "methods of all kinds": (
        {
            "a.py": FASTAPI + "@app.api_route('/a', methods=['PUT', 'patch'])\ndef f(): ...\n"
            "@app.websocket('/ws')\ndef g(): ...\napp.add_api_route('/b', f, methods={'DELETE'})\n"
        },
        ["DELETE /b", "PATCH /a", "PUT /a", "WEBSOCKET /ws"],
    ),
    "a router that is mounted": (
        {"a.py": USERS + "app.include_router(router, prefix='/api')\n"},
        ["GET /api/users/{}"],
    ),
    "a router that is mounted twice": (
        {"a.py": USERS + "app.include_router(router, prefix='/v1')\napp.include_router(router, prefix='/v2')\n"},
        ["GET /v1/users/{}", "GET /v2/users/{}"],
    ),
    "a router that nothing mounts": ({"a.py": USERS}, ["GET .../users/{}"]),
    "routers in a loop": (
        {"a.py": USERS + "for one in (router,):\n    app.include_router(one, prefix='/api')\n"},
        ["GET /api/users/{}"],
    ),
    "a router that mounts itself": ({"a.py": USERS + "router.include_router(router)\n"}, ["GET .../users/{}"]),
    "routers that mount each other": (
        {
            "a.py": FASTAPI + "other = APIRouter()\nother.include_router(router)\nrouter.include_router(other)\n"
            "@router.get('/z')\ndef f(): ...\n"
        },
        ["GET .../users/z"],
    ),
    "other modules": (
        {
            "app/main.py": "from fastapi import FastAPI\nfrom app.api import users\nfrom app.api.items import router as items\n"
            "from app.config import settings\napp = FastAPI()\napp.include_router(users.router, prefix=settings.API)\n"
            "app.include_router(items, prefix=f'{settings.API}/shop')\n",
            "app/config.py": "class Settings:\n    API: str = '/api/v1'\nsettings = Settings()\n",
            "app/api/__init__.py": "",
            "app/api/users.py": USERS,
            "app/api/items.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.put('/items')\ndef f(): ...\n",
        },
        ["GET /api/v1/users/{}", "PUT /api/v1/shop/items"],
    ),
    "packages that pass on": (
        {
            "app/main.py": "from fastapi import FastAPI\nfrom .api import api\napp = FastAPI()\napp.include_router(api)\n",
            "app/api/__init__.py": "from fastapi import APIRouter\nfrom . import users\nfrom .users import router as again\n"
            "api = APIRouter(prefix='/api')\napi.include_router(users.router)\n",
            "app/api/users.py": USERS,
        },
        ["GET /api/users/{}"],
    ),
    "an application that is passed": (
        {
            "a.py": "from fastapi import FastAPI\nfrom b import setup\ndef main():\n    app = FastAPI()\n    setup(app)\n",
            "b.py": "def setup(app):\n    @app.get('/x')\n    def f(): ...\n",
        },
        ["GET /x"],
    ),
    "an application that is declared": (
        {"b.py": "from fastapi import FastAPI\ndef setup(app: FastAPI):\n    @app.get('/x')\n    def f(): ...\n"},
        ["GET /x"],
    ),
    "an application that is not known": (
        {"b.py": "# FastAPI\ndef setup(app):\n    @app.get('/x')\n    def f(): ...\n"},
        ["GET .../x"],
    ),
    "a computed prefix": (
        {"a.py": USERS + "import os\napp.include_router(router, prefix=os.environ['P'] + '/v1')\n"},
        ["GET .../v1/users/{}"],
    ),
    "a prefix that is set twice": (
        {"a.py": USERS + "P = '/a'\nif app:\n    P = '/b'\napp.include_router(router, prefix=P)\n"},
        ["GET .../users/{}"],
    ),
    "a computed path": ({"a.py": FASTAPI + "@app.get(f'/x/{name()}')\ndef f(): ...\n"}, ["GET .../"]),
    "a proxy before it": (
        {"a.py": "from fastapi import FastAPI\napp = FastAPI(root_path='/p')\n@app.get('/x')\ndef f(): ...\n"},
        ["GET .../x"],
    ),
    "a class's router": (
        {
            "a.py": "from fastapi import APIRouter\nclass A:\n    def __init__(self):\n        self.router = APIRouter(prefix='/a')\n"
            "        self.router.add_api_route('/b', self.b)\n"
        },
        ["GET .../a/b"],
    ),
    "Flask": (
        {
            "a.py": FLASK
            + "@app.route('/a/<int:n>', methods=['GET', 'POST'])\ndef f(n): ...\n@bp.delete('/b')\ndef g(): ...\n"
            "@bp.route('/c')\ndef h(): ...\napp.register_blueprint(bp)\napp.add_url_rule('/d', view_func=f)\n"
        },
        ["ANY /d", "DELETE /x/b", "GET /a/{}", "GET /x/c", "POST /a/{}"],
    ),
    "a blueprint under another prefix": (
        {"a.py": FLASK + "@bp.get('/b')\ndef g(): ...\napp.register_blueprint(bp, url_prefix='/y')\n"},
        ["GET /y/b"],
    ),
    "a blueprint that a program names": (
        {"a.py": "# Flask\n@manager.route('/b', methods=['POST'])\ndef g(): ...\n"},
        ["POST .../b"],
    ),
    "namespaces of flask-restx": (
        {
            "a.py": "from flask_restx import Api, Namespace, Resource\nfrom flask import Flask\napp = Flask('x')\napi = Api(app)\n"
            "ns = Namespace('cats')\n@ns.route('/<id>')\nclass Cat(Resource):\n    def get(self): ...\n    def put(self): ...\n"
            "api.add_namespace(ns, path='/pets')\n"
        },
        ["GET /pets/{}", "PUT /pets/{}"],
    ),
    "flask-restful": (
        {"a.py": FLASK + "api = Api(app)\napi.add_resource(Cat, '/cats', '/cats/<id>')\n"},
        ["ANY /cats", "ANY /cats/{}"],
    ),
    "Sanic": (
        {
            "a.py": "from sanic import Sanic\napp = Sanic('x')\n@app.get('/a/<id:int>')\ndef f(r, id): ...\napp.add_route(f, '/b')\n"
        },
        ["ANY /b", "GET /a/{}"],
    ),
    "aiohttp": (
        {
            "a.py": "from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get('/a')\nasync def f(r): ...\n"
            "app = web.Application()\napp.add_routes(routes)\napp.router.add_post('/b', f)\napp.add_routes([web.put('/c', f)])\n"
            "app.router.add_route('DELETE', '/d', f)\n"
        },
        ["DELETE /d", "GET /a", "POST /b", "PUT /c"],
    ),
    "Starlette": (
        {
            "a.py": "from starlette.applications import Starlette\nfrom starlette.routing import Mount, Route\n"
            "api = [Route('/a', f, methods=['POST']), Mount('/s', app=files)]\n"
            "app = Starlette(routes=[Mount('/api', routes=api), Route('/b', g)])\n"
        },
        ["ANY /api/s/...", "ANY /b", "POST /api/a"],
    ),
    "Litestar": (
        {
            "a.py": "from litestar import Controller, get, post\nclass A(Controller):\n    path = '/a'\n    @get('/{x:int}')\n    def f(self): ...\n"
            "    @post()\n    def g(self): ...\n"
        },
        ["GET .../a/{}", "POST .../a"],
    ),
    "Tornado": (
        {
            "a.py": "import tornado.web\nclass Base(tornado.web.RequestHandler):\n    pass\n"
            "class XHandler(Base):\n    def get(self): ...\n    def put(self): ...\n"
            "app = tornado.web.Application([(r'/x/([0-9]+)', XHandler), (r'/y/?', OtherHandler, {'a': 1})])\n"
            "more = [(r'/z', XHandler)]\n"
        },
        ["ANY /y", "GET .../z", "GET /x/{}", "PUT .../z", "PUT /x/{}"],
    ),
    "Django": (
        {
            "site/settings.py": "ROOT_URLCONF = 'site.urls'\n",
            "site/urls.py": "from django.urls import include, path, re_path\nfrom rest_framework.routers import DefaultRouter\n"
            "router = DefaultRouter()\nrouter.register('cats', Cats)\n"
            "urlpatterns = [path('api/', include('shop.urls')), re_path(r'^x/(?P<id>\\d+)/$', v), path('r/', include(router.urls)),\n"
            "    path('admin/', admin.site.urls), path('m/', include(made()))]\nurlpatterns += [path('more/<slug:s>/', v)]\n",
            "shop/urls.py": "from django.urls import path\nurlpatterns = [path('items/<int:pk>/', v)]\n",
        },
        [
            *("ANY /admin/...", "ANY /api/items/{}", "ANY /m/...", "ANY /more/{}", "ANY /r/cats/...", "ANY /x/{}"),
        ],
    ),
    "Django without a root": ({"u.py": "urlpatterns = [path('a/', v)]\n"}, ["ANY .../a"]),
    "a client": ({"a.py": "from fastapi import FastAPI\nclient.get('/x')\nrequests.post('/y')\n"}, []),
    "a mock": ({"a.py": "# FastAPI\n@mock.patch('a.b')\ndef f(): ...\n"}, []),
}


@pytest.mark.parametrize("case", PYTHON)
def test_python(case: str) -> None:
    files, expected = PYTHON[case]
    assert told(dict(files)) == sorted(expected)


OTHERS: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "Express": (
        {
            "a.js": "const express = require('express')\nconst app = express()\nconst router = express.Router()\n"
            "app.get('/a/:id', f)\nrouter.post(\n  `/b/${x}/c`, f)\napp.use('/r', router)\nrouter.route('/d').get(f).put(f)\n"
            "// app.get('/old', f)\naxios.get('/client')\n"
        },
        ["ANY /r/d", "GET /a/{}", "POST .../c"],
    ),
    "a router that another file mounts": (
        {"r.ts": "import { Router } from 'express'\nconst router = Router()\nrouter.delete('/a/:id(\\\\d+)', f)\n"},
        ["DELETE .../a/{}"],
    ),
    "a path that is no text": (
        {"a.ts": "import express from 'express'\nconst app = express()\napp.get(paths.a, f)\napp.get('env')\n"},
        ["GET .../"],
    ),
    "Fastify": (
        {
            "a.ts": "import Fastify from 'fastify'\nconst server = Fastify({})\nserver.get<{A: b}>('/a', f)\n"
            "server.route({ method: ['GET', 'POST'], url: '/b', handler })\n",
            "b.ts": "import { FastifyInstance } from 'fastify'\nexport async function r(app: FastifyInstance) {\n  app.put('/c', f)\n}\n",
        },
        ["GET /a", "GET /b", "POST /b", "PUT .../c"],
    ),
    "Hono": (
        {
            "a.ts": "import { Hono } from 'hono'\nconst api = new Hono()\napi.patch('/a/*', f)\napi.route('/sub', other)\n"
        },
        ["PATCH .../a/{}/..."],
    ),
    "Nest": (
        {
            "a.ts": "@Controller('cats')\nclass A {\n  @Get(':id')\n  f() {}\n  @Post()\n  g() {}\n  @All(path)\n  h() {}\n}\n"
        },
        ["ANY .../", "GET .../cats/{}", "POST .../cats"],
    ),
    "Next.js": (
        {
            "web/src/app/(shop)/api/items/[id]/route.ts": "export async function GET() {}\nexport const POST = f\n",
            "web/src/app/api/all/[...rest]/route.ts": "export { h as GET, h as PUT }\n",
            "web/pages/api/health.ts": "export default f\n",
            "web/pages/api/users/index.ts": "export default f\n",
            "web/src/app/page.tsx": "export default f\n",
        },
        [
            "ANY /api/health",
            "ANY /api/users",
            "GET /api/all/{}/...",
            "GET /api/items/{}",
            "POST /api/items/{}",
            "PUT /api/all/{}/...",
        ],
    ),
    "SvelteKit and Nuxt": (
        {
            "src/routes/api/a/[id]/+server.ts": "export const DELETE = f\n",
            "server/api/b.get.ts": "export default defineEventHandler(f)\n",
        },
        ["DELETE /api/a/{}", "GET /api/b"],
    ),
    "OpenAPI as JSON": (
        {
            "openapi.json": '{"openapi": "3.1.0", "servers": [{"url": "https://x.org/api/v1"}], "paths": {"/a/{id}": {"get": {}, "parameters": []}}}'
        },
        ["GET /api/v1/a/{}"],
    ),
    "a server with a variable": (
        {
            "openapi.json": '{"openapi": "3", "servers": [{"url": "https://x.org/{base}"}], "paths": {"/a": {"get": {}}}}'
        },
        ["GET .../a"],
    ),
    "Swagger as YAML": (
        {
            "api.yaml": "swagger: '2.0'\nbasePath: /v2\npaths:\n  # a comment\n  /a/{id}:\n    parameters: []\n    get:\n      summary: x\n"
            '      get: no method\n    delete:\n      responses: {}\n  "/b":\n    $ref: ./b.yaml\ndefinitions:\n  get: x\n'
        },
        ["ANY /v2/b", "DELETE /v2/a/{}", "GET /v2/a/{}"],
    ),
    "other YAML": ({"a.yaml": "paths:\n  /a:\n    get: x\n", "b.yml": "on:\n  - push\n"}, []),
}


@pytest.mark.parametrize("case", OTHERS)
def test_others(case: str) -> None:
    files, expected = OTHERS[case]
    assert told(files) == sorted(expected)


DEEP = "(" * 2_000 + ")" * 2_000
ODD: dict[str, bytes | str] = {
    "truncated.json": '{"openapi": "3.1.0", "paths": {"/a": {"get": {',
    "list.json": '["openapi", "paths", {"openapi": 1, "paths": 2}]',
    "lists.json": '{"openapi": "3", "paths": ["/a"]}',
    "items.json": '{"openapi": "3", "paths": {"/a": "x", "/b": {"$ref": "#/paths/~1b"}}, "servers": "x"}',
    "deep.json": '{"openapi": "3", "paths": ' + "[" * 5_000,
    "utf.json": b'{"openapi": "3", "paths": {"/\xff": {}}}',
    "aliases.yaml": "openapi: 3\na: &a [*a]\npaths: &p\n  <<: *p\n  /a: *a\n",
    "flow.yaml": "openapi: 3\npaths: {/a: {get: {}}}\n",
    "include.yaml": "openapi: 3\npaths: !include include.yaml\n",
    "syntax.py": "from fastapi import FastAPI\n@app.get('/a')\ndef f(:\n",
    "null.py": b"from fastapi import FastAPI\n\x00",
    "deep.py": f"from fastapi import FastAPI\nx = {DEEP}\n",
    "escape.py": "from fastapi import FastAPI\nx = '\\d'\n",
    "circle.py": "from circle import router\n# APIRouter\n@router.get('/x')\ndef f(): ...\n",
    "names.py": "a = b\nb = a\n# FastAPI\n@a.get('/x')\ndef f(): ...\n@a.get(a)\ndef g(): ...\n",
    "large.py": "from fastapi import FastAPI\n" + "x = 1\n" * 300_000,
    "newer.py": "from fastapi import FastAPI\n@app.get('/newer')\ndef f():\n    try: ...\n    except A, B: ...\n    x = f'{'a'}'\n",
    "lone.js": "const app = require('express')()\napp.get('/a\nrouter.route({",
    "surrogate.py": "from fastapi import FastAPI\n# \udcff\n@app.get('/\udcff')\ndef f(): ...\n",
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_stands_in_a_file(name: str) -> None:
    content = ODD[name]
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    routes = Routes(Snapshot.of({name: data, "app.py": FASTAPI + "@app.get('/ours')\ndef f(): ...\n"}))
    assert "/ours" in {route.path for route in routes.all}
    assert list(routes.told())


@pytest.mark.parametrize(
    ("files", "complete"),
    [
        ({"a.py": USERS}, True),
        ({"a.py": USERS, "b.py": ODD["syntax.py"]}, False),
        ({"a.json": ODD["truncated.json"]}, False),
        ({"a.yaml": ODD["flow.yaml"]}, False),
        ({"a.yaml": ODD["include.yaml"]}, False),
        ({"a.json": ODD["items.json"]}, False),
        ({"a.py": ODD["large.py"]}, False),
        ({"a.go": 'r.GET("/users", f)'}, False),
        ({"a.json": '{"paths": {}}', "b.md": "GET /x"}, True),
    ],
)
def test_whether_all_is_known(files: dict[str, str | bytes], *, complete: bool) -> None:
    assert Routes(Snapshot.of(files)).complete is complete


def test_what_programs_that_are_not_read_have() -> None:
    routes = Routes(Snapshot.of({"a.go": 'g := r.Group("/users")\ng.GET("/all", f)\n', "b.ts": "api.get('/spoken/x')"}))
    assert routes.is_elsewhere("/users/all")
    assert routes.is_elsewhere("/users/{}/all")
    assert not routes.is_elsewhere("/users/none")
    assert not routes.is_elsewhere("/{}")
    assert routes.is_spoken("/spoken/x")
    assert not routes.is_spoken("/spoken")


def test_a_program_of_a_newer_python_is_looked_through_line_by_line() -> None:
    text = "@app.get('/a/{x}')\ndef f(): ...\n@bp.route(\n    '/b', methods=['POST'])\ndef g(:\n"
    routes = Routes(Snapshot.of({"a.py": "# FastAPI\n" + text}))
    assert [route.told() for route in routes.all] == ["GET .../a/{} (a.py:2)", "ANY .../b (a.py:4)"]
    assert not routes.complete


def test_where_a_route_stands() -> None:
    (route,) = Routes(Snapshot.of({"src/a.py": FASTAPI + "\n@app.get('/x/{name}')\ndef f(): ...\n"})).all
    assert (route.source_path, route.line, route.written, route.sample) == ("src/a.py", 6, "/x/{name}", False)


@pytest.mark.parametrize("path", ["tests/a.py", "src/test_a.py", "examples/x/a.py", "a/conftest.py"])
def test_routes_of_tests_and_examples_are_marked(path: str) -> None:
    (route,) = Routes(Snapshot.of({path: FASTAPI + "@app.get('/x')\ndef f(): ...\n"})).samples
    assert route.sample


@pytest.mark.parametrize(
    ("path", "folded", "open_", "written"),
    [
        ("/users/:id/", "/users/{}", False, "/users/{id}"),
        ("users/{id}", "/users/{}", False, "/users/{id}"),
        ("/users/<int:id>", "/users/{}", False, "/users/{id}"),
        ("/users/<id>/x", "/users/{}/x", False, "/users/{id}/x"),
        ("/users/{id:int}", "/users/{}", False, "/users/{id}"),
        ("/users/{id:[0-9]{1,3}}", "/users/{}", False, "/users/{id}"),
        ("/users/:id(\\d+)/x", "/users/{}/x", False, "/users/{id}/x"),
        ("/users/:id?", "/users/{}", False, "/users/{id}"),
        ("/files/{path:path}", "/files/{}", True, "/files/{path}"),
        ("/files/<path:name>", "/files/{}", True, "/files/{name}"),
        ("/files/[...slug]", "/files/{}", True, "/files/{slug}"),
        ("/files/*", "/files/{}", True, "/files/{id}"),
        ("/users/$ID/${x}", "/users/{}/{}", False, "/users/{ID}/{x}"),
        ("/a/{id}.json", "/a/{}.json", False, "/a/{id}.json"),
        ("/a/models:predict", "/a/models:predict", False, "/a/models:predict"),
        ("//a///b/", "/a/b", False, "/a/b"),
        ("", "/", False, "/"),
        ("/a/{b", "/a/{b", False, "/a/{b"),
    ],
)
def test_folding(path: str, folded: str, written: str, *, open_: bool) -> None:
    assert tuple(fold(path)) == (folded, open_, written)


PIECES = st.lists(
    st.sampled_from(
        [
            "/",
            "a",
            "b-c",
            ":id",
            "{id}",
            "{x:path}",
            "<int:id>",
            "<",
            "{",
            "}",
            "(",
            "[a]",
            "$X",
            "${y}",
            "*",
            ".json",
            "é",
            ":",
        ]
    ),
    max_size=12,
)


@given(PIECES)
def test_folding_is_done_once(pieces: list[str]) -> None:
    folded = fold("".join(pieces)).path
    assert fold(folded).path == folded
    assert folded.startswith("/")
    assert folded == "/" or not folded.endswith("/")


@given(st.text(max_size=60))
def test_anything_can_be_folded_and_is_matched_by_itself(text: str) -> None:
    parts = parts_of(fold(text).path)
    assert match(parts, parts) == "exact"
    assert ends(parts, ("x", *parts)) == "exact"


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=6), st.data())
def test_a_parameter_takes_any_word(words: list[str], data: st.DataObject) -> None:
    route = [data.draw(st.sampled_from([word, "{}"])) for word in words]
    assert match(route, words) == ("filled" if "{}" in route else "exact")
    assert match(words, route) == ("loose" if "{}" in route else "exact")
    assert match(route, [*words, "z"]) is None


@pytest.mark.parametrize(
    ("route", "written", "open_", "expected"),
    [
        ("/a/{}", "/a/x/y", True, "filled"),
        ("/a/{}/z", "/a/x/y/z", True, "filled"),
        ("/a", "/a/x/y", True, "filled"),
        ("/a/{}", "/b/x/y", True, None),
        ("/a/{}", "/a", True, None),
        ("/a/{}.json", "/a/x.json", False, "filled"),
        ("/a/{}.json", "/a/.json", False, None),
        ("/a/{}-{}", "/a/x-y", False, "filled"),
        ("/A", "/a", False, None),
        ("/", "/", False, "exact"),
    ],
)
def test_matching(route: str, written: str, expected: str | None, *, open_: bool) -> None:
    assert match(parts_of(route), parts_of(written), open_=open_) == expected


@pytest.mark.parametrize(
    ("route", "method", "expected"),
    [
        ("GET", "GET", True),
        ("GET", "HEAD", True),
        ("GET", "OPTIONS", True),
        ("GET", "POST", False),
        ("ANY", "PUT", True),
        ("WEBSOCKET", "GET", True),
        ("POST", "ANY", True),
    ],
)
def test_methods(route: str, method: str, *, expected: bool) -> None:
    assert takes(Route(route, "/a", "a.py", 1), method) is expected


def _route(path: str, *, head_known: bool = True) -> Route:
    return Route("GET", path, "a.py", 1, head_known=head_known)


ROUTES = [_route("/api/v1/users/{}/settings"), _route("/api/v1/users"), _route("/health")]


@pytest.mark.parametrize(
    ("written", "wanted", "said"),
    [
        ("/users/{}/settings", ("api", "v1"), ()),
        ("/v1/users/{}/settings", ("api",), ()),
        ("/api/v2/users", ("api", "v1"), ("api", "v2")),
        ("/api/health", (), ("api",)),
    ],
)
def test_the_same_end(written: str, wanted: tuple[str, ...], said: tuple[str, ...]) -> None:
    (found,) = moved(parts_of(written), ROUTES)
    assert (found.wanted, found.said) == (wanted, said)


@pytest.mark.parametrize("written", ["/shop/users", "/x/health", "/{}/settings", "/other"])
def test_one_word_at_the_end_says_little(written: str) -> None:
    assert moved(parts_of(written), ROUTES) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("/api/v1/users/{}/setings", "/api/v1/users/{}/settings"),
        ("/api/v1/user/{}/settings", "/api/v1/users/{}/settings"),
        ("/api/v1/users/{}/x/settings", "/api/v1/users/{}/settings"),
        ("/api/users/{}/settings", "/api/v1/users/{}/settings"),
        ("/api/v2/users", None),
        ("/healt", None),
        ("/api_v1/users", "/api/v1/users"),
        ("/api/v1/users/{}", None),
    ],
)
def test_slips(written: str, right: str | None) -> None:
    found = slips(parts_of(written), ROUTES)
    assert ["/" + "/".join(one.right) for one in found] == ([right] if right else [])


def test_a_slip_under_a_head_that_is_not_known() -> None:
    (found,) = slips(("v9", "chat", "recomendation"), [_route("/chat/recommendation", head_known=False)])
    assert found.right == ("v9", "chat", "recommendation")


@pytest.mark.parametrize(
    ("written", "base", "expected"),
    [
        ("/api/v1/users/x", 2, ["/api/v1/users/{}/settings", "/api/v1/users"]),
        ("/api/v1/x", 2, []),
        ("/other/settings", 0, ["/api/v1/users/{}/settings"]),
        ("/x", 0, []),
    ],
)
def test_what_stands_beside(written: str, base: int, expected: list[str]) -> None:
    assert [route.path for route in beside(parts_of(written), [*ROUTES, _route("/")], base)] == expected


@pytest.mark.parametrize(
    ("path", "beginning", "expected"),
    [("/api/x", "/api", True), ("/api", "/api/", True), ("/apis", "/api", False), ("/x", "", True), ("/x", "/", True)],
)
def test_below(path: str, beginning: str, *, expected: bool) -> None:
    assert is_below(path, beginning) is expected


def test_what_is_told() -> None:
    lines = list(Routes(Snapshot.of({"a.py": USERS, "tests/b.py": FASTAPI + "@app.get('/t')\ndef f(): ...\n"})).told())
    assert lines == ["GET .../users/{} (a.py:5)", "GET /t (tests/b.py:5) in a test or an example"]


def test_which_path_names_a_route() -> None:
    assert names(_route("/a/{}"), ("a", "42"))
    assert names(_route("/b", head_known=False), ("a", "b"))
    assert not names(_route("/a/b"), ("a", "{}"))
