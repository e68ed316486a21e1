"""A number of files, jobs, services or tests that a document states beside a path must be right.

A comment in a drawn tree such as `docs/  # guides (4 files)` states how many files the folder has, `agents/  # 16 agents` how many pages or
folders, and so does a sentence: "`docs/` has 12 pages", "all five scripts in `scripts/`". "`ci.yml` runs six jobs" states the jobs of a workflow, "`compose.yml` defines four services" those
of a compose file, and "`test_api.py` (9 tests)" the test functions of a Python file. A number is wrong if no way to count gives it: in the
folder or at any depth, all files or those of one ending, with or without indexes; jobs with or without those that run more than once.

Not judged: folders that are not there, numbers that say "about" or "+", kinds that no file name tells, things of which a file may have
several, parametrized tests, jobs of a matrix, sentences about the past or about what is to be made.
"""

import re
from collections.abc import Iterator
from posixpath import basename, join

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Tree, TreeNode
from guard.documents.counts import Count, counts, of_comment
from guard.documents.folders import inside, leaves
from guard.documents.mentions import hints
from guard.documents.numbers import written_like
from guard.documents.paragraphs import paragraph, sets_right
from guard.documents.records import is_example, is_record
from guard.documents.tree import paths
from guard.facts import Facts
from guard.facts.counts import Ways, of_jobs, of_services
from guard.facts.paths import has_placeholder

MESSAGE = "{folder} does not have {subject}"

_FILES = ("docs/a.md", "docs/b.md", "docs/x.png", "src/m.py", "src/deep/n.py")

_CI = "on: push\njobs:\n  lint:\n    runs-on: x\n  unit:\n    runs-on: x\n"
_SAID = {
    "docs/a.md": "",
    "docs/b.md": "",
    ".github/workflows/ci.yml": _CI,
    "compose.yml": "services:\n  web:\n    image: a\n  db:\n    image: b\n",
    "tests/test_a.py": "def test_a(): ...\n\nclass TestB:\n    def test_b(self): ...\n    def test_c(self): ...\n",
}

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
    good(
        "`docs/` has two files. There are 2 jobs in `.github/workflows/ci.yml`, and `test_a.py` has 3 tests.",
        files=_SAID,
    ),
    good("Only 1 file in `docs/` matters, and `docs/` has 1 page that explains it.", files=_SAID | {"docs/c.txt": ""}),
    good(
        "```\n├── agents/  # 2 shop agents\n├── docs/  # 9 stories\n└── tests/  # all 3 tests\n```",
        files={"agents/a.md": "", "agents/b.md": "", **_SAID},
    ),
    bad(
        "```\nshop/\n├── agents/  # 3 shop agents\n└── x\n```",
        files=["agents/a.md", "agents/b.md"],
        says="agents does not have 3 shop agents",
    ),
    good("**Tests created**:\n\n- `tests/test_a.py` - 7 tests\n", files=_SAID),
    good("We added 7 files in `docs/`. Up to 9 files in `docs/` are read, and `docs/` has 40 headings.", files=_SAID),
    bad(
        "`ci.yml` runs three jobs, and four services are defined in `compose.yml`.",
        path=".github/workflows/README.md",
        files=_SAID,
        says=("ci.yml does not have three jobs", "compose.yml does not have four services"),
        fixed="`ci.yml` runs two jobs, and two services are defined in `compose.yml`.",
    ),
    bad(
        "- `docs/`: all 5 documents\n- `tests/test_a.py` (7 tests)\n",
        files=_SAID,
        says=("docs/ does not have 5 documents", "tests/test_a.py does not have 7 tests"),
        fixed="- `docs/`: all 2 documents\n- `tests/test_a.py` (3 tests)\n",
    ),
)

_OTHER_TIMES = frozenset({"past", "absent", "future", "example", "create"})
_ITEM = re.compile(r"\A(?:[-*+]|\d{1,4}[.)])[ \t]")
_WORK = re.compile(
    r"(?i)\b(?:added|changed|changes|completed|created|deliver\w{1,10}|implemented|modified|new|touched|updated|written)\b"
)
_MOST_LINES = 30
_FILES_NOUNS = frozenset({"files", "documents", "docs", "pages"})
_NO_FILES = frozenset({"tests", "targets", "tasks", "components"})
_OF_ENDINGS = _FILES_NOUNS | {
    "configs",
    "examples",
    "fixtures",
    "migrations",
    "modules",
    "notebooks",
    "schemas",
    "scripts",
}
"""What a language tells the ending of; Python agents are no files of Python."""
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
            if stated := _STATED.search(node.comment):
                yield _judge(document, facts, tree, (node, path, stated))
            elif (count := of_comment(node.comment, path, node.span)) and not is_example(document.path):
                yield _judge_drawn(document, facts, tree, count)
    if document.language == "markdown" and not is_example(document.path):
        for count in counts(document):
            yield _judge_said(document, facts, count)


