"""A path or fragment must be spelt in the case of the real one.

macOS and Windows forgive it; the forge, Linux and every browser's fragment do not.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, bad, good
from guard.documents.claims import Link
from guard.facts import Facts
from guard.facts.anchors import is_always_right
from guard.facts.homes import relative
from guard.facts.targets import Target
from guard.model import Status

SEVERITY = "error"
STATUSES = (Status.LIVING, Status.LEDGER, Status.PROPOSAL)
MESSAGE = "link differs from {real} only in case: {subject}"

EXAMPLES = (
    good("[c](CONTRIBUTING.md)\n\n# Setup\n\n[s](#setup)", files=["CONTRIBUTING.md"]),
    bad(
        "Read the [guidelines](contributing.md#First) first.",
        files=["CONTRIBUTING.md"],
        says="link differs from CONTRIBUTING.md only in case: contributing.md#First",
        fixed="Read the [guidelines](CONTRIBUTING.md#First) first.",
    ),
    bad(
        "# Setup\n\n[s](#Setup)",
        says="link differs from #setup only in case: #Setup",
        fixed="# Setup\n\n[s](#setup)",
    ),
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for link in document.claims.links:
        if link.kind in {"reference", "autolink"}:
            continue
        target = facts.targets.resolve(document.path, document.claims, link.destination)
        if target.outcome == "missing":
            yield from _path(document, facts, link, target)
        elif target.outcome == "found" and target.fragment and not is_always_right(target.fragment):
            yield from _fragment(document, facts, link, target.path, target.fragment)


def _path(document: Document, facts: Facts, link: Link, target: Target) -> Iterator[Outcome]:
    real = facts.files.other_case(target.path)
    if not real:
        return
    source = document.source(link.target)
    written = relative(document.path, real, like=target.written_path)
    fix = None
    if source.startswith(target.written_path):
        fix = document.replace(link.target, written + source[len(target.written_path) :], safe=True)
    evidence = Evidence(f"the file is {real}", path=real)
    yield document.finding(
        link.span, MESSAGE, subject=link.destination, real=real, target=real, evidence=[evidence], fix=fix
    )


def _fragment(document: Document, facts: Facts, link: Link, path: str, fragment: str) -> Iterator[Outcome]:
    if not facts.is_markdown(path):
        return
    anchors = facts.anchors.of(path)
    real = "" if fragment in anchors else anchors.other_case(fragment)
    if not real:
        yield HOLDS
        return
    source = document.source(link.target)
    fix = document.replace(link.target, source.partition("#")[0] + "#" + real, safe=True) if "#" in source else None
    evidence = Evidence(f"{path} makes #{real}", path=path, line=anchors.line(real))
    yield document.finding(
        link.span,
        MESSAGE,
        subject=link.destination,
        real=f"#{real}",
        target=f"{path}#{real}",
        evidence=[evidence],
        fix=fix,
    )
