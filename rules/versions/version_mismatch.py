"""A version that a document asks for must be one that the repository's manifests allow.

"Python 3.8+", "Go version: 1.21+", "Node.js 20 as in .nvmrc", `uv sync --python 3.12` and "Bootstrap v4 is installed" are held against
requires-python, go.mod, engines, .nvmrc, Cargo.toml and the declared dependencies of the nearest manifest. A version is wrong only if
no version that begins with it is allowed.

Not judged: sentences about the past or about other projects, versions that nothing is asked for in, and records of past work.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Command
from guard.documents.prose import prose
from guard.documents.records import is_between_versions, is_of_version, is_record, shows_examples
from guard.facts import Facts
from guard.facts.versions import Asked, meets, numbers
from guard.facts.versions.askers import RUNTIMES, is_of_others, speaks_of_others
from guard.model import Span

MESSAGE = "{name} {subject} is not what {path} asks for"
OFFERED = "{name} {subject} is not what is offered, {right}"

_PYTHON = {"pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.10,<4.0"\n'}
_NODE = {"package.json": '{"engines": {"node": ">=20"}, "dependencies": {"bootstrap": "^5.1.3"}}', ".nvmrc": "v24\n"}

EXAMPLES = (
    good("Requires Python 3.10+ or Python 3.12. It worked with Python 2.7 before.", files=_PYTHON),
    good("It worked. As of\nPython 3.8 this is required.", files=_PYTHON),
    good("- Other: `pip install other` (requires Python 3.9+)", files=_PYTHON),
    good(
        "It requires the Python v2 client. Shop v3 requires Python 3.6.",
        files={"pyproject.toml": _PYTHON["pyproject.toml"].replace('"x"', '"shop"')},
    ),
    good("It requires foo, which supports Python 3.6.", files=_PYTHON),
    good("### Why is it needed when using Python 3.6?\n\nUsing Python 3.7 may cause trouble.", files=_PYTHON),
    good(
        "Inline the arguments (Python 3.8+). It does not support Python 2.7. Write functions with Python 3.6+ type hints.",
        files=_PYTHON,
    ),
    good("A framework for building APIs with Python 3.8+. ⚠️ `match` requires Python 3.9+!", files=_PYTHON),
    good(
        "# A\n\n### FastAPI\n\nIt requires Python 3.6+.\n\n### Run of 2026-07-22\n\nRequires Python 3.9.", files=_PYTHON
    ),
    good("Clients written for Python 3.6 can talk to it.", files=_PYTHON),
    good("```sh\nuv sync --python 3.12\n```\n\nNode.js 24 as in `.nvmrc`, Bootstrap 5.", files={**_PYTHON, **_NODE}),
    good("1. Run `npm remove -g other`\n2. Upgrade to Node v19 or higher, it is required.\n3. Start it.", files=_NODE),
    bad("It requires **Python 3.8+**.", files=_PYTHON, says="Python 3.8+ is not what pyproject.toml asks for"),
    bad("```sh\nuv venv --python 3.9\n```", files=_PYTHON, says="Python 3.9 is not what pyproject.toml asks for"),
    bad(
        "- **Go version**: 1.21+",
        files={"go.mod": "module x\n\ngo 1.24.0\n"},
        says="Go version 1.21+ is not what go.mod asks for",
    ),
    bad("- Node.js 20 as specified in `.nvmrc`", files=_NODE, says="Node.js 20 is not what .nvmrc asks for"),
    bad(
        "- PostgreSQL everywhere: 13 - 17",
        files={"cookiecutter.json": '{"postgresql_version": ["18", "17", "14"]}'},
        says="PostgreSQL 13 - 17 is not what is offered, 14 - 18",
        fixed="- PostgreSQL everywhere: 14 - 18",
    ),
    bad("Bootstrap v4 is installed using npm.", files=_NODE, says="Bootstrap 4 is not what package.json asks for"),
)

_CLAIM = re.compile(
    r"(?<![\w./-])(?P<name>Python|Node\.?(?:js|JS)?|Go(?:lang)?|Rust)(?:[ \t]+[Vv]ersion)?[*_`:]{0,5}[ \t]{0,3}(?:[Vv]ersion[ \t]+)?(?P<least>>=|≥)?[ \t]{0,2}v?"
    r"(?:\d\.\d{1,2}[ \t]+or[ \t]+(?=\d\.\d{1,2}\+))?(?P<version>\d{1,2}(?:\.\d{1,3}){0,2})(?![\w.]*\w)(?P<more>\+|[ \t]+(?:or|and)[ \t]+(?:newer|later|higher|above|greater|up)|[ \t]*\((?:or|and)[ \t]+(?:newer|later|higher|above)\))?"
)
_RANGE = re.compile(
    r"(?<![\w./-])(?P<name>[A-Z][A-Za-z]{2,30})(?![\w/])[^.\d\n()]{0,20}(?<![\w.-])(?P<low>\d{1,3}(?:\.\d{1,3})?)[ \t]{0,2}[-\u2013][ \t]{0,2}(?P<high>\d{1,3}(?:\.\d{1,3})?)(?![\w-])"
)
_BINDS = re.compile(
    r"(?<![\w-])(?:requires?|required|requirements?|needs?|must|prerequisites?|install(?:ed|s)?|uses?|using|specified|supports?|supported|toolchain"
    r"|minimum|at least|runs on|targets?|generated with)(?![\w-])|\A[ \t*+-]{0,8}for(?=[ \t])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SINCE = re.compile(r"(?i)\b(?:as of|since|starting (?:with|from)|from|before|until|after|prior to)[ \t]{0,4}\Z")
_SERVERS = frozenset(
    {"redis", "mysql", "mongodb", "elasticsearch", "docker", "kubernetes", "qdrant", "kafka", "nginx", "celery"}
)
"""Programs whose clients bear their names."""
_DEPENDENCY = re.compile(
    r"(?<![\w./@-])(?P<name>[A-Z][A-Za-z.]{2,30}(?:[ \t](?:CLI|UI|SDK|CSS))?)(?:\]\([^)\s]{1,200}\))?[ \t]+(?:[Vv]ersion[ \t]+)?[vV]?(?P<version>\d{1,3}(?:\.\d{1,4}){0,2})(?![\w.-]*\w)"
)


class Claim(msgspec.Struct, frozen=True):
    """`name` as it is asked for (python, bootstrap), `shown` as people write it, `written` the version as it stands here with
    its "Version" and its "+". `sure`: it is this project's own need."""

    name: str
    shown: str
    version: str
    span: Span
    sure: bool
    beside: str = ""
    written: str = ""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if (
        document.language != "markdown"
        or is_record(document.path)
        or shows_examples(document.path)
        or is_of_version(document.path)
        or is_between_versions(document.path)
    ):
        return
    for number, line in prose(document) if facts.versions.offered else ():
        yield from _ranges(document, facts, number, line)
    for claim in (*_sentences(document, facts), *_flags(document.claims.commands)):
        yield _judge(document, facts, claim)


