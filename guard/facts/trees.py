"""Syntax trees of Python programs."""

from __future__ import annotations

import ast
import warnings


def parsed(source: bytes | str, largest: int) -> ast.Module | None:
    """None for what is no Python of this version, too deep, or longer than `largest`."""
    if len(source) > largest:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
