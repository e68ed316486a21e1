"""How a setting that cannot be understood is told: the file, the line, the key, what is wrong and what cures it."""

from __future__ import annotations

from collections.abc import Iterable


class SettingsError(Exception):
    """A setting that guard cannot follow. `path` is a file, or the command line's option that brought the value."""

    def __init__(self, path: str, line: int | None, key: str, message: str, cure: str = "") -> None:
        super().__init__(path, line, key, message, cure)
        self.path = path
        self.line = line
        self.key = key
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        said = f"{self.message}; {self.cure}" if self.cure else self.message
        return ": ".join(part for part in (place, self.key, said) if part)


def near(word: str, choices: Iterable[str]) -> str | None:
    """The one of `choices` that a person who typed `word` most likely meant."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, sorted(choices), scorer=fuzz.ratio, score_cutoff=70)
    return best[0] if best else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A cure in words: the near match, or nothing."""
    meant = near(word, choices)
    return f"did you mean {meant}?" if meant else ""
