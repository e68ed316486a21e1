"""Text that was UTF-8, was read as something else, and was saved that way."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[^\x00-\x7f]{2,80}")
# What begins the UTF-8 of symbols and of Western letters, seen through the other encoding.
_LEADS = {"cp1252": "ÂÃâðï", "mac_roman": "¬√‚\uf8ffÔ"}
_QUOTES = frozenset("‘’“”…–—«»‹›")
_ODD = frozenset({"Cn", "Co", "Cc", "Cs"})


def repaired(line: str) -> str:
    """The line as it was before; the same line where nothing is certain."""
    return _RUN.sub(lambda found: _decoded(found, line), line)


def _decoded(found: re.Match[str], line: str) -> str:
    """What a run of characters outside ASCII was, if it is wholly the UTF-8 of other text in one of the encodings."""
    text = found[0]
    for encoding, leads in _LEADS.items():
        if text[0] not in leads:
            continue
        # `MAÇÃ”`: a capital letter before a closing quote is what it looks like.
        if text[1] in _QUOTES and len(text) == 2 and line[found.start() - 1 : found.start()].isupper():
            continue
        try:
            decoded = _bytes(text, encoding).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
        if not any(unicodedata.category(character) in _ODD for character in decoded):
            return decoded
    return text


def _bytes(text: str, encoding: str) -> bytes:
    """As browsers have it: the five bytes that Windows left open stand for themselves."""
    return b"".join(
        bytes([ord(character)]) if "\x80" <= character <= "\x9f" else character.encode(encoding) for character in text
    )
