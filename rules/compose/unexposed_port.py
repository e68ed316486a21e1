"""A port of a container that a document publishes must be one that the image listens on. (Preview.)

In `docker run -p 8080:3000 shop`, where `shop` is the image that the repository's own Dockerfile makes, 3000 must be one of the ports
that the Dockerfile exposes, or stand as a port in some program or configuration file. "The Dockerfile exposes port 3000" is held the
same way where there is one Dockerfile.

Not judged: images of others, Dockerfiles that expose nothing or compute what they expose, images that may be made from more than one
Dockerfile, containers that are told how to start, and ports that any program speaks of.
"""

import re
from collections.abc import Iterator
from posixpath import basename

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Command, Word
from guard.documents.docker import RunCall, build_call, run_call
from guard.documents.dockerfile import Dockerfile
from guard.documents.folders import inside, working_folders
from guard.documents.prose import prose
from guard.documents.records import is_record, shows_examples
from guard.documents.today import is_of_today
from guard.facts import Facts
from guard.facts.paths import has_placeholder
from guard.facts.ports import Ports, exposed
from guard.model import Span

MESSAGE = "the image of {file} does not listen on {subject}"
PREVIEW = True

_FILES = {"Dockerfile": "FROM python:3.12\nEXPOSE 3000/tcp\n", "app.py": "run(port=3000)\n"}
_BLOCK = "```sh\ndocker build -t shop .\ndocker run {}\n```"

EXAMPLES = (
    good(_BLOCK.format("-d -p 80:3000 shop"), files=_FILES),
    good(_BLOCK.format("-p 80:8080 nginx"), files=_FILES),
    good(_BLOCK.format("-p 80:8080 -e PORT=8080 shop"), files=_FILES),
    good(_BLOCK.format("-p 80:8080 shop"), files={**_FILES, "app.py": "run(port=8080)\n"}),
    good(_BLOCK.format("-p 80:8080 shop"), files={**_FILES, "Dockerfile": "FROM nginx\nEXPOSE 3000\n"}),
    bad(
        _BLOCK.format("-d -p 80:8080 shop:latest"),
        files=_FILES,
        says="the image of Dockerfile does not listen on 8080",
        fixed=_BLOCK.format("-d -p 80:3000 shop:latest"),
    ),
    good("The Dockerfile exposes port 3000.", files=_FILES),
    bad(
        "The `Dockerfile` exposes port 8080.",
        files=_FILES,
        says="the image of Dockerfile does not listen on 8080",
        fixed="The `Dockerfile` exposes port 3000.",
    ),
    bad(
        "Run `docker run -p 127.0.0.1:8080:8080 ghcr.io/own/shop:1`.",
        files=_FILES,
        remote="https://github.com/own/shop",
        says="the image of Dockerfile does not listen on 8080",
        fixed="Run `docker run -p 127.0.0.1:8080:3000 ghcr.io/own/shop:1`.",
    ),
)

# Images that listen on nothing by themselves.
_PLAIN = frozenset(
    """
    scratch alpine debian ubuntu busybox python node golang rust ruby php openjdk eclipse-temurin amazoncorretto bun deno dart elixir erlang
    gradle maven uv fedora rockylinux ubi8 ubi9 ubi-minimal static base cc base-debian12 static-debian12 nodejs22-debian12 wolfi-base
    """.split()
)
_EXPOSES = re.compile(
    r"\bDockerfile\b`?[^.\n\d]{0,60}\b(?:exposes?|listens? on)\b[^.\n\d]{0,20}\bports?[ \t]{1,3}`?(\d{2,5})(?![\w-]|\.\d)"
)
_SETS = re.compile(r"(?i)\.(?:ya?ml|toml|json|conf|ini|cfg|env|properties)(?::|,|\Z)|\.env\b|/(?:etc|config)\b")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path) or shows_examples(document.path):
        return
    for command in document.claims.commands:
        call = run_call(command)
        if call is None:
            continue
        for port in call.ports:
            yield _judge(document, facts, call, port, inline=command.block < 0)
    for number, line in prose(document):
        for found in _EXPOSES.finditer(line) if "ockerfile" in line else ():
            span = Span(number, found.start(1) + 1, number, found.end(1) + 1)
            yield _said(document, facts, found[1], span)


