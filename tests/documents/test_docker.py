from __future__ import annotations

import pytest

from guard.documents.claims import Command, Word
from guard.documents.docker import build_call, compose_call, container
from guard.documents.shell import inline


def command(text: str) -> Command:
    found = next(iter(inline(text, 1, 1)), None)
    assert found is not None
    return found


def cut(text: str, words: tuple[Word, ...]) -> list[str]:
    """The words as they stand in the source."""
    return [text[word.span.column - 1 : word.span.end_column - 1] for word in words]


@pytest.mark.parametrize(
    ("text", "subcommand", "services"),
    [
        ("docker compose up", "up", []),
        ("docker-compose up -d web db", "up", ["web", "db"]),
        ("sudo docker --context x compose -p y --profile z up web", "up", ["web"]),
        ("docker compose up --scale web=3 -t 5 --wait db", "up", ["web", "db"]),
        ("docker compose logs -fn 10 web", "logs", ["web"]),
        ("docker-compose logs --tail=100 --since 1h web db", "logs", ["web", "db"]),
        ("docker compose exec -T -u root web ls db", "exec", ["web"]),
        ("docker compose run --rm -e A=b -v ./a:/b web pytest x", "run", ["web"]),
        ("docker compose scale web=2 db=1", "scale", ["web", "db"]),
        ("docker compose cp web:/a ./b", "cp", ["web"]),
        ("docker compose port web 80", "port", ["web"]),
        ("docker compose build --build-arg A=b --no-cache web", "build", ["web"]),
        ("docker compose restart -t 1 -- web", "restart", ["web"]),
        ("docker compose version web", "version", []),
        ("docker compose", "", []),
    ],
)
def test_services(text: str, subcommand: str, services: list[str]) -> None:
    call = compose_call(command(text))
    assert call is not None
    assert call.subcommand == subcommand
    assert [word.text for word in call.services] == services
    assert cut(text, call.services) == services


@pytest.mark.parametrize(
    ("text", "files", "env_files"),
    [
        ("docker compose -f a.yml -fb.yml --file=c.yml --file d.yml up", ["a.yml", "b.yml", "c.yml", "d.yml"], []),
        ("docker compose --env-file .env logs -f web", [], [".env"]),
        ("docker compose up --env-file=x", [], ["x"]),
    ],
)
def test_files(text: str, files: list[str], env_files: list[str]) -> None:
    call = compose_call(command(text))
    assert call is not None
    assert cut(text, call.files) == files
    assert cut(text, call.env_files) == env_files


@pytest.mark.parametrize(
    "text", ["docker ps", "docker run compose up", "kubectl exec a -- docker compose up", "compose up"]
)
def test_what_is_no_compose_command(text: str) -> None:
    assert compose_call(command(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("docker build -t a:b .", (None, None, ".")),
        ("docker build . -f docker/Dockerfile --target=prod --build-arg A=b", ("docker/Dockerfile", "prod", ".")),
        ("docker buildx build --platform a,b --target x ./app", (None, "x", "./app")),
        ("docker image build -", (None, None, "-")),
        ("docker build --target x", (None, "x", None)),
    ],
)
def test_builds(text: str, expected: tuple[str | None, ...]) -> None:
    call = build_call(command(text))
    assert call is not None
    assert tuple(word and word.text for word in (call.file, call.target, call.context)) == expected


@pytest.mark.parametrize("text", ["docker buildx bake", "docker compose build", "docker run build", "npm run build"])
def test_what_is_no_build(text: str) -> None:
    assert build_call(command(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("docker exec -it -e A=b a-web-1 sh", "a-web-1"),
        ("docker logs -f --tail 5 a-web-1", "a-web-1"),
        ("docker container inspect a-web-1", "a-web-1"),
        ("docker ps a-web-1", None),
        ("docker exec", None),
    ],
)
def test_containers(text: str, name: str | None) -> None:
    found = container(command(text))
    assert (found and found.text) == name
