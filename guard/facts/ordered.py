"""Folders of pages that a site elsewhere sets in order by numbers: `docs/02-runes/04-effect.md` is its page `effect`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from posixpath import basename, splitext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guard.facts.facts import Facts

_NUMBER = re.compile(r"\A\d{1,3}[-_.]")
_LEAST = 5
"""How many links must name such a page without its number, before that is taken for the way of a site."""


def ordered(facts: Facts) -> dict[str, frozenset[str]]:
    """The top folders whose documents call each other by names without number and ending, with these names."""
    pages: dict[str, set[str]] = defaultdict(set)
    for path in facts.living:
        top, slash, _ = path.partition("/")
        name = basename(path)
        if slash and _NUMBER.match(name):
            pages[top].add(splitext(_NUMBER.sub("", name))[0])
    counts: Counter[str] = Counter()
    for path in facts.living:
        top = path.partition("/")[0]
        if len(pages.get(top, ())) >= _LEAST and facts.is_markdown(path):
            links = (link.destination.partition("#")[0].rstrip("/") for link in facts.claims_of(path).links)
            counts[top] += sum(basename(link) in pages[top] for link in links if "://" not in link)
    return {top: frozenset(pages[top]) for top, count in counts.items() if count >= _LEAST}
