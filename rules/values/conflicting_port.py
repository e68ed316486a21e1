"""One page of this machine must not stand under two ports in the living documents.

Where one document says `localhost:8000/config` and another `localhost:42110/config`, and programs and configuration know only the second
port, the first is wrong.

Not judged: code blocks, addresses without a path, ports that some program or configuration file knows, pages of which only one port is told, and
records of past work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.paragraphs import sets_right
from guard.documents.prose import prose
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.model import Span

MESSAGE = "{subject} is the port of no program; others open /{page} at {port}"

_FILES = {
    "compose.yaml": "services:\n  web:\n    ports: ['42110:42110']\n",
    "docs/a.md": "\nOpen <http://localhost:42110/config>.\n",
}

EXAMPLES = (
    good("Open http://localhost:42110/config or http://localhost:8000/other or http://localhost:8000.", files=_FILES),
    good("Open http://localhost:8000/config.", files={**_FILES, "a.py": "PORT = 8000\n"}),
    bad(
        "Open http://localhost:8000/config/x.",
        files=_FILES,
        says="localhost:8000 is the port of no program; others open /config at 42110",
        fixed="Open http://localhost:42110/config/x.",
    ),
)

_ADDRESS = re.compile(r"(?P<host>localhost|127\.0\.0\.1|0\.0\.0\.0):(?P<port>\d{2,5})/(?P<page>[A-Za-z][\w-]{1,60})")
_SPECIAL = re.compile(r"(?i)example|old|before|previously|another|proxy|forward")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path) or shows_examples(document.path):
        return
    if not _ADDRESS.search(document.text):
        return
    for number, line in prose(document):
        for found in _ADDRESS.finditer(line):
            yield _judge(document, facts, found, number)


def _pages(facts: Facts) -> dict[str, dict[str, Evidence]]:
    """By the first part of a page's path the ports that living documents open it at, and where one does so first."""
    pages: dict[str, dict[str, Evidence]] = {}
    for path in facts.living:
        if not facts.is_markdown(path) or is_record(path):
            continue
        text = facts.text_of(path)
        for found in _ADDRESS.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            evidence = Evidence(f"{path}:{line} has {found[0]}", path=path, line=line)
            pages.setdefault(found["page"], {}).setdefault(found["port"], evidence)
    return pages


def _judge(document: Document, facts: Facts, found: re.Match[str], line: int) -> Outcome:
    if found["port"] in facts.words:
        return HOLDS
    others = facts.remembered(_pages).get(found["page"], {})
    known = [port for port in others if port != found["port"] and port in facts.words]
    if len(known) != 1:
        return Unjudged("port: nothing says which one is right")
    span = Span(line, found.start("port") + 1, line, found.end("port") + 1)
    if re.search(rf"(?<![\w.]){found['port']}(?![\w/])", document.text):
        return Unjudged("port: the document speaks of it in other places too")
    if sets_right(document, span, ()) or _SPECIAL.search(document.lines.content(line)):
        return Unjudged("port: the text may not speak of this machine")
    subject = f"{found['host']}:{found['port']}"
    fix = document.replace(span, known[0], safe=False)
    return document.finding(
        span, MESSAGE, subject=subject, page=found["page"], port=known[0], evidence=(others[known[0]],), fix=fix
    )
