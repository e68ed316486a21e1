from __future__ import annotations

import pytest

from guard.documents.docker import compose_call
from guard.documents.shell import inline
from guard.facts.compose import Compose, Project, projects
from guard.facts.compose.binding import projects_of
from guard.facts.compose.containers import service_of_container
from guard.facts.compose.merging import strays, whole_build
from guard.model import Unjudged
from guard.snapshot import Snapshot

BASE = """\
name: shop
x-common: &common
  restart: always
services:
  web:
    <<: *common
    container_name: the-web
    image: nginx
    build:
      context: ./web
      dockerfile: Dockerfile.web
      target: prod
    ports: ["${PORT:-8080}:80", "127.0.0.1:53:53/udp", 9000]
    expose: [90]
    env_file:
      - .env
      - path: web.env
        required: false
    depends_on:
      db: {condition: service_healthy}
    profiles: [front]
    extends: {file: common.yml, service: app}
  db:
    image: postgres
    env_file: db.env
    depends_on: [cache]
    ports:
      - target: 5432
        published: "15432"
  cache: &cache
    build: cache
"""


def only(**files: str) -> Project:
    [project] = of(files).projects
    return project


def of(texts: dict[str, str]) -> Compose:
    return projects(Snapshot.of(texts))


def test_what_a_file_says_of_a_service() -> None:
    file = of({"a/compose.yaml": BASE}).by_file("a/compose.yaml")
    assert file is not None
    assert file.complete
    assert file.name is not None
    assert (file.name.text, file.name.path, file.name.line) == ("shop", "a/compose.yaml", 1)
    web, db, cache = file.services
    assert [service.name.line for service in file.services] == [5, 23, 30]
    assert web.container_name is not None
    assert web.container_name.text == "the-web"
    assert web.build is not None
    assert [value.text for value in (web.build.context, web.build.dockerfile, web.build.target) if value] == [
        "./web",
        "Dockerfile.web",
        "prod",
    ]
    assert [(env.value.text, env.required) for env in (*web.env_files, *db.env_files)] == [
        (".env", True),
        ("web.env", False),
        ("db.env", True),
    ]
    assert [value.text for value in (*web.depends_on, *db.depends_on, *web.profiles)] == ["db", "cache", "front"]
    assert web.extends is not None
    assert web.extends.file is not None
    assert (web.extends.service.text, web.extends.file.text) == ("app", "common.yml")
    assert cache.build is not None
    assert cache.build.context is not None
    assert cache.build.context.text == "cache"


def test_ports() -> None:
    web, db = (only(**{"compose.yaml": BASE}).definitions(name) for name in ("web", "db"))
    found = [(port.published, port.target, port.protocol, port.literal) for port in next(web).ports + next(db).ports]
    assert found == [
        ("8080", "80", "tcp", False),
        ("53", "53", "udp", True),
        ("", "9000", "tcp", True),
        ("15432", "5432", "tcp", True),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "compose.yaml",
        "compose.yml",
        "docker-compose.yml",
        "docker-compose.dev.yaml",
        "compose.prod.yml",
        "docker-compose-x.yml",
    ],
)
def test_files_by_name(name: str) -> None:
    assert only(**{name: "services: {a: {image: x}}"}).names == ("a",)


@pytest.mark.parametrize("name", ["composer.yml", "values.yml", ".github/workflows/docker-compose.yml", "compose.json"])
def test_files_of_other_names_make_no_project(name: str) -> None:
    assert of({name: "services: {a: {image: x}}"}).projects == ()


def test_a_file_of_any_name_is_read_when_it_is_asked_for() -> None:
    found = of({"dev.yml": "services: {a: {image: x}}", "other.yml": "a: b", "broken.yml": "a: ["})
    file = found.by_file("dev.yml")
    assert file is not None
    assert file.service("a")
    assert [found.by_file(path) for path in ("other.yml", "broken.yml", "absent.yml")] == [None, None, None]


def test_the_files_of_a_folder_are_one_project_with_the_base_first() -> None:
    one, image = "services: {a: {image: x}}", "services: {b: {image: x}}"
    project = of({"x/docker-compose.a.yml": image, "x/docker-compose.override.yml": image, "x/docker-compose.yml": one})
    [found] = project.projects
    assert [file.path for file in found.files] == [
        "x/docker-compose.yml",
        "x/docker-compose.override.yml",
        "x/docker-compose.a.yml",
    ]
    assert found.base is not None
    assert found.base.path == "x/docker-compose.yml"
    assert found.names == ("a", "b")


def test_a_service_that_only_overrides_speak_of_is_none() -> None:
    files = {"compose.yaml": "services: {a: {image: x}}", "compose.dev.yaml": "services: {a: {}, b: {ports: ['1:1']}}"}
    assert only(**files).names == ("a",)