def _said(document: Document, facts: Facts, port: str, span: Span) -> Outcome:
    known = list(facts.remembered(_ports).dockerfiles())
    file = facts.dockerfiles(known[0]) if len(known) == 1 else None
    ports = exposed(file) if file else None
    if file is None or not ports:
        return Unjudged("port: not of an image of this repository")
    if port in ports:
        return HOLDS
    if facts.remembered(_ports).spoken_of(port):
        return Unjudged("port: a program speaks of it")
    if not is_of_today(document, span, ports, inline=True):
        return Unjudged("port: the text may not speak of today")
    return _finding(document, known[0], file, span, port)


def _judge(document: Document, facts: Facts, call: RunCall, port: Word, *, inline: bool) -> Outcome:
    inner = port.text.partition("/")[0].rpartition(":")[2]
    name = call.image.text
    path = "" if has_placeholder(name) or not call.image.literal else _dockerfile(document, facts, name)
    if not path or not port.literal or not inner.isdecimal():
        return Unjudged("port: not of an image of this repository")
    file = facts.dockerfiles(path)
    ports = exposed(file) if file else None
    if not ports:
        return Unjudged("port: the Dockerfile does not say on what the image listens")
    if inner in ports:
        return HOLDS
    if file is None or _name(file.stages[-1].image) not in _PLAIN | {one.name for one in file.stages}:
        return Unjudged("port: what the image is made from may listen too")
    if _is_told(call, inner):
        return Unjudged("port: the container is told how to start")
    if facts.remembered(_ports).spoken_of(inner):
        return Unjudged("port: a program speaks of it")
    if not is_of_today(document, port.span, (), inline=inline):
        return Unjudged("port: the text may not speak of today")
    span = _last(port, inner)
    return _finding(document, path, file, span, inner)


def _finding(document: Document, path: str, file: Dockerfile, span: Span, port: str) -> Outcome:
    ports = sorted(exposed(file) or (), key=int)
    said = ", ".join(ports[:4])
    fix = document.replace(span, said, safe=False) if len(ports) == 1 and document.source(span) == port else None
    evidence = Evidence(f"{path} exposes {said}", path=path, line=file.exposes[0].span.line)
    return document.finding(span, MESSAGE, subject=port, file=path, evidence=(evidence,), fix=fix)


def _ports(facts: Facts) -> Ports:
    return Ports(facts.snapshot, facts.files)


def _is_told(call: RunCall, port: str) -> bool:
    """Whether what the container is given may change where it listens."""
    words = [word.text for word in (*call.arguments, *call.environment)]
    return (
        call.altered
        or bool(call.arguments)
        or any(port in word or not word.partition("=")[1] for word in words)
        or any("PORT" in word.partition("=")[0].upper() for word in words)
        or any(_SETS.search(word.text) for word in call.volumes)
    )


def _dockerfile(document: Document, facts: Facts, image: str) -> str:
    """The one Dockerfile that `image` is made from; "" where that is not plain."""
    built = {
        path
        for command in document.claims.commands
        if (path := _built(document, facts, command, _name(image, whole=True))) is not None
    }
    if built:
        return built.pop() if len(built) == 1 else ""
    own = {forge.name.lower() for forge in facts.forges.own}
    known = list(facts.remembered(_ports).dockerfiles())
    is_own = any(f"/{_name(image, whole=True).lower()}".endswith(f"/{name}") for name in own)
    return known[0] if is_own and len(known) == 1 else ""


def _built(document: Document, facts: Facts, command: Command, image: str) -> str | None:
    """The Dockerfile that a command makes `image` from; "" for one that cannot be found."""
    call = build_call(command)
    if call is None or call.target or image not in {_name(tag.text, whole=True) for tag in call.tags}:
        return None
    context = call.context.text if call.context and call.context.literal else ""
    for folder in working_folders(document, command):
        path = inside(folder, call.file.text if call.file else f"{context}/Dockerfile") if context else None
        if path and facts.dockerfiles(path):
            return path
    return ""


def _name(image: str, *, whole: bool = False) -> str:
    """An image without its tag and its digest, and without its registry unless `whole`."""
    head, slash, last = image.partition("@")[0].rpartition("/")
    return head + slash + last.partition(":")[0] if whole else basename(last.partition(":")[0])


def _last(port: Word, inner: str) -> Span:
    """The place of the container's port, where the source has it in one piece."""
    at = port.text.rfind(inner)
    place = port.span
    if place.line != place.end_line or place.end_column - place.column != len(port.text):
        return place
    return msgspec.structs.replace(place, column=place.column + at, end_column=place.column + at + len(inner))
