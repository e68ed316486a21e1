"""The program as people meet it: real processes in real repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest


def git(folder: Path, *args: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *args], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "archive/work"
    (folder / "docs").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "README.md").write_text("# A\n\n[b](docs/b.md) [gone](docs/gone.md) [c](docs/C.md)\n")
    (folder / "docs/b.md").write_text("# B\n")
    (folder / "docs/c.md").write_text("# C\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "1")
    return folder


def guard(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "GUARD_CACHE_DIR": str(folder.parent.parent / "cache"), **environment}
    return subprocess.run(
        [sys.executable, "-m", "guard", *args], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )


def test_findings_go_to_stdout_and_exit_1(repository: Path) -> None:
    done = guard(repository)
    assert done.returncode == 1
    assert "README.md:3:16: broken-link link leads nowhere: docs/gone.md" in done.stdout
    assert "wrong-case" in done.stdout
    assert done.stderr == ""


def test_exit_codes(repository: Path, tmp_path: Path) -> None:
    assert guard(repository, "--exit-zero").returncode == 0
    assert guard(repository, "--select", "malformed-link").returncode == 0
    assert guard(repository, "check", "docs").returncode == 0
    assert guard(repository, "nowhere").returncode == 2
    assert guard(repository, "--select", "no-such-rule").returncode == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    done = guard(empty)
    assert done.returncode == 2
    assert "no file" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_configuration_names_the_place(repository: Path) -> None:
    (repository / "guard.toml").write_text('exclude = ["docs/**"]\nselec = ["links"]\n')
    done = guard(repository)
    assert done.returncode == 2
    assert "guard.toml:2" in done.stderr
    assert "select" in done.stderr


def test_json_is_the_agreed_shape(repository: Path) -> None:
    report = json.loads(guard(repository, "--output-format", "json").stdout)
    assert set(report) == {"version", "findings", "set_aside", "unjudged", "documents", "claims"}
    assert report["documents"] == 3
    assert {finding["rule"] for finding in report["findings"]} == {"broken-link", "wrong-case"}


def test_fix_mends_what_is_certain_and_a_second_run_changes_nothing(repository: Path) -> None:
    before = guard(repository, "--diff")
    assert before.returncode == 1
    assert "+[b](docs/b.md) [gone](docs/gone.md) [c](docs/c.md)" in before.stdout
    assert guard(repository, "fix").returncode == 1, "the dead link is left"
    text = (repository / "README.md").read_text()
    assert text == "# A\n\n[b](docs/b.md) [gone](docs/gone.md) [c](docs/c.md)\n"
    guard(repository, "fix")
    assert (repository / "README.md").read_text() == text


def test_a_baseline_sets_todays_findings_aside(repository: Path) -> None:
    assert guard(repository, "baseline", "create").returncode == 0
    assert guard(repository).returncode == 0
    (repository / "docs/b.md").write_text("[new](gone2.md)\n")
    done = guard(repository)
    assert done.returncode == 1
    assert "gone2.md" in done.stdout
    assert "docs/gone.md" not in done.stdout


def test_a_suppression_needs_a_reason_and_works(repository: Path) -> None:
    (repository / "README.md").write_text(
        "[gone](docs/gone.md) <!-- guard: ignore[broken-link] written next week -->\n"
    )
    assert guard(repository).returncode == 0
    (repository / "README.md").write_text("[gone](docs/gone.md) <!-- guard: ignore[broken-link] -->\n")
    done = guard(repository)
    assert done.returncode == 1
    assert "suppression-without-reason" in done.stdout


def test_explain_takes_a_pasted_line(repository: Path) -> None:
    line = guard(repository, "--output-format", "concise").stdout.splitlines()[0]
    assert guard(repository, "explain", line).stdout.startswith("# broken-link")


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["rules"], ["facts"], ["check", "--help"]])
def test_every_command_answers(repository: Path, command: list[str]) -> None:
    done = guard(repository, *command)
    assert done.returncode == 0
    assert done.stdout
    assert "Traceback" not in done.stderr


def test_hostile_names_and_text_cannot_reach_the_console(repository: Path) -> None:
    (repository / "a\x1b[31m\n::error::x.md").write_text("[\x1b]0;x\x07](gone\u202e.md)\n")
    for format_name in ("full", "concise", "github"):
        done = guard(repository, "--output-format", format_name)
        assert done.returncode == 1
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout


class TestReplay:
    """The last report is printed again exactly as long as nothing that it depends on changed."""

    def replies(self, repository: Path) -> int:
        return len(list((repository.parent.parent / "cache").glob("replies/*")))

    def settled(self, repository: Path) -> subprocess.CompletedProcess[str]:
        time.sleep(0.2)
        return guard(repository, "--output-format", "json")

    def test_the_same_again(self, repository: Path) -> None:
        first = self.settled(repository)
        assert self.replies(repository) == 1
        second = self.settled(repository)
        assert (second.stdout, second.returncode) == (first.stdout, first.returncode)

    @pytest.mark.parametrize("change", ["edit", "add", "delete", "commit", "settings", "ignored"])
    def test_a_change_is_seen(self, repository: Path, change: str) -> None:
        if change == "ignored":
            (repository / ".gitignore").write_text("docs/gone.md\n")
        before = self.settled(repository)
        assert self.replies(repository) == 1
        if change == "edit":
            (repository / "README.md").write_text("# A\n\n[x](docs/gone3.md)\n")
        elif change == "add":
            (repository / "docs/gone.md").write_text("# there\n")
        elif change == "delete":
            (repository / "docs/b.md").unlink()
        elif change == "settings":
            (repository / "guard.toml").write_text('ignore = ["broken-link"]\n')
        elif change == "ignored":
            (repository / "docs/gone.md").write_text("only here\n")
        else:
            git(repository, "mv", "docs/b.md", "docs/gone.md")
            git(repository, "commit", "-qm", "2")
        assert self.settled(repository).stdout != before.stdout

    def test_a_damaged_reply_is_not_printed(self, repository: Path) -> None:
        first = self.settled(repository)
        (reply,) = (repository.parent.parent / "cache").glob("replies/*")
        reply.write_bytes(reply.read_bytes().replace(b"gone", b"evil"))
        assert self.settled(repository).stdout == first.stdout
