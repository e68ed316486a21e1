"""Looks at a repository: what guard takes for true of it, and which settings it might want."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from guard.baseline import load as load_baseline
from guard.cli.once import planned
from guard.cli.starting import proposals
from guard.cli.starting.groups import above, grouped, heart, sorted_groups
from guard.cli.starting.seen import Aside, Group, Seen
from guard.documents.languages import language_of
from guard.engine import Candidate
from guard.model import Status
from guard.session import Session
from guard.snapshot import Git, GitError, Snapshot
from guard.status import by_name, is_document_by_default
from guard.verdict import judge

_YEAR = 365 * 24 * 60 * 60


def look(session: Session, *, progress: Callable[[int, int], None] | None = None) -> Seen:
    """Holds every document once. Raises NothingToCheck."""
    held = session.hold(progress=progress)
    baseline = load_baseline(session.snapshot, session.settings.baseline)
    # Long ago no suppression has expired: what is seen does not hang on the day.
    verdict = judge(
        held, session.rules, session.settings, today=date.min, baseline=baseline, text=session.snapshot.text
    )
    paths = [one.path for one in session.documents]
    found = [finding.path for finding in verdict.findings]
    files = _files(session.snapshot)
    excluded = proposals.excluded(found, paths)
    historical = proposals.historical(found, paths, files, lambda: _changed(session.snapshot))
    return Seen(
        languages=_counted(one.language for one in session.documents if _is_checked(one)),
        aside=tuple(_aside(session.documents)),
        unreadable=tuple(one.path for one in session.documents if one.problem),
        left_out=_left_out(files),
        sites=tuple(sorted(session.facts.sites.all, key=lambda site: (site.content, site.config))),
        own=session.facts.forges.own,
        projects=session.facts.compose.projects,
        findings=len(verdict.findings),
        mendable=len(planned(session, verdict, unsafe=False).fixed),
        rules=_counted(finding.rule for finding in verdict.findings),
        heart=heart(found),
        baseline=baseline.path if baseline else "",
        exclude=excluded,
        historical=tuple(one for one in historical if not _is_in(one.folder, [other.folder for other in excluded])),
        include=proposals.included(files),
    )


def _files(snapshot: Snapshot) -> list[str]:
    return [path for path, entry in snapshot.entries.items() if entry.kind == "file" and entry.present]


def _is_checked(one: Candidate) -> bool:
    return not one.problem and one.status in (Status.LIVING, Status.LEDGER)


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda counted: (-counted[1], counted[0])))


def _aside(documents: Sequence[Candidate]) -> Iterator[Aside]:
    """The documents of each status that not all rules hold, and who says so."""
    everything = [one.path for one in documents]
    paths: dict[tuple[Status, bool], list[str]] = defaultdict(list)
    for one in documents:
        if not one.problem and not _is_checked(one):
            paths[one.status, by_name(one.path) is one.status].append(one.path)
    for (status, named), found in sorted(paths.items(), key=lambda item: (-len(item[1]), item[0][0].value)):
        yield Aside(status, named, grouped(found, everything, says=partial(_says, status, named=named)))


def _says(status: Status, folder: str, *, named: bool) -> bool:
    """Whether the folder's name alone gives documents in it that status."""
    return named and by_name(f"{folder}/x.md") is status


def _left_out(files: Iterable[str]) -> tuple[Group, ...]:
    """The folders whose files guard takes for no documents, with those of them that would be some."""
    found = [path for path in files if language_of(path) and not is_document_by_default(path)]
    folders = (next((f for f in above(path) if not is_document_by_default(f + "/x")), path) for path in found)
    return sorted_groups(Group(folder, count, count) for folder, count in Counter(folders).items())


def _changed(snapshot: Snapshot) -> proposals.Changed | None:
    """What changed in the year before the last commit; None where git cannot tell all of it."""
    git = snapshot.git
    if git is None or git.head is None or git.shallow:
        return None
    try:
        seconds, _, day = git.run("log", "-1", "--format=%ct %cs", "HEAD", "--").decode().strip().partition(" ")
        changed = _names_since(git, int(seconds) - _YEAR)
    except (GitError, ValueError):
        return None
    new = (path for path, entry in snapshot.entries.items() if not entry.tracked)
    return day, frozenset({*changed, *new})


def _names_since(git: Git, seconds: int) -> list[str]:
    log = git.run(
        "log", f"--max-age={max(seconds, 0)}", "--format=", "--name-only", "--no-renames", "-z", "--no-ext-diff",
        "--no-textconv", "--no-show-signature", "HEAD", "--",
    )  # fmt: skip
    return log.decode("utf-8", "surrogateescape").split("\0")


def _is_in(folder: str, others: Iterable[str]) -> bool:
    return any(folder == other or folder.startswith(other + "/") for other in others)
