"""Where quoted text ends."""

from __future__ import annotations


def closing(text: str, quote: str, at: int, limit: int | None = None) -> int:
    """The place of the first `quote` from `at` on that no backslash escapes, -1 if there is none before `limit`."""
    end = text.find(quote, at, limit)
    while end >= 0:
        before = end
        while before > at and text[before - 1] == "\\":
            before -= 1
        if (end - before) % 2 == 0:
            return end
        end = text.find(quote, end + 1, limit)
    return -1
