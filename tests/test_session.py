"""A run: what is chosen, what is nothing, what a ledger's old lines are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guard.session import NothingToCheck, Session


def git(folder: Path, *args: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *args], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("[x](gone.md)\n")
    (tmp_path / "docs/LEDGER.md").write_text("[old](gone1.md)\n")
    (tmp_path / "CHANGELOG.md").write_text("[past](gone2.md)\n")
    (tmp_path / "guard.toml").write_text('[status]\nledger = ["docs/LEDGER.md"]\n')
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "1")
    return tmp_path


def subjects(folder: Path, *paths: str) -> list[str]:
    return [finding.subject for finding in Session.open(folder).hold(paths).findings]


def test_of_a_ledger_only_new_lines_are_checked(repository: Path) -> None:
    assert subjects(repository) == ["gone.md"]
    with (repository / "docs/LEDGER.md").open("a") as file:
        file.write("\n[new](gone3.md)\n")
    assert subjects(repository) == ["gone.md", "gone3.md"]


def test_paths_narrow_a_run(repository: Path) -> None:
    assert subjects(repository, "README.md") == ["gone.md"]
    assert subjects(repository, "docs") == []
    with pytest.raises(NothingToCheck, match="no document at nowhere"):
        subjects(repository, "nowhere")
    with pytest.raises(NothingToCheck, match="none of the 1 documents is living"):
        subjects(repository, "CHANGELOG.md")


def test_two_runs_agree(repository: Path) -> None:
    assert Session.open(repository).hold() == Session.open(repository).hold()


def test_an_exclude_that_matches_nothing_is_a_finding(repository: Path) -> None:
    (repository / "guard.toml").write_text('exclude = ["vendored/**"]\n')
    rules = {finding.rule for finding in Session.open(repository).hold().findings}
    assert "useless-exclude" in rules
