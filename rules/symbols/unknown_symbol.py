"""A name of the programs that a document writes as code must be one of them.

Two kinds of names are held against the repository: a dotted one that begins with its own module or class (`shop.api.Client`,
`Client.fetch()`), and one that occurs nowhere and differs by a slip from one that does.

Not judged: names of other programs, names that stand in any program or configuration of the repository, classes and modules
that may make up names as they run, and sentences about the past or the future.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import CodeSpan
from guard.documents.mentions import hints
from guard.documents.others import tells_of_moves
from guard.documents.paragraphs import paragraph, sets_right
from guard.facts import Facts
from guard.facts.doubts import speaks_of_today
from guard.facts.near import nearest
from guard.facts.symbols.shapes import SHORTEST, is_shaped
from guard.model import Span

MESSAGE = "{where} no {subject}"
CLOSE = 90.0
"""The least likeness, of 100, of a name and the one that was meant."""

_FILES = {
    "src/shop/__init__.py": "",
    "src/shop/api.py": "class Client:\n    def fetch_all(self): ...\n    def fetch_everything(self): ...\n    def send_order(self): ...\n    def cancel_order(self): ...\n",
    "Dockerfile": "FROM x\n",
}

EXAMPLES = (
    good("It logs to the `shop.api.client.to_user` logger.", files={"shop/api/client.py": ""}),
    good(
        "`shop.api.client.name` is sent.", files={"shop/api/client.py": "", "shop/sent.py": 'x("shop.api.client.name")'}
    ),
    good("`shop.api.Client`, `Client.fetch_all()`, `send_order` and `requests.get`.", files=_FILES),
    good("`WidgetFactory` and `some_other_thing()` are of another program; `send_orders` was removed.", files=_FILES),
    bad("Call `shop.api.Session`.", files=_FILES, says="shop.api has no Session"),
    bad("Call `Client.fetch()`.", files=_FILES, says="Client has no fetch"),
    bad(
        "It raises `NotImplentedError`.",
        files=_FILES,
        says="the repository has no NotImplentedError",
        fixed="It raises `NotImplementedError`.",
    ),
    bad("See the `DockeFile`.", files=_FILES, says="the repository has no DockeFile", fixed="See the `Dockerfile`."),
)

_NAME = re.compile(r"(?P<name>[A-Za-z_]\w{2,80}(?:\.[A-Za-z_]\w{0,80}){0,6})(?:\(\))?")
LEAST_PARTS = 2
"""How many parts a module's name must have: `shop.db` may be a file, a permission, a setting."""

_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_FILES_OF_TOOLS = ("Dockerfile", "Makefile", "Justfile", "Jenkinsfile", "Vagrantfile", "Procfile")
_SHAPED = re.compile(r"(?<!\S)(?=\S{7})(?=_{0,3}[^\s_]{1,100}(?:_|(?<=[a-z])(?=[A-Z])))(?=\S{0,100}[a-z])\S+(?!\S)")
_LOGGER = re.compile(r"\A`[ \t]{1,3}(?:logger|log|metric|span|event|attribute)s?\b")
_BUILTINS = frozenset(name for name in dir(builtins) if len(name) >= SHORTEST)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if not speaks_of_today(document, facts):
        return
    for code in document.claims.code:
        found = _NAME.fullmatch(code.text)
        if found is None or code.span.line != code.span.end_line:
            continue
        name = found["name"]
        if "." in name:
            yield _dotted(document, facts, _part(code, name), name)
        elif is_shaped(name):
            yield _plain(document, facts, _part(code, name), name)


def _plain(document: Document, facts: Facts, span: Span, name: str) -> Outcome:
    if name in facts.words or name in _BUILTINS or facts.files.named(name):
        return HOLDS
    near = _slips(name, facts)
    if not near or any(one.casefold() == name.casefold() for one in near):
        return Unjudged("symbol: of another program, perhaps")
    if tells_of_moves(document, span.line) or sets_right(document, span, near) or _is_no_promise(document, span):
        return Unjudged("symbol: the text may not speak of today")
    fix = document.replace(span, near[0], safe=False) if len(near) == 1 else None
    return document.finding(
        span,
        MESSAGE,
        subject=name,
        where="the repository has",
        evidence=(Evidence(f"there is {', '.join(near)}"),),
        fix=fix,
    )


def _slips(name: str, facts: Facts) -> tuple[str, ...]:
    """Names that are a slip away: letters left out, doubled or exchanged in one of its parts, which is no word then."""
    folded = name.casefold()
    known = facts.remembered(_candidates).get(_shape(folded), {})
    near = nearest(folded, known, least=CLOSE)
    near = tuple(known[other] for other in near if _is_slip(folded, other))
    if not near:
        return ()
    parts = facts.remembered(_parts_of_names)
    strange = [part for part in _parts(name) if part not in parts]
    return near if len(strange) == 1 and len(strange[0]) >= SHORTEST - 2 else ()


Shape = tuple[int, str]


