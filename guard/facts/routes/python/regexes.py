"""Regular expressions that programs route with, as paths."""

from __future__ import annotations

import re

from guard.facts.routes.model import UNKNOWN, Text

_PLAIN = re.compile(r"[\w/.~%@,;=&:!' -]*+")
_MOST = 400


def as_path(expression: Text) -> Text:
    """`^users/(?P<id>\\d+)/$` -> `users/{id}`. What is no plain sequence of words and groups is not known."""
    source = expression.text
    if len(source) > _MOST:
        return UNKNOWN
    source = source.removeprefix("^").removeprefix(r"\A").removesuffix("$").removesuffix(r"\Z").removesuffix(r"\z")
    source = source.removesuffix("/?")
    path: list[str] = []
    at = 0
    while at < len(source):
        if source[at] == "(":
            end = _closing(source, at)
            if end is None:
                return UNKNOWN
            path.append(_parameter(source[at + 1 : end - 1]))
            at = end
        elif source[at] == "\\" and source[at + 1 : at + 2] in {".", "-", "/", "_"}:
            path.append(source[at + 1])
            at += 2
        elif source[at] == "." and source[at + 1 : at + 2] in {"*", "+"}:
            path.append("{rest:path}")
            at += 2
        else:
            plain = _PLAIN.match(source, at)
            if plain is None or not plain[0] or source[plain.end() : plain.end() + 1] in {"?", "*", "+"}:
                return UNKNOWN
            path.append(plain[0])
            at = plain.end()
    return Text("".join(path), expression.known)


def _closing(source: str, at: int) -> int | None:
    depth = 0
    end = at
    while end < len(source):
        if source[end] == "\\":
            end += 1
        elif source[end] == "(":
            depth += 1
        elif source[end] == ")":
            depth -= 1
            if depth == 0:
                break
        end += 1
    if depth or end >= len(source):
        return None
    return None if source[end + 1 : end + 2] in {"?", "*", "+", "{"} else end + 1


def _parameter(group: str) -> str:
    name = "id"
    if group.startswith("?P<"):
        name, _, group = group[3:].partition(">")
    group = group.removeprefix("?:")
    wide = ".*" in group or ".+" in group
    return f"{{{name}:path}}" if wide else f"{{{name}}}"
