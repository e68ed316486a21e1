from __future__ import annotations

import pytest

from guard.documents import Document, markdown
from guard.facts.clones import is_other
from guard.facts.compose import projects
from guard.facts.files import Files
from guard.facts.forge import Forges
from guard.facts.needs import FileNeed, ImpliedNeed, StageNeed, needs_of_commands, needs_of_file
from guard.facts.samples import is_sample, sample_of
from guard.model import Unjudged
from guard.snapshot import Snapshot


def of_commands(text: str, path: str = "docs/a.md", *files: str) -> list[object]:
    snapshot = Snapshot.of(dict.fromkeys([path, *files], ""))
    document = Document(path, text, markdown.read(text), language="markdown")
    return list(needs_of_commands(document, Files(snapshot), Forges(snapshot, "https://github.com/me/shop")))


def said(found: object) -> tuple[object, ...]:
    match found:
        case Unjudged(reason):
            return (reason.removeprefix("compose: "),)
        case FileNeed():
            return found.kind, found.text, found.paths
        case StageNeed():
            return found.name, found.paths, found.bound
        case ImpliedNeed():
            return found.text, found.folders
    return ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("docker compose -f x.yml up", [("compose file", "x.yml", ("docs/x.yml", "x.yml"))]),
        ("docker compose --env-file x.env up", [("env file", "x.env", ("docs/x.env", "x.env"))]),
        ("docker build -f a/Dockerfile .", [("Dockerfile", "a/Dockerfile", ("docs/a/Dockerfile", "a/Dockerfile"))]),
        ("docker build --target x app", [("x", ("docs/app/Dockerfile", "app/Dockerfile"), True)]),
        ("cd /x && docker build --target x app", [("x", ("docs/app/Dockerfile", "app/Dockerfile"), False)]),
        ("cd /x && docker build -f a .", [("the folder of the command is not known",)]),
        ("docker compose -f $F up", [("a placeholder",)]),
        ("docker compose -f - up", [("a placeholder",)]),
        ("docker compose -f /srv/x.yml up", [("outside the repository",)]),
        ("docker build --target x https://e.org/a.git", [("outside the repository",)]),
        ("touch x.yml && docker compose -f x.yml up", [("the reader makes the file",)]),
        ("docker compose -f compose.override.yml up", [("the reader makes the file",)]),
        ("docker compose -f deep.yml up", [("the file is in another folder",)]),
        (
            "git clone https://github.com/you/shop && cd shop && docker compose -f x.yml up",
            [("compose file", "x.yml", ("docs/x.yml", "x.yml"))],
        ),
        (
            "git clone https://github.com/a/tool && cd tool && docker compose -f x.yml up",
            [("in a clone of another repository",)],
        ),
        ("docker compose up", []),
    ],
)
def test_what_commands_need(line: str, expected: list[tuple[object, ...]]) -> None:
    found = of_commands(f"```sh\n{line}\n```", "docs/a.md", "far/away/deep.yml")
    assert [said(need) for need in found] == expected


@pytest.mark.parametrize("text", ["Create `x.yml` first.\n\n", "```sh\ncurl -o x.yml https://e.org/y\n```\n"])
def test_what_the_document_makes_is_not_needed(text: str) -> None:
    [need] = of_commands(text + "Run `docker compose -f x.yml up`.")
    assert said(need) == ("the reader makes the file",)


COMPOSE = """\
include: [more.yml]
services:
  a:
    build: app
    env_file: a.env
    extends: {file: common.yml, service: a}
  b:
    build: {context: app, dockerfile: D, target: t}
  c:
    build: {context: "https://e.org/x.git", target: t}
  d:
    build: {context: app, dockerfile_inline: FROM x}
    env_file: [{path: no.env, required: false}]
  e:
    build: {context: gone, dockerfile: D}
"""


def test_what_a_compose_file_needs() -> None:
    snapshot = Snapshot.of({"x/compose.yaml": COMPOSE, "x/app/a": ""})
    compose = projects(snapshot)
    file = compose.by_file("x/compose.yaml")
    assert file is not None
    found = [said(need) for need in needs_of_file(file, compose.projects[0], Files(snapshot))]
    assert found == [
        ("included compose file", "more.yml", ("x/more.yml", "more.yml")),
        ("build context", "app", ("x/app", "app")),
        ("app", ("x/app",)),
        ("env file", "a.env", ("x/a.env", "a.env")),
        ("extended compose file", "common.yml", ("x/common.yml", "common.yml")),
        ("build context", "app", ("x/app", "app")),
        ("Dockerfile", "D", ("x/app/D", "app/D")),
        ("t", ("x/app/D", "app/D"), True),
        ("the build context is elsewhere",),
        ("build context", "app", ("x/app", "app")),
        ("build context", "gone", ("x/gone", "gone")),
    ]


def test_a_variant_needs_only_what_is_new_in_it() -> None:
    texts = {
        "compose.yaml": "services: {a: {build: {context: app, dockerfile: D}}}",
        "compose.dev.yaml": "services: {a: {build: {target: dev}}, b: {build: {context: app}}}",
        "compose.more.yaml": "services: {b: {build: {dockerfile: E}}}",
        "app/D": "",
    }
    snapshot = Snapshot.of(texts)
    compose = projects(snapshot)
    file = compose.by_file("compose.dev.yaml")
    assert file is not None
    found = [said(need) for need in needs_of_file(file, compose.projects[0], Files(snapshot))]
    assert found == [("dev", ("app/D",), True), ("build context", "app", ("app",))]


@pytest.mark.parametrize(
    ("path", "sample", "found"),
    [
        (".env", ".env.example", True),
        (".env", "env.sample", True),
        ("a/.env.prod", "a/.env.prod.template", True),
        ("compose.prod.yml", "compose.prod.example.yml", True),
        (".env", "a/.env.example", False),
        (".env", ".env.prod.example", False),
        (".env", "README.md", False),
    ],
)
def test_samples(path: str, sample: str, found: bool) -> None:
    files = Files(Snapshot.of({sample: ""}))
    assert (sample_of(path, files) == sample) is found
    assert is_sample(sample) is (sample != "README.md")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/me/shop.git", False),
        ("git@github.com:fork/Shop.git", False),
        ("https://github.com/me/tool", True),
        ("<url>", False),
        ("https://git.e.org/x/y", False),
    ],
)
def test_other_repositories(url: str, expected: bool) -> None:
    assert is_other(url, Forges(Snapshot.of({}), "https://github.com/me/shop")) is expected
