"""--changed and --staged: only what the change brought."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def git(folder: Path, *args: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *args], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    (folder / "docs").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "README.md").write_text("# A\n\n[old](gone.md)\n\n[b](docs/b.md)\n")
    (folder / "docs/b.md").write_text("# B\n\n[old too](gone.md)\n" + "text\n" * 20)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "1")
    return folder


def found(folder: Path, *args: str) -> tuple[int, str]:
    variables = {**os.environ, "GUARD_CACHE_DIR": str(folder.parent / "cache")}
    done = subprocess.run(
        [sys.executable, "-m", "guard", "check", "--output-format", "concise", *args],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_nothing_changed(repository: Path) -> None:
    code, _ = found(repository)
    assert code == 1
    assert found(repository, "--changed")[0] == 0
    assert found(repository, "--staged")[0] == 0


def test_a_rename_breaks_a_link_elsewhere(repository: Path) -> None:
    git(repository, "mv", "docs/b.md", "docs/c.md")
    code, said = found(repository, "--changed")
    assert code == 1
    assert "docs/b.md" in said
    assert "gone.md" not in said, "neither the old finding nor that of the renamed document"
    assert found(repository, "--staged")[0] == 1


def test_lines_that_moved_are_not_new(repository: Path) -> None:
    (repository / "README.md").write_text("# A\n\nNew words.\n\n## More\n\n[old](gone.md)\n\n[b](docs/b.md)\n")
    assert found(repository, "--changed")[0] == 0


def test_the_same_mistake_once_more_is_new(repository: Path) -> None:
    (repository / "README.md").write_text("# A\n\n[old](gone.md)\n\n[b](docs/b.md) [again](gone.md)\n")
    code, said = found(repository, "--changed")
    assert code == 1
    assert said.count("broken-link") == 1


def test_what_is_staged_and_what_is_not(repository: Path) -> None:
    (repository / "README.md").write_text("[staged](gone1.md)\n")
    git(repository, "add", "README.md")
    (repository / "README.md").write_text("[work](gone2.md)\n")
    code, said = found(repository, "--staged")
    assert code == 1
    assert "gone1.md" in said
    assert "gone2.md" not in said
    assert "gone2.md" in found(repository, "--changed")[1]


def test_since_a_branch_began(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    (repository / "new.md").write_text("[x](gone3.md)\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "2")
    assert found(repository, "--changed")[0] == 0
    code, said = found(repository, "--changed=main")
    assert code == 1
    assert "gone3.md" in said


@pytest.mark.parametrize("arguments", [["--changed=no-such-ref"], ["--staged", "--fix"], ["--staged", "--changed"]])
def test_wrong_use_is_said(repository: Path, arguments: list[str]) -> None:
    code, said = found(repository, *arguments)
    assert code == 2
    assert "Traceback" not in said


def test_outside_git(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("[x](gone.md)\n")
    code, said = found(tmp_path, "--changed")
    assert code == 2
    assert "not a git repository" in said


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "README.md").write_text("[x](gone.md)\n")
    assert found(tmp_path, "--changed")[0] == 1
