"""Words of a command line -> options with their values, and operands."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import msgspec

from guard.documents.claims import Word


class Options(msgspec.Struct, frozen=True):
    """`values` are (option, value) in order; options without a value are in `flags`."""

    values: tuple[tuple[str, Word], ...] = ()
    flags: tuple[Word, ...] = ()
    operands: tuple[Word, ...] = ()

    def all(self, *names: str) -> tuple[Word, ...]:
        return tuple(value for name, value in self.values if name in names)

    def last(self, *names: str) -> Word | None:
        found = self.all(*names)
        return found[-1] if found else None


def parse(words: tuple[Word, ...], with_value: AbstractSet[str], *, interspersed: bool = True) -> Options:
    """Parses as getopt does. `with_value` names the options that take a value; others take none.

    `-fx`, `-f x`, `-vf x`, `--file=x` and `--file x` are understood. Unless `interspersed`, everything from the first
    operand on is an operand.
    """
    values: list[tuple[str, Word]] = []
    flags: list[Word] = []
    operands: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word.text == "--":
            operands += words[at:]
            break
        if not word.text.startswith("-") or word.text == "-":
            operands.append(word)
            if not interspersed:
                operands += words[at:]
                break
            continue
        name, attached = _split(word, with_value)
        if attached is not None:
            values.append((name, attached))
        elif name in with_value and at < len(words):
            values.append((name, words[at]))
            at += 1
        else:
            flags.append(word)
    return Options(tuple(values), tuple(flags), tuple(operands))


def _split(word: Word, with_value: AbstractSet[str]) -> tuple[str, Word | None]:
    """The option that a word gives, and the value that is written in the same word."""
    text = word.text
    if text.startswith("--"):
        name, mark, _ = text.partition("=")
        return name, _after(word, len(name) + 1) if mark else None
    for index, letter in enumerate(text[1:], 1):
        if "-" + letter in with_value:
            rest = index + 1 + text[index + 1 :].startswith("=")
            return "-" + letter, _after(word, rest) if rest < len(text) else None
    return text, None


def _after(word: Word, length: int) -> Word:
    """The rest of a word. Its span is exact where source and text agree, else it is the whole word's."""
    place = word.span
    exact = place.line == place.end_line and place.end_column - place.column == len(word.text)
    span = msgspec.structs.replace(place, column=place.column + length) if exact else place
    return Word(word.text[length:], span, word.literal)
