"""A port that a document says compose publishes must be one that it publishes.

Held are the `ports` of services in code blocks that show a compose file, "maps port 80 of the web service container to port 8080 of the
host", and "port 8080 on the host" in documents that speak of one project.

Not judged: services that the project does not have, projects that are not wholly known, and computed ports.
"""

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.composes import Shown, is_changed_on_purpose, shown
from guard.documents.prose import prose
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.compose import Port, Project
from guard.facts.compose.likeness import is_another
from guard.model import Span

MESSAGE = "compose does not publish {subject}"

_COMPOSE = {"compose.yaml": "services:\n  web:\n    image: nginx\n    ports: ['8080:80', '443']\n"}
_SENTENCE = "docker compose maps port {} of the web service container to port {} of the host."

EXAMPLES = (
    good("```yaml\nservices:\n  web:\n    ports:\n      - 8080:80\n  x:\n    ports:\n      - 1:1\n```", files=_COMPOSE),
    good(_SENTENCE.format(80, 8080) + " Make sure port 8080 on the host is free.", files=_COMPOSE),
    good("Make sure port 9000 on the host is free.", files={"a.md": ""}),
    bad(
        "```yaml\nservices:\n  web:\n    ports:\n      - 80:8080\n```",
        files=_COMPOSE,
        says="compose does not publish 80:8080",
        fixed="```yaml\nservices:\n  web:\n    ports:\n      - 8080:80\n```",
    ),
    bad(_SENTENCE.format(80, 80), files=_COMPOSE, says="compose does not publish 80 of the host for web"),
    bad("Make sure port 5000 on the host is not in use.", files=_COMPOSE, says="compose does not publish 5000"),
)

_MAPS = re.compile(
    r"maps[ \t]+port[ \t]+(?P<inner>\d{1,5})[ \t]+of[ \t]+the[ \t]+`?(?P<service>[\w.-]{1,60})`?[ \t]+(?:service[ \t]+)?container[ \t]+to[ \t]+port[ \t]+(?P<outer>\d{1,5})"
)
_HOST = re.compile(r"\b[Pp]ort[ \t]+`?(?P<outer>\d{1,5})`?[ \t]+(?:on|of)[ \t]+(?:the|your)[ \t]+host")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path) or shows_examples(document.path):
        return
    project = facts.compose.above(document.folder)
    if project is None or not project.complete:
        return
    told = list(shown(document))
    another = is_another(told, project)
    for one in told:
        if one.kind == "port":
            own = Unjudged("port: the document shows a compose file of its own")
            yield own if another else _shown(document, one, project)
    for number, line in prose(document):
        if "ort" in line:
            yield from _sentences(document, number, line, project)


def _ports(project: Project, service: str) -> list[Port]:
    return [port for file in project.files if (one := file.service(service)) for port in one.ports]


def _shown(document: Document, one: Shown, project: Project) -> Outcome:
    outer, _, inner = one.text.partition("/")[0].rpartition(":")
    ports = [port for port in _ports(project, one.service) if port.published]
    if any((port.published, port.target) == (outer.rpartition(":")[2], inner) for port in ports):
        return HOLDS
    if is_changed_on_purpose(document, one):
        return Unjudged("port: changed on purpose")
    if not ports or not all(port.literal for port in ports):
        return Unjudged("port: not one of this project's")
    fix = document.replace(one.span, f"{ports[0].published}:{ports[0].target}", safe=False) if len(ports) == 1 else None
    evidence = (_evidence(ports),)
    return document.finding(one.span, MESSAGE, subject=one.text, evidence=evidence, fix=fix)


def _sentences(document: Document, number: int, line: str, project: Project) -> Iterator[Outcome]:
    taken: set[int] = set()
    for found in _MAPS.finditer(line):
        taken.add(found.start("outer"))
        ports = _ports(project, found["service"])
        if any((port.published, port.target) == (found["outer"], found["inner"]) for port in ports):
            yield HOLDS
        elif not ports or not all(port.literal for port in ports):
            yield Unjudged("port: not one of this project's")
        else:
            subject = f"{found['outer']} of the host for {found['service']}"
            yield document.finding(_span(found, number), MESSAGE, subject=subject, evidence=(_evidence(ports),))
    for found in _HOST.finditer(line):
        if found.start("outer") not in taken:
            yield _on_the_host(document, _span(found, number), found["outer"], project)


def _on_the_host(document: Document, span: Span, outer: str, project: Project) -> Outcome:
    ports = [port for file in project.files for one in file.services for port in one.ports]
    if any(port.published == outer for port in ports):
        return HOLDS
    published = [port for port in ports if port.published]
    if not published or not all(port.literal for port in ports):
        return Unjudged("port: not all that are published are known")
    return document.finding(span, MESSAGE, subject=outer, evidence=(_evidence(published),))


def _span(found: re.Match[str], line: int) -> Span:
    return Span(line, found.start("outer") + 1, line, found.end("outer") + 1)


def _evidence(ports: list[Port]) -> Evidence:
    said = ", ".join(f"{port.published}:{port.target}" if port.published else port.target for port in ports[:4])
    place = ports[0].value
    return Evidence(f"{place.path} publishes {said}", path=place.path, line=place.span.line)
