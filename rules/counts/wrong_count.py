"""A number of files that a document states must be right.

A comment in a drawn tree such as `docs/  # guides (4 files)` states how many files the folder has. It is wrong if no way to count them gives
the number: those in the folder or those at any depth, all or only the documents.

Not judged: folders that are not there, and numbers that say "about" or "+".
"""

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Tree, TreeNode
from guard.documents.records import is_record
from guard.documents.tree import paths
from guard.facts import Facts
from guard.facts.paths import has_placeholder

MESSAGE = "{folder} does not have {subject}"

_FILES = ("docs/a.md", "docs/b.md", "docs/x.png", "src/m.py", "src/deep/n.py")

EXAMPLES = (
    good("```\n├── docs/  # guides (2 files)\n└── src/  # (2 files)\n```", files=_FILES),
    good("```\n├── docs/  # (3 files)\n├── src/  # (1 file), 10+ lines\n└── lib/ # (9 files)\n```", files=_FILES),
    good("```\n├── docs/  # ~9 files\n└── src/\n```", files=_FILES),
    bad("```\n├── docs/  # guides (4 files)\n└── src/\n```", files=_FILES, says="docs/ does not have 4 files"),
    bad(
        "```\ndocs/\n├── a.md\n└── b.md\nsrc/  # (5 files)\n├── m.py\n└── deep/\n```",
        files=_FILES,
        says="src/ does not have 5 files",
    ),
)

_STATED = re.compile(r"(?<![~≈\w.])(\d{1,4})[ \t]+(?:([\w.-]{1,20})[ \t]+)?files?(?![\w+])")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for tree in document.claims.trees:
        for path, node in paths(tree):
            stated = _STATED.search(node.comment)
            if stated:
                drawn = any(other.name == "README.md" for other, _ in _below(tree, node))
                yield _judge(document, facts, node, path, (stated, drawn))


def _below(tree: Tree, folder: TreeNode) -> Iterator[tuple[TreeNode, int]]:
    """What the tree draws right inside a folder."""
    start = tree.nodes.index(folder) + 1
    for number, node in enumerate(tree.nodes[start:], start):
        if node.depth <= folder.depth:
            return
        if node.depth == folder.depth + 1:
            yield node, number


def _judge(document: Document, facts: Facts, node: TreeNode, path: str, said: tuple[re.Match[str], bool]) -> Outcome:
    """`said` is what is stated, and whether the tree counts the folder's README by drawing it."""
    stated, drawn = said
    places = [one for one in (f"{document.folder}/{path}".lstrip("/"), path, path.partition("/")[2]) if one]
    folder = next((one for one in places if facts.files.is_folder(one)), None)
    if folder is None or has_placeholder(path):
        return Unjudged("count: no such folder here")
    files = [one for one in facts.files.paths if one.startswith(f"{folder}/")]
    direct = [one for one in files if "/" not in one[len(folder) + 1 :]]
    counts = {len(files), len(direct), *(sum(one.endswith(".md") for one in each) for each in (files, direct))}
    if not drawn:  # the index of a folder is often not thought of as one of its files
        counts |= {sum(not one.lower().endswith("/readme.md") for one in each) for each in (files, direct)}
    if stated[2]:  # "8 SKILL.md files"
        counts |= {
            sum(stated[2].casefold() in one[len(folder) :].casefold() for one in each) for each in (files, direct)
        }
    if int(stated[1]) in counts:
        return HOLDS
    documents = sum(one.endswith(".md") for one in direct)
    words = f"{folder} has {len(direct)} files, {documents} of them documents; {len(files)} at any depth"
    return document.finding(
        node.span,
        MESSAGE,
        subject=stated[0],
        folder=f"{node.name.strip('/')}/",
        target=path,
        evidence=(Evidence(words),),
    )
