"""What a document's name and folders say of its status, by the habits of many repositories.

Paths are relative to the root, so that nothing above a clone can change what its documents are.
"""

from __future__ import annotations

import re
from itertools import pairwise

from guard.model import Status

NOT_DOCUMENTS = frozenset(
    {
        *("node_modules", "vendor", "third_party", "patches", ".venv", "site-packages"),
        *("testdata", "fixtures", "__fixtures__", "__snapshots__"),
    }
)
"""Folders whose files are nobody's documents: other people's, or material for tests. They are files all the same."""

_TESTS = frozenset({"test", "tests", "__tests__", "spec", "specs", "e2e"})
_OF_FOLDERS = frozenset({"README", "AGENTS", "CLAUDE", "GEMINI", "CONTRIBUTING", "TESTING", "SKILL"})
"""What documents of a folder are called. Other prose deep below tests is material."""
_MATERIAL = frozenset(
    {"data", "samples", "inputs", "cases", "corpus", "golden", "resources", "assets", "snapshots", "files"}
)
"""Folders below a folder of tests whose files are material."""

_FOR_TESTS = re.compile(
    r"(?:\A|[-_.])(?:tests?[-_](?:examples?|data|cases?|files|fixtures|inputs?|outputs?|resources)|mdtests?)\Z"
)
"""Other names of such folders: `reply_test_examples`."""

_NOTICES = re.compile(r"(?i)(?:\A|[-_.])third[-_ ]?party[-_ ]?(?:notices?|licen[sc]es?)\Z|\Anotices?\Z")
"""What other people's code says of itself."""

PROSE = frozenset({"", "md", "markdown", "mdx", "rst", "txt", "text", "adoc", "asciidoc", "org"})
"""Endings of files whose names are words. `news.py` is no news."""

_PUT_AWAY = frozenset(
    {"versioned_docs", "archive", "archives", "archived", "superseded", "deprecated", "old", "legacy"}
)
_DECISIONS = frozenset({"adr", "adrs", "decisions", "decision-records", "architecture-decisions"})
_FRAGMENTS = frozenset({"changelog.d", "changes.d", "news.d", "newsfragments", "changeset", "changelog", "changelogs"})
_RELEASES = frozenset({"release-notes", "release_notes", "releasenotes", "release notes", "releases", "whatsnew"})
_SITES = frozenset({"docs", "doc", "documentation", "site", "website", "www", "content", "pages"})
_PROPOSALS = frozenset({"proposals", "rfcs", "plans", "planning"})
_INSTRUCTIONS = frozenset({"commands", "agents", "skills", "prompts"})
"""Their files are named by what they make somebody do: `commands/plan.md` is no plan."""

_INDEXES = frozenset({"readme", "index", "_index"})

_CHRONICLES = ("changelog", "release-notes", "release_notes", "releasenotes")
_PERHAPS = ("changes", "history", "news", "releases")
"""Chronicles too, but also everyday words: only alone, in capitals, or with a version."""

_ABOUT = frozenset({"guide", "guidelines", "howto", "policy", "process", "format", "generator", "tooling"})
_KEPT_LOGS = frozenset(
    {
        *("access", "activity", "app", "application", "audit", "error", "event", "request", "server", "system"),
        *("browser", "browsing", "chat", "command", "conversation", "message", "order", "search", "session", "shell"),
    }
)
"""What programs keep logs and histories of: such a page tells of a feature."""

_DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:"
    r"-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|_(?:0[1-9]|1[0-2])_(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r")(?![0-9])"
)
_MONTH = re.compile(r"(?:19|20)[0-9]{2}[-_](?:0[1-9]|1[0-2])")
_VERSION = re.compile(
    r"(?:release|version|v)?[-_ ]?[0-9]{1,4}(?:[._-](?:[0-9]{1,4}|x)){0,3}"
    r"(?:[-_.]?(?:alpha|beta|rc|dev|pre)[0-9.]{0,4})?"
)
_OF_VERSION = re.compile(r"v?[0-9]{1,4}(?:[.](?:[0-9]{1,4}|x)){1,3}")
"""`docs/v1.14.2/`: what the documents of a version were when it came out."""
_BREAKS = re.compile(r"[-_. ]++")