def test_the_oldest_form_has_services_at_the_top() -> None:
    assert only(**{"docker-compose.yml": "web:\n  build: .\ndb:\n  image: x\n"}).names == ("web", "db")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("services: {{ x }}:\n  {% if y %}", "compose.yaml: a template"),
        ("services: [", "compose.yaml: line 1: not YAML: expected the node content, but found '<stream end>'"),
        ("- a", "compose.yaml: not a mapping"),
        ("services:\n  ${NAME}:\n    image: x\n", "compose.yaml: service ${NAME} is named later"),
        ("include: [oci://e.org/x]", "compose.yaml includes oci://e.org/x"),
        ("include: ['${X}/y.yml']", "compose.yaml includes ${X}/y.yml"),
        ("include: [absent.yml]", "compose.yaml includes absent.yml"),
        ("", ""),
        ("services:", ""),
    ],
)
def test_what_makes_a_project_incomplete(text: str, reason: str) -> None:
    project = only(**{"compose.yaml": text})
    assert (project.reason, project.complete) == (reason, not reason)


@pytest.mark.parametrize("include", ["b/x.yml", "[b/x.yml]", "[{path: b/x.yml}]", "[{path: [b/x.yml]}]"])
def test_included_files_belong_to_the_project(include: str) -> None:
    found = of(
        {"compose.yaml": f"include: {include}", "b/x.yml": "include: [y.yml]", "b/y.yml": "services: {a: {image: x}}"}
    )
    [project] = found.projects
    assert project.complete
    assert project.names == ("a",)


def test_files_that_include_each_other_end() -> None:
    files = {"compose.yaml": "include: [compose.b.yaml]", "compose.b.yaml": "include: [compose.yaml]"}
    assert len(only(**files).files) == 2


def test_which_projects_a_document_speaks_of() -> None:
    text = "services: {a: {image: x}}"
    found = of({"compose.yaml": text, "a/compose.yaml": text, "a/b/c/compose.yaml": text})
    assert [project.folder for project in found.for_document("a/b")] == ["a", ""]
    assert [project.folder for project in found.for_document("docs")] == [""]
    apart = of({"a/b/compose.yaml": text, "c/compose.yaml": text})
    assert [project.folder for project in apart.for_document("a")] == ["a/b"]
    assert [project.folder for project in apart.for_document("docs")] == ["a/b", "c"]
    assert [project.folder for project in apart.for_document("")] == ["a/b", "c"]


@pytest.mark.parametrize(
    ("line", "folders", "expected"),
    [
        ("docker compose up", ["docs", ""], ("a", "b")),
        ("docker compose -f x/dev.yml up", ["docs", ""], ("c",)),
        ("docker compose -f compose.yaml -f x/dev.yml up", [""], ("a", "b", "c")),
        ("docker compose --project-directory x up", [""], ("d", "a", "b")),
        ("docker compose -f absent.yml up", [""], "compose: the compose file is not here"),
        ("docker compose -f $F up", [""], "compose: the compose file is named later"),
        ("docker compose up", [], "compose: the folder of the command is not known"),
    ],
)
def test_which_projects_a_command_speaks_of(line: str, folders: list[str], expected: tuple[str, ...] | str) -> None:
    found = of(
        {
            "compose.yaml": "services: {a: {image: x}, b: {image: x}}",
            "x/compose.yaml": "services: {d: {image: x}}",
            "x/dev.yml": "services: {c: {image: x}}",
        }
    )
    command = next(iter(inline(line, 1, 1)), None)
    call = compose_call(command) if command else None
    assert call is not None
    spoken = projects_of(call, folders, found)
    if isinstance(spoken, Unjudged):
        assert spoken.reason == expected
    else:
        assert tuple(name for project in spoken for name in project.names) == expected


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("shop-web-1", "web"),
        ("anything_db_2", "db"),
        ("shop-api-1", "api"),
        ("other-api-1", None),
        ("the-web", None),
        ("shop-web", None),
    ],
)
def test_containers(name: str, service: str | None) -> None:
    found = service_of_container(name, [only(**{"compose.yaml": BASE})], ["ignored"])
    assert (found and found[1]) == service


def test_a_project_without_a_name_is_called_like_its_folder_or_the_clone() -> None:
    text = "services: {web: {image: x}}"
    [above] = of({"compose.yaml": text}).projects
    [below] = of({"deploy/My.App/compose.yaml": text}).projects
    assert service_of_container("shop-api-1", [above], ["Shop"]) == (above, "api")
    assert service_of_container("myapp_api_1", [below], ["Shop"]) == (below, "api")
    assert service_of_container("shop-api-1", [below], ["Shop"]) is None


def test_strays_are_overrides_of_nothing() -> None:
    texts = {
        "compose.yaml": "services: {a: {image: x}, e: {extends: pattern}}",
        "compose.override.yaml": "services: {a: {}, b: {}, c: {image: x}, d: {}, pattern: {}}",
        "compose.more.yaml": "services: {d: {image: x}}",
    }
    found = of(texts)
    file = found.by_file("compose.override.yaml")
    assert file is not None
    listed = strays(file, found.projects[0], found.projects)
    assert [(service.name.text, defined) for service, defined in listed] == [("a", True), ("b", False), ("d", False)]


def test_a_build_is_completed_by_the_base() -> None:
    texts = {
        "compose.yaml": "services: {a: {build: {context: x, target: one}}}",
        "compose.dev.yaml": "services: {a: {build: {target: two}}}",
    }
    found = of(texts)
    file = found.by_file("compose.dev.yaml")
    assert file is not None
    build = whole_build(file.services[0], found.projects[0])
    assert [(value.text, value.path) for value in (build.context, build.target) if value] == [
        ("x", "compose.yaml"),
        ("two", "compose.dev.yaml"),
    ]
