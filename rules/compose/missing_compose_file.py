"""A file that Docker or Docker Compose is told to read must be there, and so must a build stage.

`docker compose -f docker-compose.prod.yml up` stops at once when nobody has that file, and a build whose `target` is no
stage of its Dockerfile fails. Held are `-f`, `--env-file` and `--target` in the commands of documents and workflows,
and `build`, `env_file`, `include` and `extends` in compose files.

Not judged: what git ignores, what earlier commands make or the text tells the reader to make, and files whose example
(`.env.example`) is there to be copied.
"""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, join, normpath, relpath

from guard import HOLDS, Document, Evidence, Fix, Outcome, Unjudged, bad, good
from guard.documents.dockerfile import Dockerfile
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_for_tests, shows_examples
from guard.facts import Facts
from guard.facts.clones import is_linked_elsewhere
from guard.facts.needs import FileNeed, ImpliedNeed, Need, StageNeed, needs_of_commands, needs_of_file
from guard.facts.samples import sample_of

MESSAGE = "{kind} is not there: {subject}"
STAGE = "{dockerfile} has no stage {subject}"
NO_DOCKERFILE = "no Dockerfile in the build context {subject}"

_COMPOSE = "services:\n  web:\n    image: nginx\n"
_DOCKERFILE = "FROM node AS builder\nFROM nginx AS web\n"

EXAMPLES = (
    good("```sh\ndocker compose -f docker/dev.yml up\n```", files={"docker/dev.yml": _COMPOSE}),
    good("```sh\ncd docker\ndocker compose -f dev.yml up\n```", files={"docker/dev.yml": _COMPOSE}),
    good("```sh\ncp a.yml b.yml\ndocker compose -f b.yml --env-file $ENV up\n```", files={"compose.yaml": _COMPOSE}),
    good(
        "```sh\ndocker compose --env-file .env -f compose.local.yml up\n```",
        files={"compose.yaml": _COMPOSE, ".env.example": "", ".gitignore": "*.local.yml"},
    ),
    good("See `docker compose -f docker/... logs`.", files={"compose.yaml": _COMPOSE}),
    good("Create `prod.yml`, then run `docker compose -f prod.yml up`.", files={"compose.yaml": _COMPOSE}),
    good("Run `docker build --target Builder .`", files={"Dockerfile": _DOCKERFILE}),
    good("Run `docker build --target dev https://github.com/a/b.git`", files={"Dockerfile": _DOCKERFILE}),
    good(
        "```sh\ndocker compose -f gpu.yml up\n```\n\nSee [`gpu.yml`](https://github.com/a/store/blob/v1/gpu.yml).",
        files={"compose.yaml": _COMPOSE},
        remote="https://github.com/a/shop",
    ),
    bad(
        "```sh\ndocker compose -f docker-compose.prod.yml up\n```",
        files={"docker-compose.yml": _COMPOSE, "deploy/compose.prod.yml": _COMPOSE},
        gone={"docker-compose.prod.yml": "deploy/compose.prod.yml"},
        says="compose file is not there: docker-compose.prod.yml",
        fixed="```sh\ndocker compose -f deploy/compose.prod.yml up\n```",
    ),
    bad(
        "```sh\ndocker build -f docker/Dockerfile.web .\n```",
        files={"Dockerfile": _DOCKERFILE},
        says="Dockerfile is not there: docker/Dockerfile.web",
    ),
    bad(
        "```sh\ndocker build --target webb -t shop .\n```",
        files={"Dockerfile": _DOCKERFILE},
        says="Dockerfile has no stage webb",
        fixed="```sh\ndocker build --target web -t shop .\n```",
    ),
    bad(
        "```sh\ncd C:/work/shop\ndocker build --target web .\ndocker build --target frontend .\n```",
        files={"Dockerfile": _DOCKERFILE},
        says="Dockerfile has no stage frontend",
    ),
    bad(
        "services:\n  web:\n    build:\n      target: development\n",
        path="docker-compose.dev.yml",
        files={"docker-compose.yml": "services:\n  web:\n    build: .\n", "Dockerfile": _DOCKERFILE},
        says="Dockerfile has no stage development",
    ),
    bad(
        "include: [other.yml]\nservices:\n  a:\n    build: ./gone\n    env_file: web.env\n  b:\n    build: empty\n",
        path="compose.yaml",
        files=["empty/README.md"],
        says=(
            "included compose file is not there: other.yml",
            "build context is not there: ./gone",
            "env file is not there: web.env",
            "no Dockerfile in the build context empty",
        ),
    ),
    good(
        "services:\n  a:\n    build: app\n    env_file:\n    - .env\n    - path: web.env\n      required: false\n",
        path="compose.yaml",
        files=["app/Dockerfile", ".env.example"],
    ),
)

