"""What a document imports from the repository's own Python packages must be there.

`from shop.tools import seed` in a code block or in inline code names a module and what that module gives. Both are held
against the syntax trees of the repository's own files; where the name is defined elsewhere now, that place is told.

Not judged: packages of others, relative imports, modules that make up names as they run (`__getattr__`, `globals()`), what is
generated or ignored, code that is shown as old or wrong, modules that the document itself has the reader write, and
documents of examples and records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.imports import Import, imports
from guard.documents.mentions import hints
from guard.documents.others import tells_of_moves
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_of_version, is_record, shows_examples
from guard.facts import Facts
from guard.facts.near import nearest
from guard.facts.paths import has_placeholder
from guard.facts.symbols import Place

MESSAGE = "{module} has no {subject}"

_FILES = {
    "src/shop/__init__.py": "from .api import Client\n",
    "src/shop/api.py": "class Client: ...\n",
    "src/shop/tools/__init__.py": "",
    "src/shop/tools/seed.py": "def fill(count: int) -> None: ...\n",
    "src/shop/lazy.py": "def __getattr__(name): ...\n",
}

EXAMPLES = (
    good(
        "```python\nfrom shop import Client, tools\nfrom shop.tools.seed import fill\nimport shop.api\n```",
        files=_FILES,
    ),
    good("```python\nfrom shop.lazy import anything\nfrom other.api import Gone\n```", files=_FILES),
    good("```python\n# old\nfrom shop.api import Gone\n```", files=_FILES),
    good("```python\nfrom shop.auth.oauth import MyProvider\n```", files=_FILES),
    good("```python\nfrom shop.tools import fill\n```", files=_FILES, path="docs/v2/start.md"),
    good("Write `shop/extra.py`:\n\n```python\nfrom shop.extra import x\n```", files=_FILES),
    bad(
        "```python\nfrom shop.tools import fill\n```",
        files=_FILES,
        says="shop.tools has no fill",
        fixed="```python\nfrom shop.tools.seed import fill\n```",
    ),
    bad(
        "```pycon\n>>> from shop.api import Clients\n```",
        files=_FILES,
        says="shop.api has no Clients",
        fixed="```pycon\n>>> from shop.api import Client\n```",
    ),
    bad("```python\nimport shop.server\n```", files=_FILES, says="the repository has no shop.server"),
    bad(
        "Use `from shop.seed import fill`.",
        files=_FILES,
        says="the repository has no shop.seed",
        fixed="Use `from shop.tools.seed import fill`.",
    ),
)

_STAND_IN = re.compile(r"(?:My|Your)[A-Z]")
_SHOWN_AS_OLD = re.compile(
    r"(?i)❌|✗|(?<![\w-])(?:old|before|wrong|bad|deprecated|legacy|incorrect|don't|do not|removed|previously|todo|future|proposed|new|avoid|never|not)(?![\w-])"
)
_MIGRATION = re.compile(r"(?i)migrat[a-z]{0,4}[-_/](?:to[-_])?v?\d|upgrad|changes|breaking|deprecat")
_ABOVE = 3
"""How many lines above an import are looked at for a comment that calls it old."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path) or shows_examples(document.path) or is_of_version(document.path):
        return
    for _, names in groupby(imports(document), key=lambda one: one.where):
        several = list(names)
        if facts.symbols.paths_of(several[0].module):
            yield from (_judge(document, facts, one) for one in several)
        else:
            yield _judge(document, facts, several[0])


def _judge(document: Document, facts: Facts, one: Import) -> Outcome:
    if has_placeholder(one.module) or has_placeholder(one.name) or not facts.modules.is_own(one.module):
        return Unjudged("import: not of this repository")
    paths = facts.symbols.paths_of(one.module)
    if not paths:
        return HOLDS if facts.modules.exists(one.module) else _no_module(document, facts, one)
    if not one.name:
        return HOLDS
    if facts.modules.exists(f"{one.module}.{one.name}"):
        return HOLDS
    answers = [facts.symbols.gives(path, one.name) for path in paths]
    if True in answers:
        return HOLDS
    if None in answers:
        return Unjudged("import: the module may make it up")
    if _STAND_IN.match(one.name):
        return Unjudged("import: a placeholder")
    if reason := _kept_out(document, one, one.name):
        return Unjudged(reason)
    return _no_name(document, facts, one, paths[0])


