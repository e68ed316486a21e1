"""The ports of images and programs."""

from __future__ import annotations

import pytest

from guard.documents.dockerfile import read
from guard.facts.files import Files
from guard.facts.ports import Ports, exposed
from guard.snapshot import Snapshot


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("FROM a\nEXPOSE 80", {"80"}),
        ("FROM a\nEXPOSE 80/tcp 443/udp\nEXPOSE 22", {"80", "443", "22"}),
        ("FROM a\nEXPOSE 9000-9002", {"9000", "9001", "9002"}),
        ("FROM a", set()),
        ("FROM a\nEXPOSE $PORT", None),
        ("FROM a\nEXPOSE 1-60000", None),
    ],
)
def test_what_is_exposed(text: str, ports: set[str] | None) -> None:
    assert exposed(read(text)) == ports


@pytest.mark.parametrize(
    ("path", "text", "spoken"),
    [
        ("a.py", "PORT = 8080", True),
        ("a.py", "parser.add_argument('--port', default=8080)", True),
        ("a.js", "app.listen(8080)", True),
        ("a.js", "process.env.PORT || 8080", True),
        ("a.go", 'addr = ":8080"', True),
        ("a.conf", "8080/tcp", True),
        ("a.py", "SIZE = 8080", False),
        ("a.py", "PORT = 18080", False),
        ("a.md", "PORT = 8080", False),
        ("tests/a.py", "PORT = 8080", False),
    ],
)
def test_who_speaks_of_a_port(path: str, text: str, spoken: bool) -> None:
    snapshot = Snapshot.of({path: text})
    assert Ports(snapshot, Files(snapshot)).spoken_of("8080") == (path if spoken else "")


def test_dockerfiles_of_examples_are_left_out() -> None:
    snapshot = Snapshot.of(dict.fromkeys(["Dockerfile", "web/Dockerfile.dev", "examples/Dockerfile", "a.py"], ""))
    assert list(Ports(snapshot, Files(snapshot)).dockerfiles()) == ["Dockerfile", "web/Dockerfile.dev"]
