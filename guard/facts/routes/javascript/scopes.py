"""The functions of a script: where their bodies are, what they are called and take. Told by how lines are indented."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

import msgspec

# `const f = async (a, b) => {`, `async function f(a) {`, `a => {`
_FUNCTION = re.compile(
    r"(?:\b(?:const|let|var)[ \t]+(?P<const>[A-Za-z_$][\w$]{0,60})(?:[ \t]*:[^=\n]{1,120})?[ \t]*=[ \t]*)?"
    r"(?P<body>(?<![\w$.])(?:async[ \t]+)?(?:(?P<word>function\b)\*?[ \t]*(?P<name>[A-Za-z_$][\w$]{0,60})?[ \t]*(?:<[^()\n]{0,80}>)?)?"
    r"(?:\((?P<params>[^()]{0,600})\)|(?P<single>[A-Za-z_$][\w$]{0,60})(?=[ \t]{0,4}=>))"
    r"[ \t]*(?::[^{}()=\n]{1,120})?[ \t]*(?P<arrow>=>)?[ \t]*\{)"
)
_METHOD = re.compile(
    r"^[ \t]*(?:(?:public|private|protected|static|override|async)[ \t]+){0,4}(?P<name>[A-Za-z_$#][\w$]{0,60})[ \t]*"
    r"\((?P<params>[^()]{0,600})\)[ \t]*(?::[^{}()=\n]{1,120})?[ \t]*\{",
    re.MULTILINE,
)
_DEEPEST = 40
_STATEMENTS = frozenset("if for while switch catch with function return".split())
_PARAMETER = re.compile(r"\A\s{0,80}(?:(?:public|private|protected|readonly)[ \t]{1,4}){0,3}([A-Za-z_$][\w$]{0,60})")
_ENDS = re.compile(r"^([ \t]*)\}", re.MULTILINE)


class Function(msgspec.Struct, frozen=True):
    """`place` is where its value begins, `start` and `end` are those of its body. A method has no `name`."""

    place: int
    start: int
    end: int
    parameters: tuple[str, ...]
    name: str = ""


class Scopes:
    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        found: dict[int, Function] = {}
        for match in _FUNCTION.finditer(self._text):
            if match["word"] or match["arrow"]:
                params = match["single"] or match["params"] or ""
                name = match["const"] or match["name"] or ""
                found[match.end()] = self._function(match.start("body"), match.end(), params, name)
        for match in _METHOD.finditer(self._text):
            if match["name"] not in _STATEMENTS and match.end() not in found:
                found[match.end()] = self._function(match.start("name"), match.end(), match["params"], "")
        return tuple(found[start] for start in sorted(found))

    def _function(self, place: int, start: int, params: str, name: str) -> Function:
        parts = (_PARAMETER.match(part) for part in params.split(","))
        return Function(place, start, self._end(place, start), tuple(one[1] if one else "" for one in parts), name)

    def _end(self, place: int, start: int) -> int:
        """The first line that is indented no more than the one of `place` and closes; a body of one line ends with it."""
        line = self._text.find("\n", start)
        if line < 0:
            return len(self._text)
        rest = self._text[start:line].strip()
        if rest and not rest.startswith(("//", "/*")):
            return line
        depth = self._indent(place)
        ends = []
        for width, places in self._closings.items():
            if width <= depth and (index := bisect_left(places, line)) < len(places):
                ends.append(places[index])
        return min(ends, default=len(self._text))

    @cached_property
    def _closings(self) -> dict[int, list[int]]:
        """Where lines begin with a closing brace, by how far it is indented."""
        found: dict[int, list[int]] = {}
        for match in _ENDS.finditer(self._text):
            found.setdefault(len(match[1].expandtabs(4)), []).append(match.end() - 1)
        return found

    def _indent(self, at: int) -> int:
        begin = self._text.rfind("\n", 0, at) + 1
        line = self._text[begin:at]
        return len(line.expandtabs(4)) - len(line.lstrip().expandtabs(4)) if line.strip() else len(line.expandtabs(4))

    def around(self, at: int) -> list[int]:
        """The functions that `at` is in, by number, the innermost first, up to some depth."""
        number = bisect_right(self._starts, at) - 1
        found: list[int] = []
        while number >= 0 and len(found) < _DEEPEST:
            if at < self.functions[number].end:
                found.append(number)
            number = self._outer[number]
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.functions]

    @cached_property
    def _outer(self) -> list[int]:
        """The function that each function stands in, -1 for none."""
        open_: list[int] = []
        outer: list[int] = []
        for number, one in enumerate(self.functions):
            while open_ and self.functions[open_[-1]].end <= one.start:
                open_.pop()
            outer.append(open_[-1] if open_ else -1)
            open_.append(number)
        return outer

    def at(self, place: int) -> int | None:
        """The function whose value begins at `place`."""
        return self._places.get(place)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {one.place: number for number, one in enumerate(self.functions)}
