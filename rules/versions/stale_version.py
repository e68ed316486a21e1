"""The version that a document calls the current one must be the project's.

"Current version: 1.4.0", "Latest release: v1.4.0" and "Current status: beta (v1.4.0)" are held against the version in the manifests at the root and in
files such as `version.go`.

Not judged: projects that give themselves several versions, or one that is not plain (1.2.3), documents of one folder of many, and
sentences that name another program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.mentions import hints
from guard.documents.prose import prose
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.model import Span

MESSAGE = "{subject} is not the current version, which is {version}"

_FILES = {"cmd/shop/version.go": 'package main\n\nvar (\n\tVersion = "0.9.2"\n)\n'}

EXAMPLES = (
    good("**Current version**: 0.9.2. The latest release of Go is 1.21.0. Version 0.9.1 had a bug.", files=_FILES),
    good("Current version: 0.9.1", files={**_FILES, "package.json": '{"version": "1.0.0"}'}),
    good("For example, if the latest release is v0.9.1, say so.", files=_FILES),
    bad(
        "**Current status: Alpha (v0.9.0)**",
        files=_FILES,
        says="v0.9.0 is not the current version, which is 0.9.2",
        fixed="**Current status: Alpha (v0.9.2)**",
    ),
)

_CLAIM = re.compile(
    r"(?i)(?<![\w-])(?:current|latest)[ \t]+(?:stable[ \t]+|released[ \t]+)?(?:status|version|release)[*_]{0,2}[ \t]*(?:is|:|\u2014|-)[*_]{0,2}[^.\d\n]{0,30}?(?P<v>v?)(?P<version>\d{1,4}\.\d{1,4}\.\d{1,4})(?![\w.-]*\w)"
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or document.folder not in {"", "docs", "doc"}:
        return
    if is_record(document.path) or shows_examples(document.path):
        return
    for number, line in prose(document):
        for found in _CLAIM.finditer(line):
            if "example" in hints(line, found.start(), found.end()):
                yield Unjudged("version: an example")
                continue
            yield _judge(document, facts, found, number)


def _judge(document: Document, facts: Facts, found: re.Match[str], line: int) -> Outcome:
    own = facts.versions.own
    if len({one.version for one in own}) != 1:
        return Unjudged("version: the project's own is not known")
    if own[0].version == found["version"]:
        return HOLDS
    span = Span(line, found.start("v") + 1, line, found.end("version") + 1)
    evidence = Evidence(f"{own[0].path} has {own[0].version}", path=own[0].path)
    fix = document.replace(span, found["v"] + own[0].version, safe=False)
    return document.finding(
        span, MESSAGE, subject=found["v"] + found["version"], version=own[0].version, evidence=(evidence,), fix=fix
    )
