"""What a command line asks of a runner, and the words that it says it with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from guard.documents.claims import Word
from guard.model import Span

Program = Literal[
    "make", "just", "task", "tox", "nox", "nox tag", "hatch", "hatch environment", "pdm", "poe", "pre-commit", "project"
]
"""Who runs the target, with what it is where one runner knows several kinds. `project`: a script that the project installs."""


class TargetCall(msgspec.Struct, frozen=True):
    """Targets by name. `file` is named by the command, `folder` is where it says that it runs.

    `sure`: they can be nothing else; otherwise a name may as well be a program that a dependency brings.
    """

    program: Program
    targets: tuple[Word, ...]
    folder: str = ""
    file: str = ""
    sure: bool = True


CrateKind = Literal["bin", "example", "test", "bench", "feature", "package", "alias"]


class CrateCall(msgspec.Struct, frozen=True):
    """A name that cargo is given. `packages` are those that the command selects, `file` the manifest that it names.

    `whole`: it speaks of every package of the workspace.
    """

    kind: CrateKind
    name: Word
    packages: tuple[str, ...] = ()
    folder: str = ""
    file: str = ""
    whole: bool = False


def parts(word: Word, separators: str = ",") -> Iterator[Word]:
    """The names of a list in one word, each with its own span where the word stands in the document as it is."""
    text, start = word.text, 0
    for at in range(len(text) + 1):
        if at == len(text) or text[at] in separators:
            name = text[start:at].strip()
            if name:
                yield part(word, name, start + text[start:at].index(name))
            start = at + 1


def part(word: Word, text: str, offset: int) -> Word:
    """`text`, which stands in `word` at `offset`; it keeps the whole word's span where quotes or escapes hide its place."""
    span = word.span
    hidden = span.end_column - span.column - len(word.text)
    if span.line != span.end_line or hidden not in {0, 2}:
        return Word(text, span, word.literal)
    column = span.column + offset + hidden // 2  # two: quotes around it
    return Word(text, Span(span.line, column, span.line, column + len(text)), word.literal)
