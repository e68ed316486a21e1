"""A workflow or a job that a document names must be there.

Badges and links to this repository's workflows by name or by file (`workflows/Test/badge.svg`, `actions?query=workflow:Test`, shields.io) are
held against the files in `.github/workflows`. Inline code that is called a job (`unit-tests` job) must be the id or the name of one.

Not judged: other repositories, names that stand in some other program, and workflows whose jobs get computed names.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Link
from guard.documents.mentions import hints
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.near import nearest

MESSAGE = "no {kind} is called {subject}"

_REMOTE = "https://github.com/a/b"
_FILES = {
    ".github/workflows/ci.yml": "name: Tests\non: push\njobs:\n  unit-tests:\n    runs-on: x\n    name: Unit tests\n"
}

EXAMPLES = (
    good("![x](https://github.com/a/b/workflows/Tests/badge.svg)", files=_FILES, remote=_REMOTE),
    good("![x](https://img.shields.io/github/actions/workflow/status/a/b/ci.yml)", files=_FILES, remote=_REMOTE),
    good(
        "![x](https://img.shields.io/github/actions/workflow/status/a/b/.github/workflows/ci.yml)",
        files=_FILES,
        remote=_REMOTE,
    ),
    good("![x](https://github.com/o/c/workflows/Other/badge.svg)", files=_FILES, remote=_REMOTE),
    good("The `unit-tests` job and the `Unit tests` job; the `cron-daily` job was removed.", files=_FILES),
    bad(
        "![x](https://github.com/a/b/workflows/Build/badge.svg)",
        files=_FILES,
        remote=_REMOTE,
        says="no workflow is called Build",
    ),
    bad(
        "[x](https://github.com/a/b/actions?query=workflow%3ATest)",
        files=_FILES,
        remote=_REMOTE,
        says="no workflow is called Test",
    ),
    bad("If the `tooling-tests` job fails, read on.", files=_FILES, says="no job is called tooling-tests"),
)

_OWN = re.compile(
    r"github\.com/(?P<own>[\w.-]{1,100}/[\w.-]{1,100})/(?:workflows/(?P<named>[^/?#]{1,200})/badge\.svg|actions/?\?(?:[^#\s]{0,100}&)?query=workflow(?:%3A|:)(?P<asked>[^&#\s]{1,200}))"
)
_SHIELD = re.compile(
    r"img\.shields\.io/github/(?:actions/)?workflow/status/(?P<own>[\w.-]{1,100}/[\w.-]{1,100})/(?:\.github/workflows/)?(?P<named>[^/?#]{1,200})"
)
_JOB = re.compile(r"\A`?(?:\*\*)?[ \t]+(?P<word>[Jj]obs?)(?![\w-])")
_CLUSTER = re.compile(r"(?i)kubernetes|kubectl|\bhelm\b|\bk8s\b")
"""Where a Job with a capital is a thing of its own."""
_ID = re.compile(r"[A-Za-z][\w-]{2,60}")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if not facts.workflows.all:
        return
    own = {forge.name.lower() for forge in facts.forges.own}
    for link in document.claims.links:
        found = _OWN.search(link.destination) or _SHIELD.search(link.destination)
        if found and found["own"].lower() in own:
            yield _workflow(document, facts, _name(found), link)
    if not is_record(document.path) and not shows_examples(document.path):
        yield from _jobs(document, facts)


def _name(found: re.Match[str]) -> str:
    groups = found.groupdict()
    if groups.get("asked"):
        asked = unquote_plus(groups["asked"])
        return asked[1:].partition('"')[0] if asked.startswith('"') else asked.partition(" ")[0]
    return unquote(groups["named"])


def _workflow(document: Document, facts: Facts, name: str, link: Link) -> Outcome:
    known = {word.casefold() for one in facts.workflows.all for word in (one.name, one.file)}
    if name.casefold() in known or any(one.fault == "cannot be read" for one in facts.workflows.all):
        return HOLDS if name.casefold() in known else Unjudged("workflow: not all can be read")
    said = ", ".join(f"{one.file} ({one.name})" for one in facts.workflows.all[:6])
    evidence = (Evidence(f"there are {said}"), Evidence(f"it is asked for by {link.destination}"))
    return document.finding(link.target, MESSAGE, subject=name, kind="workflow", evidence=evidence)


def _jobs(document: Document, facts: Facts) -> Iterator[Outcome]:
    """Inline code that the next word calls a job."""
    jobs = {name for one in facts.workflows.all for name in one.jobs}
    for code in document.claims.code:
        line = document.lines.content(code.span.line)
        called = _JOB.match(line[code.span.end_column - 1 :])
        if code.span.line != code.span.end_line or not _ID.fullmatch(code.text) or not called:
            continue
        if called["word"][0] == "J" and _CLUSTER.search(document.text):
            yield Unjudged("workflow: a Job of Kubernetes")
            continue
        if code.text in jobs:
            yield HOLDS
        elif not facts.workflows.complete:
            yield Unjudged("workflow: not all jobs are known")
        elif "-" not in code.text and "_" not in code.text:
            yield Unjudged("workflow: a word that may be no id")
        elif set(hints(line, code.span.column - 1, code.span.end_column - 1)) & {
            "past",
            "absent",
            "create",
            "example",
            "future",
        }:
            yield Unjudged("workflow: the text may not speak of today")
        else:
            near = nearest(code.text, jobs)
            evidence = Evidence(f"jobs are {', '.join(near or sorted(jobs)[:8])}")
            fix = document.replace(code.span, near[0], safe=False) if len(near) == 1 else None
            yield document.finding(code.span, MESSAGE, subject=code.text, kind="job", evidence=(evidence,), fix=fix)
