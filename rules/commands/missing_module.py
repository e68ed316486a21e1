"""A Python module that a document runs must be there.

`python -m pkg.mod`, `uvicorn pkg.mod:app` and their like name modules. One whose top package is the repository's own is held against
its files, whichever folder is put on the path.

Not judged: modules of other packages, names that only an installed package has, and records of past work.
"""

from collections.abc import Iterator
from posixpath import basename

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Command, Word
from guard.documents.folders import after_clones
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.clones import is_other
from guard.facts.paths import has_placeholder

MESSAGE = "no module is called {subject}"

_FILES = ("src/shop/__init__.py", "src/shop/main.py", "src/shop/tools/__init__.py", "src/shop/tools/seed.py")

EXAMPLES = (
    good("```sh\npython -m shop.main\nuvicorn shop.main:app --reload\npython -m http.server\n```", files=_FILES),
    good("```sh\npython -m src.shop.main\npython -m shop\n```", files=_FILES),
    bad("```sh\nuvicorn shop.server:app\n```", files=_FILES, says="no module is called shop.server"),
    bad(
        "```sh\npython3 -m shop.seed --all\n```",
        files=_FILES,
        says="no module is called shop.seed",
        fixed="```sh\npython3 -m shop.tools.seed --all\n```",
    ),
)

_PYTHONS = frozenset({"python", "python3", "py", "pypy3"})
_SERVERS = frozenset({"uvicorn", "gunicorn", "hypercorn", "daphne", "granian"})
_WRAPPERS = {"uv": "run", "poetry": "run", "pipenv": "run", "hatch": "run", "pdm": "run", "rye": "run"}


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for command, clone in after_clones(document.claims.commands):
        word = _module(command)
        if word is None:
            continue
        if is_other(clone, facts.forges):
            yield Unjudged("module: in a clone of another repository")
        else:
            yield _judge(document, facts, word, inline=command.block < 0)


def _module(command: Command) -> Word | None:
    """The word that names a module, with an attribute behind a colon or without."""
    words = list(command.words)
    if len(words) > 2 and words[1].text == _WRAPPERS.get(words[0].text):
        words = words[2:]
    program = basename(words[0].text)
    if program in _PYTHONS and len(words) > 2 and words[1].text == "-m":
        if words[2].text not in _SERVERS:
            return words[2]
        program, words = words[2].text, words[2:]
    if program in _SERVERS:
        return next(
            (word for word in words[1:] if ":" in word.text and not word.text.startswith("-") and "/" not in word.text),
            None,
        )
    if program in {"celery", "flask"} and len(words) > 2 and words[1].text in {"-A", "--app"}:
        return words[2]
    return None


def _judge(document: Document, facts: Facts, word: Word, *, inline: bool) -> Outcome:
    name = word.text.partition(":")[0]
    if not word.literal or has_placeholder(name) or not all(part.isidentifier() for part in name.split(".")):
        return Unjudged("module: a placeholder")
    if facts.modules.exists(name):
        return HOLDS
    if "." not in name or not facts.modules.is_own(name):
        return Unjudged("module: not of this repository")
    near = facts.modules.near(name)
    if shows_examples(document.path) or (inline and sets_right(document, word.span, near)):
        return Unjudged("module: the text may not speak of today")
    evidence = Evidence(f"there is {', '.join(near[:3])}" if near else f"no file ends with {name.replace('.', '/')}.py")
    source = document.source(word.span)
    fix = (
        document.replace(word.span, source.replace(name, near[0], 1), safe=False)
        if len(near) == 1 and name in source
        else None
    )
    return document.finding(word.span, MESSAGE, subject=name, evidence=(evidence,), fix=fix)
