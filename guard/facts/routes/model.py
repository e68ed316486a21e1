"""What a route is, and what is known of a text that programs put together."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

ANY = "ANY"
"""A method that is not known, or all of them."""
WEBSOCKET = "WEBSOCKET"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT")


class Route(msgspec.Struct, frozen=True):
    """`path` has `{}` for its parameters and no slash at its end; `written` has their names.

    Unless `head_known`, something that is not known may stand before `path`. `open`: whatever stands below it is routed
    as well. `sample`: a test or an example has it.
    """

    method: str
    path: str
    source_path: str
    line: int
    head_known: bool = True
    open: bool = False
    sample: bool = False
    written: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in self.path.split("/") if part)

    @property
    def literals(self) -> int:
        return sum("{}" not in part for part in self.parts)

    def told(self) -> str:
        head = "" if self.head_known else "..."
        tail = "/..." if self.open else ""
        return f"{self.method} {head}{self.path}{tail} ({self.source_path}:{self.line})"


class Text(NamedTuple):
    """What is known of a text. Unless `known`, something that is not known stands before `text`."""

    text: str
    known: bool

    def then(self, other: Text) -> Text:
        """The two texts, one behind the other."""
        return Text(self.text + other.text, self.known) if other.known else other

    def below(self, other: Text) -> Text:
        """This path below another one."""
        if not self.known or not other.text:
            return Text(self.text, self.known and other.known)
        return Text(f"{other.text.rstrip('/')}/{self.text.lstrip('/')}", other.known)


NOTHING = Text("", True)
UNKNOWN = Text("", False)
