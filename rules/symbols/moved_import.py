"""What a document imports from the repository's own packages must be there.

`from shop.tools import seed` in a code block or in inline code names a module and what that module gives. Both are held
against the syntax trees of the repository's own files; where the name is defined elsewhere now, that place is told.
`import { seed } from "@shop/tools"` is held against the `exports` of the package's package.json and the scripts that its entries
are made from.

Not judged: packages of others, relative imports, modules that make up names as they run (`__getattr__`, `globals()`,
`module.exports`) or pass on what others export, what is generated or ignored, what programs of the repository import in the same
words, code that is shown as old or wrong, modules that the document itself has the reader write, and documents of examples and
records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.imports import Import, imports
from guard.documents.promises import promises_nothing
from guard.documents.script_imports import script_imports
from guard.facts import Facts
from guard.facts.doubts import speaks_of_today
from guard.facts.exports import Entry
from guard.facts.near import nearest
from guard.facts.paths import has_placeholder
from guard.facts.symbols import Place

MESSAGE = "{module} has no {subject}"
_WRITTEN = "import: the document may have its reader write it"

_FILES = {
    "src/shop/__init__.py": "from .api import Client\n",
    "src/shop/api.py": "class Client: ...\n",
    "src/shop/tools/__init__.py": "",
    "src/shop/tools/seed.py": "def fill(count: int) -> None: ...\n",
    "src/shop/lazy.py": "def __getattr__(name): ...\n",
}
_SCRIPTS = {
    "package.json": '{"name": "@shop/kit", "exports": {".": "./dist/index.js", "./cart": "./dist/cart.js"}}',
    "src/index.ts": "export * from './money'\nexport { default as Till } from './till'\n",
    "src/money.ts": "export const toCents = 1, toEuros = 2\nexport type Money = {}\n",
    "src/cart.ts": "export class Cart {}\nexport default Cart\n",
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
    good(
        "```ts\nimport { toEuros, type Money } from '@shop/kit'\nimport Cart, { Cart as C } from \"@shop/kit/cart\"\n```",
        files=_SCRIPTS,
    ),
    good("```js\nimport { gone } from '@o/kit'\nconst { gone } = require('./gone')\n```", files=_SCRIPTS),
    good("```ts\n// deprecated\nimport { gone } from '@shop/kit'\n```", files=_SCRIPTS),
    good("```ts\nimport { any } from '@shop/kit'\n```", files={**_SCRIPTS, "src/money.ts": "export * from 'zod'\n"}),
    bad(
        "```ts\nimport { Cart } from '@shop/kit'\n```",
        files=_SCRIPTS,
        says="@shop/kit has no Cart",
        fixed="```ts\nimport { Cart } from '@shop/kit/cart'\n```",
    ),
    bad(
        "```js\nconst { toCent } = require('@shop/kit')\n```",
        files=_SCRIPTS,
        says="@shop/kit has no toCent",
        fixed="```js\nconst { toCents } = require('@shop/kit')\n```",
    ),
    bad(
        "```ts\nimport { Money } from '@shop/kit/money'\n```",
        files=_SCRIPTS,
        says="the repository has no @shop/kit/money",
        fixed="```ts\nimport { Money } from '@shop/kit'\n```",
    ),
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if not speaks_of_today(document, facts):
        return
    for _, names in groupby(imports(document), key=lambda one: one.where):
        several = list(names)
        if facts.symbols.paths_of(several[0].module):
            yield from (_judge(document, facts, one) for one in several)
        else:
            yield _judge(document, facts, several[0])
    for _, names in groupby(script_imports(document), key=lambda one: one.where):
        several = list(names)
        entry = facts.exports.entry(several[0].module)
        yield from (_judge_script(document, facts, one) for one in (several if entry and entry.there else several[:1]))


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
    if reason := _kept_out(document, one, one.name):
        return Unjudged(reason)
    return _no_name(document, facts, one, paths[0])


def _no_module(document: Document, facts: Facts, one: Import) -> Outcome:
    path = one.module.replace(".", "/")
    if any(facts.ignored(f"{folder}{path}{end}") for folder in ("", "src/") for end in (".py", "/__init__.py")):
        return Unjudged("import: generated, or not checked in")
    if "." not in one.module:
        return Unjudged("import: not of this repository")
    if facts.modules.is_compiled(one.module) or facts.symbols.finds_modules(one.module):
        return Unjudged("import: the module may be made")
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
    if f"{name}.py" in document.text:
        return _WRITTEN
    return promises_nothing(document, one, "#")


def _judge_script(document: Document, facts: Facts, one: Import) -> Outcome:
    entry = None if has_placeholder(one.module) else facts.exports.entry(one.module)
    if entry is None:
        return Unjudged("import: not of this repository")
    if entry.there is None:
        return Unjudged("import: generated, or not checked in")
    if not entry.there:
        if facts.exports.is_imported(one.module, ""):
            return Unjudged("import: programs import it in a way that is not read")
        reason = _kept_out_of_script(document, one, entry.subpath)
        return Unjudged(reason) if reason else _no_entry(document, facts, one, entry)
    if not one.name:
        return HOLDS
    given = facts.exports.gives(entry, one.name)
    if given:
        return HOLDS
    if given is None or (one.name == "default" and not entry.manifest.module):
        return Unjudged("import: the module may make it up")
    if facts.exports.is_imported(one.module, one.name):
        return Unjudged("import: programs import it in a way that is not read")
    if reason := _kept_out_of_script(document, one, one.name):
        return Unjudged(reason)
    return _no_export(document, facts, one, entry)


def _kept_out_of_script(document: Document, one: Import, name: str) -> str:
    if f'"./{name}"' in document.text or any(word in document.text for word in _writing(one, name)):
        return _WRITTEN
    return promises_nothing(document, one, "//")


def _writing(one: Import, name: str) -> Iterator[str]:
    """What stands in a document that shows how the name comes to be there."""
    yield from (f"declare module {quote}{one.module}{quote}" for quote in "\"'")
    yield from (
        f"export {kind} {name}"
        for kind in ("const", "function", "async function", "class", "type", "interface", "enum")
    )


def _no_entry(document: Document, facts: Facts, one: Import, entry: Entry) -> Outcome:
    given = facts.exports.giving(one.name) if one.name not in {"", "default"} else ()
    inside = tuple(other for other in given if f"{other}/".startswith(f"{entry.manifest.name}/"))
    words = f"{one.name} is exported by {', '.join(given[:3])}" if given else "its exports have no such path"
    near = inside or _slips(one.module, [other for other, _ in facts.exports.entries()])
    if near and not given:
        words += f"; there is {', '.join(near[:3])}"
    fix = document.replace(one.where, near[0], safe=False) if len(near) == 1 else None
    return document.finding(
        one.where,
        MESSAGE,
        subject=one.module,
        module="the repository",
        evidence=(Evidence(words, path=entry.manifest.path),),
        fix=fix,
    )


def _no_export(document: Document, facts: Facts, one: Import, entry: Entry) -> Outcome:
    given = () if one.name == "default" else facts.exports.giving(one.name)
    places = () if given or one.name == "default" else facts.exports.defined(entry.manifest, one.name)
    slips = () if given or one.name == "default" else _slips(one.name, facts.exports.names(entry))
    fix = None
    if len(given) == 1 and sum(other.where == one.where for other in script_imports(document)) == 1:
        fix = document.replace(one.where, given[0], safe=False)
    elif len(slips) == 1 and not places:
        fix = document.replace(one.span, slips[0], safe=False)
    return document.finding(
        one.span,
        MESSAGE,
        subject="default export" if one.name == "default" else one.name,
        module=one.module,
        target=f"{one.module}.{one.name}",
        evidence=_seen(one, entry, given, places, slips),
        fix=fix,
    )


def _seen(
    one: Import, entry: Entry, given: tuple[str, ...], places: tuple[Place, ...], slips: tuple[str, ...]
) -> tuple[Evidence, ...]:
    """What was read, and where the name is today."""
    read = Evidence(f"{', '.join(entry.sources)} exports no such name", path=entry.sources[0])
    if given:
        return Evidence(f"{one.name} is exported by {', '.join(given[:3])}"), read
    if places:
        return Evidence(f"{one.name} is defined in {places[0].path}", path=places[0].path, line=places[0].line), read
    return (Evidence(f"it has {', '.join(slips)}", path=entry.sources[0]),) if slips else (read,)
