"""The variables that pydantic's settings classes read: a field each, with the prefix of the class."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from guard.facts.symbols.reading import parse, walk

MARK = b"BaseSettings"


def variables(source: bytes) -> Iterator[tuple[str, int]]:
    """Names and lines. A prefix that is computed, or a nested delimiter, leaves the class out."""
    tree = parse(source)
    for node in walk(tree) if tree else ():
        if isinstance(node, ast.ClassDef) and any("BaseSettings" in ast.unparse(base) for base in node.bases):
            prefix = _prefix(node)
            for statement in node.body if prefix is not None else ():
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    name = statement.target.id
                    if name != "model_config" and not name.startswith("_"):
                        yield f"{prefix}{name}".upper(), statement.lineno


def _prefix(node: ast.ClassDef) -> str | None:
    """The literal `env_prefix` of the class, "" without one, None where it is computed."""
    for inner in walk(node):
        value = None
        if (isinstance(inner, ast.keyword) and inner.arg == "env_prefix") or (
            isinstance(inner, ast.Assign) and any(getattr(one, "id", "") == "env_prefix" for one in inner.targets)
        ):
            value = inner.value
        if value is not None:
            return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
    return ""
