"""History from real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guard.facts.history import GitHistory, History
from guard.snapshot import take


def git(folder: Path, *args: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "protocol.file.allow=always", *args]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    (folder / "docs/old").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for name in ("docs/a.md", "docs/old/x.md", "docs/old/y.md", "gone.md"):
        (folder / name).write_text(f"{name}\n" * 20)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "1")
    git(folder, "mv", "docs/a.md", "docs/b.md")
    git(folder, "rm", "-q", "gone.md")
    git(folder, "commit", "-qm", "2")
    git(folder, "mv", "docs/b.md", "docs/c.md")
    git(folder, "mv", "docs/old", "docs/new")
    git(folder, "commit", "-qm", "3")
    return folder


def history_of(folder: Path) -> History:
    found = take(folder).git
    assert found is not None
    return History(GitHistory(found))


def test_what_went_and_where(repository: Path) -> None:
    history = history_of(repository)
    gone = history.gone("docs/a.md")
    assert gone is not None
    assert gone.renamed_to == "docs/c.md", "renames are followed to the end"
    deleted = history.gone("gone.md")
    assert deleted is not None
    assert deleted.renamed_to == ""
    assert deleted.says() == f"gone.md was deleted in {git(repository, 'rev-parse', 'HEAD~1')[:7]}, {deleted.date}"
    folder = history.gone("docs/old/")
    assert folder is not None
    assert folder.renamed_to == "docs/new"
    assert history.gone("never.md") is None
    assert history.ending_with("old/x.md") == ["docs/old/x.md"]
    assert history.complete


def test_a_shallow_clone_is_incomplete(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    history = history_of(tmp_path / "shallow")
    assert not history.complete
    assert history.gone("docs/a.md") is None


def test_a_clone_without_contents_finds_exact_renames_and_does_not_hang(repository: Path, tmp_path: Path) -> None:
    git(repository, "config", "uploadpack.allowfilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{repository}", "partial")
    gone = history_of(tmp_path / "partial").gone("docs/a.md")
    assert gone is not None
    assert gone.renamed_to == "docs/c.md"


def test_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.md").write_text("x")
    assert history_of(tmp_path).gone("b.md") is None


def test_names_of_any_bytes(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    name = b"a\nb\xff.md".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text("x")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "1")
    (tmp_path / name).unlink()
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "2")
    assert history_of(tmp_path).gone(name) is not None


def test_a_rename_that_is_not_committed_yet(repository: Path) -> None:
    git(repository, "mv", "docs/c.md", "docs/d.md")
    gone = history_of(repository).gone("docs/c.md")
    assert gone is not None
    assert gone.says() == "docs/c.md was renamed to docs/d.md and that is not committed yet"