def _judge_drawn(document: Document, facts: Facts, tree: Tree, count: Count) -> Outcome:
    """A comment that counts what it stands behind: kinds describe there, and leave nothing out."""
    places = [one for one in _drawn_places(document, facts, tree, count.path) if facts.files.exists(one)]
    found = [ways for one in places if (ways := _ways(facts, count, one))]
    if not found:
        return Unjudged("count: of nothing that can be counted here")
    if any(count.number in ways.numbers for ways in found):
        return HOLDS
    if sets_right(document, count.span, ()):
        return Unjudged("count: the text may not speak of today")
    name = basename(count.path)
    return document.finding(
        count.span, MESSAGE, subject=count.text, folder=name, target=count.path, evidence=(Evidence(found[0].told),)
    )


def _drawn_places(document: Document, facts: Facts, tree: Tree, path: str) -> list[str]:
    """Where a drawn path may be: seen from the document or from the root; without the tree's own root where that is the
    repository or the document's folder, by what stands in it."""
    if has_placeholder(path) or path.startswith(("~", "/")):
        return []
    places, rest = [join(document.folder, path), path], path.partition("/")[2]
    names = {node.name.strip("/") for node in tree.nodes if node.depth == 1}
    if rest and tree.nodes[0].depth == 0:
        for base in (document.folder, ""):
            there = sum(facts.files.exists(join(base, name)) for name in names)
            places += [join(base, rest)] if there * 2 >= len(names) else []
    return places


def _judge_said(document: Document, facts: Facts, count: Count) -> Outcome:
    path = _resolved(document, facts, count.path)
    ways = _ways(facts, count, path) if path else None
    if not path or not ways:
        return Unjudged("count: of nothing that can be counted here")
    if count.number in ways.numbers:
        return HOLDS
    if (not count.whole or _narrows(count.kinds)) and count.number <= ways.most:
        return Unjudged("count: of some of them, perhaps")
    said = hints(*paragraph(document, count.span))
    if not _OTHER_TIMES.isdisjoint(said) or sets_right(document, count.span, ()) or _tells_of_work(document, count):
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


def _tells_of_work(document: Document, count: Count) -> bool:
    """Whether the list that the number stands in goes through what was made on one occasion: "**Tests created**:"."""
    for number in range(count.span.line - 1, max(0, count.span.line - _MOST_LINES), -1):
        line = document.lines.content(number)
        if line.strip() and not line.startswith((" ", "\t", "|")) and not _ITEM.match(line):
            return _WORK.search(line) is not None
    return False


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
    kinds = count.kinds if count.noun in _OF_ENDINGS else ()
    endings = {ending for kind in kinds for ending in _ENDINGS.get(kind, ())}
    return facts.counts.of_folder(path, endings)


def _is_a_file_each(facts: Facts, count: Count, folder: str) -> bool:
    """Whether every thing of that name is a file or a folder of its own: `agents/` with one page for each."""
    name = basename(folder).lower()
    if name not in {count.noun, count.noun.removesuffix("s"), *count.kinds, *(f"{kind}s" for kind in count.kinds)}:
        return False
    if count.noun == "scripts":
        return True
    names = [one for one in facts.files.children(folder) if facts.files.kind(f"{folder}/{one}") == "file"]
    return all(one.lower().endswith(_TEXTS) for one in names)


def _narrows(kinds: tuple[str, ...]) -> bool:
    return any(kind not in _NEUTRAL and kind not in _ENDINGS for kind in kinds)


def _below(tree: Tree, folder: TreeNode) -> Iterator[TreeNode]:
    """What the tree draws right inside a folder."""
    for node in tree.nodes[tree.nodes.index(folder) + 1 :]:
        if node.depth <= folder.depth:
            return
        if node.depth == folder.depth + 1:
            yield node


def _judge(document: Document, facts: Facts, tree: Tree, said: tuple[TreeNode, str, re.Match[str]]) -> Outcome:
    """`said` are the node, its path and what is stated of it."""
    node, path, stated = said
    folders = [one for one in _drawn_places(document, facts, tree, path) if facts.files.is_folder(one)]
    if not folders:
        return Unjudged("count: no such folder here")
    drawn = any(other.name == "README.md" for other in _below(tree, node))
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
