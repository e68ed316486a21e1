"""How many files match a pattern."""

from __future__ import annotations

from guard.derive.producers.context import Place
from guard.derive.sources import listing
from guard.facts import Facts

Options = listing.Options


def write(facts: Facts, options: listing.Options, place: Place) -> str:
    return str(listing.read(facts, options).count)
