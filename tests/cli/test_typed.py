"""`guard check -`: the document that an editor holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / "docs").mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "README.md").write_text("# A\n\n[b](docs/b.md)\n", encoding="utf-8")
    (folder / "docs/b.md").write_text("# B\n", encoding="utf-8")
    return folder


def guard(folder: Path, typed: bytes, *args: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "guard", "check", *args],
        cwd=folder,
        env={**os.environ, "GUARD_CACHE_DIR": str(folder.parent / "cache")},
        input=typed,
        capture_output=True,
        check=False,
    )


def test_what_is_typed_is_held_in_its_place(repository: Path) -> None:
    done = guard(repository, b"[x](b.md) [y](gone.md)\n", "-", "--stdin-filename", "docs/b.md")
    assert done.returncode == 1
    assert done.stdout.startswith(b"docs/b.md:1:11: broken-link")
    assert b"1 finding" in done.stdout
    assert (repository / "docs/b.md").read_text(encoding="utf-8") == "# B\n"


def test_the_disk_is_not_held(repository: Path) -> None:
    (repository / "docs/b.md").write_text("[y](gone.md)\n", encoding="utf-8")
    done = guard(repository, b"[a](../README.md#a)\n", "-", "--stdin-filename", "docs/b.md")
    assert done.returncode == 0, done.stdout


def test_its_own_headings_are_those_typed(repository: Path) -> None:
    done = guard(repository, b"# Typed\n[x](#typed) [y](#b)\n", "-", "--stdin-filename", "docs/b.md")
    assert b"broken-anchor" in done.stdout
    assert b"1 finding" in done.stdout


@pytest.mark.parametrize("name", ["new.md", "new/folder/x.md", "./docs/../new.md"])
def test_a_new_document_has_a_place_already(repository: Path, name: str) -> None:
    assert guard(repository, b"# New\n[x](#new)\n", "-", "--stdin-filename", name).returncode == 0
    assert guard(repository, b"[x](gone.md)\n", "-", "--stdin-filename", name).returncode == 1


def test_from_a_folder_below(repository: Path) -> None:
    done = guard(repository / "docs", b"[x](../README.md) [y](README.md)\n", "-", "--stdin-filename", "b.md")
    assert done.stdout.startswith(b"docs/b.md:1:19: broken-link")


def test_mended_it_comes_back_whole(repository: Path) -> None:
    typed = b"\xef\xbb\xbf# A\r\n[b](docs/B.md)\r\n\xff [x](gone.md)"
    done = guard(repository, typed, "-", "--stdin-filename", "README.md", "--fix")
    assert done.stdout == typed.replace(b"docs/B.md", b"docs/b.md")
    assert done.returncode == 1
    assert b"gone.md" in done.stderr
    assert b"wrong-case" not in done.stderr
    assert (repository / "README.md").read_text(encoding="utf-8") == "# A\n\n[b](docs/b.md)\n"


def test_the_diff_is_shown(repository: Path) -> None:
    done = guard(repository, b"[b](docs/B.md)\n", "-", "--stdin-filename", "README.md", "--diff")
    assert done.returncode == 1
    assert b"-[b](docs/B.md)\n+[b](docs/b.md)\n" in done.stdout
    assert guard(repository, b"[b](docs/b.md)\n", "-", "--stdin-filename", "README.md", "--diff").stdout == b""


def test_machines_read_it_too(repository: Path) -> None:
    done = guard(repository, b"[x](gone.md)\n", "-", "--stdin-filename", "README.md", "--output-format", "json")
    assert [finding["subject"] for finding in json.loads(done.stdout)["findings"]] == ["gone.md"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["-"], b"--stdin-filename"),
        (["--stdin-filename", "README.md"], b"go together"),
        (["-", "docs", "--stdin-filename", "README.md"], b"only path"),
        (["-", "--staged", "--stdin-filename", "README.md"], b"only path"),
        (["-", "--stdin-filename", "program.c"], b"no document"),
    ],
)
def test_what_cannot_be(repository: Path, args: list[str], says: bytes) -> None:
    done = guard(repository, b"x", *args)
    assert done.returncode == 2
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""
