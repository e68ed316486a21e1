"""Which documents tell of one piece of work or one occasion, and which show examples or instruct agents.

A record was true on its day: its links should work, but the files that it names are those of that day. It is known by its
name, as people name such documents everywhere.
"""

from __future__ import annotations

import re

_RECORD_FOLDERS = frozenset(
    """
    reports report runs .runs audits audit retrospectives postmortems post-mortems handoff handoffs sessions meetings
    minutes journal journals worklog worklogs diagnostics logs investigations incidents evidence receipts selfdev research
    results issues
    """.split()
)
_RECORD_WORDS = frozenset(
    """
    report reports audit summary complete completed completion postmortem retrospective retro handoff analysis status
    findings results triage investigation progress session sessions review incident debrief closeout wrapup
    verification walkthrough rationale
    """.split()
)
_NUMBERED = re.compile(
    r"[A-Z]{2,12}-\d{1,6}(?:[-_.]|$)|(?:pr|issue|ticket|sprint|week|day|phase|build|run)[-_]?\d{1,6}[-_]", re.IGNORECASE
)
_PHASED = re.compile(r"[-_](?:phase|sprint|milestone)[-_]?\d{1,3}(?:[-_.]|\Z)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?i)migrat|upgrad|renam|breaking|changes|deprecat|release|whats-?new")
_EXAMPLE_FOLDERS = frozenset(
    """
    examples example samples sample tutorials tutorial templates template prompts prompt commands agents skills rules
    cookbook recipes demo demos scaffolds boilerplate .claude .cursor .agents .codex .gemini .windsurf .github
    """.split()
)
_SHOWING_FOLDERS = frozenset(
    "examples example samples sample cookbook recipes demo demos transcripts transcript".split()
)
_PARTS = frozenset({"snippets", "_snippets", "includes", "_includes", "include", "partials", "_partials", ".faq"})
_LANGUAGES = "ar|bn|cs|da|de|el|es|fa|fi|fr|he|hi|hu|id|it|ja|jp|ko|kr|nl|no|pl|pt|ro|ru|sv|th|tr|uk|ur|vi|zh|cn|tw"
_LOCALE = re.compile(rf"(?:[a-z-]{{1,30}}-)?(?:{_LANGUAGES})(?:[-_][A-Za-z]{{2,4}})?")
_TRANSLATED = re.compile(
    rf"[._-](?:{_LANGUAGES})(?:[-_][A-Za-z]{{2,4}})?\.mdx?\Z|_(?:Japanese|Chinese|Spanish|French|German|Korean|Russian|Portuguese|Italian|Turkish)\.md\Z"
)
_TESTS = frozenset({"test", "tests", "testing", "__tests__", "e2e", "testdata", "fixtures"})
_EXAMPLE_ENDINGS = ("-skills", "skill-assets", "_skills", "-templates", "_templates", "-examples", "_examples")
_VERSION = re.compile(r"v\d{1,3}(?:\.(?:\d{1,3}|x)){0,2}|\d{1,3}(?:\.(?:\d{1,3}|x)){1,2}")
_WORD = re.compile(r"[^\W_]+")
_ORDER = re.compile(r"\A\d{1,4}[-_.]")
"""What sets folders in order: `030_results`."""


def is_record(path: str) -> bool:
    """Whether the document at `path` tells of one piece of work: `docs/reports/x.md`, `BUILD-145-done.md`, `TIDY_REPORT.md`."""
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0]
    if stem.lower() in {"readme", "index"}:
        return False
    if any(_ORDER.sub("", folder.lower()) in _RECORD_FOLDERS for folder in folders):
        return True
    words = [word.lower() for word in _WORD.findall(stem)]
    if words[:1] in (["journal"], ["worklog"], ["devlog"], ["diary"], ["logbook"]):
        return True
    if _NUMBERED.match(stem) is not None or _PHASED.search(stem) is not None:
        return True
    return stem.startswith(("PR_", "PR-")) or (len(words) > 1 and not _RECORD_WORDS.isdisjoint(words))


def shows_examples(path: str) -> bool:
    """Whether the document shows examples or tells agents what to do elsewhere: many of its paths are nobody's."""
    folders = path.lower().split("/")[:-1]
    stem = path.lower().rpartition("/")[2].partition(".")[0]
    named = stem == "examples" or stem.endswith(("-examples", "_examples"))
    return named or any(folder in _EXAMPLE_FOLDERS or folder.endswith(_EXAMPLE_ENDINGS) for folder in folders)


def is_part(path: str) -> bool:
    """Whether the document is put into others, from where its links lead on: `docs/snippets/x.md`, `_partials/x.mdx`."""
    return any(folder in _PARTS for folder in path.lower().split("/")[:-1])


def is_template(path: str) -> bool:
    """Whether the document is there to be copied to where its links lead on: `references/preview_template.md`."""
    stem = path.rpartition("/")[2].rpartition(".")[0].lower()
    folder = path.rpartition("/")[0].rpartition("/")[2].lower()
    named = folder.strip("._") == "templates" or stem.endswith(("_template", "-template", ".template"))
    return named and bool(folder) and not path.startswith(".github/")


def is_for_tests(path: str) -> bool:
    """Whether the document is what a test is made of: a compose file below `tests/`."""
    return any(folder in _TESTS for folder in path.lower().split("/")[:-1])


def is_translation(path: str) -> bool:
    """Whether the document is one language among others: `docs/pt-BR/a.md`, `README.zh-CN.md`, `README_Japanese.md`."""
    *folders, name = path.split("/")
    return any(_LOCALE.fullmatch(folder) for folder in folders) or _TRANSLATED.search(name) is not None


def is_of_version(path: str) -> bool:
    """Whether the document belongs to one version among others, `docs/v2/`: it speaks of the code of that version."""
    return any(_VERSION.fullmatch(folder) for folder in path.split("/")[1:-1])


def is_example(path: str) -> bool:
    """Whether the document itself is one of several examples: a transcript, a recipe. What it names was so when it was made."""
    return any(folder.lower() in _SHOWING_FOLDERS for folder in path.split("/")[:-1])


def is_between_versions(path: str) -> bool:
    """Whether the document leads from one version to the next, and so names what was beside what is."""
    return _BETWEEN.search(path) is not None
