"""What git ignores, against git itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guard.facts.ignored import Ignored
from guard.snapshot import take

PATHS = [
    "build",
    "build/x.md",
    "a.log",
    "keep.log",
    "docs/a.log",
    "docs/tmp/x",
    "docs/deep/out",
    "src/build/x",
    "x/y.pyc",
    "README.md",
]


@pytest.mark.parametrize("path", PATHS)
def test_as_git_says(tmp_path: Path, path: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / ".gitignore").write_text("/build/\n*.log\n!keep.log\n**/*.pyc\n[z-a]\n")
    (tmp_path / "docs/.gitignore").write_text("tmp/\n!a.log\n")
    said = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=tmp_path, check=False).returncode == 0
    # What is not there may be a folder, and git says nothing of folders that are not there.
    expected = said or path in {"build"}
    assert Ignored(take(tmp_path))(path) is expected
