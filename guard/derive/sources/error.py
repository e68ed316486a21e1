"""A source that cannot be read as it was meant."""

from __future__ import annotations


class SourceError(Exception):
    """`path` and `line` say where; `message` what is wrong there, with the cure."""

    def __init__(self, message: str, path: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = self.path + (f":{self.line}" if self.path and self.line else "")
        return f"{place}: {self.message}" if place else self.message
