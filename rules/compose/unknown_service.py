"""A service that a document names must be one of its compose project.

`docker compose exec api sh` fails with "no such service" once `api` is called something else, and a reader who follows
the page step by step stops there. Commands, names of containers (`project-service-1`) and sentences that list the
services are held against the compose files; an override file must not name a service that the base does not know.
"""

import re
from collections.abc import Iterator
from posixpath import basename

import msgspec

from guard import HOLDS, Document, Evidence, Finding, Outcome, Span, Unjudged, bad, good
from guard.documents.claims import Word
from guard.documents.docker import compose_call, container
from guard.documents.folders import after_clones, working_folders
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_for_tests
from guard.documents.services import service_lists, shown_services
from guard.facts import Facts
from guard.facts.clones import is_other
from guard.facts.compose import ComposeFile, Project
from guard.facts.compose.binding import projects_of
from guard.facts.compose.containers import service_of_container
from guard.facts.compose.merging import strays

MESSAGE = "no compose service is called {subject}"
OVERRIDE = "{subject} overrides nothing: {base} has no such service, and it has neither image nor build"

_COMPOSE = "services:\n  web:\n    image: nginx\n  db:\n    image: postgres\n"
_ONE = "services:\n  web:\n    build: .\n"

EXAMPLES = (
    good("```sh\ndocker compose exec web sh\n```", files={"compose.yaml": _COMPOSE}),
    good("Run `docker-compose logs -f --tail 10 db`.", files={"docker-compose.yml": _COMPOSE}),
    good("```sh\ndocker compose exec <service> sh\n```", files={"compose.yaml": _COMPOSE}),
    good("```sh\ndocker compose exec web run api\n```", files={"compose.yaml": _COMPOSE}),
    good("```sh\ncd ~/elsewhere\ndocker compose up api\n```", files={"compose.yaml": _COMPOSE}),
    good("```sh\ndocker compose up api\n```"),
    good(
        "```sh\ndocker compose -f x.yml up api\n```", files={"compose.yaml": _COMPOSE, "x.yml": "include: [other.yml]"}
    ),
    good("```sh\ndocker logs somebody-else-1\n```", files={"compose.yaml": _COMPOSE}),
    bad(
        "```sh\ndocker compose exec webb sh\n```",
        files={"compose.yaml": _COMPOSE},
        says="no compose service is called webb",
        fixed="```sh\ndocker compose exec web sh\n```",
    ),
    bad(
        "```sh\ncd infra\ndocker-compose -f dev.yml up -d api\n```",
        files={"compose.yaml": "services:\n  api:\n    image: x\n", "infra/dev.yml": _COMPOSE},
        says="no compose service is called api",
    ),
    bad(
        "```sh\ndocker logs shop-api-1\n```",
        files={"compose.yaml": "name: shop\n" + _COMPOSE},
        says="no compose service is called api",
    ),
    bad(
        "The compose file defines an application with one service `sparkjava`.",
        files={"compose.yaml": _ONE},
        says="no compose service is called sparkjava",
        fixed="The compose file defines an application with one service `web`.",
    ),
    good("The compose file defines two services `web` and `db`.", files={"compose.yaml": _COMPOSE}),
    bad(
        "services:\n  web:\n    ports: ['80:80']\n  postgres:\n    ports: ['5432:5432']\n",
        path="docker-compose.dev.yml",
        files={"docker-compose.yml": _COMPOSE},
        says="postgres overrides nothing: docker-compose.yml has no such service, and it has neither image nor build",
    ),
    good(
        "services:\n  web:\n    ports: ['80:80']\n  mail:\n    image: mailpit\n",
        path="docker-compose.override.yml",
        files={"docker-compose.yml": _COMPOSE},
    ),
    bad(
        "services:\n  web:\n    image: nginx\n    depends_on: [cache]\n",
        path="compose.yaml",
        says="no compose service is called cache",
    ),
)

_NAME = re.compile(r"[a-zA-Z0-9][\w.\-]{0,80}")
_PLACEHOLDER = re.compile(
    r"[A-Z][A-Z_\-]*+|(?:your|my|some|the)[-_]?.{0,40}|.{0,40}(?:service|container)[-_]?name.{0,40}|services?\d?|x{2,9}|foo|bar"
)
_SHOWN = 3  # files whose services are told as evidence


class Claim(msgspec.Struct, frozen=True):
    """A service that the document names. `word` is the longer word around it; `one`: it is said to be the only one.

    `inline`: it stands in inline code, where a sentence may say that it is wrong.
    """

    name: str
    span: Span
    word: str = ""
    one: bool = False
    inline: bool = False


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "compose" and facts.forges.is_of("docker/compose", "containers/podman-compose"):
        return  # the manual of the program itself
    shown: frozenset[str] | None = None
    for outcome in _outcomes(document, facts):
        if isinstance(outcome, Finding):
            shown = shown_services(document) if shown is None else shown
            if outcome.subject in shown or outcome.subject.endswith(
                tuple(f"-{name}" for name in (*shown, *facts.paths.clones))
            ):
                yield Unjudged("compose: the document shows a compose file of its own")
                continue
        yield outcome


