"""One script: the routers that it makes, what it mounts on them, and to which functions it hands them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from guard.facts.routes.javascript.bindings import Bindings
from guard.facts.routes.javascript.expressions import Arguments, Expression, arguments, expression, skip
from guard.facts.routes.javascript.scopes import Scopes
from guard.facts.routes.model import NOTHING, UNKNOWN, Text

MODULE = -1
"""The scope of what stands outside of functions."""
_NAME = r"[A-Za-z_$][\w$]{0,60}"
MAKES = re.compile(
    rf"(?:(?:const|let|var)[ \t]+({_NAME})(?:[ \t]*:[ \t]*[\w.<>, ]{{1,80}})?|\b(this\.{_NAME}))[ \t]*=[ \t]*(?:await[ \t]+)?(?:new[ \t]+)?"
    r"(express|require\([\"'](?:express|fastify)[\"']\)(?:\.Router)?|[Ff]astify|polka|restify\.createServer|OpenAPIHono|Hono|Elysia|express\.Router|(?:Promise|Koa)?Router|KoaRouter|AutoRouter)(?:<[^()\n]{0,200}>)?\("
)
_ROOTS = ("express", "fastify", "Fastify", "polka", "restify.createServer", "require('express')", "require('fastify')")
_VERBS = r"(use|route|register|get|post|put|patch|delete|all|options|head|basePath|param|on|notFound|onError|openapi)"
_GENERIC = r"(?:<[^()\n]{0,200}>)?"
_BEGINS = re.compile(rf"(?<![\w$.])((?:this\.)?{_NAME})\s{{0,80}}\.\s{{0,4}}{_VERBS}[ \t]*{_GENERIC}\(")
_GOES_ON = re.compile(rf"\s{{0,200}}\.\s{{0,4}}{_VERBS}[ \t]*{_GENERIC}\(")
_STRING = re.compile(r"([\"'`])([^\"'`\n]{0,300})\1\s{0,80}\Z")
_PREFIX = re.compile(r"\b(?:prefix|base)\s{0,20}(:\s{0,20}([\"'`])([^\"'`\n]{0,300})\2\s{0,20}[,}])?|\.\.\.")
_PASSES = re.compile(
    rf"(?<![\w$.])(?:await\s{{1,20}})?(?:({_NAME})|require\([\"'][^\"'\n]{{1,200}}[\"']\))(?:\.{_NAME}){{0,2}}\(\s{{0,80}}(?=(?:this\.)?{_NAME}\s{{0,80}}[,)])"
)
_ALIAS = re.compile(
    rf"\b(?:const|let|var)[ \t]+({_NAME})(?:[ \t]*:[^=\n]{{1,80}})?[ \t]*=[ \t]*(?:await[ \t]+)?(?=({_NAME})[.(])"
)
_CALLED = re.compile(rf"{_NAME}(?:\.{_NAME}){{0,3}}{_GENERIC}\(")
_RETURNS = re.compile(rf"\breturn[ \t]+((?:this\.)?{_NAME})[ \t]*;?[ \t]*$", re.MULTILINE)
_SERVED = re.compile(rf"(?:\bfetch[ \t]*:[ \t]*|\b(?:serve|handle)\()[ \t]*(?:\{{[ \t]*fetch[ \t]*:[ \t]*)?({_NAME})\b")
_WORDS = re.compile(rf"(?<![\w$.\"'`/-])(?:this\.)?{_NAME}")
_OPERAND = re.compile(r"[ \t]{0,80}(?:[,)\]};]|\.(?:routes|middleware|callback|router|plugin)\b|\n(?!\s{0,200}\.)|\Z)")
_FILLED = re.compile(r"\$\{[^}\n]{0,120}\}")
_COMMENT = ("//", "*", "/*")

Owner = tuple[int, str]


class Made(NamedTuple):
    """A router that a script makes. `base` is what it puts before its paths itself. `served`: nothing need mount it."""

    base: Text
    served: bool


class Link(NamedTuple):
    """What a router, `name` at `place`, is told: to `mount` a router, to `register` a plugin. It may be what is `passed` to
    a function as the argument with the number `which`, or another name for it may be `derived`."""

    kind: Literal["mount", "register", "pass", "derive"]
    name: str
    place: int
    prefix: Text
    child: Expression
    which: int = 0


class Chained(NamedTuple):
    """A route that stands behind another call of its router."""

    name: str
    place: int
    verb: str
    path: Text
    at: int


def text_of(written: str) -> Text:
    """A template's text behind the last thing that is filled in; a parameter in the middle of a path stays one."""
    pieces = _FILLED.split(written)
    return Text(pieces[-1], len(pieces) == 1)