def _shape(name: str) -> Shape:
    """What no slip changes: how many parts it has, its first and its last letter."""
    return name.count("_"), name[:1] + name[-1:]


def _is_slip(name: str, other: str) -> bool:
    """Whether it is a letter or two, and no digit, that makes the difference."""
    digits = [[one for one in word if one.isdigit()] for word in (name, other)]
    return digits[0] == digits[1] and abs(len(name) - len(other)) <= len(name) // 8


def _parts(name: str) -> list[str]:
    return [part.casefold() for part in _PART.findall(name)]


def _parts_of_names(facts: Facts) -> frozenset[str]:
    # One search of all words is much faster than one each.
    return frozenset({part.casefold() for part in set(_PART.findall(" ".join([*facts.words.all, *_BUILTINS])))})


def _candidates(facts: Facts) -> dict[Shape, dict[str, str]]:
    """What may be meant, by its shape, and by its letters in lower case."""
    shaped = _SHAPED.findall(" ".join(facts.words.all))
    found: dict[Shape, dict[str, str]] = {}
    for word in sorted({*shaped, *_BUILTINS, *_FILES_OF_TOOLS}):
        found.setdefault(_shape(word.casefold()), {})[word.casefold()] = word
    return found


def _dotted(document: Document, facts: Facts, span: Span, name: str) -> Outcome:
    owners = list(_owners(facts, name))
    if not owners:
        return Unjudged("symbol: of another program, perhaps")
    answers = [owner.has for owner in owners]
    if any(answers):
        return HOLDS
    if None in answers:
        return Unjudged("symbol: its owner may make it up")
    owner = owners[0]
    if owner.line and not _is_beside(document, owner) and owner.asked in facts.words:
        return Unjudged("symbol: of a type of the same name, perhaps")
    if _LOGGER.match(document.lines.content(span.line)[span.end_column - 1 :]) or facts.words.quotes(name):
        return Unjudged("symbol: the name of a logger, an attribute or the like")
    if tells_of_moves(document, span.line) or sets_right(document, span, ()) or _is_no_promise(document, span):
        return Unjudged("symbol: the text may not speak of today")
    return document.finding(
        span, MESSAGE, subject=owner.asked, where=f"{owner.name} has", target=name, evidence=(_evidence(facts, owner),)
    )


def _is_beside(document: Document, owner: Owner) -> bool:
    """Whether the type's file lies in the document's own top folder, or the document at the root."""
    top, slash, _ = document.path.partition("/")
    return not slash or top in {"docs", "doc"} or owner.path.startswith(f"{top}/")


class Owner(msgspec.Struct, frozen=True):
    """A module or a class of the repository, and whether it `has` what it is `asked` for (None: who knows)."""

    name: str
    path: str
    asked: str
    has: bool | None
    line: int | None = None


def _owners(facts: Facts, name: str) -> Iterator[Owner]:
    """What the parts of a dotted name that come before the last belong to."""
    parts = name.split(".")
    if len(parts) == 2 and parts[0][:1].isupper() and not parts[0].isupper():
        for place in facts.symbols.defined(parts[0]):
            if parts[0] in facts.symbols.module(place.path).classes:
                yield _member(facts, place.path, parts[0], parts[1])
    for count in range(len(parts), 0, -1):
        module = ".".join(parts[:count])
        if not facts.modules.is_own(module):
            break
        paths = facts.symbols.paths_of(module)
        if count < LEAST_PARTS and len(parts) > count:
            return
        if paths and count == len(parts):
            yield Owner(module, paths[0], module, has=True)
        for path in paths if count < len(parts) else ():
            asked = parts[count]
            has = facts.symbols.gives(path, asked)
            if has and len(parts) > count + 1 and asked in facts.symbols.module(path).classes:
                yield _member(facts, path, asked, parts[count + 1])
            else:
                yield Owner(module, path, asked, has)
        if paths:
            return


def _member(facts: Facts, path: str, owner: str, asked: str) -> Owner:
    line = facts.symbols.module(path).classes[owner].line
    return Owner(owner, path, asked, facts.symbols.has_member(path, owner, asked), line)


def _evidence(facts: Facts, owner: Owner) -> Evidence:
    places = [place for place in facts.symbols.defined(owner.asked) if "test" not in place.path]
    if places:
        return Evidence(f"{owner.asked} is defined in {places[0].path}", path=places[0].path, line=places[0].line)
    found = facts.symbols.module(owner.path)
    names = found.classes[owner.name].members if owner.line else found.names
    near = nearest(owner.asked, names, least=75.0)
    words = f"it has {', '.join(near)}" if near else "its source defines no such name"
    return Evidence(words, path=owner.path, line=owner.line)


def _part(code: CodeSpan, name: str) -> Span:
    start = code.span.column + code.text.index(name)
    return Span(code.span.line, start, code.span.line, start + len(name))


def _is_no_promise(document: Document, span: Span) -> bool:
    """Whether the sentence is about what may come, or gives an example."""
    return not {"future", "example", "create"}.isdisjoint(hints(*paragraph(document, span)))
