"""A variable or constant that a document names must be one that the programs know.

A name in capitals that occurs in no program and in no configuration file of the repository is found where it is certain what was
meant: a known name differs from it by its underscores or by a slip, or it stands in a table of variables most of whose other
names are known.

Not judged: names without a known one near them, names of other programs, placeholders, and sentences about the past.
"""

import re
from collections.abc import Iterator

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.others import tells_of_moves
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, shows_examples
from guard.documents.tables import Table, tables
from guard.facts import Facts
from guard.facts.near import nearest
from guard.facts.paths import has_placeholder
from guard.model import Span

MESSAGE = "no program knows {subject}"
LEAST = 3
"""How many names of a table must be known before it is a list of this repository's variables."""
CLOSE = 92.0
"""The least likeness, of 100, of a name and the one that was meant."""

_CODE = "import os\nos.environ['SHOP_SUPERUSER_PASSWORD']\nos.environ['SHOP_API_KEY']\nos.environ['SHOP_HOST']\n"

EXAMPLES = (
    good("Set `SHOP_API_KEY`, `${SHOP_HOST}` or `OTHER_TOOL_TOKEN`.", files={"a.py": _CODE}),
    good(
        "| Variable |\n| --- |\n| SHOP_API_KEY |\n| SHOP_HOST |\n| SHOP_SUPERUSER_PASSWORD |\n| MODEL_DIR |\n",
        files={"a.py": _CODE, "b.py": "class S(BaseSettings):\n    model_dir: str\n"},
    ),
    good("Set `MY_API_KEY` or `SHOP_<NAME>`.", files={"a.py": _CODE}),
    bad(
        "Set `SHOP_SUPER_USER_PASSWORD`.",
        files={"a.py": _CODE},
        says="no program knows SHOP_SUPER_USER_PASSWORD",
        fixed="Set `SHOP_SUPERUSER_PASSWORD`.",
    ),
    bad(
        "Set `SHOP_API_KEYS=x` first.",
        files={"a.py": _CODE},
        says="no program knows SHOP_API_KEYS",
        fixed="Set `SHOP_API_KEY=x` first.",
    ),
    bad(
        "| Variable | Default |\n| --- | --- |\n| SHOP_API_KEY | |\n| SHOP_HOST | x |\n| SHOP_SUPERUSER_PASSWORD | |\n| SHOP_PORT_RANGE | 1 |\n",
        files={"a.py": _CODE},
        says="no program knows SHOP_PORT_RANGE",
    ),
)

_NAME = re.compile(r"\$?\{?([A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,12})\}?(?==|\Z)")
_VARIABLES = re.compile(
    r"\A\W{0,4}(?:env(?:ironment)?[ _-]?)?(?:variables?|vars?|env)(?: names?)?\W{0,4}\Z", re.IGNORECASE
)


_OF_LIBRARIES = (
    "OTEL_",
    "AWS_",
    "AZURE_",
    "GOOGLE_",
    "NODE_",
    "PYTHON",
    "UV_",
    "PIP_",
    "HF_",
    "CUDA_",
    "NVIDIA_",
    "DOCKER_",
    "PG",
)
"""Beginnings of variables that libraries and tools read by themselves."""


class Claim(msgspec.Struct, frozen=True):
    """A name in capitals. `listed`: it stands in a table of variables that the repository knows for the most part."""

    name: str
    span: Span
    listed: bool = False


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path) or shows_examples(document.path):
        return
    rows = list(_rows(document, facts))
    places = {claim.span.line for claim in rows}
    for claim in (*rows, *(claim for claim in _spans(document) if claim.span.line not in places)):
        yield _judge(document, facts, claim)


def _spans(document: Document) -> Iterator[Claim]:
    for code in document.claims.code:
        found = _NAME.match(code.text)
        if found and code.span.line == code.span.end_line:
            start = code.span.column + found.start(1)
            yield Claim(found[1], Span(code.span.line, start, code.span.line, start + len(found[1])))


def _rows(document: Document, facts: Facts) -> Iterator[Claim]:
    """The names in the first column of tables of variables."""
    if document.language != "markdown" or "|" not in document.text:
        return
    for table in tables(document.lines, [fence.span for fence in document.claims.fences]):
        if not table.header or not _VARIABLES.match(table.header[0]):
            continue
        named = list(_first_cells(document, table))
        known = sum(name in facts.constants for name, _ in named)
        listed = known >= LEAST and known * 2 >= len(named)
        yield from (Claim(name, span, listed) for name, span in named)


def _first_cells(document: Document, table: Table) -> Iterator[tuple[str, Span]]:
    for row in table.rows:
        found = _NAME.match(row.cells[0].strip("`* ")) if row.cells else None
        if found:
            column = document.lines.content(row.line).index(found[1]) + 1
            yield found[1], Span(row.line, column, row.line, column + len(found[1]))


def _slips(name: str, facts: Facts) -> tuple[str, ...]:
    """Known names that have as many parts: a part more makes another name."""
    found = nearest(name, facts.constants.names, least=CLOSE)
    return tuple(one for one in found if one.count("_") == name.count("_"))


def _judge(document: Document, facts: Facts, claim: Claim) -> Outcome:
    name = claim.name
    if has_placeholder(name):
        return Unjudged("variable: a placeholder")
    if name in facts.constants or name.lower() in facts.words:
        return HOLDS  # settings classes read variables by the names of their fields
    if f"env:{name}" in document.text:
        return Unjudged("variable: the document's own example reads it")
    meant = facts.constants.folded.get(name.replace("_", ""), ())
    if facts.constants.is_composed(name):
        return Unjudged("variable: programs put such names together")
    near = meant or _slips(name, facts)
    if not near and (not claim.listed or name.startswith(_OF_LIBRARIES)):
        return Unjudged("variable: of another program, perhaps")
    if tells_of_moves(document, claim.span.line) or sets_right(document, claim.span, near):
        return Unjudged("variable: the text may not speak of today")
    words = f"programs know {', '.join(near)}" if near else "it occurs in no program, and most others of its table do"
    fix = document.replace(claim.span, near[0], safe=False) if len(near) == 1 else None
    return document.finding(claim.span, MESSAGE, subject=name, evidence=(Evidence(words),), fix=fix)