class Script:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.scopes = Scopes(text)
        self.bindings = Bindings(text, self.scopes)
        self.made: dict[Owner, Made] = {}
        self.aliases: dict[Owner, Expression] = {}
        self.links: list[Link] = []
        self.chained: list[Chained] = []
        self._accounted: set[int] = set()
        self._make()
        self._alias()
        for found in _BEGINS.finditer(text):
            if not self._is_comment(found.start()):
                self._chain(found[1], found.start(1), found[2], found.end(), first=True)
        self._pass()

    @cached_property
    def named(self) -> dict[str, int]:
        """Functions by their names; none where two have the same."""
        found: dict[str, int] = {}
        twice: set[str] = set()
        for number, one in enumerate(self.scopes.functions):
            if one.name:
                twice |= {one.name} & found.keys()
                found[one.name] = number
        return {name: number for name, number in found.items() if name not in twice}

    @cached_property
    def returned(self) -> dict[int, list[tuple[str, int]]]:
        """The names that functions return, and where."""
        found: dict[int, list[tuple[str, int]]] = {}
        for match in _RETURNS.finditer(self.text):
            self._accounted.add(match.start(1))
            for number in self.scopes.around(match.start())[:1]:
                found.setdefault(number, []).append((match[1], match.start(1)))
        return found

    def owner(self, name: str, place: int) -> Owner | None:
        """The scope of this script in which `name`, as it stands at `place`, is made or a parameter."""
        if not name.startswith("this."):
            for number in self.scopes.around(place):
                own = number, name
                if own in self.made or own in self.aliases or name in self.scopes.functions[number].parameters:
                    return own
        own = MODULE, name
        return own if own in self.made or own in self.aliases else None

    def strays(self, name: str) -> bool:
        """Whether the value of `name` goes where it is not followed."""
        _ = self.returned
        return any(
            at not in self._accounted and _OPERAND.match(self.text, end) for at, end in self._words.get(name, ())
        )

    @cached_property
    def _words(self) -> dict[str, list[tuple[int, int]]]:
        """Where the names stand that could be routers."""
        names = {name for _, name in (*self.made, *self.aliases)} | self.bindings.taken.keys() | self.named.keys()
        spans = sorted(self.bindings.spans)
        starts = [start for start, _ in spans]
        found: dict[str, list[tuple[int, int]]] = {}
        for match in _WORDS.finditer(self.text):
            if match[0] not in names or self._is_comment(match.start()):
                continue
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.start() >= spans[index][1]:
                found.setdefault(match[0], []).append(match.span())
        return found

    def _is_comment(self, at: int) -> bool:
        line = self.text[max(self.text.rfind("\n", 0, at) + 1, at - 400) : at]
        return line.lstrip().startswith(_COMMENT) or "// " in line

    def _scope(self, place: int) -> int:
        return next(iter(self.scopes.around(place)), MODULE)

    def _make(self) -> None:
        served = {found[1] for found in _SERVED.finditer(self.text)}
        chains = []
        for found in MAKES.finditer(self.text):
            name = found[1] or found[2]
            owner = (MODULE if found[2] else self._scope(found.start()), name)
            given = arguments(self.text, found.end(), self.scopes)
            base = self._base(given)
            root = found[3].replace('"', "'") in _ROOTS
            if owner in self.made and not (root and self.made[owner].served):
                base = UNKNOWN
            self.made[owner] = Made(base, root or (name in served and "Hono" in found[3]))
            self._accounted.add(found.start(1))
            if given is not None:
                chains.append((owner, name, found.start(), given.end))
        for owner, name, place, end in chains:
            self._behind(owner, name, place, end)

    def _behind(self, owner: Owner, name: str, place: int, end: int) -> None:
        """What stands behind `const app = new Hono()`."""
        going = _GOES_ON.match(self.text, end)
        if going is None:
            return
        if going[1] == "basePath":
            given = arguments(self.text, going.end(), self.scopes)
            made = self.made[owner]
            said = self._string(*given.parts[0]) if given is not None and len(given.parts) == 1 else None
            self.made[owner] = Made((said or UNKNOWN).below(made.base), made.served)
            going = _GOES_ON.match(self.text, given.end) if given is not None else None
        if going is not None:
            self._chain(name, place, going[1], going.end(), first=False)

    def _base(self, given: Arguments | None) -> Text:
        if given is None:
            return UNKNOWN
        for start, end in given.parts:
            for found in _PREFIX.finditer(self.text, start, end):
                return text_of(found[3]) if found[1] else UNKNOWN
        return NOTHING

    def _alias(self) -> None:
        for found in _ALIAS.finditer(self.text):
            called = _CALLED.match(self.text, found.end())
            known = found[2] in self.named or found[2] in self.bindings.taken
            is_base = called is not None and called[0] == f"{found[2]}.basePath("
            given = arguments(self.text, called.end(), self.scopes) if called and (known or is_base) else None
            if called is None or given is None or _GOES_ON.match(self.text, given.end):
                continue
            owner = self._scope(found.start()), found[1]
            said = expression(self.text, found.end(), given.end)
            if owner in self.made or said is None:
                continue
            self._accounted |= {found.start(1), said.place}
            if is_base:
                prefix = (self._string(*given.parts[0]) if len(given.parts) == 1 else None) or UNKNOWN
                self.made[owner] = Made(NOTHING, served=False)
                child = Expression("", found[1], "", False, found.start(1))
                self.links.append(Link("derive", found[2], found.start(2), prefix, child))
            else:
                self.aliases[owner] = said

    def _chain(self, name: str, place: int, verb: str, at: int, *, first: bool) -> None:
        while True:
            given = arguments(self.text, at, self.scopes)
            if given is None or verb == "basePath":
                return
            if verb in {"use", "route"}:
                self._mount(name, place, given)
            elif verb == "register":
                self._register(name, place, given)
            elif not first and given.parts and (path := self._string(*given.parts[0])) is not None:
                self.chained.append(Chained(name, place, verb, path, given.parts[0][0]))
            going = _GOES_ON.match(self.text, given.end)
            if going is None:
                return
            verb, at, first = going[1], going.end(), False

    def _string(self, start: int, end: int) -> Text | None:
        found = _STRING.match(self.text, skip(self.text, start), end)
        return text_of(found[2]) if found else None

    def _mount(self, name: str, place: int, given: Arguments) -> None:
        parts = list(given.parts)
        if not parts:
            return
        prefix = self._string(*parts[0])
        if prefix is not None:
            parts = parts[1:]
        elif len(parts) == 1 or self._is_handler(*parts[0]):
            prefix = NOTHING
        else:
            prefix = UNKNOWN
        for child in self._expressions(parts):
            self.links.append(Link("mount", name, place, prefix, child))

    def _is_handler(self, start: int, end: int) -> bool:
        """Whether the first of several arguments is surely no path."""
        said = expression(self.text, start, end)
        if said is None or said.name.isupper():
            return False
        return said.called or said.name in self.named

    def _expressions(self, parts: list[tuple[int, int]]) -> Iterator[Expression]:
        for start, end in parts:
            said = expression(self.text, start, end)
            if said is not None:
                self._accounted.add(said.place)
                yield said

    def _register(self, name: str, place: int, given: Arguments) -> None:
        parts = given.parts
        if not 1 <= len(parts) <= 2:
            return
        start = skip(self.text, parts[0][0])
        inline = Expression("", "", "", False, start) if self.scopes.at(start) is not None else None
        said = inline or expression(self.text, *parts[0])
        if said is None:
            return
        self._accounted.add(said.place)
        plain = len(parts) == 1 or self.text.startswith("{", skip(self.text, parts[1][0]))
        prefix = self._base(Arguments(parts[1:], given.end)) if plain else UNKNOWN
        self.links.append(Link("register", name, place, prefix, said))

    def _pass(self) -> None:
        for found in _PASSES.finditer(self.text):
            if found[1] and found[1] not in self.named and found[1] not in self.bindings.taken:
                continue
            before = self.text[max(0, found.start() - 12) : found.start()].rstrip()
            if before.endswith(("function", "function*")) or self._is_comment(found.start()):
                continue
            given = arguments(self.text, found.end(), self.scopes)
            callee = expression(self.text, found.start(), given.end) if given is not None else None
            if given is None or callee is None:
                continue
            self._accounted.add(callee.place)
            for which, part in enumerate(given.parts):
                one = expression(self.text, *part)
                if one is not None and one.name and not one.attribute and not one.called:
                    self._accounted.add(one.place)
                    self.links.append(Link("pass", one.name, one.place, NOTHING, callee._replace(called=False), which))
