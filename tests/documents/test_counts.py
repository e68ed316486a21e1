"""Numbers of things that stand beside a path."""

from __future__ import annotations

import pytest

from guard.documents.counts import counts, of_comment
from guard.documents.document import Document
from guard.documents.markdown import read
from guard.model import Span


def _said(text: str) -> list[tuple[int, str, str]]:
    document = Document("README.md", text, read(text), language="markdown")
    for count in counts(document):
        assert document.source(count.span).lower() in count.text.lower()
    return [(count.number, " ".join((*count.kinds, count.noun)), count.path) for count in counts(document)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("`docs/` has 12 pages.", (12, "pages", "docs/")),
        ("`docs/` holds all\ntwelve pages", (12, "pages", "docs/")),
        ("**`docs/`** (3 guides)", (3, "guides", "docs/")),
        ("`docs/`: three guides", (3, "guides", "docs/")),
        ("| `docs/` | 8 Markdown files |", (8, "markdown files", "docs/")),
        ("All **21** how-to guides in `docs/how-to/`", (21, "how-to guides", "docs/how-to/")),
        ("runs six jobs defined in `.github/workflows/ci.yml`:", (6, "jobs", ".github/workflows/ci.yml")),
        ("four services that are defined in [the file](compose.yml)", (4, "services", "compose.yml")),
        ("[`tests/test_a.py`](tests/test_a.py) - 9 tests", (9, "tests", "tests/test_a.py")),
        ("`tests/test_a.py` (1 test)", (1, "tests", "tests/test_a.py")),
        ("`.claude/agents/*.md` (55 files)", (55, "files", ".claude/agents/*.md")),
        ("two rules and three files in `docs/`", (3, "files", "docs/")),
        ("docs/guide.d/ contains 4 documents", (4, "documents", "docs/guide.d/")),
    ],
)
def test_what_is_said_of_a_path(text: str, said: tuple[int, str, str]) -> None:
    assert _said(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "`docs/` has about 12 pages",
        "`docs/` has 12+ pages",
        "`docs/` has 2-3 pages",
        "`docs/` has 1.5 pages",
        "`docs/` has v2 files",
        "`docs/` has 40 headings",
        "`docs/` has 404 page",
        "`docs/` has two or more files",
        "`docs/` has 1 files",
        "`docs/`\n\n12 files",
        "- `docs/`\n- 12 files",
        "at least 3 files in `docs/`",
        "the first three files in `docs/`",
        "another two files in `docs/`",
        "between 2 and 4 files in `docs/`",
        "two of the three files in `docs/`",
        "phase 2 tests in `tests/a.py`",
        "3 files of 7 kinds are in order; see `docs/`",
        "`docs/` and 12 files",
        "see https://x.y/docs/ with 3 files",
    ],
)
def test_what_is_no_number_of_a_path(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("`docs/` has two files.", True),
        ("`docs/` (two files)", True),
        ("`docs/` has two files that tell", False),
        ("`docs/` (2 files changed)", False),
        ("All two files in `docs/`", True),
        ("There are two files in `docs/`", True),
        ("- 2 files in `docs/`", True),
        ("| 2 files in `docs/` |", True),
        ("It runs two jobs defined in `ci.yml`", True),
        ("Two files in `docs/` need it", False),
        ("Change two files in `docs/`", False),
    ],
)
def test_whether_all_that_are_there_are_meant(text: str, *, whole: bool) -> None:
    document = Document("README.md", text, read(text), language="markdown")
    assert [count.whole for count in counts(document)] == [whole]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("16 specialized agents", "16 specialized agents"),
        ("all seven commands (markdown)", "seven commands"),
        ("Subagent definitions (84 agents)", "84 agents"),
        ("20 agent definitions (.md files)", "20 agent definitions"),
        ("two scripts", "two scripts"),
        ("~9 components", None),
        ("10+ skills", None),
        ("Auto-loaded (5 fixtures, 9 tests)", None),
        ("Effect v4 reference source", None),
        ("1-100 agents", None),
        ("1 page", None),
        ("3 agents and their skills", None),
        ("PM2 config", None),
    ],
)
def test_what_a_comment_of_a_tree_says(comment: str, said: str | None) -> None:
    count = of_comment(comment, "a", Span(1, 1, 1, 2))
    assert (count.text if count else None) == said
