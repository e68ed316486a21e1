"""What a format needs to know beside the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from guard.model import Severity
from guard.report.encode import ascii_only, visible


class Context(msgspec.Struct, frozen=True):
    """`sources` gives the lines of a document, without their ends; none at all when it cannot be read.

    `width` is the terminal's, in cells. `root` is the repository's absolute path. `fail_on` is the least severity that
    fails the run.
    """

    sources: Callable[[str], Sequence[str]]
    version: str
    root: str = ""
    color: bool = False
    ascii: bool = False
    width: int = 100
    statistics: bool = False
    fail_on: Severity = "warning"

    def encode(self, text: str) -> str:
        """`text` as this console can show it, safe to print."""
        return ascii_only(visible(text)) if self.ascii else visible(text)
