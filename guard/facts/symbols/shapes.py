"""Which words are names of programs, and could not stand so in a sentence."""

from __future__ import annotations

import re

from guard.facts.paths import has_placeholder

SHORTEST = 7
"""Shorter names are too like one another for a slip to be told from a name."""
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")


def is_shaped(name: str) -> bool:
    """Whether nobody would write the word so in a sentence, and nothing else but a name of programs is written so."""
    if len(name) < SHORTEST or name.isupper() or has_placeholder(name):
        return False
    return "_" in name.strip("_") or _INNER_CAPITAL.search(name) is not None
