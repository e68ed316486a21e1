"""Which settings somebody may want, and what speaks for each. guard chooses none of them by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from posixpath import basename

from guard.cli.starting.groups import below
from guard.cli.starting.seen import Proposal
from guard.cli.starting.toml import file_pattern, folder_pattern
from guard.settings import Globs
from guard.status import is_document_by_default

Changed = tuple[str, frozenset[str]]
"""The day of the last commit, and what changed in the year before it."""

MOST = 3
_LEAST = 3
"""Findings below which a folder is not worth a setting."""

_FOREIGN = frozenset(
    {
        *("thirdparty", "3rdparty", "external", "externals", "extern", "deps", "vendor", "vendors", "vendored"),
        *("bowercomponents", "nodemodules", "pods", "carthage", "godeps"),
    }
)
_MATERIAL = frozenset(
    {"testdata", "testfiles", "testfixtures", "fixture", "fixtures", "mocks", "goldens", "golden", "cassettes"}
)
_PAST = frozenset(
    """
    archive archived archives attic backup backups bak completed deprecated diary finished graveyard handoff handoffs
    handover handovers journal journals legacy meetings minutes obsolete old outdated postmortem postmortems removal removed
    reports retired retro retros retrospective retrospectives sessions superseded worklog worklogs
    """.split()
)
_WORDS = re.compile(r"[-_. ]++")
_WITHOUT_ENDING = frozenset({".cursorrules", ".windsurfrules", ".clinerules", "llms.txt"})
"""Files that are Markdown by everybody's habit, and are not called so."""


def excluded(findings: Iterable[str], documents: Collection[str]) -> tuple[Proposal, ...]:
    """Folders with other people's documents or with material for tests. `findings` are paths, one for each finding."""
    return _proposals(findings, documents, _strange)


def historical(
    findings: Iterable[str], documents: Collection[str], files: Iterable[str], changed: Callable[[], Changed | None]
) -> tuple[Proposal, ...]:
    """Folders of the past, by their names, or because nothing in them changed for a year while other documents did."""
    findings = list(findings)
    if not _worthwhile(findings):
        return ()
    lately = changed()
    old: Mapping[str, str] = _long_unchanged(documents, files, *lately) if lately else {}

    def why(folder: str) -> str:
        name = "its name speaks of the past" if _speaks_of_the_past(folder) else ""
        return ", and ".join(filter(None, [name, old.get(folder, "")]))

    return _proposals(findings, documents, why)


def included(files: Iterable[str]) -> tuple[str, ...]:
    """Patterns for the files that are Markdown under other names."""
    found = (path for path in files if basename(path) in _WITHOUT_ENDING and is_document_by_default(path))
    patterns = (file_pattern(path) for path in found)
    return tuple(pattern for pattern in patterns if Globs((pattern,)).fault() is None)[:MOST]


def _proposals(findings: Iterable[str], documents: Collection[str], why: Callable[[str], str]) -> tuple[Proposal, ...]:
    """The topmost folders with many findings for which `why` says something."""
    found: list[Proposal] = []
    for folder, count in _worthwhile(findings):
        if any(folder.startswith(other.folder + "/") for other in found) or not (said := why(folder)):
            continue
        pattern = folder_pattern(folder)
        if _is_exact(pattern, folder, documents):
            found.append(Proposal(pattern, folder, f"{count} findings; {said}"))
    return tuple(found[:MOST])


def _worthwhile(findings: Iterable[str]) -> list[tuple[str, int]]:
    """The folders with a tenth of all findings or more, the most first, a folder before those in it."""
    findings = list(findings)
    counts: Counter[str] = below(findings)
    many = [(folder, count) for folder, count in counts.items() if count >= _LEAST and 10 * count >= len(findings)]
    return sorted(many, key=lambda counted: (-counted[1], counted[0]))


def _strange(folder: str) -> str:
    name = re.sub(r"[-_. ]++", "", basename(folder).lower())
    if name in _FOREIGN:
        return "by its name, others wrote what is in it"
    return "by its name, it is material for tests" if name in _MATERIAL else ""


def _speaks_of_the_past(folder: str) -> bool:
    return not _PAST.isdisjoint(_WORDS.split(basename(folder).lower()))


def _long_unchanged(
    documents: Collection[str], files: Iterable[str], day: str, changed: frozenset[str]
) -> dict[str, str]:
    """The folders, of documents for the most part, in which nothing changed; none where nothing else did either."""
    if not any(path in changed for path in documents):
        return {}
    files = list(files)
    fresh, all_of_them, written = below(path for path in files if path in changed), below(files), below(documents)
    said = f"nothing in it changed in the year before {day}"
    return {folder: said for folder, count in written.items() if not fresh[folder] and 2 * count >= all_of_them[folder]}


def _is_exact(pattern: str, folder: str, documents: Iterable[str]) -> bool:
    globs = Globs((pattern,))
    return globs.fault() is None and all(globs.match(path) == path.startswith(folder + "/") for path in documents)
