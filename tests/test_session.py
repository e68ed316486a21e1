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


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("---\ntitle: x\nguard: historicl\n---\n", ["3:8 no status is called historicl"]),
        ("---\nguard: 'Livng'\n---\n", ["2:9 no status is called Livng"]),
        ("+++\nguard = 'frozen'\n+++\n", ["2:10 no status is called frozen"]),
        ("---\nguard: Historical\n---\n", []),
        ("---\nguard: true\n---\n", []),
        ("---\nguard: [a, b]\n---\n", []),
        ("---\nguards: frozen\n---\n", []),
    ],
)
def test_a_status_that_there_is_not(repository: Path, front: str, found: list[str]) -> None:
    (repository / "docs/said.md").write_text(f"{front}# x\n", encoding="utf-8")
    findings = Session.open(repository).hold().findings
    said = [one for one in findings if one.rule == "unknown-status"]
    assert [f"{one.span.line}:{one.span.column} {one.message}" for one in said] == found


def test_a_status_that_there_is_not_may_be_silenced(repository: Path) -> None:
    (repository / "docs/said.md").write_text("---\nguard: frozen\n---\n# x\n", encoding="utf-8")
    (repository / "guard.toml").write_text('ignore = ["unknown-status"]\n', encoding="utf-8")
    assert not [one for one in Session.open(repository).hold().findings if one.rule == "unknown-status"]


def test_a_derived_file_that_is_not_there(repository: Path) -> None:
    (repository / "guard.toml").write_text(
        '[[derived]]\nname = "x"\nfile = "gone.md"\nstart = "<!-- a -->"\nend = "<!-- b -->"\nproducer = "toc"\n',
        encoding="utf-8",
    )
    found = [one for one in Session.open(repository).hold().findings if one.rule == "unknown-derived-file"]
    assert [(one.path, one.span.line, one.subject) for one in found] == [("guard.toml", 1, "gone.md")]


def test_an_end_without_a_beginning_is_seen(repository: Path) -> None:
    (repository / "docs/said.md").write_text("# x\n\n<!-- guard:end -->\n", encoding="utf-8")
    assert "stale-section" in {one.rule for one in Session.open(repository).hold().findings}
