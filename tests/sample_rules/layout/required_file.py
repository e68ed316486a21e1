"""A file that the repository promises must be there. (A contract.)"""

from collections.abc import Iterator

import msgspec

from guard.documents import Document
from guard.facts import Facts
from guard.model import HOLDS, Outcome
from guard.rule import good

PREVIEW = True
MESSAGE = "missing: {subject}"
EXAMPLES = (good("", options={"file": "a.md"}),)


class Options(msgspec.Struct, frozen=True, rename="kebab"):
    file: str
    also_in: tuple[str, ...] = ()


def check(_document: Document, _facts: Facts, options: Options) -> Iterator[Outcome]:
    if options.file:
        yield HOLDS