def _sentences(document: Document, facts: Facts) -> Iterator[Claim]:
    above = ""
    for number, line in prose(document):
        before, above = above, line
        if not _DIGIT.search(line) or _SINCE.search(before):
            continue
        for found in _CLAIM.finditer(line):
            name = RUNTIMES[found["name"].lower()]
            if name != "node" and "." not in found["version"] and line[found.start("version") - 1] == "v":
                continue  # "the Python v2 client" is the second version of something else
            aside = line[: found.start()].endswith("(") and line.startswith(
                ")", found.end()
            )  # since when a language has it
            told = (bool(found["more"] or found["least"]) and not aside) or (_BINDS.search(line) is not None)
            if told and not speaks_of_others(line, found) and not is_of_others(document, facts, number, line):
                written = re.sub(r"[*_`:]", "", found[0]).removeprefix(found["name"]).strip()
                yield Claim(
                    name, found["name"], found["version"], _span(found, number), sure=True, beside=line, written=written
                )
        for found in _DEPENDENCY.finditer(line):
            if (
                (name := _dependency(found["name"], facts))
                and _BINDS.search(line)
                and not line.startswith("+", found.end())  # since when something behaves so
                and not speaks_of_others(line, found)
                and not is_of_others(document, facts, number, line)
            ):
                yield Claim(name, found["name"], found["version"], _span(found, number), sure=True, beside=line)


