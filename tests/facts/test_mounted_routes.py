"""Routers of scripts that are mounted in other files, and those that cannot be followed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.facts.routes import Routes
from guard.facts.routes.javascript.imports import Imports
from guard.facts.routes.javascript.scopes import Scopes
from guard.snapshot import Snapshot


def told(files: dict[str, str]) -> list[str]:
    """The routes without their places; `...` stands for a head that is not known."""
    return sorted({route.told().partition(" (")[0] for route in Routes(Snapshot.of(dict(files))).all})


APP = "import express from 'express'\nconst app = express()\n"
USERS = "import { Router } from 'express'\nconst router = Router()\nrouter.get('/:id', f)\n"
DEFAULT = USERS + "export default router\n"
HONO = "import { Hono } from 'hono'\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a default export": (
        {"app.ts": APP + "import users from './routes/users'\napp.use('/users', users)\n", "routes/users.ts": DEFAULT},
        ["GET /users/{}"],
    ),
    "behind what guards it": (
        {
            "app.ts": APP + "import users from './users'\napp.use('/users', auth, limit({ a: 1 }), users)\n",
            "users.ts": DEFAULT,
        },
        ["GET /users/{}"],
    ),
    "a chain of mounts": (
        {
            "src/app.js": APP + "import routes from './routes/index.js'\napp.use('/api', routes)\n",
            "src/routes/index.js": "import { Router } from 'express'\nimport v1 from './v1.js'\nconst router = Router()\n"
            "router.use('/v1', v1)\nexport default router\n",
            "src/routes/v1.js": DEFAULT,
        },
        ["GET /api/v1/{}"],
    ),
    "mounted twice": (
        {
            "app.ts": APP + "import users from './users'\napp.use('/a', users)\napp.use('/b', users)\n",
            "users.ts": DEFAULT,
        },
        ["GET /a/{}", "GET /b/{}"],
    ),
    "required, from the index of a folder": (
        {
            "app.js": "const app = require('express')()\napp.use('/x', require('./routes'))\n",
            "routes/index.js": "const express = require('express')\nconst router = express.Router()\nrouter.post('/', f)\nmodule.exports = router;\n",
        },
        ["POST /x"],
    ),
    "one of several that are required": (
        {
            "app.js": "const express = require('express')\nconst { users: people } = require('./routes')\nconst app = express()\napp.use('/x', people)\n",
            "routes.js": "const express = require('express')\nconst users = express.Router()\nusers.put('/a', f)\nmodule.exports = { users };\n",
        },
        ["PUT /x/a"],
    ),
    "all that a file gives": (
        {
            "app.js": "const express = require('express')\nconst routes = require('./routes')\nconst app = express()\napp.use('/x', routes.users)\n",
            "routes.js": "const express = require('express')\nconst users = express.Router()\nusers.put('/a', f)\nmodule.exports.users = users\n",
        },
        ["PUT /x/a"],
    ),
    "a file that only passes on": (
        {
            "app.ts": APP + "import { users, posts } from './routes'\napp.use('/u', users)\napp.use('/p', posts)\n",
            "routes/index.ts": "export { default as users } from './users'\nexport * from './posts'\n",
            "routes/users.ts": DEFAULT,
            "routes/posts.ts": USERS.replace("const router", "export const posts").replace("router.", "posts."),
        },
        ["GET /p/{}", "GET /u/{}"],
    ),
    "paths of tsconfig.json": (
        {
            "server/tsconfig.json": '{\n  // base\n  "extends": "./tsconfig.base.json",\n}\n',
            "server/tsconfig.base.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./src/*"], /* one */ "@users": ["src/users"],}}}',
            "server/src/app.ts": APP
            + "import a from '@/routes/a.js'\nimport b from '@users'\napp.use('/a', a)\napp.use('/b', b)\n",
            "server/src/routes/a.ts": DEFAULT,
            "server/src/users.ts": DEFAULT,
        },
        ["GET /a/{}", "GET /b/{}"],
    ),
    "a router that is made by a function": (
        {
            "app.ts": "import express from 'express'\nimport { usersRouter } from './users'\nexport function main() {\n"
            "  const app = express()\n  const users = usersRouter(db)\n  app.use('/u', users)\n  app.use('/v', usersRouter())\n}\n",
            "users.ts": "import { Router } from 'express'\nexport function usersRouter(db: Db): Router {\n  const router = Router()\n"
            "  router.get('/a', (a, b) => {\n    b.send()\n  })\n  return router\n}\n",
        },
        ["GET /u/a", "GET /v/a"],
    ),
    "a router that is given to a function": (
        {
            "index.js": "const express = require('express')\nconst { users } = require('./endpoints')\nconst app = express()\n"
            "const api = express.Router()\napp.use('/api', api)\nusers(app, api)\n",
            "endpoints/index.js": "const { more } = require('./more')\nfunction users(app, router) {\n  app.get('/root', f)\n"
            "  router.get('/list', async (request, response) => {\n    request.get('/header')\n  })\n  more(router)\n}\nmodule.exports = { users }\n",
            "endpoints/more.js": "const more = (server) => {\n  server.delete('/more', f)\n  axios.get('/client')\n}\nmodule.exports = { more }\n",
        },
        ["DELETE /api/more", "GET /api/list", "GET /root"],
    ),
    "one script is a function": (
        {
            "index.js": "const express = require('express')\nconst app = express()\nrequire('./routes')(app)\n",
            "routes.js": "module.exports = function (app) {\n  app.get('/a', f)\n  app.use('/users', require('./users'))\n}\n",
            "users.js": "const router = require('express').Router()\nrouter.get('/b', f)\nmodule.exports = router\n",
        },
        ["GET /a", "GET /users/b"],
    ),
    "a class that holds its application": (
        {
            "server.ts": "import express from 'express'\nimport users from './users'\nexport class Server {\n  private app\n"
            "  constructor() {\n    this.app = express()\n    this.app.use('/u', users)\n    this.app.get('/h', f)\n  }\n}\n",
            "users.ts": DEFAULT,
        },
        ["GET /h", "GET /u/{}"],
    ),
    "what stands behind another call": (
        {
            "app.ts": APP
            + "import users from './users'\napp\n  .use('/u', users)\n  .get('/a', f)\n  .post('/b', f)\n",
            "users.ts": DEFAULT,
        },
        ["GET /a", "GET /u/{}", "POST /b"],
    ),
    "Hono": (
        {
            "index.ts": HONO
            + "import { users } from './users'\nconst app = new Hono<{ A: B }>().basePath('/api')\napp.get('/h', f)\n"
            "app.route('/users', users)\nexport default { port: 1, fetch: app.fetch }\n",
            "users.ts": HONO + "export const users = new Hono()\n  .get('/', f)\n  .post('/:id', f)\n",
        },
        ["GET /api/h", "GET /api/users", "POST /api/users/{}"],
    ),
    "a base of Hono": (
        {"index.ts": HONO + "const app = new Hono()\nconst v1 = app.basePath('/v1')\nv1.get('/a', f)\nserve(app)\n"},
        ["GET /v1/a"],
    ),
    "Fastify": (
        {
            "app.ts": "import Fastify from 'fastify'\nimport users from './users'\nimport { health } from './health'\nconst app = Fastify()\n"
            "app.register(users, { prefix: '/api/users' })\nawait app.register(health)\n"
            "app.register(async (inner) => {\n  inner.get('/in', f)\n  inner.register(health, { prefix: '/deep' })\n}, { prefix: '/v2' })\n",
            "users.ts": "import { FastifyInstance } from 'fastify'\nexport default async function (fastify: FastifyInstance, options) {\n"
            "  fastify.get('/:id', f)\n  fastify.route({ method: 'POST', url: '/new', handler })\n}\n",
            "health.ts": "export const health: FastifyPluginAsync = async (fastify) => {\n  fastify.get('/health', f)\n}\n",
        },
        ["GET /api/users/{}", "GET /health", "GET /v2/deep/health", "GET /v2/in", "POST /api/users/new"],
    ),
    "a function that mounts what it is given": (
        {
            "app.ts": APP
            + "import users from './users'\nimport { add } from './add'\napp.use('/a', users)\nadd(app, users)\n",
            "add.ts": "export function add(app, router) {\n  app.use('/z', router)\n}\n",
            "users.ts": DEFAULT,
        },
        ["GET /a/{}", "GET /z/{}"],
    ),
    "one name in two functions": (
        {
            "a.ts": "import { Router, express } from 'express'\nfunction one() {\n  const app = express()\n  app.get('/one', f)\n}\n"
            "function two(app: Router) {\n  app.get('/two', f)\n}\n"
        },
        ["GET .../two", "GET /one"],
    ),
    # What cannot be followed.
    "nobody mounts it": ({"users.ts": DEFAULT, "app.ts": APP + "app.get('/a', f)\n"}, ["GET .../{}", "GET /a"]),
    "a prefix that is computed": (
        {"app.ts": APP + "import users from './users'\napp.use(settings.path, users)\n", "users.ts": DEFAULT},
        ["GET .../{}"],
    ),
    "a prefix of which the end is known": (
        {"app.ts": APP + "import users from './users'\napp.use(`${base}/users`, users)\n", "users.ts": DEFAULT},
        ["GET .../users/{}"],
    ),
    "options that are computed": (
        {
            "app.ts": "import Fastify from 'fastify'\nimport users from './users'\nconst app = Fastify()\napp.register(users, options)\n",
            "users.ts": "export default async function (app, o) {\n  app.get('/a', f)\n}\n",
        },
        ["GET .../a"],
    ),
    "a prefix that is spread": (
        {
            "app.ts": "import Fastify from 'fastify'\nimport users from './users'\nconst app = Fastify()\napp.register(users, { ...options })\n",
            "users.ts": "export default async function (app, o) {\n  app.get('/a', f)\n}\n",
        },
        ["GET .../a"],
    ),
    "it is put into a list besides": (
        {
            "app.ts": APP
            + "import users from './users'\napp.use('/a', users)\nconst all = [users]\nall.forEach((one) => app.use(base, one))\n",
            "users.ts": DEFAULT,
        },
        ["GET .../{}", "GET /a/{}"],
    ),
    "another file takes it for something else": (
        {
            "app.ts": APP + "import users from './users'\napp.use('/a', users)\n",
            "more.ts": APP + "import users from './users'\nmount(app, users)\n",
            "users.ts": DEFAULT,
        },
        ["GET .../{}", "GET /a/{}"],
    ),
    "the mounting router is not mounted": (
        {
            "index.ts": "import { Router } from 'express'\nimport users from './users'\nexport const router = Router()\nrouter.use('/u', users)\n",
            "users.ts": DEFAULT,
        },
        ["GET .../u/{}"],
    ),
    "routers that mount each other": (
        {
            "a.ts": "import { Router } from 'express'\nimport b from './b'\nconst a = Router()\na.use('/b', b)\na.get('/x', f)\nexport default a\n",
            "b.ts": "import { Router } from 'express'\nimport a from './a'\nconst b = Router()\nb.use('/a', a)\nexport default b\n",
        },
        ["GET .../b/a/x"],
    ),
    "made twice": (
        {"app.ts": APP + "let router = Router()\nrouter.get('/a', f)\napp.use('/x', router)\nlet router = Router()\n"},
        ["GET .../a"],
    ),
    "a package's router": (
        {"app.ts": APP + "import users from '@acme/users'\napp.use('/a', users)\n", "users.ts": DEFAULT},
        ["GET .../{}"],
    ),
    "a router with a prefix of its own": (
        {
            "a.ts": "import Router from 'koa-router'\nconst router = new Router({ prefix: settings.prefix })\nrouter.get('/a', f)\n"
        },
        ["GET .../a"],
    ),
    "a test mounts it": (
        {"users.ts": DEFAULT, "test/app.ts": APP + "import users from '../users'\napp.use('/a', users)\n"},
        ["GET .../{}"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_mounts(case: str) -> None:
    files, expected = CASES[case]
    assert told(files) == sorted(expected)


SPECIFIERS = [
    ("./b", "src/b.ts"),
    ("./b.js", "src/b.ts"),
    ("../c", "c/index.js"),
    ("..", "index.mjs"),
    ("./none", None),
    ("../../out", None),
    ("express", None),
    ("@/b", "src/b.ts"),
    ("~/b", None),
]


@pytest.mark.parametrize(("specifier", "expected"), SPECIFIERS)
def test_what_is_imported(specifier: str, expected: str | None) -> None:
    names = ("src/a.ts", "src/b.ts", "c/index.js", "index.mjs")
    files = {
        **dict.fromkeys(names, ""),
        "jsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["src/*"], "~/*": 1}}}',
    }
    assert Imports(Snapshot.of(files)).find("src/a.ts", specifier) == expected


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"extends": "./tsconfig.json"}', '{"compilerOptions": {"paths": []}}']
)
def test_a_configuration_that_says_nothing(content: str) -> None:
    assert Imports(Snapshot.of({"a.ts": "", "tsconfig.json": content})).find("a.ts", "@/b") is None


def test_functions() -> None:
    text = (
        "function one(a, { b }, c = 1) {\n  call((x) => {\n    y\n  })\n}\nconst two = async (d: T): Promise<void> => {\n}\n"
        "class A {\n  async three(\n    e: E,\n  ) {\n    if (f) {\n    }\n  }\n}\nconst four = g => { h }\n"
    )
    found = [(one.name, one.parameters, text[one.start : one.end].strip()[:4]) for one in Scopes(text).functions]
    assert found == [
        ("one", ("a", "", "c"), "call"),
        ("", ("x",), "y"),
        ("two", ("d",), ""),
        ("", ("e", ""), "if ("),
        ("four", ("g",), "h }"),
    ]


PIECES = st.sampled_from(
    "const app = express()|app.use('/a', b)|\n|export default |import b from './b'\n|module.exports = |{|}|(|)|=> {\n|function f(app) {\n"
    "|app.get('/x', f)|f(app)|return app\n|[|]|,|'|`|//|/*|.basePath('/y')|app.register(f, { prefix: '/p' })|const b = f(app)\n".split(
        "|"
    )
)


@given(st.lists(PIECES, max_size=30), st.lists(PIECES, max_size=30))
def test_whatever_stands_there(one: list[str], other: list[str]) -> None:
    for route in told({"a.js": "require('express')\n" + "".join(one), "b.js": "require('express')\n" + "".join(other)}):
        assert route.split(" ")[1].startswith(("/", ".../"))