def _no_module(document: Document, facts: Facts, one: Import) -> Outcome:
    path = one.module.replace(".", "/")
    if any(facts.ignored(f"{folder}{path}{end}") for folder in ("", "src/") for end in (".py", "/__init__.py")):
        return Unjudged("import: generated, or not checked in")
    if "." not in one.module:
        return Unjudged("import: not of this repository")
    if facts.modules.is_compiled(one.module):
        return Unjudged("import: a compiler may make the module")
    if _STAND_IN.match(one.name):
        return Unjudged("import: a placeholder")
    if reason := _kept_out(document, one, one.module.rpartition(".")[2]):
        return Unjudged(reason)
    places = _elsewhere(facts, one.name, one.module) if one.name else ()
    near = tuple(dict.fromkeys(facts.modules.dotted(place.path) for place in places)) or facts.modules.near(one.module)
    evidence = _evidence(places, one.name) or Evidence(
        f"there is {', '.join(near[:3])}" if near else f"no file ends with {path}.py"
    )
    fix = (
        document.replace(one.where, near[0], safe=False) if len(near) == 1 and facts.symbols.paths_of(near[0]) else None
    )
    return document.finding(
        one.where, MESSAGE, subject=one.module, module="the repository", evidence=(evidence,), fix=fix
    )


def _no_name(document: Document, facts: Facts, one: Import, path: str) -> Outcome:
    places = _elsewhere(facts, one.name, one.module)
    slips = _slips(one.name, facts.symbols.module(path).names)
    evidence = _evidence(places, one.name) or Evidence(
        f"it has {', '.join(slips)}" if slips else "its source defines and imports no such name", path=path
    )
    modules = tuple(dict.fromkeys(facts.modules.dotted(place.path) for place in places))
    fix = None
    if len(modules) == 1 and sum(other.where == one.where for other in imports(document)) == 1:
        fix = document.replace(one.where, modules[0], safe=False)
    elif len(slips) == 1 and not places:
        fix = document.replace(one.span, slips[0], safe=False)
    return document.finding(
        one.span,
        MESSAGE,
        subject=one.name,
        module=one.module,
        target=f"{one.module}.{one.name}",
        evidence=(evidence,),
        fix=fix,
    )


def _slips(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that are `name` in other letters, else those that a slip makes of it."""
    known = list(names)
    return tuple(other for other in known if other.casefold() == name.casefold()) or nearest(name, known, least=85.0)


def _elsewhere(facts: Facts, name: str, module: str) -> tuple[Place, ...]:
    """Where the same top package defines the name, tests left out."""
    top = module.partition(".")[0]
    return tuple(
        place for place in facts.symbols.defined(name) if top in place.path.split("/")[:-1] and "test" not in place.path
    )


def _evidence(places: tuple[Place, ...], name: str) -> Evidence | None:
    if not places:
        return None
    others = f", and in {len(places) - 1} more places" if len(places) > 1 else ""
    return Evidence(f"{name} is defined in {places[0].path}{others}", path=places[0].path, line=places[0].line)


def _kept_out(document: Document, one: Import, name: str) -> str:
    """Why nothing is said of an import that does not hold; "" when something is."""
    if _MIGRATION.search(document.path) or tells_of_moves(document, one.span.line):
        return "import: a guide from one version to the next"
    if f"{name}.py" in document.text:
        return "import: the document may have its reader write it"
    if one.fence is None:
        return "import: the text may not speak of today" if sets_right(document, one.span, ()) else ""
    first = max(one.fence.span.line, one.span.line - _ABOVE)
    comments = (document.lines.content(number).partition("#")[2] for number in range(first, one.span.line + 1))
    if any(_SHOWN_AS_OLD.search(comment) for comment in comments):
        return "import: shown as old or wrong"
    lead = _lead(document, one.fence.span.line)
    if _SHOWN_AS_OLD.search(lead) or {"past", "absent"} & set(hints(lead, len(lead), len(lead))):
        return "import: the text may not speak of today"
    return ""


def _lead(document: Document, line: int) -> str:
    """The last words above a code block, and the heading that it stands under."""
    number = line - 2
    while number > 0 and not document.lines.content(number).strip():
        number -= 1
    heading = [one.text for one in document.claims.headings if one.span.line < line][-1:]
    return "\n".join([*heading, document.lines.content(number) if number > 0 else ""])
