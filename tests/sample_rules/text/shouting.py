"""A heading must not shout."""

from collections.abc import Iterator

from guard.documents import Document
from guard.facts import Facts
from guard.model import HOLDS, Outcome, Status
from guard.rule import bad

SEVERITY = "error"
STATUSES = (Status.LIVING, Status.PROPOSAL)
MESSAGE = "shouting: {subject}"
EXAMPLES = (bad("# HELLO", says="shouting: HELLO"),)


def check(document: Document, _facts: Facts) -> Iterator[Outcome]:
    for heading in document.claims.headings:
        shouts = heading.text.isupper()
        yield document.finding(heading.span, MESSAGE, subject=heading.text) if shouts else HOLDS