_DOCKERFILES = ("Dockerfile", "Containerfile")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "compose" and facts.forges.is_of("docker/compose", "containers/podman-compose"):
        return  # the manual of the program itself
    needs = list(_needs(document, facts))
    ours: dict[str, bool] = {}  # Dockerfile -> whether the document is known to speak of it
    for need in needs:
        if isinstance(need, FileNeed):
            yield _file(document, facts, need)
        elif isinstance(need, StageNeed):
            for path in need.paths:
                if not need.bound and path not in ours and (dockerfile := facts.dockerfiles(path)):
                    ours[path] = _speaks_of(needs, dockerfile)
            yield _stage(document, facts, need, ours)
        elif isinstance(need, ImpliedNeed):
            yield _implied(document, facts, need)
        else:
            yield need


def _needs(document: Document, facts: Facts) -> Iterator[Need | Unjudged]:
    if document.language == "compose" and is_for_tests(document.path):
        return
    if document.language != "compose":
        yield from needs_of_commands(document, facts.files, facts.forges)
        return
    file, project = facts.compose.by_file(document.path), facts.compose.of_folder(document.folder)
    if file and project:
        yield from needs_of_file(file, project, facts.files)


def _file(document: Document, facts: Facts, need: FileNeed) -> Outcome:
    if any(facts.files.exists(path) for path in need.paths):
        return HOLDS
    if any(facts.ignored(path) for path in need.paths):
        return Unjudged("compose: git ignores the file")
    if any(sample_of(path, facts.files) for path in need.paths):
        return Unjudged("compose: an example of the file is there")
    if is_linked_elsewhere(document, need.paths[0], facts.forges):
        return Unjudged("compose: a file of another repository")
    if basename(need.paths[0]) == "stack.env":
        return Unjudged("compose: Portainer makes the file")
    home = facts.homes.of(need.paths[0])
    if document.language == "markdown" and not home.gone and shows_examples(document.path):
        return Unjudged("compose: in an example")
    return document.finding(
        need.span,
        MESSAGE,
        subject=need.text,
        kind=need.kind,
        target=need.paths[0],
        evidence=home.evidence,
        fix=_redirected(document, need, home.best, safe=bool(home.gone and home.certain)),
    )


def _redirected(document: Document, need: FileNeed, best: str, *, safe: bool) -> Fix | None:
    """The path as it should read, seen from where the wrong one was seen."""
    if not best or document.source(need.span) != need.text or need.text.startswith(".."):
        return None
    start = normpath("/" + need.paths[0]).removesuffix(normpath("/" + need.text)) or "/"
    right = relpath("/" + best, start)
    lead = "./" if need.text.startswith("./") and not right.startswith(".") else ""
    return document.replace(need.span, lead + right, safe=safe)


def _implied(document: Document, facts: Facts, need: ImpliedNeed) -> Outcome:
    if any(facts.files.exists(join(folder, name)) for folder in need.folders for name in _DOCKERFILES):
        return HOLDS
    path = join(need.folders[0], "Dockerfile")
    if facts.ignored(path):
        return Unjudged("compose: git ignores the file")
    evidence = facts.homes.of(path).evidence
    return document.finding(need.span, NO_DOCKERFILE, subject=need.text, target=path, evidence=evidence)


def _stage(document: Document, facts: Facts, need: StageNeed, ours: Mapping[str, bool]) -> Outcome:
    read = [(path, dockerfile) for path in need.paths if (dockerfile := facts.dockerfiles(path))]
    if not read:
        return Unjudged("compose: the Dockerfile is not known")
    if any(dockerfile.has_stage(need.name) for _, dockerfile in read):
        return HOLDS
    path, dockerfile = read[0]
    if not need.bound and not ours[path]:
        return Unjudged("compose: the folder of the command is not known")
    names = [stage.name for stage in dockerfile.stages if stage.name]
    if need.inline and sets_right(document, need.span, names):
        return Unjudged("compose: the sentence may not speak of today")
    told = f"stages here: {', '.join(names)}" if names else "no stage here has a name"
    line = dockerfile.stages[0].span.line if dockerfile.stages else 1
    near = _near(need.name, names)
    return document.finding(
        need.span,
        STAGE,
        subject=need.name,
        dockerfile=path,
        evidence=[Evidence(told, path=path, line=line)],
        fix=document.replace(need.span, near, safe=False) if near else None,
    )


def _speaks_of(needs: Iterable[Need | Unjudged], dockerfile: Dockerfile) -> bool:
    """Whether some command builds a stage that the Dockerfile does have."""
    return any(isinstance(need, StageNeed) and dockerfile.has_stage(need.name) for need in needs)


def _near(name: str, names: list[str]) -> str:
    from rapidfuzz import fuzz, process

    near = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=80)
    return near[0] if near else ""
