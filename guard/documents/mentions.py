"""Words that look like paths, and what their sentence says about them.

Nothing is judged here: a mention is only a candidate, and the hints let a rule keep out of sentences about the past, about
files that the reader makes, and about examples.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A file name's ending that is common enough to take `name.ending` for a file without any slash.
ENDINGS = frozenset(
    """
    adoc astro bash bat bazel bzl c cc cfg cjs clj cmake cmd conf cpp cs css csv cts cu cue dart dockerfile edn el ex
    exs fish gemspec go gql gradle graphql groovy h hcl hpp hs html http htm ini ipynb java jl jpeg jpg js json json5
    jsonc jsonl jsx kt kts less lock lua m4a md mdc mdx mjs mk ml mov mp3 mp4 mts nim nix nu org pdf php pl plist png
    po podspec prisma properties proto ps1 py pyi pyx qml r rake rb rej rs rst sass sbt scala scss service sh sln sol
    spec sql svelte svg swift tcl template tf tfvars tmpl toml tpl ts tsv tsx txt vue wasm webm webp xml xsd yaml yml
    zig zsh
    """.split()
)

_LONGEST = 300  # code points of a path
_BREAKING = frozenset(" \t\n\"'`|,;=()[]&?!^")
_WORD = re.compile(r"[^\s\"'`|<>()\[\]{},;]++")
# Prose is searched for what no sentence has by chance: a slash inside a word, or a dot before a letter.
_PROSE = re.compile(r"(?<![\w/.@:~#&=?%$\\-])(?>(?:\.{0,2}/)?)[\w.@+-]++(?>(?:/[\w.@+~*-]++)*)/?+")
_PLACE = re.compile(r"(?::L?\d[\d,:-]*+|(?<=\w)#[\w-]++|\(\w*\)|::[\w:.\[\]-]++)$")


class Candidate(NamedTuple):
    """`text` at offsets `start` to `end` of what was searched."""

    text: str
    start: int
    end: int


def has_ending(name: str) -> bool:
    stem, dot, ending = name.rpartition(".")
    return bool(dot) and bool(stem) and ending.lower() in ENDINGS


def trim(text: str) -> str:
    """A path without what people put behind it: punctuation, `:12`, `#L3-L9`, `::test_name`."""
    text = text.rstrip(".,;:!?")
    if len(text) > _LONGEST:
        return text
    while (shorter := _PLACE.sub("", text)) != text:
        text = shorter.rstrip(".,;:!?")
    return text


def looks_like_path(text: str) -> bool:
    """Whether a whole code span, or a whole operand, has the shape of one path."""
    if "." not in text and "/" not in text and "\\" not in text:
        return False  # most words of a text: this comes first
    if len(text) > _LONGEST or "://" in text or text.startswith(("@", "#", "-", "$", "//", "=", "!", "&", "?", "%")):
        return False
    if not _BREAKING.isdisjoint(text):
        return False
    if "/" in text or "\\" in text:
        return any(map(str.isalnum, text))
    return has_ending(text) and "@" not in text  # an address of mail ends in `.org` as well


def in_code(content: str) -> Candidate | None:
    """The path that a whole code span is, if it has the shape of one."""
    start = len(content) - len(content.lstrip())
    text = trim(content.strip())
    return Candidate(text, start, start + len(text)) if looks_like_path(text) else None


def in_prose(text: str) -> Iterator[Candidate]:
    """The words of a sentence that have the shape of a path: a slash and an ending, a leading `./`, or a known ending."""
    for word in _PROSE.finditer(text):
        if "." not in word[0] and "/" not in word[0]:
            continue
        found = trim(word[0])
        if not looks_like_path(found):
            continue
        if (
            has_ending(found.rstrip("/").rpartition("/")[2])
            or found.startswith(("./", "../", "."))
            or found.count("/") >= 2
            or found.endswith("/")
        ):
            yield Candidate(found, word.start(), word.start() + len(found))


_HINTS = (
    (
        "past",
        (
            r"replaced|replaces|remov(?:ed|al|es)|delet(?:ed|ion)|deprecated|deprecation|renamed|rename|formerly|former|previously|legacy|no longer"
            r"|used to|moved|migrated|superseded|supersedes|obsolete|historical(?:ly)?|originally|retired|dropped|archived|refactored|consolidated"
            r"|merged into|instead of|old|earlier|migrates|changed|modified|updated|fixed|detected|was|were"
        ),
    ),
    (
        "absent",
        (
            r"(?:does|do|did|doesn't|don't|didn't)(?: not)? (?:exist|use|need|require|include|contain|ship)|not exist|no such|absent|absence|no checked-in|(?:do not|don't|never) (?:create|check in|commit|add|stage)|forbid(?:s|den)?|blocks?|if present|if it exists|if exists|when present"
            r"|there(?:'s|\s(?:is|are)(?:n't|\snot)?)\s(?:no|any)(?!\sneed)|ignored|gitignored|not committed|untracked|non-?existent|404|lacks?|not (?:yet )?(?:there|implemented|available|included|checked in|tracked)"
        ),
    ),
    (
        "create",
        (
            r"creat\w{0,5}|auto-?(?:updated|generated|exported|synced)|add(?:s|ed|ing)?|new|generat\w{0,5}|writes?|written|writing|saved?|saves|saving|outputs?|produc(?:es|ed|e|ing)|touch|copy|copies|copied"
            r"|export(?:s|ed)?|download(?:s|ed)?|stor(?:e|es|ed)|emit(?:s|ted)?|builds|built|compiles?|initiali[sz]\w{0,3}|mkdir|scaffold\w{0,3}|install(?:s|ed)?"
            r"|your|you|put|place|define|named|called|cached?|logs?|results?|artifacts?|implement\w{0,3}|extract(?:ed|s)?|split|introduc\w{0,3}"
        ),
    ),
    (
        "example",
        r"examples?|e\.g\.?|such as|for instance|like|imagine|suppose|sample|hypothetical(?:ly)?|foo|bar|placeholder|i\.e\.?|(?:(?:in)?correct|wrong|right|good|bad)(?=[*_]{0,2}:)",
    ),
    (
        "future",
        (
            r"will|would|should|planned|todo|propos(?:e|es|ed|al)|future|later|upcoming|could|might|may|suggest(?:ed|s)?|recommend(?:ed|s)?|tbd|next steps?"
            r"|eventually|if you|optional(?:ly)?"
        ),
    ),
    (
        "vague",
        r"had|has been|have been|before|missing|not found|without|not|no|don't|avoid|never|other|another|any|each|every|some",
    ),
)
_HINT = re.compile("|".join(rf"(?P<{name}>(?<![\w-])(?:{words})(?![\w-]))" for name, words in _HINTS), re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)[.!?](?=\s)|\n\s*\n")
_WIDEST = 600  # code points to either side


def hints(text: str, start: int, end: int) -> tuple[str, ...]:
    """What the sentence around `start`..`end` says: any of past, absent, create, example, future, vague."""
    marks = _marks(text)
    before, behind = bisect_right(marks.stop_ends, start) - 1, bisect_left(marks.stop_starts, end)
    sentence_start = max(start - _WIDEST, marks.stop_ends[before] if before >= 0 else 0)
    sentence_end = min(end + _WIDEST, marks.stop_starts[behind] if behind < len(marks.stop_starts) else len(text))
    found: set[str] = set()
    for number in range(bisect_left(marks.hint_starts, sentence_start), len(marks.hints)):
        hint = marks.hints[number]
        if hint.end > sentence_end:
            break
        if hint.end <= start or hint.start >= end:
            found.add(hint.name)
    if text[end:sentence_end].lstrip("`*_ )").startswith(("→", "->", "=>", "⇒")):
        found.add("past")
    lead = text[sentence_start:start].lstrip()
    if lead.startswith(("[ ]", "[x]", "[X]")):
        found.add("future" if lead[1] == " " else "past")
    return tuple(sorted(found))


class _Hint(NamedTuple):
    name: str
    start: int
    end: int


class _Marks(NamedTuple):
    """Where sentences end in a text, and the words in it that say something, in order."""

    stop_starts: list[int]
    stop_ends: list[int]
    hint_starts: list[int]
    hints: list[_Hint]


@lru_cache(maxsize=4)
def _marks(text: str) -> _Marks:
    """Searched once for all that a text mentions: a long list of files is one sentence."""
    stops = [stop.span() for stop in _SENTENCE_END.finditer(text)]
    found = [_Hint(str(hint.lastgroup), *hint.span()) for hint in _HINT.finditer(text)]
    return _Marks([stop[0] for stop in stops], [stop[1] for stop in stops], [hint.start for hint in found], found)
