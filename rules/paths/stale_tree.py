"""A drawn directory tree must name what is there.

A tree is taken for a drawing of this repository when most of its names are found below one folder; then every name that is
not there is reported, with the commit that deleted or renamed it. Trees of the reader's own project, boxes and arrows are
left alone.

Not judged: placeholders, what git ignores, and names whose comment says that they are made later.
"""

import re
from collections.abc import Iterator
from posixpath import basename, join

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Tree, TreeNode
from guard.documents.paragraphs import last_above
from guard.documents.records import is_translation, shows_examples
from guard.facts import Facts
from guard.facts.homes import GENERIC, RUNTIME
from guard.facts.paths import ROW, has_placeholder
from guard.facts.targets import clean

MESSAGE = "the tree names what is not there: {subject}"
LEAST = 3
"""How many names of a tree must be found before it is ours."""
RARE = 2
"""How many of them must be rare names: every project has a src/ and a README.md."""
SHARE = 0.6
"""Which share of its names must be."""

EXAMPLES = (
    good(
        "```\n~/.tool/\n├── a.py\n├── b.py\n├── docs/\n│   └── x.md\n└── gone/\n```",
        files=["a.py", "b.py", "docs/x.md"],
    ),
    good(
        "```\n├── src/\n│   ├── a.py\n│   └── b.py\n├── docs/\n├── logs/\n└── run.json\n```",
        files={"src/a.py": 'x("run.json")', "src/b.py": "", "docs/x.md": ""},
    ),
    good(
        "```\nplugin/\n├── src/\n│   ├── a.py\n│   └── b.py\n├── docs/\n└── more.py\n```",
        path="docs/a.md",
        files={"src/a.py": "", "src/b.py": "", "docs/x.md": "", "mkdocs.yml": "site_name: x\n"},
    ),
    good(
        "For example:\n\n```\n├── src/\n│   ├── a.py\n│   └── b.py\n├── docs/\n└── more.py\n```",
        files=["src/a.py", "src/b.py", "docs/x.md"],
    ),
    good(
        "```\n├── src/\n│   ├── a.py\n│   └── b.py\n├── docs/\n└── task-1.md\n```",
        files=["src/a.py", "src/b.py", "docs/x.md"],
    ),
    good("```\nmyapp/\n├── manage.py\n├── myapp/\n└── templates/\n```", files=["src/a.py"]),
    good("```\n├── src/\n│   └── a.py\n├── build/   # generated\n└── docs/\n```", files=["src/a.py", "docs/b.md"]),
    bad(
        "```\n├── src/\n│   ├── a.py\n│   ├── gone.py  # main\n│   └── b.py\n└── docs/\n```",
        files=["src/a.py", "src/b.py", "docs/x.md"],
        gone={"src/gone.py": "src/b.py"},
        says="the tree names what is not there: gone.py",
    ),
)

_LATER = re.compile(
    r"(?<![\w-])(?:generated|auto-generated|created|optional|ephemeral|gitignored|ignored|your|new|todo|planned|future|runtime|output|cache|local"
    r"|not committed|coming|removed|deleted|deprecated|moved|proposed|if\b|example)(?![\w-])",
    re.IGNORECASE,
)


