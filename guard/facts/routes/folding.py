"""Paths of routes with their parameters folded: `/users/:id/`, `/users/<int:id>` and `/users/{id}` are all `/users/{}`."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMED = re.compile(r":[A-Za-z_$]\w{0,80}+")
_VARIABLE = re.compile(r"\$[A-Za-z_]\w{0,80}+")
_PAIRS = {"{": "}", "<": ">", "(": ")", "[": "]"}


class Folded(NamedTuple):
    """`open`: its last parameter takes slashes too. `written` has the parameters' names in braces."""

    path: str
    open: bool
    written: str


def fold(path: str) -> Folded:
    """Whatever comes: a path with `/` in front, without one at its end, `{}` for each parameter."""
    folded: list[str] = []
    named: list[str] = []
    is_open = False
    at = 0
    while at < len(path):
        found = _parameter(path, at)
        if found is None:
            folded.append(path[at])
            named.append(path[at])
            at += 1
            continue
        end, inner = found
        is_open = is_open or _takes_slashes(inner)
        folded.append("{}")
        named.append(f"{{{_name(inner)}}}")
        at = end
    return Folded(_slashes("".join(folded)), is_open, _slashes("".join(named)))


def parts_of(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part)


def _slashes(path: str) -> str:
    return "/" + "/".join(part for part in path.split("/") if part)


def _parameter(path: str, at: int) -> tuple[int, str] | None:
    """The parameter that begins at `at`: where it ends, and what it says."""
    character = path[at]
    begins = at == 0 or path[at - 1] == "/"
    if character == "$":
        if path[at + 1 : at + 2] == "{":
            return _balanced(path, at + 1)
        variable = _VARIABLE.match(path, at)
        return (variable.end(), variable[0][1:]) if variable else None
    if character in "{<" or (begins and character in "([" and _balanced(path, at) is not None):
        return _balanced(path, at)
    if character == ":" and begins and (named := _NAMED.match(path, at)):
        end = named.end()
        more = _balanced(path, end) if path[end : end + 1] == "(" else None
        inner = named[0][1:] + (f":{more[1]}" if more else "")
        end = more[0] if more else end
        if path[end : end + 1] in {"*", "+"}:
            return end + 1, inner + ":.*"
        return (end + 1 if path[end : end + 1] == "?" else end), inner
    if character == "*" and begins:
        end = at
        while end < len(path) and path[end] != "/":
            end += 1
        return end, path[at:end] + ":.*"
    return None


def _balanced(path: str, at: int) -> tuple[int, str] | None:
    """What stands in the bracket at `at`, and where it ends; None if it is not closed."""
    opening, closing = path[at], _PAIRS[path[at]]
    depth = 0
    for end in range(at, min(len(path), at + 200)):
        if path[end] == opening:
            depth += 1
        elif path[end] == closing:
            depth -= 1
            if depth == 0:
                return end + 1, path[at + 1 : end]
    return None


def _takes_slashes(inner: str) -> bool:
    return inner.startswith(("path:", "...", "[...", "*")) or inner.endswith((":path", "...", ".*", ".+", ".*?", ".+?"))


def _name(inner: str) -> str:
    """`int:id`, `id:int`, `[...slug]`, `id:[0-9]+` -> the parameter's name, as well as it can be told."""
    head, colon, tail = inner.strip("[].*? ").partition(":")
    word = tail if colon and head in _CONVERTERS else head
    return re.sub(r"[^\w-]", "", word) or "id"


_CONVERTERS = frozenset({"int", "str", "string", "path", "uuid", "slug", "float", "any", "number", "re", "regex"})
