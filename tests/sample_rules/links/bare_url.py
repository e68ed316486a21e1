"""A URL should have a text."""

from collections.abc import Iterator

from guard.documents import Document
from guard.facts import Facts
from guard.model import HOLDS, Outcome
from guard.rule import good

SEVERITY = "info"
PREVIEW = True
MESSAGE = "bare: {subject}"
EXAMPLES = (good("[a](a.md)"),)


def check(document: Document, _facts: Facts) -> Iterator[Outcome]:
    for _ in document.claims.links:
        yield HOLDS
