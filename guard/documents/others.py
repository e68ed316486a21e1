"""What looks like a path of this repository, and is none for the words around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from posixpath import basename, splitext

from guard.documents.document import Document
from guard.documents.records import is_between_versions, is_example
from guard.model import Span

_OTHER_REPOSITORY = re.compile(
    r"(?i)\b(?:API|other|another|private|separate|sister|upstream|downstream|docs|target|consumer|their) repo(?:sitory)?\b"
)
_GUIDE = re.compile(
    r"(?i)(?:\A|[-_.\d])(?:migrating|migration|migrate|upgrad(?:e|es|ing)|breaking|deprecat(?:ed|ions?))[-_.]"
)
"""Names of documents that lead from one version to the next."""
_YOURS = re.compile(r"(?i)\b(?:your|their|a user's|the user's)(?: own| project's)?[ \t]{1,3}[`*_\"']{0,3}\Z")
_NOT = re.compile(r"(?i)\b(?:not|no|never)[ \t]+(?:[\w-]{1,12}[ \t]+)?[`*\"']{0,3}\Z")
_BRANCHES = re.compile(r"\A[ \t*-]{0,8}`?(?:feature|feat|fix|bugfix|hotfix|chore|refactor)/[\w.-]{1,60}")
_BRANCH = re.compile(r"(?i)\bbranch(?:es)?\b")


def of_others(document: Document, text: str, span: Span, *, firm: bool, code: bool) -> str:
    """Why the words around a path make it something else than a file of this repository; "" when they do not.

    `firm`: the text cannot work without the path; `code`: it stands in inline code.
    """
    if _GUIDE.search(document.path.rpartition("/")[2]):
        return "path: in a guide from one version to the next"
    if not firm and is_example(document.path):
        return "path: what was there when the example was made"
    content = document.lines.content(span.line)
    if "/" not in text and _YOURS.search(content[: span.column - 1]):
        return "path: the reader's own"
    if _NOT.search(content[: span.column - 1]):
        return "path: said not to be there"
    if _OTHER_REPOSITORY.search(content):
        return "path: of another repository"
    around = (content, *document.heading_path(span.line)[-1:])
    if not splitext(text)[1] and ((code and any(map(_BRANCH.search, around))) or _is_among_branches(document, span)):
        return "path: the name of a branch"
    return ""


def _is_among_branches(document: Document, span: Span) -> bool:
    """Whether the lines beside it are names of branches: `fix/typo`, `feature/login`."""
    beside = range(max(1, span.line - 2), min(len(document.lines), span.line + 2) + 1)
    return any(_BRANCHES.match(document.lines.content(number)) for number in beside if number != span.line)


def places_tried(paths: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """What a document names as places that a program looks at in turn: one stem with three endings, one file name in three
    folders. `paths` are given with whether they stand in inline code.
    """
    endings: dict[str, set[str]] = defaultdict(set)
    folders: dict[str, set[str]] = defaultdict(set)
    for text, code in paths:
        stem, ending = splitext(text)
        endings[stem].add(ending)
        if code:
            folders[basename(text).lstrip(".")].add(text)
    stems = {stem for stem, found in endings.items() if len(found) >= 3}
    return frozenset(stems | {text for found in folders.values() if len(found) >= 3 for text in found})


def tells_of_moves(document: Document, line: int) -> bool:
    """Whether the line is a row of what was called so and is called so now."""
    return document.lines.content(line).lstrip().startswith("|") and is_between_versions(document.path)