def _ranges(document: Document, facts: Facts, number: int, line: str) -> Iterator[Outcome]:
    """ "PostgreSQL: 13 - 17" must be the first and the last of what a template lets its user choose."""
    for found in _RANGE.finditer(line):
        for one in facts.versions.offered:
            ordered = sorted(one.choices, key=numbers)
            if one.name != found["name"].lower() or not all(map(numbers, ordered)):
                continue
            if (found["low"], found["high"]) == (ordered[0], ordered[-1]):
                yield HOLDS
                continue
            span = Span(number, found.start("low") + 1, number, found.end("high") + 1)
            evidence = Evidence(f"{one.path} offers {', '.join(one.choices)}", path=one.path)
            written = line[found.start("low") : found.end("high")]
            right = written.replace(found["low"], ordered[0], 1)
            right = right[: len(right) - len(found["high"])] + ordered[-1]
            fix = document.replace(span, right, safe=False)
            yield document.finding(
                span, OFFERED, subject=written, name=found["name"], right=right, evidence=(evidence,), fix=fix
            )


def _span(found: re.Match[str], line: int) -> Span:
    return Span(line, found.start("version") + 1, line, found.end("version") + 1)


def _dependency(shown: str, facts: Facts) -> str:
    """The dependency that a name in a sentence means: Angular CLI is @angular/cli, Django is django."""
    plain = shown.lower()
    if plain in RUNTIMES or plain in _SERVERS:
        return ""
    candidates = (
        plain,
        plain.replace(" ", "-"),
        f"@{plain.replace(' ', '/')}",
        plain.replace(".", ""),
        plain.replace(".", "-"),
    )
    return next((one for one in candidates if one in facts.versions.names), "")


def _flags(commands: Iterable[Command]) -> Iterator[Claim]:
    """The versions that commands ask for: `uv sync --python 3.12`, `nvm use 20`, `conda create python=3.9`."""
    for command in commands:
        program, *words = command.words
        for before, word in zip([program, *words], words, strict=False):
            text = word.text
            if (
                program.text == "uv"
                and words[0].text != "tool"
                and (before.text == "--python" or text.startswith("--python="))
            ):
                name, version = "python", text.removeprefix("--python=")
            elif program.text in {"conda", "mamba"} and text.startswith("python="):
                name, version = "python", text.partition("=")[2].lstrip("=")
            elif program.text in {"nvm", "fnm"} and before.text in {"use", "install"}:
                name, version = "node", text.lstrip("v")
            else:
                continue
            if version and all(part.isdigit() for part in version.split(".")) and text in (version, f"v{version}"):
                yield Claim(name, {"python": "Python", "node": "Node.js"}[name], version, word.span, sure=True)


def _judge(document: Document, facts: Facts, claim: Claim) -> Outcome:
    asked = facts.versions.of(claim.name, document.folder)
    named = [one for one in asked if one.path.rpartition("/")[2] in claim.beside]
    compared = named or list(asked)
    if not compared:
        return Unjudged("version: no manifest asks for one")
    if any(meets(numbers(claim.version), one.allowed) for one in compared):
        return HOLDS
    return _finding(document, claim, compared[0])


def _finding(document: Document, claim: Claim, asked: Asked) -> Outcome:
    evidence = Evidence(f"{asked.path} says {asked.text}", path=asked.path)
    return document.finding(
        claim.span,
        MESSAGE,
        subject=claim.written or claim.version,
        name=claim.shown,
        path=asked.path,
        evidence=(evidence,),
    )
