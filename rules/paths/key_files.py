"""A table of key files and the directory tree beside it must name the same files.

When a document draws a folder and also lists that folder's files in the first column of a table, readers take each of the two
for complete. A file that only one of them names is reported where it is named, whether it is there or not: the document
contradicts itself.

Not judged: tables that list a selection (less than four fifths of what the tree draws in the folder), trees with an ellipsis,
and names that a comment calls optional.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname, join, normpath

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import CodeSpan, TreeNode
from guard.documents.mentions import looks_like_path
from guard.documents.tables import first_cells
from guard.documents.tree import paths
from guard.facts import Facts
from guard.model import Span

PREVIEW = True
MESSAGE = "the {other} leaves out {subject}"
LEAST = 4
"""How many files both must name before they speak of the same folder."""
SHARE = 0.8
"""Which share of either's files the other must name."""

_TREE = "```\ndo/\n├── a.md\n├── b.json\n├── c.json\n├── d.json\n└── e.md\n```\n\n"
_TABLE = (
    "| File | Job |\n| --- | --- |\n| `do/a.md` | x |\n| `do/b.json` | x |\n| `do/c.json` | x |\n| `do/d.json` | x |\n"
)
_FILES = ("do/a.md", "do/b.json", "do/c.json", "do/d.json", "do/e.md", "do/f.md", "do/g.md")

EXAMPLES = (
    good(_TREE + _TABLE + "| `do/e.md` | x |\n", files=_FILES),
    good(_TREE.replace("└── e.md", "├── e.md\n├── f.md\n└── g.md") + _TABLE, files=_FILES),
    good(_TREE.replace("e.md", "e.md  # optional") + _TABLE, files=_FILES),
    bad(_TREE + _TABLE, files=_FILES, says="the table leaves out e.md"),
    bad(_TREE + _TABLE + "| `/do/e.md` | x |\n| `do/f.md` | x |\n", files=_FILES, says="the tree leaves out do/f.md"),
)

_COMES_AND_GOES = re.compile(r"optional|ephemeral|temporary|generated|local|not committed", re.IGNORECASE)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    tables = [named for cells in first_cells(document) if len(named := _named(facts, cells)) >= LEAST]
    for tree in document.claims.trees if tables else ():
        drawn = {path: node for path, node in paths(tree) if node.depth > 0}
        for named in tables:
            yield from _compare(document, facts, named, drawn)


def _named(facts: Facts, cells: Iterable[CodeSpan]) -> dict[str, CodeSpan]:
    """The cells that name files, by the path that they give."""
    found: dict[str, CodeSpan] = {}
    for cell in cells:
        path = normpath(cell.text.strip().lstrip("/"))
        if looks_like_path(path) and not cell.text.rstrip().endswith("/") and not facts.files.is_folder(path):
            found.setdefault(path, cell)
    return found


def _compare(
    document: Document, facts: Facts, named: Mapping[str, CodeSpan], drawn: Mapping[str, TreeNode]
) -> Iterator[Outcome]:
    pairs = [(path, place) for path in named for place in drawn if _same(path, place)]
    places = {(dirname(path), dirname(place)) for path, place in pairs}
    if len(pairs) < LEAST or len(places) != 1:
        return
    folder, place = places.pop()
    beside = {join(folder, basename(path)): node for path, node in drawn.items() if dirname(path) == place}
    if any(not node.name.strip(".…") for node in beside.values()):
        yield Unjudged("key files: the tree shows a part")
        return
    tree = {path: node for path, node in beside.items() if not node.folder and not facts.files.is_folder(path)}
    table = {path: cell for path, cell in named.items() if dirname(path) == folder}
    if len(pairs) < SHARE * max(len(tree), len(table)):
        yield Unjudged("key files: the table lists a selection")
        return
    spans = {path: cell.span for path, cell in table.items()}
    for path, node in tree.items():
        if _COMES_AND_GOES.search(node.comment):
            yield Unjudged("key files: comes and goes")
        else:
            yield _judge(document, path, node.span, spans, "table")
    for path, span in spans.items():
        yield _judge(document, path, span, {path: node.span for path, node in tree.items()}, "tree")


def _same(path: str, place: str) -> bool:
    return path == place or path.endswith("/" + place) or place.endswith("/" + path)


def _judge(document: Document, path: str, span: Span, others: Mapping[str, Span], other: str) -> Outcome:
    if path in others:
        return HOLDS
    line = min(one.line for one in others.values())
    evidence = Evidence(f"the {other} at line {line} names {len(others)} files of this folder")
    return document.finding(
        span, MESSAGE, subject=document.source(span), target=path, evidence=(evidence,), other=other
    )
