"""A Python module and its classes, as their source shows them."""

from __future__ import annotations

import msgspec


class Class(msgspec.Struct, frozen=True):
    """`members` are methods, attributes of the class and those set on `self`, by name with their lines.

    `bases` are as written. `open`: it may have members that its source does not show.
    """

    name: str
    line: int
    members: dict[str, int]
    bases: tuple[str, ...] = ()
    open: bool = False


class Module(msgspec.Struct, frozen=True):
    """`names` are what importing it can give, by name with the line; `stars` the modules of `from x import *`.

    `open`: it may give names that its source does not show (`__getattr__`, `globals()`), or it cannot be read.
    """

    names: dict[str, int] = {}
    classes: dict[str, Class] = {}
    stars: tuple[str, ...] = ()
    open: bool = False
