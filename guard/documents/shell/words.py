"""One word of shell text: quotes and escapes resolved, expansions kept as written."""

from __future__ import annotations

import re
from typing import NamedTuple

from guard.documents.quotes import closing

# `<name>`, `<your name>`: what a reader is to fill in, not a redirection.
PLACEHOLDER = re.compile(r"<[A-Za-z](?>(?:[^<>|&;\n\"'`$]{0,60}[\w.\-)\]}])?)>")

_PLAIN = re.compile(r"[^ \t\r\n'\"\\$`|&;()<>*?\[{}~]++")
_NAME = re.compile(r"\$(?>(?:[A-Za-z_]\w{0,200}+|[0-9@*#?$!-])?)")
_STOPS = re.compile(r"[\\'\"`(){}$]")
_ESCAPED = re.compile(r"\\([$`\"\\\n])")
_ANY_ESCAPED = re.compile(r"\\.", re.DOTALL)
_ANSI = re.compile(r"\\(.)", re.DOTALL)
_ANSI_VALUES = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}


class Scanned(NamedTuple):
    text: str
    end: int
    literal: bool


class Scanner:
    """Scans words of one text.

    What does not close swallows the rest of its line. The search for its end may run to the end of the text only once:
    from then on every search stops at the line's end, which keeps hostile text linear.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._broken = False

    def word(self, at: int) -> Scanned:
        text, parts, literal = self._text, list[str](), True
        start = at
        while at < len(text):
            if plain := _PLAIN.match(text, at):
                parts.append(plain[0])
                at = plain.end()
                continue
            piece = self._piece(at, first=at == start)
            if piece is None:
                break
            parts.append(piece.text)
            literal &= piece.literal
            at = piece.end
        if at == start:  # a character no rule knows stands for itself
            return Scanned(text[at], at + 1, False)
        return Scanned("".join(parts), at, literal)

    def _piece(self, at: int, *, first: bool) -> Scanned | None:
        text, character = self._text, self._text[at]
        following = text[at + 1 : at + 2]
        if character in " \t\r\n|&;)":
            return None
        if character == "\\":
            return Scanned("" if following == "\n" else following, min(at + 2, len(text)), True)
        if character in "'\"`":
            return self._quoted(at)
        if character == "$":
            return self._expansion(at, following)
        if character == "(":
            array = not first and text[at - 1] == "="
            return self._nested(at) if array else None
        if character in "<>":
            if first and following == "(":
                return self._nested(at)
            placeholder = PLACEHOLDER.match(text, at)
            return Scanned(placeholder[0], placeholder.end(), False) if placeholder else None
        return Scanned(character, at + 1, character == "~" and not first)

    def _expansion(self, at: int, following: str) -> Scanned:
        if following == "'":
            return self._ansi(at)
        if following == '"':
            return self._quoted(at + 1)
        if following in ("(", "{"):
            return self._nested(at)
        name = _NAME.match(self._text, at)
        end = name.end() if name else at + 1
        return Scanned(self._text[at:end], end, False)

    def _quoted(self, at: int) -> Scanned:
        quote = self._text[at]
        end = self._close(at)
        if end < 0:
            return self._cut(at)
        content = self._text[at + 1 : end - 1]
        if quote == "`":
            return Scanned(self._text[at:end], end, False)
        literal = not ("<" in content and PLACEHOLDER.search(content))
        if quote == '"':
            bare = _ANY_ESCAPED.sub("", content) if "\\" in content else content
            literal = literal and "$" not in bare and "`" not in bare
            content = _ESCAPED.sub(lambda match: match[1].strip("\n"), content) if "\\" in content else content
        return Scanned(content, end, literal)

    def _ansi(self, at: int) -> Scanned:
        end = closing(self._text, "'", at + 2, self._limit(at))
        if end < 0:
            return self._cut(at)
        content = self._text[at + 2 : end]
        return Scanned(_ANSI.sub(lambda match: _ANSI_VALUES.get(match[1], match[1]), content), end + 1, True)

    def _nested(self, at: int) -> Scanned:
        end = self._close(at)
        return self._cut(at) if end < 0 else Scanned(self._text[at:end], end, False)

    def _cut(self, at: int) -> Scanned:
        self._broken = True
        end = self._limit(at)
        return Scanned(self._text[at:end], end, False)

    def _limit(self, at: int) -> int:
        if not self._broken:
            return len(self._text)
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def _close(self, at: int) -> int:
        """The place after what opens at `at` (a quote, `(`, `$(`, `${`, `<(`), -1 if it does not close."""
        text, limit = self._text, self._limit(at)
        open_ = [_closer(text, at)]
        if text[at] == "'":
            end = text.find("'", at + 1, limit)
            return end + 1 if end >= 0 else -1
        at += 1 if text[at] in '"`(' else 2
        while open_:
            stop = _STOPS.search(text, at, limit)
            if stop is None:
                return -1
            at, inside = stop.end(), open_[-1]
            character = stop[0]
            if character == "\\":
                at += 1
            elif character == inside:
                open_.pop()
            elif character == "'" and inside == ")":
                at = text.find("'", at, limit) + 1
                if at == 0:
                    return -1
            elif opened := _opens(character, text[at : at + 1], inside):
                open_.append(opened)
                at += character == "$"
        return at


def _closer(text: str, at: int) -> str:
    if text[at] in "'\"`":
        return text[at]
    return "}" if text.startswith("${", at) else ")"


def _opens(character: str, following: str, inside: str) -> str:
    """What closes the construct that begins here, empty if none begins in a construct that `inside` closes."""
    if inside == "`":
        return ""
    if character == "$":
        return {"(": ")", "{": "}"}.get(following, "")
    if character in '"`':
        return character
    if character == "(" and inside == ")":
        return ")"
    if character == "{" and inside == "}":
        return "}"
    return ""
