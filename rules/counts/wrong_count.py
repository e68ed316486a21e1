"""A number of files that a document states must be right.

A comment in a drawn tree such as `docs/  # guides (4 files)` states how many files the folder has. It is wrong if no way to count them gives
the number: those in the folder or those at any depth, all or only the documents.

Not judged: folders that are not there, and numbers that say "about" or "+".
"""

import re
from collections.abc import Iterator
from posixpath import basename

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Tree, TreeNode
from guard.documents.counts import Count, counts
from guard.documents.folders import inside, leaves
from guard.documents.numbers import written_like
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_example, is_record
from guard.documents.tree import paths
from guard.facts import Facts
from guard.facts.counts import Ways, of_jobs, of_services
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

_OTHER_TIMES = frozenset({"past", "absent", "future", "example", "create"})
_FILES_NOUNS = frozenset({"files", "documents", "docs", "pages"})
_NO_FILES = frozenset({"tests", "targets", "tasks", "components"})
_TEXTS = (".md", ".mdx", ".mdc", ".yml", ".yaml", ".json", ".jsonc", ".toml", ".ipynb", ".txt", ".rst")
_NEUTRAL = frozenset(
    "all comprehensive different distinct individual independent separate single source text total whole".split()
)
_ENDINGS = {
    "markdown": (".md", ".mdx", ".mdc"),
    "md": (".md",),
    ".md": (".md",),
    "mdx": (".mdx",),
    "yaml": (".yml", ".yaml"),
    "yml": (".yml", ".yaml"),
    "json": (".json",),
    "toml": (".toml",),
    "python": (".py",),
    ".py": (".py",),
    "typescript": (".ts", ".tsx"),
    "javascript": (".js", ".mjs", ".cjs", ".jsx"),
    "rust": (".rs",),
    "go": (".go",),
    "shell": (".sh", ".bash", ".zsh"),
    "bash": (".sh", ".bash"),
    "sql": (".sql",),
}

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
    if document.language == "markdown" and not is_example(document.path):
        for count in counts(document):
            yield _judge_said(document, facts, count)


def _judge_said(document: Document, facts: Facts, count: Count) -> Outcome:
    path = _resolved(document, facts, count.path)
    ways = _ways(facts, count, path) if path else None
    if not path or not ways:
        return Unjudged("count: of nothing that can be counted here")
    if count.number in ways.numbers:
        return HOLDS
    if _narrows(count.kinds) and count.number <= ways.most:
        return Unjudged("count: of a kind that files do not tell")
    if not _OTHER_TIMES.isdisjoint(count.hints) or sets_right(document, count.span, ()):
        return Unjudged("count: the text may not speak of today")
    fix = None
    if len(ways.numbers) == 1 and (right := max(ways.numbers)) > 1:
        fix = document.replace(count.span, written_like(right, document.source(count.span)), safe=False)
    return document.finding(
        count.span,
        MESSAGE,
        subject=count.text,
        folder=count.path,
        target=path,
        evidence=(Evidence(ways.told),),
        fix=fix,
    )


def _resolved(document: Document, facts: Facts, path: str) -> str | None:
    """The file, folder or pattern that is meant: seen from the document, from the root, or the only one that ends so."""
    if has_placeholder(path) or leaves(path):
        return None
    if "*" in path:
        return path.removeprefix("./")
    readings = [one for base in (document.folder, "") if (one := inside(base, path))]
    found = [one for one in readings if facts.files.exists(one)] or facts.files.ending_with(path)
    return found[0] if found and len({*found}) == 1 else None


def _ways(facts: Facts, count: Count, path: str) -> Ways | None:
    if count.noun == "jobs":
        workflow = next((one for one in facts.workflows.all if one.path == path), None)
        return of_jobs(workflow) if workflow else None
    if count.noun == "services":
        file = facts.compose.by_file(path)
        return of_services(file, facts.compose.of_folder(file.folder)) if file else None
    if count.noun == "tests" and facts.files.kind(path) == "file":
        return facts.counts.of_tests(path)
    if count.noun in _NO_FILES:
        return None
    if "*" in path:
        return facts.counts.of_pattern(path)
    if not facts.files.is_folder(path) or not (count.noun in _FILES_NOUNS or _is_a_file_each(facts, count, path)):
        return None
    endings = {ending for kind in count.kinds for ending in _ENDINGS.get(kind, ())}
    return facts.counts.of_folder(path, endings)


def _is_a_file_each(facts: Facts, count: Count, folder: str) -> bool:
    """Whether every thing of that name is a file or a folder of its own: `agents/` with one page for each."""
    name = basename(folder).lower()
    if name not in {count.noun, count.noun.removesuffix("s"), *count.kinds}:
        return False
    if count.noun == "scripts":
        return True
    names = [one for one in facts.files.children(folder) if facts.files.kind(f"{folder}/{one}") == "file"]
    return all(one.lower().endswith(_TEXTS) for one in names)


def _narrows(kinds: tuple[str, ...]) -> bool:
    return any(kind not in _NEUTRAL and kind not in _ENDINGS for kind in kinds)


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
    base, rest = document.folder, path.partition("/")[2]
    places = [f"{base}/{path}".lstrip("/"), path, *([f"{base}/{rest}".lstrip("/"), rest] if rest else [])]
    folders = [one for one in places if facts.files.is_folder(one)]
    if not folders or has_placeholder(path):
        return Unjudged("count: no such folder here")
    stated, drawn = said
    if any(int(stated[1]) in _drawn_counts(facts, one, stated[2] or "", drawn=drawn) for one in folders):
        return HOLDS
    told = facts.counts.of_folder(folders[0]).told
    name = f"{node.name.strip('/')}/"
    return document.finding(node.span, MESSAGE, subject=stated[0], folder=name, target=path, evidence=(Evidence(told),))


def _drawn_counts(facts: Facts, folder: str, kind: str, *, drawn: bool) -> set[int]:
    files = [one for one in facts.files.paths if one.startswith(f"{folder}/")]
    direct = [one for one in files if "/" not in one[len(folder) + 1 :]]
    counts = {len(files), len(direct), *(sum(one.endswith(".md") for one in each) for each in (files, direct))}
    if not drawn:  # the index of a folder is often not thought of as one of its files
        counts |= {sum(not one.lower().endswith("/readme.md") for one in each) for each in (files, direct)}
    if kind:  # "8 SKILL.md files"
        named = [one for one in files if kind.casefold() in one[len(folder) :].casefold()]
        counts |= {len(named), sum(one in direct for one in named)}
    return counts
