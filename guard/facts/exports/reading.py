"""The names that a module of JavaScript or TypeScript exports, read from its text. Nothing is run.

What is read as an export though it is none (in a template, say) does no harm: it is one name more that is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.facts.exports.model import Script

LARGEST = 1_500_000
UNREAD = Script(open=True)
ENDINGS = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
_EXPORT = re.compile(r"(?<![\w$.-])export(?![\w$-])")
_DECLARED = re.compile(
    r"\A(?:\s{1,40}(?:declare|abstract|async)(?![\w$])){0,3}"
    r"\s{1,40}(?:const\s{1,40}enum|const|let|var|using|function|class|interface|type|enum|namespace|module|import(?:\s{1,40}type)?)(?![\w$])[\s*]{1,40}([A-Za-z_$][\w$]{0,200})"
)
_DEFAULT = re.compile(r"\A\s{1,40}default(?![\w$])")
_CLAUSE = re.compile(r"\A\s{0,40}(?:type(?![\w$])\s{0,40})?\{([^{}]{0,60000})\}")
_BRACED = re.compile(r"\A\s{0,40}(?:type(?![\w$])\s{0,40})?\{")
_STAR = re.compile(
    r"\A\s{0,40}(?:type(?![\w$])\s{0,40})?\*\s{0,40}(?:as\s{1,40}([A-Za-z_$][\w$]{0,200})\s{1,40})?from\s{0,40}[\"']([^\"'\n]{1,300})[\"']"
)
_PATTERN = re.compile(r"\A\s{1,40}(?:const|let|var)\s{0,40}[{\[]")
_VARIABLES = re.compile(r"\A\s{1,40}(?:declare\s{1,40})?(?:const|let|var)(?![\w$])")
_NAMESPACE = re.compile(r"\A\s{1,40}as\s{1,40}namespace(?![\w$])")
_MEANT = re.compile(r"\A\s{0,40}[\w$@{*\[=]")
_ITEM = re.compile(r"\A(?:type\s{1,40})?(\S{1,200}?)(?:\s{1,40}as\s{1,40}(\S{1,200}))?\Z")
_WORD = re.compile(r"[A-Za-z_$][\w$]{0,200}")
_NEXT = re.compile(r"\A\s{0,80}([A-Za-z_$][\w$]{0,200})\s{0,20}(?:[=:,;\n]|\Z)")
# `module.exports = x`, `exports.x = y`, `export = x`
_COMMON = re.compile(
    r"(?<![\w$.])(?:module\.exports\b|exports\.[\w$]{1,100}\s{0,20}=|exports\[|Object\.defineProperty\(exports\b)"
)
# In a file of declarations, all that stands at its top is exported.
_AMBIENT = re.compile(
    r"(?m)^[ \t]{0,8}(?:declare[ \t]{1,8})?(?:abstract[ \t]{1,8})?(?:const[ \t]{1,8}enum|const|let|var|function|class|interface|type|enum|namespace)[ \t]{1,8}([A-Za-z_$][\w$]{0,200})"
)
_COMMENTED = ("//", "*")
_WIDEST = 60_100
_LONGEST = 4_000
"""How far the declarations of one statement are followed."""


def read(path: str, content: bytes) -> Script:
    """The module at `path`; open where it is too large, no script, or exports nothing that can be seen."""
    if len(content) > LARGEST or not path.endswith(ENDINGS):
        return UNREAD
    text = content.decode("utf-8", "replace")
    found = _Exported(text)
    if path.endswith((".d.ts", ".d.mts", ".d.cts")):
        for name in _AMBIENT.finditer(text):
            found.add(name[1], name.start())
    return found.script()


class _Exported:
    def __init__(self, text: str) -> None:
        self._text = text
        self._names: dict[str, int] = {}
        self._stars: list[str] = []
        self._open = _COMMON.search(text) is not None
        self._at = 0
        self._line = 1
        for export in _EXPORT.finditer(text):
            if self._stands(export.start()):
                self._read(export.start(), export.end())

    def script(self) -> Script:
        nothing = not self._names and not self._stars
        return Script(self._names, tuple(self._stars), open=self._open or nothing)

    def add(self, name: str, at: int) -> None:
        if at >= self._at:
            self._line += self._text.count("\n", self._at, at)
            self._at = at
        self._names.setdefault(name.strip("\"'"), self._line)

    def _stands(self, at: int) -> bool:
        """Whether a statement may begin here: neither in a line that is a comment nor behind a word."""
        before = self._text[self._text.rfind("\n", 0, at) + 1 : at][-200:].lstrip()
        return not before.startswith(_COMMENTED)

    def _read(self, start: int, end: int) -> None:
        rest = self._text[end : end + _LONGEST]
        if not _MEANT.match(rest):
            return
        if _BRACED.match(rest):
            self._read_clause(self._text[end : end + _WIDEST], start)
        elif star := _STAR.match(rest):
            if star[1]:
                self.add(star[1], start)
            else:
                self._stars.append(star[2])
        elif _DEFAULT.match(rest):
            self.add("default", start)
        elif not self._read_declaration(rest, start):
            self._open |= not _NAMESPACE.match(rest) and self._begins_line(start)

    def _read_clause(self, rest: str, at: int) -> None:
        clause = _CLAUSE.match(rest) or _CLAUSE.match(_without_comments(rest))
        self._open |= clause is None
        for name in names_of(clause[1] if clause else ""):
            self.add(name, at)

    def _read_declaration(self, rest: str, at: int) -> bool:
        """Whether `rest` declares something."""
        if _PATTERN.match(rest):
            names = _WORD.findall(rest[: _end_of_pattern(rest)])
        elif declared := _DECLARED.match(rest):
            further = _further(rest[declared.end() : _LONGEST]) if _VARIABLES.match(rest) else ()
            names = [declared[1], *further]
        else:
            return False
        for name in names:
            self.add(name, at)
        return True

    def _begins_line(self, at: int) -> bool:
        return not self._text[max(0, at - 200) : at].rpartition("\n")[2].strip()


def names_of(clause: str) -> Iterator[str]:
    """What the braces of `export { a, type B, c as d }` give; of an import, what it is called inside."""
    for part in _without_comments(clause).split(","):
        item = _ITEM.match(part.strip())
        if item:
            yield item[2] or item[1]


def _without_comments(text: str) -> str:
    lines = "\n".join(line.partition("//")[0] for line in text.split("\n"))
    first, *rest = lines.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _end_of_pattern(text: str) -> int:
    """Where the braces that `text` begins with, behind a keyword, are closed."""
    depth = 0
    for at, character in enumerate(text[:_LONGEST]):
        if character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
            if not depth:
                return at
    return min(len(text), _LONGEST)


def _further(text: str) -> Iterator[str]:
    """The names behind commas of one statement: `= 1, b = 2`. Brackets are counted; quoted text ends the search."""
    depth = 0
    for at, character in enumerate(text):
        if character in "({[":
            depth += 1
        elif character in ")}]":
            depth -= 1
        if depth < 0 or (not depth and character == ";"):
            return
        if not depth and character == "," and (found := _NEXT.match(text[at + 1 : at + 400])):
            yield found[1]
