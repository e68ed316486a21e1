"""One form for what programs and people write differently: `1_000` and `1000`, `true` and `True`, quotes of both kinds."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d[\d_]{0,30}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_NAME = re.compile(r"[A-Za-z0-9/][\w./:@+-]{1,100}")
_WORDS = {"true": "true", "false": "false", "none": "none", "null": "none", "nil": "none"}


def kind(value: str) -> str:
    """number, truth, word, or "" for what may stand for nothing at all (`-`, `NOT SET`) or is put together (`$HOME/x`)."""
    value = plain(value)
    if value in {"true", "false"}:
        return "truth"
    if _NUMBER.fullmatch(value):
        return "number"
    return "word" if _NAME.fullmatch(value) else ""


def plain(value: str) -> str:
    """What a value is, without the way it is written."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'`":
        return value[1:-1]
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    if _NUMBER.fullmatch(value):
        number = float(value.replace("_", ""))
        return str(int(number)) if number.is_integer() else str(number)
    return value
