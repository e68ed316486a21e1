"""What a comment says to guard: `guard: ignore[broken-link, paths] reason until=2027-01-31`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

import msgspec

from guard.settings import did_you_mean

Word = Literal["ignore", "ignore-file", "off", "on"]

_WORDS: dict[str, Word] = {"ignore": "ignore", "ignore-file": "ignore-file", "off": "off", "on": "on"}
_CALL = "guard:"
_UNTIL = "until="
_SHOWN = 60


class Directive(msgspec.Struct, frozen=True):
    """`until` is the last day on which it holds."""

    word: Word
    names: tuple[str, ...]
    reason: str = ""
    until: date | None = None

    def __str__(self) -> str:
        return _short(f"{self.word}[{', '.join(self.names)}]")


class Malformed(msgspec.Struct, frozen=True):
    """A comment that was surely meant for guard but says nothing that it could follow."""

    subject: str
    message: str
    cure: str


def directive(text: str, known: Collection[str] = ()) -> Directive | Malformed | None:
    """The directive in a comment's text (its delimiters taken away); None where the comment is about something else.

    Without a bracket, only a name that is `known` tells `guard: ignore dead-link` from a remark such as
    `guard: ignore empty rows`.
    """
    text = text.strip()
    if text[: len(_CALL)].lower() != _CALL:
        return None
    subject = _short(" ".join(text[: 4 * _SHOWN].split()))
    head, bracket, tail = text[len(_CALL) :].lstrip().partition("[")
    name, *more = head[: 4 * _SHOWN].split(None, 2)[:2] or ("",)
    word = _WORDS.get(name)
    if not bracket or head != name:
        if word is None and not name.lower().startswith("ignore"):
            return None
        prose = bool(more) and more[0].rstrip(",;:.") not in known
        return None if prose else Malformed(subject, "suppression names no rule", _form(word or "ignore"))
    if not text.startswith(_CALL):
        return Malformed(subject, "guard: is lower-case", _form(word or "ignore"))
    if word is None:
        cure = did_you_mean(name, _WORDS) or f"guard knows {', '.join(_WORDS)}"
        return Malformed(subject, f"no such suppression: {_short(name)}", cure)
    return _read(word, tail, subject)


def _form(word: Word) -> str:
    return f"write guard: {word}[rule] reason"


def _read(word: Word, tail: str, subject: str) -> Directive | Malformed:
    inside, close, rest = tail.partition("]")
    if not close:
        return Malformed(subject, "suppression's bracket is never closed", _form(word))
    names = tuple(dict.fromkeys(name.strip() for name in inside.split(",")))
    if "" in names:
        return Malformed(subject, "suppression names no rule", _form(word))
    words = rest.split()
    dates = [part.removeprefix(_UNTIL) for part in words if part.startswith(_UNTIL)]
    days = [_day(text) for text in dates]
    if len(dates) > 1 or None in days:
        return Malformed(subject, f"suppression's date is no date: {_short(' '.join(dates))}", "write until=2027-01-31")
    reason = " ".join(part for part in words if not part.startswith(_UNTIL))
    return Directive(word, names, reason, days[0] if days else None)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
