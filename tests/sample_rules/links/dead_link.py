"""A link must lead to a file.

The page of a rule with options.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from guard.documents import Document
from guard.facts import Facts
from guard.model import HOLDS, Outcome
from guard.rule import bad, good

MESSAGE = "dead: {subject}"
EXAMPLES = (good("[a](a.md)", files=["a.md"]), bad("[a](b.md)", says="dead: b.md", fixed="[a](a.md)"))


class Options(msgspec.Struct, frozen=True, rename="kebab"):
    allow: tuple[str, ...] = ()
    max_depth: int = 3
    mode: Literal["strict", "lax"] = "strict"


def check(document: Document, _facts: Facts, options: Options) -> Iterator[Outcome]:
    for link in document.claims.links:
        if link.destination in options.allow:
            yield HOLDS
        else:
            yield document.finding(link.span, MESSAGE, subject=link.destination)
