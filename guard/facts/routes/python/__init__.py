"""Routes of Python programs, read by their syntax trees."""

from guard.facts.routes.python.reading import may_route, read

__all__ = ["may_route", "read"]
