"""What is found in Python programs before it is known where routers are mounted."""

from __future__ import annotations

from typing import NamedTuple

from guard.facts.routes.model import Text
from guard.facts.routes.python.routers import Router


class Handled(NamedTuple):
    """A path below a router. `open`: what stands below it is routed as well."""

    router: Router
    methods: tuple[str, ...]
    path: Text
    source_path: str
    line: int
    open: bool = False
