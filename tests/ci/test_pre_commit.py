"""The hook, run by the real pre-commit on a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pre_commit")

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
# `language: system` stands in for the manifest's `language: python`, which would install guard from the network.
CONFIG = f"""
repos:
  - repo: local
    hooks:
      - id: guard
        name: guard
        entry: {sys.executable} -m guard check --no-cache
        language: system
        pass_filenames: false
        always_run: true
        require_serial: true
"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "git", "-c", "user.name=a", "-c", "user.email=a@b.c", *args)


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    done = run(tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST))
    assert done.returncode == 0, done.stdout


def test_a_rename_that_breaks_a_link_elsewhere_stops_the_commit(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    (folder / "docs").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "README.md").write_text("[setup](docs/setup.md)\n")
    (folder / "docs/setup.md").write_text("# Setup\n" + "words\n" * 20)
    (folder / ".pre-commit-config.yaml").write_text(CONFIG)
    git(folder, "add", "-A")
    installed = run(folder, sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    first = git(folder, "commit", "-m", "1")
    assert first.returncode == 0, first.stdout + first.stderr
    git(folder, "mv", "docs/setup.md", "docs/install.md")
    second = git(folder, "commit", "-m", "2")
    assert second.returncode == 1
    assert "link leads nowhere: docs/setup.md" in second.stdout + second.stderr
    assert "docs/install.md" in second.stdout + second.stderr
