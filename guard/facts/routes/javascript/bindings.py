"""What a script takes from other files, and what it gives to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guard.facts.routes.javascript.expressions import Expression, expression
from guard.facts.routes.javascript.scopes import Scopes

WHOLE = "*"
_NAME = r"[A-Za-z_$][\w$]{0,60}"
_IMPORT = re.compile(
    rf"^[ \t]*import[ \t]+(?!type\b)(?:({_NAME})[ \t]*,?[ \t]*)?(?:\{{([^{{}}]{{0,8000}})\}}|\*[ \t]*as[ \t]+({_NAME}))?[ \t]*from[ \t]*[\"']([^\"'\n]{{1,200}})[\"']",
    re.MULTILINE,
)
_REQUIRE = re.compile(
    rf"\b(?:const|let|var)[ \t]+(?:({_NAME})|\{{([^{{}}]{{0,8000}})\}})[ \t]*=[ \t]*(?:await[ \t]+)?(?:require|import)\([\"']([^\"'\n]{{1,200}})[\"']\)(?:\.({_NAME}))?(?![\w$(.])"
)
_PAIR = re.compile(
    rf"\A\s{{0,80}}(?:type[ \t]+)?({_NAME})(?:\s{{1,20}}as\s{{1,20}}({_NAME})|[ \t]{{0,20}}:[ \t]{{0,20}}({_NAME}))?\s{{0,80}}\Z"
)
_FROM = re.compile(
    rf"^[ \t]*export[ \t]*(?:\{{([^{{}}]{{0,8000}})\}}|\*(?:[ \t]*as[ \t]+({_NAME}))?)[ \t]*(?:from[ \t]*[\"']([^\"'\n]{{1,200}})[\"'])?",
    re.MULTILINE,
)
_GIVEN = re.compile(
    rf"^[ \t]*(?:(export[ \t]+default[ \t]+)|(?:module\.)?exports(?:\.({_NAME}))?[ \t]*=[ \t]*(?!=))", re.MULTILINE
)
_DECLARED = re.compile(
    rf"^export[ \t]+(?:default[ \t]+)?(?:async[ \t]+)?(?:const|let|var|function\*?)[ \t]+({_NAME})", re.MULTILINE
)
_LINE = re.compile(r"[^\n]{0,500}")
_LONGEST = 8_000


class Taken(NamedTuple):
    """`name` of the file that `specifier` leads to; WHOLE for all of it."""

    specifier: str
    name: str


class Bindings:
    """`taken` by the names that they have here; `given` by those that others call them. `spans` are where names are only bound."""

    def __init__(self, text: str, scopes: Scopes) -> None:
        self._text = text
        self._scopes = scopes
        self.taken: dict[str, Taken] = {}
        self.given: dict[str, Taken | Expression] = {}
        self.stars: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self._imports()
        self._exports()

    def _imports(self) -> None:
        for found in _IMPORT.finditer(self._text):
            default, listed, whole, specifier = found.groups()
            if default:
                self.taken[default] = Taken(specifier, "default")
            if whole:
                self.taken[whole] = Taken(specifier, WHOLE)
            self._list(listed, specifier)
            self.spans.append(found.span())
        for found in _REQUIRE.finditer(self._text):
            name, listed, specifier, attribute = found.groups()
            if name:
                self.taken[name] = Taken(specifier, attribute or WHOLE)
            elif not attribute:
                self._list(listed, specifier)
            self.spans.append(found.span())

    def _list(self, listed: str | None, specifier: str) -> None:
        for theirs, mine in _pairs(listed or ""):
            self.taken[mine] = Taken(specifier, theirs)

    def _exports(self) -> None:
        for found in _FROM.finditer(self._text):
            listed, whole, specifier = found.groups()
            if specifier and whole:
                self.given[whole] = Taken(specifier, WHOLE)
            elif specifier and listed is None:
                self.stars.append(specifier)
            for mine, theirs in _pairs(listed or ""):
                self.given[theirs] = (
                    Taken(specifier, mine) if specifier else Expression("", mine, "", False, found.start())
                )
            self.spans.append(found.span())
        for found in _DECLARED.finditer(self._text):
            self.given[found[1]] = Expression("", found[1], "", False, found.start(1))
            self.spans.append(found.span())
            if " default " in found[0]:
                self.given["default"] = self.given[found[1]]
        for found in _GIVEN.finditer(self._text):
            self._give(found)

    def _give(self, found: re.Match[str]) -> None:
        name = found[2] or "default"
        begin = found.end()
        if self._text.startswith("{", begin):
            close = self._text.find("}", begin, begin + _LONGEST)
            for theirs, mine in _pairs(self._text[begin + 1 : close] if close > 0 else ""):
                self.given[theirs] = Expression("", mine, "", False, begin)
            self.spans.append((found.start(), close + 1))
            return
        if self._scopes.at(begin) is not None:
            self.given[name] = Expression("", "", "", False, begin)
            return
        line = _LINE.match(self._text, begin)
        end = line.end() if line else begin
        given = expression(self._text, begin, begin + len(self._text[begin:end].rstrip().rstrip(";")))
        if given is not None:
            self.given.setdefault(name, given)
            self.spans.append((found.start(), end))


def _pairs(listed: str) -> Iterator[tuple[str, str]]:
    """`a, b as c`, `a, b: c`"""
    for part in listed.split(","):
        if found := _PAIR.match(part):
            yield found[1], found[2] or found[3] or found[1]
