"""A link's words must not call its target by a name that it no longer has.

`[docs/setup.md](docs/install.md)` sends its reader to the right file under a wrong name: what was renamed in the target was forgotten in
the words. The name is wrong if no file has it, and either history knows it or the target has the same ending.

Not judged: words that are no file's name, names that git ignores, targets that are not there, and records of past work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, splitext

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Link
from guard.documents.mentions import has_ending
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.paths import has_placeholder
from guard.model import Span

MESSAGE = "{subject} is called {name}"

EXAMPLES = (
    good(
        "[install.md](docs/install.md), [the guide](docs/install.md), [a.py](docs/install.md)",
        files=["docs/install.md"],
    ),
    good("[setup.md](docs/install.md)", files=["docs/install.md", "old/setup.md"]),
    bad(
        "See [docs/setup.md](docs/install.md#top).",
        files=["docs/install.md"],
        gone={"docs/setup.md": "docs/install.md"},
        says="docs/setup.md is called docs/install.md",
        fixed="See [docs/install.md](docs/install.md#top).",
    ),
    bad(
        "See [`setup.md`](./docs/install.md).",
        files=["docs/install.md"],
        says="setup.md is called install.md",
        fixed="See [`install.md`](./docs/install.md).",
    ),
)

_WORDS = re.compile(r"\A\[(?P<mark>[*_`]{0,3})(?P<text>[\w./@+-]{3,200})(?P=mark)\]\(")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path) or shows_examples(document.path):
        return
    for link in document.claims.links:
        if link.kind != "inline" or link.image or "://" in link.destination or link.destination.startswith("#"):
            continue
        found = _WORDS.match(document.source(link.span))
        if found and has_ending(found["text"]):
            yield _judge(document, facts, link, found)


def _judge(document: Document, facts: Facts, link: Link, found: re.Match[str]) -> Outcome:
    text = found["text"]
    target = facts.targets.resolve(document.path, document.claims, link.destination)
    if target.outcome != "found" or target.same_document or not has_ending(target.path) or has_placeholder(text):
        return Unjudged("name: its target is not there")
    name, old = basename(target.path), basename(text)
    if name.casefold() == old.casefold() or facts.files.named(old):
        return HOLDS
    known = facts.history.named(old)
    if splitext(name)[1] != splitext(old)[1] and not known:
        return Unjudged("name: of something else, perhaps")
    if facts.ignored(text) or sets_right(document, link.span, (name,)):
        return Unjudged("name: the text may not speak of today")
    gone = facts.history.gone(known[0]) if known else None
    words = gone.says() if gone else f"no file is called {old}; the link leads to {target.path}"
    start = link.span.column + found.start("text")
    span = Span(link.span.line, start, link.span.line, start + len(text))
    right = target.path if "/" in text and facts.paths.read(document.path, target.path).standing == "alive" else name
    fix = document.replace(span, right, safe=False)
    evidence = (Evidence(words, path=target.path),)
    return document.finding(span, MESSAGE, subject=text, name=right, target=target.path, evidence=evidence, fix=fix)