_GIVEN = re.compile(r"(?i)\b(?:for example|e\.g\.|given the following|suppose|imagine|say you have|an example)\b")
_MADE = re.compile(
    r"(?i)(?<![\w-])(?:generated|artifacts?|outputs?|scaffold\w{0,4}|your (?:project|app|repo|plugin)\w{0,6}|created?|after (?:init|install)\w{0,8})(?![\w-])"
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for tree in document.claims.trees:
        if _MADE.search((document.heading_path(tree.span.line) or ("",))[-1]):
            yield Unjudged("tree: of what is made later")
            continue
        base = _base(document, facts, tree)
        if base is None:
            yield Unjudged("tree: not of this repository")
            continue
        for node, path in _paths(tree, *base):
            yield _judge(document, facts, node, path)


def _paths(tree: Tree, base: str, skip: int) -> Iterator[tuple[TreeNode, str]]:
    """Every named node with the path it stands for, but for the root line and `skip` levels that name the clone."""
    above: list[str] = []
    for node in tree.nodes:
        if node.depth == 0:
            above = []
            continue
        above = [*above[: node.depth - 1], node.name.strip("/")]
        if len(above) > skip and not any(map(has_placeholder, above[:-1])):
            yield node, join(base, *above[skip:])


def _is_name(node: TreeNode) -> bool:
    return bool(node.name.strip("/.…")) and " " not in node.name and not has_placeholder(node.name)


def _base(document: Document, facts: Facts, tree: Tree) -> tuple[str, int] | None:
    """The folder that the tree is a drawing of, and how many levels name the clone itself: where most names are found."""
    if has_placeholder(tree.nodes[0].name):
        return None  # your-plugin/
    if tree.nodes[0].depth == 0 and tree.nodes[0].name.startswith(("~", "$", "%")):
        return None  # a folder of the reader's machine
    if _is_of_readers(document, facts, tree.nodes[0]):
        return None
    best: tuple[float, str, int] | None = None
    wrapped = sum(node.depth == 1 for node in tree.nodes) == 1
    for base in _bases(document, facts, tree):
        for skip in (0, 1) if wrapped else (0,):
            named = [path for node, path in _paths(tree, base, skip) if _is_name(node) and not facts.ignored(path)]
            found = sum(facts.files.exists(path) for path in named)
            rare = sum(facts.files.exists(path) for path in named if basename(path) not in GENERIC)
            share = found / len(named) if named else 0.0
            if found >= LEAST and rare >= RARE and share >= SHARE and (best is None or share > best[0]):
                best = share, base, skip
    return best[1:] if best else None


def _is_of_readers(document: Document, facts: Facts, root: TreeNode) -> bool:
    """Whether a page of a site draws a folder that has no name of this repository's: a project that its readers will have."""
    name = root.name.strip("/")
    if root.depth or not name or name == "." or facts.sites.of(document.path) is None:
        return False
    return name.partition("/")[0] not in facts.paths.clones and not facts.files.ending_with(name)


def _bases(document: Document, facts: Facts, tree: Tree) -> list[str]:
    root = tree.nodes[0].name.strip("/") if tree.nodes[0].depth == 0 else ""
    bases: list[str | None] = []
    if root and root != ".":
        named = clean(root)
        bases += [named, clean(join(document.folder, root))]
        found = [path for path in facts.files.ending_with(root)[:5] if facts.files.is_folder(path)]
        bases += [path for path in found if "/" in root or _is_near(document.folder, path)]
    bases += [document.folder, "", "src"]
    first = next((node.name.strip("/") for node in tree.nodes if node.depth == 1), "")
    bases += [
        base for path in facts.files.named(first)[:8] if _is_near(document.folder, base := path.rpartition("/")[0])
    ]
    return list(dict.fromkeys(base for base in bases if base is not None and (not base or facts.files.is_folder(base))))


def _lead(document: Document, node: TreeNode) -> str:
    """The line above the block that draws the tree."""
    fence = next((one for one in document.claims.fences if one.span.covers(node.span.line)), None)
    number = last_above(document, fence.span.line) if fence else 0
    return document.lines.content(number) if number else ""


def _is_near(folder: str, base: str) -> bool:
    """Whether a document of `folder` may draw `base` without naming it: one holds the other, or they share their top folder."""
    return not folder or not base or folder.partition("/")[0] == base.partition("/")[0] or folder in {"docs", "doc"}


def _judge(document: Document, facts: Facts, node: TreeNode, path: str) -> Outcome:
    if not _is_name(node):
        return Unjudged("tree: placeholder")
    if facts.files.exists(path):
        return HOLDS
    if facts.ignored(path) or (node.folder and facts.ignored(f"{path}/a")):
        return Unjudged("tree: git ignores it")
    gone = facts.history.gone(path)
    if gone is None and _LATER.search(node.comment):
        return Unjudged("tree: made later")
    if node.name.strip("/").lower() in RUNTIME or (gone is None and node.name in facts.words.data):
        return Unjudged("tree: what programs make")
    if gone is None and node.folder and node.name.startswith("."):
        return Unjudged("tree: a folder that programs write to")
    if gone is None and (ROW.search(node.name) or _GIVEN.search(_lead(document, node))):
        return Unjudged("tree: an example")
    if gone is None and (shows_examples(document.path) or is_translation(document.path)):
        return Unjudged("tree: in an example")
    home = facts.homes.of(path)
    evidence = home.evidence or (Evidence(f"{path} is not there"),)
    return document.finding(node.span, MESSAGE, subject=node.name, target=path, evidence=evidence)
