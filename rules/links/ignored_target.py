"""A link must not lead to a file that git ignores.

It works for whoever wrote it, because the file is there; nobody else has it.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, good
from guard.facts import Facts
from guard.model import Status

SEVERITY = "error"
STATUSES = (Status.LIVING, Status.LEDGER, Status.PROPOSAL)
MESSAGE = "link leads to a file that git ignores: {subject}"

# A file that is there and ignored exists only on a disk: tests/rules/test_ignored_target.py has the bad examples.
EXAMPLES = (good("[x](a.md) and [y](build/out.html)", files={"a.md": "", ".gitignore": "build/\n"}),)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for link in document.claims.links:
        if link.kind in {"reference", "autolink"}:
            continue
        target = facts.targets.resolve(document.path, document.claims, link.destination)
        if target.outcome == "found" and not target.same_document:
            yield HOLDS
        elif target.outcome == "missing" and facts.ignored(target.path) and facts.snapshot.on_disk(target.path):
            evidence = Evidence(f"{target.path} is on this disk, but .gitignore keeps it out of the repository")
            yield document.finding(
                link.span, MESSAGE, subject=link.destination, target=target.path, evidence=[evidence]
            )
