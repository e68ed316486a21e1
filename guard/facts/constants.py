"""The names in capitals that a repository's programs and configuration know: variables of the environment, constants."""

from __future__ import annotations

from functools import cached_property

from guard.facts.words import Words


class Constants:
    def __init__(self, words: Words) -> None:
        self._words = words

    def __contains__(self, name: object) -> bool:
        return name in self.names

    @property
    def names(self) -> frozenset[str]:
        """Every name with an underscore, in every file that is no prose."""
        return self._words.constants

    def is_composed(self, name: str) -> bool:
        """Whether programs put names with the beginning of `name` together, so that not all of them are known."""
        return any(name.startswith(prefix) for prefix in self._words.prefixes)

    @cached_property
    def folded(self) -> dict[str, tuple[str, ...]]:
        """The names by what is left of them without underscores."""
        folded: dict[str, list[str]] = {}
        for name in sorted(self.names):
            folded.setdefault(name.replace("_", ""), []).append(name)
        return {plain: tuple(names) for plain, names in folded.items()}
