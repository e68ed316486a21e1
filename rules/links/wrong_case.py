"""A path or fragment must be spelt in the case of the real one.

macOS and Windows forgive a path; the forge and Linux do not. Fragments are told apart by browsers, by GitLab and by the sites that docs
generators make.

Not judged: fragments of what is only read on GitHub, which finds a heading in any case.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
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
    good("# Setup\n\n[s](#Setup)", remote="https://github.com/a/b"),
    good(
        "[s](#Start)\n\n(start)=\n# Begin",
        path="docs/a.md",
        files={"docs/conf.py": "myst_parser", "docs/a.md": "(start)="},
    ),
    bad(
        "# Setup\n\n[s](#Setup)",
        files={"mkdocs.yml": ""},
        path="docs/a.md",
        remote="https://github.com/a/b",
        says="link differs from #setup only in case: #Setup",
        fixed="# Setup\n\n[s](#setup)",
    ),
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
    if not real or (path == document.path and facts.labels.home(facts.sites.of(path), fragment)):
        yield HOLDS  # Sphinx finds a label in any case
        return
    if facts.sites.of(path) is None and any(own.host == "github.com" for own in facts.forges.own):
        yield Unjudged("case: GitHub finds the heading in any case")
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
