"""The routes of an OpenAPI description."""

from __future__ import annotations

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import file
from guard.derive.sources.value import parsed
from guard.facts import Facts

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`tag`: only routes that bear it."""

    of: str
    tag: str = ""


class Route(msgspec.Struct, frozen=True):
    method: str
    path: str
    summary: str
    tags: tuple[str, ...] = ()
    deprecated: bool = False


def read(facts: Facts, options: Options) -> tuple[Route, ...]:
    """The routes in the order of the file, methods as above. Raises SourceError where there are none."""
    source = file(facts, options.of)
    described = parsed(source)
    paths = described.get("paths") if isinstance(described, dict) else None
    if not isinstance(paths, dict):
        raise SourceError("no OpenAPI description: it has no table of paths", source.path)
    found = []
    for path, item in paths.items():
        for method in _METHODS if isinstance(item, dict) else ():
            operation = item.get(method)
            if isinstance(operation, dict):
                found.append(_route(method, str(path), operation))
    found = [route for route in found if not options.tag or options.tag in route.tags]
    if not found:
        raise SourceError(f"no route{f' with the tag {options.tag}' if options.tag else ''}", source.path)
    return tuple(found)


def _route(method: str, path: str, operation: dict[str, object]) -> Route:
    tags = operation.get("tags")
    return Route(
        method.upper(),
        path,
        str(operation.get("summary") or operation.get("operationId") or ""),
        tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        deprecated=operation.get("deprecated") is True,
    )
