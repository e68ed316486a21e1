"""Routes of JavaScript and TypeScript programs: Express, Koa, Hono, Fastify and their like, and Nest."""

from guard.facts.routes.javascript.calls import ENDINGS, may_route
from guard.facts.routes.javascript.reading import read

__all__ = ["ENDINGS", "may_route", "read"]
