"""By which names a repository is known."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guard.facts.forge import Forges, parse_remote
from guard.snapshot import Snapshot, take


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://github.com/a/b", ("github.com", "a/b")),
        ("https://github.com/a/b.git", ("github.com", "a/b")),
        ("git@github.com:a/b.git", ("github.com", "a/b")),
        ("ssh://git@gitlab.com:22/a/b.git", ("gitlab.com", "a/b")),
        ("https://user:secret@github.com/a/b.git", ("github.com", "a/b")),
        ("git+https://github.com/a/b.git", ("github.com", "a/b")),
        ("https://github.com/a/b/issues", ("github.com", "a/b")),
        ("git@github.com:12/b.git", ("github.com", "12/b")),
        ("https://example.org/a/b", None),
        ("https://github.com/a", None),
        ("", None),
    ],
)
def test_remotes(url: str, found: tuple[str, str] | None) -> None:
    assert parse_remote(url) == found


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"package.json": '{"repository": {"type": "git", "url": "git+https://github.com/a/b.git"}}'}, ["a/b"]),
        ({"package.json": '{"repository": "https://github.com/a/b"}'}, ["a/b"]),
        ({"pyproject.toml": '[project.urls]\nRepository = "https://gitlab.com/a/b"\n'}, ["a/b"]),
        ({"Cargo.toml": '[package]\nrepository = "https://github.com/a/b"\n'}, ["a/b"]),
        ({"go.mod": "module github.com/a/b\n"}, ["a/b"]),
        ({"package.json": '{"dependencies": {"x": "https://github.com/o/x"}}'}, []),
        ({"README.md": "[i](https://github.com/a/b/issues) [r](https://github.com/a/b/releases)"}, ["a/b"]),
        ({"README.md": "[i](https://github.com/a/b/issues)"}, []),
        ({"sub/package.json": '{"repository": "https://github.com/a/b"}'}, []),
    ],
)
def test_names_in_files(files: dict[str, str], names: list[str]) -> None:
    assert [own.name for own in Forges(Snapshot.of(files)).own] == names


def test_what_is_declared_is_all() -> None:
    files = {"package.json": '{"repository": "https://github.com/a/b"}'}
    assert [own.name for own in Forges(Snapshot.of(files), "https://github.com/c/d").own] == ["c/d"]


def test_every_remote_counts(tmp_path: Path) -> None:
    for command in (
        ["init", "-q"],
        ["remote", "add", "origin", "git@github.com:me/fork.git"],
        ["remote", "add", "upstream", "https://github.com/they/it"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert sorted(own.name for own in Forges(take(tmp_path)).own) == ["me/fork", "they/it"]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"pyproject.toml": '[project]\nname = "thing"\n'}, ("thing",)),
        ({"package.json": '{"name": "@scope/thing"}'}, ("thing",)),
        ({"Cargo.toml": '[package]\nname = "thing"\n'}, ("thing",)),
        ({}, ()),
    ],
)
def test_project_names(files: dict[str, str], names: tuple[str, ...]) -> None:
    assert Forges(Snapshot.of(files)).project_names == names
