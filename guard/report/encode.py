"""Makes text that came from the tree safe to print. Every format passes such text through one of these functions.

What cannot be seen, or would act on a terminal, becomes a visible escape: `\\x1b` for a byte (a character below U+0080,
or a byte that is not UTF-8), `\\u202e` for any other character. Backslashes stay as they are: the escapes are for eyes.
A CI runner obeys `::` at the start of a line, after any white space, and `##[` anywhere in one. So the first colon of
a text that begins with one becomes `\\x3a`, and the first `#` of `##[`, `##vso[` and their like `\\x23`.
"""

from __future__ import annotations

import re
import unicodedata

_COMMAND = r"#(?=#[A-Za-z]{0,20}\[)"
_UNSEEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls
    "\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"  # formatting inside scripts
    "\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0"  # fillers, and variation selectors of scripts
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # zero width, line separators, bidi controls
    "\ufdd0-\ufdef\ufffe\uffff"  # never characters
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors, tags
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ud800-\udfff"  # bytes that were not UTF-8
    "]|" + _COMMAND
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PRESENTATION = "\ufe0e\ufe0f"  # asks for the text or the emoji form of the symbol before it
_KEYCAP = "\u20e3"

_MARKDOWN = re.compile(r"[\\`*_\[\]<|~&@$]|:(?=//|[A-Za-z0-9_+-]{1,50}:)|(?<=[Ww]{3})\.")
_BLOCK_START = re.compile(r"\d{1,9}(?=[.)])|(?=[-+>#])")
_PLACEHOLDER = re.compile(r"\{\d{1,9}\}")


def characters(text: str) -> list[str]:
    """Each character as it is shown. Joined, they begin no workflow command unless they begin a line."""
    shown = list(text)
    for match in _UNSEEN.finditer(text):
        shown[match.start()] = _shown(match)
    return shown


def visible(text: str) -> str:
    """`text` on one line, with everything in it to be seen and nothing obeyed, wherever on a line it stands."""
    shown = _UNSEEN.sub(_shown, text)
    rest = shown.lstrip()
    if not rest.startswith(":"):
        return shown
    return f"{shown[: len(shown) - len(rest)]}\\x3a{rest[1:]}"


def ascii_only(text: str) -> str:
    return text if text.isascii() else "".join(c if c.isascii() else _escape(c) for c in text)


def whole_characters(text: str) -> str:
    """`text` with visible escapes only for what is no character; JSON can carry all the rest faithfully."""
    return _SURROGATE.sub(lambda match: _escape(match[0]), text)


def json_text(text: str) -> str:
    """ASCII JSON in which no runner finds a command; it parses to the same values."""
    return re.sub(_COMMAND, r"\\u0023", text)


def workflow_data(text: str) -> str:
    """The message of a workflow command. The lines of `text` are the lines of the annotation."""
    return "%0A".join(visible(line).replace("%", "%25") for line in text.split("\n"))


def workflow_property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def markdown(text: str) -> str:
    """Markdown that shows `text` and nothing else, in a paragraph or a table cell."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", visible(text).strip(" "))
    start = _BLOCK_START.match(escaped)
    return escaped if start is None else f"{start[0]}\\{escaped[start.end() :]}"


def sarif_text(text: str) -> str:
    """Plain text of SARIF, in which `[text](target)` would be a link and `{0}` a placeholder."""
    return _PLACEHOLDER.sub(r"{\g<0>}", visible(text).replace("](", "]\\("))


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    if character in _PRESENTATION and _in_emoji(match.string, match.start()):
        return character
    return _escape(character)


def _in_emoji(text: str, at: int) -> bool:
    before = text[max(at - 1, 0) : at]
    return text[at + 1 : at + 2] == _KEYCAP or (before > "\x7f" and unicodedata.category(before)[0] in "SP")


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return _SHORT.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
