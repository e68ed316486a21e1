"""Dockerfile -> its stages, what it copies, exposes and names, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from guard.documents.claims import Word
from guard.documents.lines import Lines
from guard.model import Span


class Stage(msgspec.Struct, frozen=True, array_like=True):
    """`name` is as written, "" if the stage has none; Docker compares names without regard to case."""

    name: str
    image: str
    span: Span


class Copied(msgspec.Struct, frozen=True, array_like=True):
    """A source of COPY or ADD in the build context. Sources in other stages or images are left out."""

    source: Word
    instruction: str


class Dockerfile(msgspec.Struct, frozen=True, array_like=True):
    stages: tuple[Stage, ...] = ()
    copies: tuple[Copied, ...] = ()
    exposes: tuple[Word, ...] = ()
    arguments: tuple[Word, ...] = ()
    """The names of ARG, without their defaults."""
    variables: tuple[Word, ...] = ()
    """The names of ENV."""

    def has_stage(self, name: str) -> bool:
        """Whether `name`, or the number of a stage, may be built."""
        if name.isdecimal():
            return int(name) < len(self.stages)
        return any(stage.name.lower() == name.lower() for stage in self.stages)


def read(text: str) -> Dockerfile:
    """What a Dockerfile says. Never raises; instructions that nobody knows are passed over."""
    stages: list[Stage] = []
    copies: list[Copied] = []
    named: dict[str, list[Word]] = {"EXPOSE": [], "ARG": [], "ENV": []}
    for instruction in _instructions(text):
        keyword, words = instruction.keyword, instruction.words
        if keyword == "FROM" and (stage := _stage(words)):
            stages.append(stage)
        elif keyword in ("COPY", "ADD"):
            copies += _copied(keyword, words, instruction.flags)
        elif keyword == "EXPOSE":
            named["EXPOSE"] += words
        elif keyword in ("ARG", "ENV"):
            named[keyword] += _names(keyword, words)
    return Dockerfile(
        tuple(stages), tuple(copies), tuple(named["EXPOSE"]), tuple(named["ARG"]), tuple(named["ENV"])
    )  # fmt: skip


class _Instruction(NamedTuple):
    keyword: str
    flags: tuple[str, ...]
    words: tuple[Word, ...]


_DIRECTIVE = re.compile(r"[ \t]{0,99}+#[ \t]{0,99}+([a-zA-Z]{1,40}+)[ \t]{0,99}+=[ \t]{0,99}+(\S{1,99}+)")
_HEREDOC = re.compile(r"<<-?(['\"]?)([A-Za-z_][\w.\-]{0,60})\1")
_KEYWORD = re.compile(r"[ \t]{0,200}+([A-Za-z]{1,40}+)(?:[ \t]{1,200}+|$)")
_WORD = re.compile(r"(?>(?:[^\s\"'\[\],]++|\"[^\"]*+\"?|'[^']*+'?|[\[\],](?=\S))+)")
_UNSURE = re.compile(r"[$*?\[]")
_READ = frozenset({"FROM", "COPY", "ADD", "EXPOSE", "ARG", "ENV"})
# Whose heredocs are scripts or files; elsewhere `<<` means nothing.
_WITH_HEREDOC = frozenset({"RUN", "COPY", "ADD"})


def _instructions(text: str) -> Iterator[_Instruction]:
    """Logical lines: continued ones joined, comments and the bodies of heredocs left out."""
    lines = Lines(text)
    escape = _escape(lines)
    number = 1
    while number <= len(lines):
        pieces: list[tuple[int, int, str]] = []  # line, column, text
        number = _logical_line(lines, number, escape, pieces)
        if not pieces:
            continue
        keyword = _KEYWORD.match(pieces[0][2])
        if keyword is None:
            continue
        name = keyword[1].upper()
        line, column, first = pieces[0]
        pieces[0] = (line, column + keyword.end(), first[keyword.end() :])
        if name in _WITH_HEREDOC:
            number = _after_heredocs(lines, number, pieces)
        words = tuple(_words(pieces)) if name in _READ else ()
        count = next((index for index, word in enumerate(words) if not word.text.startswith("--")), len(words))
        yield _Instruction(name, tuple(word.text for word in words[:count]), words[count:])


def _escape(lines: Lines) -> str:
    """The escape character: parser directives stand in the first comment lines."""
    for number in range(1, min(len(lines), 10) + 1):
        directive = _DIRECTIVE.match(lines.content(number))
        if directive is None:
            break
        if directive[1].lower() == "escape" and directive[2] in ("`", "\\"):
            return directive[2]
    return "\\"


def _logical_line(lines: Lines, number: int, escape: str, pieces: list[tuple[int, int, str]]) -> int:
    """Collects one instruction's pieces; returns the number of the line after it."""
    while number <= len(lines):
        content = lines.content(number)
        stripped = content.rstrip(" \t")
        if not stripped.strip() or stripped.lstrip(" \t").startswith("#"):
            number += 1  # blank and comment lines do not end a continued instruction
            if not pieces:
                break
            continue
        goes_on = stripped.endswith(escape)
        pieces.append((number, 1, stripped[:-1] if goes_on else content))
        number += 1
        if not goes_on:
            break
    return number


def _after_heredocs(lines: Lines, number: int, pieces: list[tuple[int, int, str]]) -> int:
    for _, _, text in pieces:
        for heredoc in _HEREDOC.finditer(text):
            while number <= len(lines):
                number += 1
                if lines.content(number - 1).strip("\t ") == heredoc[2]:
                    break
    return number


def _words(pieces: list[tuple[int, int, str]]) -> Iterator[Word]:
    for line, column, text in pieces:
        is_list = text.lstrip().startswith("[") or "," in text
        for found in _WORD.finditer(text):
            written = found[0].strip("[],") if is_list and '"' in text else found[0]
            start = column + found.start() + found[0].find(written)
            bare = written[1:-1] if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'" else written
            if bare and not bare.startswith("<<"):
                span = Span(line, start, line, start + len(written))
                yield Word(bare, span, not _UNSURE.search(bare))


def _stage(words: tuple[Word, ...]) -> Stage | None:
    if not words:
        return None
    image = words[0]
    if len(words) >= 3 and words[1].text.upper() == "AS":
        return Stage(words[2].text, image.text, words[2].span)
    return Stage("", image.text, image.span)


def _copied(keyword: str, words: tuple[Word, ...], flags: tuple[str, ...]) -> list[Copied]:
    if any(flag.startswith("--from=") for flag in flags):
        return []
    return [Copied(word, keyword) for word in words[:-1] if "://" not in word.text]


def _names(keyword: str, words: tuple[Word, ...]) -> Iterator[Word]:
    if keyword == "ENV" and words and "=" not in words[0].text:
        words = words[:1]  # the old form, `ENV name value`
    for word in words:
        name = word.text.partition("=")[0]
        place = word.span
        yield Word(name, Span(place.line, place.column, place.line, place.column + len(name)), word.literal)
