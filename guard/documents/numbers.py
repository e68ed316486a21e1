"""Numbers as English writes them: digits, and words from two to ninety-nine."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIRST_TEN = 20

NUMBER = (
    rf"(?:\d{{1,4}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES[2:], reverse=True))})"
)
"""A pattern of what `number` reads, for a regular expression that ignores case. One is left out: it is a pronoun as well."""


def in_words(number: int) -> str:
    """`number` as a word; digits from a hundred on."""
    if not 0 <= number < 100:
        return str(number)
    if number < _FIRST_TEN:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


_VALUES = {in_words(number): number for number in range(100)}


def number(text: str) -> int | None:
    """What `text` says, if it is a number and nothing else."""
    if text.isdecimal() and text.isascii():
        return int(text) if len(text) <= 9 else None
    return _VALUES.get(text.lower())


def written_like(value: int, text: str) -> str:
    """`value` in digits or in words, with a capital or without, as `text` is written."""
    if text[:1].isdigit():
        return str(value)
    word = in_words(value)
    return word.capitalize() if text[:1].isupper() else word