def is_document_by_default(path: str) -> bool:
    """Whether the file at `path` may be a document where the configuration does not say."""
    folders = path.split("/")[:-1]
    if not NOT_DOCUMENTS.isdisjoint(folders) or _NOTICES.search(path.rpartition("/")[2].partition(".")[0]):
        return False
    tests = next((number for number, folder in enumerate(folders) if folder in _TESTS), len(folders))
    deep = len(folders) - tests > 2 and ending(path) in PROSE
    of_folder = path.rpartition("/")[2].partition(".")[0].upper() in _OF_FOLDERS
    if not of_folder and (deep or any(map(_FOR_TESTS.search, folders))):
        return False
    return _MATERIAL.isdisjoint(folders[tests:])


def holds_decisions(path: str) -> bool:
    folders = _folders(path)
    return not _DECISIONS.isdisjoint(folders) or "rfcs" in folders


def ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""


def by_name(path: str) -> Status:
    name = path.rpartition("/")[2]
    folders = _folders(path)
    if not _PUT_AWAY.isdisjoint(folders):
        return Status.HISTORICAL
    if ".generated." in name.lower():
        return Status.GENERATED
    if ending(path) not in PROSE:
        return Status.LIVING
    stem = name.rpartition(".")[0] if ending(path) else name
    if _is_dated(stem, folders):
        return Status.HISTORICAL
    if folders and folders[-1] in _INSTRUCTIONS:
        return Status.LIVING
    if any(one == "blog" and above in _SITES for above, one in pairwise(folders)):
        return Status.HISTORICAL
    if _is_past_name(stem, folders) or (stem.lower() not in _INDEXES and _is_past_folder(stem, folders)):
        return Status.HISTORICAL
    # An index lists proposals; `proposals/12-name/README.md` is one.
    ahead = folders[:-1] if stem.lower() in _INDEXES else folders
    if _is_ahead_name(stem) or not _PROPOSALS.isdisjoint(ahead) or ("openspec", "changes") in pairwise(ahead):
        return Status.PROPOSAL
    return Status.LIVING


def _folders(path: str) -> list[str]:
    return [folder.lower().lstrip("._") for folder in path.split("/")[:-1]]


def _is_dated(stem: str, folders: list[str]) -> bool:
    """A dated name, or a folder whose name begins with a date."""
    return bool(_DATE.search(stem) or _MONTH.fullmatch(stem)) or any(_DATE.match(folder) for folder in folders)


def _is_past_folder(stem: str, folders: list[str]) -> bool:
    if not folders:
        return False
    pairs = list(zip(["", *folders], folders, strict=False))
    return (
        not _DECISIONS.isdisjoint(folders)
        or "posts" in folders
        or folders[-1] in _FRAGMENTS
        or (not _FRAGMENTS.isdisjoint(folders) and bool(_VERSION.fullmatch(stem.lower())))
        or (not _RELEASES.isdisjoint(folders) and bool(_VERSION.fullmatch(stem.lower())))
        or any(name == "rfcs" and above in _SITES for above, name in pairs)
        or any(name in {"blog", "history"} and above in _SITES for above, name in pairs)
        or any(_OF_VERSION.fullmatch(name) and above in _SITES for above, name in pairs)
        or folders == ["blog"]
    )


def _is_past_name(stem: str, folders: list[str]) -> bool:
    words = _BREAKS.split(stem)
    last, before = words[-1].lower(), words[-2].lower() if len(words) > 1 else ""
    if last in ("log", "history") and before:
        return words[-1].isupper() or before not in _KEPT_LOGS
    if stem == "LOG" or last in ("worklog", "devlog", "changelog", "announcement", "announcements"):
        return True
    lower = stem.lower()
    for name in _CHRONICLES:
        if lower.startswith(name) and not lower[len(name) :][:1].isalpha():
            return _ABOUT.isdisjoint(_BREAKS.split(lower))
    for name in _PERHAPS:
        if lower.startswith(name) and not lower[len(name) :][:1].isalpha():
            return _is_chronicle(stem, name, folders)
    return False


def _is_chronicle(stem: str, name: str, folders: list[str]) -> bool:
    """Whether a name that begins with an everyday word is a chronicle's. `docs/commands/history.md` is none."""
    rest = stem[len(name) :].strip("-_. ")
    if stem[: len(name)].isupper() or (rest and _VERSION.fullmatch(rest.lower())):
        return True
    return not rest and (not folders or folders[-1] in _SITES)


def _is_ahead_name(stem: str) -> bool:
    words = _BREAKS.split(stem)
    lower = [word.lower() for word in words]
    ends = {lower[0], lower[-1]}
    return (
        lower[-1] in ("proposal", "plan")
        or "roadmap" in ends
        or not {"PLAN", "PLANS"}.isdisjoint(words)
        or words[0] in ("TODO", "TODOS", "BACKLOG")
        or stem.lower() in ("todo", "todos", "backlog")
    )
