"""What producers write, from repositories of a few files."""

from __future__ import annotations

import pytest

from guard.derive import Derived, derivation
from guard.derive.sources import SourceError
from guard.engine.library import Library
from guard.facts import Facts
from guard.snapshot import Snapshot


def made(marker: str, *, below: str = "", old: str = "", path: str = "README.md", **files: str) -> str:
    """The text of the one section; a name's `__` stands for `/` and its `_dot_` for a dot."""
    text = f"# Top\n\n<!-- guard:begin {marker} -->\n{old}<!-- guard:end -->\n{below}"
    texts = {name.replace("__", "/").replace("_dot_", "."): each for name, each in files.items()} | {path: text}
    snapshot = Snapshot.of(texts)
    library = Library(snapshot)
    (one,) = derivation(Facts(snapshot, library.claims_of)).of(path, text, library.claims_of(path))
    assert isinstance(one, Derived)
    if one.error:
        raise one.error
    return one.made


HEADINGS = "\n## A `x`\n\n### B [link](u)\n\n## A `x`\n\n##### E\n\n```\n## no\n```\n\nSet\n---\n"


@pytest.mark.parametrize(
    ("marker", "wanted"),
    [
        ("toc", "- [A `x`](#a-x)\n  - [B link](#b-link)\n- [A `x`](#a-x-1)\n- [Set](#set)"),
        ("toc depth=2 ordered=true", "1. [A `x`](#a-x)\n1. [A `x`](#a-x-1)\n1. [Set](#set)"),
        ("toc start=3 depth=5", "- [B link](#b-link)\n- [E](#e)"),
        ("toc depth=2 start=1 all=true", "- [Top](#top)\n  - [A `x`](#a-x)\n  - [A `x`](#a-x-1)\n  - [Set](#set)"),
    ],
)
def test_tables_of_contents(marker: str, wanted: str) -> None:
    assert made(marker, below=HEADINGS) == wanted


def test_a_level_that_is_left_out_is_no_text_of_its_parent() -> None:
    assert made("toc depth=6", below="\n## A\n\n##### B\n") == "- [A](#a)\n  - [B](#b)"


def test_the_first_item_is_never_indented() -> None:
    assert made("toc depth=6", below="\n#### C\n\n### B\n\n## A\n") == "- [C](#c)\n- [B](#b)\n- [A](#a)"


def test_a_table_of_no_contents_is_refused() -> None:
    with pytest.raises(SourceError, match=r"README\.md:3: no heading of level 2 to 3 below"):
        made("toc")


def test_trees_keep_the_comments_of_people() -> None:
    old = "```text\nsrc/\n├── b/  # the second\n└── gone.py  # away\n```\n"
    drawn = made("tree of=src", old=old, src__a_dot_py="", src__b__c_dot_py="", src__b__d__e_dot_py="")
    assert drawn == "```text\nsrc/\n├── b/  # the second\n│   ├── d/\n│   └── c.py\n└── a.py\n```"


@pytest.mark.parametrize(
    ("marker", "wanted"),
    [
        ("tree of=src folders=true", "src/\n└── b/"),
        ("tree of=src depth=1 ignore=*.py", "src/\n└── b/"),
        ("tree of=src/b", "src/b/\n└── c.py"),
    ],
)
def test_trees_of_a_part(marker: str, wanted: str) -> None:
    assert made(marker, src__a_dot_py="", src__b__c_dot_py="") == f"```text\n{wanted}\n```"


def test_an_index_tells_titles_and_first_sentences() -> None:
    files = {
        "docs__a_dot_md": "# A_b [x]\n\n[![badge](b.svg)](u)\n\n- a list\n\nSee [the page](p.md) of *it*. More.\n",
        "docs__b_dot_md": "---\ntitle: From the front\n---\n\n# B\n",
        "docs__c_dot_md": "no heading, no end",
        "docs__deep__d_dot_md": "# D\n\nDeep.\n",
    }
    assert made("index of=docs", **files).splitlines() == [
        "- [A\\_b \\[x\\]](docs/a.md) - See the page of *it*.",
        "- [From the front](docs/b.md)",
        "- [c.md](docs/c.md)",
    ]
    assert made("index of=docs deep=true sentences=false", **files).splitlines()[-1] == "- [D](docs/deep/d.md)"


def test_tables_escape_pipes_and_leave_empty_columns_out() -> None:
    written = made("env of=.env.example", _dot_env_dot_example="# a | b\nX=`1|2`\n")
    assert written == "| Variable | Default | Meaning |\n| --- | --- | --- |\n| `X` | `` `1\\|2` `` | a \\| b |"
    assert (
        made("scripts of=package.json", package_dot_json='{"scripts": {"a": "b"}}').splitlines()[0]
        == "| Command | Runs |"
    )


@pytest.mark.parametrize(
    ("marker", "wanted"),
    [
        ("excerpt of=a.py lines=1", "```python\nx = 1\n```"),
        ("excerpt of=a.py language=none lines=1", "x = 1"),
        ("excerpt of=b.md", "````markdown\n```\nx\n```\n````"),
        ("count of=*.py", "1"),
    ],
)
def test_excerpts_and_counts(marker: str, wanted: str) -> None:
    assert made(marker, a_dot_py="x = 1\ny = 2\n", b_dot_md="```\nx\n```\n") == wanted


@pytest.mark.parametrize(
    "marker",
    [
        "tree of=gone",
        "index of=gone",
        "index of=src",
        "services",
        "env",
        "scripts of=a.py",
        "endpoints of=a.py",
        "excerpt of=../x",
        "count of=*.x",
    ],
)
def test_what_is_not_there_is_refused(marker: str) -> None:
    with pytest.raises(SourceError):
        made(marker, src__a_dot_py="")
