"""Colours, as a terminal understands them."""

from __future__ import annotations

import msgspec

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "place": "1",
    "gutter": "34",
    "note": "36",
    "fix": "32",
    "gone": "31",
    "new": "32",
    "quiet": "2",
}


class Paint(msgspec.Struct, frozen=True):
    on: bool

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.on and text else text
