"""How far suppressions reach: stretches of lines by the name that they set aside, asked for the innermost."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

import msgspec

END = 1 << 60
"""The last line of every document."""


class Stretch(msgspec.Struct, frozen=True, order=True):
    """Lines from `first` to `last`, covered by the `number`th suppression of a document."""

    first: int
    last: int
    number: int


class Reaches:
    def __init__(self) -> None:
        self._stretches: defaultdict[str, list[Stretch]] = defaultdict(list)
        self._wider: dict[str, list[int]] = {}

    def add(self, name: str, stretch: Stretch) -> None:
        self._stretches[name].append(stretch)

    def seal(self) -> None:
        """Ends the adding. For each stretch the nearest one before it that reaches further down is noted."""
        for name, stretches in self._stretches.items():
            stretches.sort()
            wider: list[int] = []
            for number, stretch in enumerate(stretches):
                before = number - 1
                while before >= 0 and stretches[before].last <= stretch.last:
                    before = wider[before]
                wider.append(before)
            self._wider[name] = wider

    def over(self, name: str, first: int, last: int) -> Stretch | None:
        """The stretch of `name` that begins last among those that share a line with `first` to `last`."""
        stretches = self._stretches.get(name)
        if not stretches:
            return None
        number = bisect_right(stretches, last, key=lambda stretch: stretch.first) - 1
        # Those that are passed over end even higher than the one that already ended too high.
        while number >= 0 and stretches[number].last < first:
            number = self._wider[name][number]
        return stretches[number] if number >= 0 else None
