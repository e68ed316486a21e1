"""Where each setting was written, so that a complaint can name the file and the line."""

from __future__ import annotations

import re

import msgspec

from guard.model import Span
from guard.settings.errors import SettingsError

Key = tuple[str | int, ...]

_PLAIN = re.compile(r"[A-Za-z0-9_-]++")


class Place(msgspec.Struct, frozen=True):
    """`path` is a file, or the command line's option; only a file has a span."""

    path: str
    span: Span | None = None


class Origins(msgspec.Struct, frozen=True):
    """`path` is the file that was read ("" without one); `places` go by the key as `dotted` writes it."""

    path: str = ""
    places: dict[str, Place] = {}

    def place(self, key: Key) -> Place:
        """The place of `key`, or of the nearest table or list around it."""
        for length in range(len(key), 0, -1):
            found = self.places.get(dotted(key[:length]))
            if found:
                return found
        return Place(self.path)

    def error(self, key: Key, message: str, cure: str = "") -> SettingsError:
        place = self.place(key)
        return SettingsError(place.path, place.span.line if place.span else None, dotted(key), message, cure)


def dotted(key: Key) -> str:
    """A key as TOML writes it: `rules.broken-link.severity`, `contracts[0].type`, `rules."odd key"`."""
    words = ""
    for part in key:
        if isinstance(part, int):
            words += f"[{part}]"
            continue
        plain = part if _PLAIN.fullmatch(part) else msgspec.json.encode(part).decode()
        words += f".{plain}" if words else plain
    return words
