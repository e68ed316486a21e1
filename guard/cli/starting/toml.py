"""Strings and patterns as a TOML file holds them, with nothing in it that cannot be seen."""

from __future__ import annotations

import re

from guard.report.encode import characters

_ACTING = re.compile(r"[\\*?\[]")


def quoted(text: str) -> str:
    """A basic string. `text` holds no lone surrogates."""
    return '"' + "".join(map(_written, text, characters(text))) + '"'


def _written(character: str, shown: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == shown:
        return character
    return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"


def folder_pattern(folder: str) -> str:
    """The pattern of all that is below `folder`. Bytes that are no UTF-8, and line ends, are matched by `?` each."""
    readable = folder.replace("\n", "\ufffd").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    escaped = _ACTING.sub(r"\\\g<0>", readable).replace("\ufffd", "?")
    # A mark at the beginning would be taken for one of .gitignore's own.
    return f"{'/' if escaped[:1] in {'!', '#'} else ''}{escaped}/**"


def file_pattern(path: str) -> str:
    return "/" + folder_pattern(path).removeprefix("/").removesuffix("/**")