def _outcomes(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language == "compose":
        if not is_for_tests(document.path):
            yield from _compose_file(document, facts)
        return
    for command, clone in after_clones(document.claims.commands):
        call = compose_call(command)
        named = None if call else container(command)
        if not (call.services if call else named):
            continue
        folders = [folder for folder in working_folders(document, command) if facts.files.is_folder(folder)]
        if is_other(clone, facts.forges):
            yield Unjudged("compose: in a clone of another repository")
        elif call:
            projects = projects_of(call, folders, facts.compose)
            for word in call.services:
                if isinstance(projects, Unjudged):
                    yield projects
                elif not word.literal or not _NAME.fullmatch(word.text) or _PLACEHOLDER.fullmatch(word.text):
                    yield Unjudged("compose: a placeholder")
                else:
                    claim = Claim(word.text, word.span, inline=command.block < 0)
                    yield _service(document, facts, claim, projects, chosen=bool(call.files))
        elif named and folders:
            yield from _container(document, facts, named, facts.compose.for_document(folders[0]))
    yield from _sentences(document, facts)


def _service(
    document: Document, facts: Facts, claim: Claim, projects: tuple[Project, ...], *, chosen: bool
) -> Outcome:  # fmt: skip
    """`chosen`: the command names its compose files."""
    if _known(claim.name, projects):
        return HOLDS
    if chosen and any(next(project.definitions(claim.name), None) for project in projects):
        return Unjudged("compose: only an override speaks of the service")
    if not chosen and _known(claim.name, facts.compose.projects):
        return Unjudged("compose: another project has the service")
    return _unknown(document, claim, projects)


def _container(document: Document, facts: Facts, word: Word, projects: tuple[Project, ...]) -> Iterator[Outcome]:
    clones = [basename(facts.snapshot.root), *(forge.name.rpartition("/")[2] for forge in facts.forges.own)]
    found = service_of_container(word.text, projects, clones) if word.literal else None
    if found:
        project, name = found
        yield HOLDS if name in project.names else _unknown(document, Claim(name, word.span, word=word.text), (project,))


def _sentences(document: Document, facts: Facts) -> Iterator[Outcome]:
    for listed in service_lists(document):
        projects = facts.compose.for_document(document.folder)
        for name in listed.names:
            if _known(name.text, projects):
                yield HOLDS
            elif listed.hints:
                yield Unjudged("compose: the sentence may not speak of today")
            elif not projects:
                yield Unjudged("compose: no project to compare with")
            else:
                yield _unknown(document, Claim(name.text, name.span, one=listed.one), projects)


def _compose_file(document: Document, facts: Facts) -> Iterator[Outcome]:
    file, project = facts.compose.by_file(document.path), facts.compose.of_folder(document.folder)
    if file is None or project is None or not project.base:
        return
    if not project.complete:
        yield Unjudged("compose: the project is incomplete")
    elif project.base == file:
        yield from _dependencies(document, file, project)
    else:
        for service, defined in strays(file, project, facts.compose.projects):
            name, known = service.name, _services_of([project.base])
            finding = document.finding(name.span, OVERRIDE, subject=name.text, base=project.base.path, evidence=known)
            yield HOLDS if defined else finding


def _dependencies(document: Document, file: ComposeFile, project: Project) -> Iterator[Outcome]:
    for needed in (needed for service in file.services for needed in service.depends_on):
        if next(project.definitions(needed.text), None):
            yield HOLDS
        elif needed.literal and needed.path == document.path:
            yield _unknown(document, Claim(needed.text, needed.span), (project,))


def _known(name: str, projects: tuple[Project, ...]) -> bool:
    return any(name in project.names for project in projects)


def _unknown(document: Document, claim: Claim, projects: tuple[Project, ...]) -> Outcome:
    """The outcome for a service that none of `projects` has."""
    if not all(project.complete for project in projects):
        return Unjudged("compose: the project is incomplete")
    known = list(dict.fromkeys(name for project in projects for name in project.names))
    if claim.inline and sets_right(document, claim.span, known):
        return Unjudged("compose: the sentence may not speak of today")
    safe = claim.one and len(known) == 1
    meant = known[0] if safe else _near(claim.name, known)
    right = claim.word.replace(claim.name, meant) if claim.word else meant
    return document.finding(
        claim.span,
        MESSAGE,
        subject=claim.name,
        evidence=_services_of([file for project in projects for file in project.files]),
        fix=document.replace(claim.span, right, safe=safe) if meant else None,
    )


def _services_of(files: list[ComposeFile]) -> Iterator[Evidence]:
    for file in [file for file in files if file.services][:_SHOWN]:
        names = ", ".join(service.name.text for service in file.services[:20])
        yield Evidence(f"services here: {names}", path=file.path, line=file.services[0].name.line)


def _near(name: str, known: list[str]) -> str:
    from rapidfuzz import fuzz, process

    near = process.extractOne(name, known, scorer=fuzz.WRatio, score_cutoff=85)
    return near[0] if near else ""
