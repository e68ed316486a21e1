"""Derived pages and sections: fresh here, and cured by the command that a stale one names."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("docs", "scripts", "guard", "README.md", "pyproject.toml")


def derive(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/derive.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_all_are_fresh() -> None:
    done = derive(ROOT, "--check")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, tmp_path)
    return tmp_path


STALE = {
    "README.md": ("link leads nowhere", "link leads somewhere"),
    "docs/architecture.md": ("settings       A", "settings       Not a"),
    "docs/report.schema.json": ('"type"', '"sort"'),
}


def test_what_is_stale_names_its_cure_and_the_cure_works(copy: Path) -> None:
    before = {name: (copy / name).read_text(encoding="utf-8") for name in STALE}
    for name, (right, wrong) in STALE.items():
        assert right in before[name]
        (copy / name).write_text(before[name].replace(right, wrong, 1), encoding="utf-8")
    done = derive(copy, "--check")
    assert done.returncode == 1
    assert sorted(done.stderr.splitlines()) == [f"{name} is stale: python scripts/derive.py" for name in sorted(STALE)]
    assert derive(copy).returncode == 0
    assert {name: (copy / name).read_text(encoding="utf-8") for name in STALE} == before


def test_a_missing_page_is_stale(copy: Path) -> None:
    (copy / "docs/rules/own-url.md").unlink()
    done = derive(copy, "--check")
    assert (done.returncode, done.stderr) == (1, "docs/rules/own-url.md is stale: python scripts/derive.py\n")


def test_prose_around_a_section_is_kept(copy: Path) -> None:
    readme = copy / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8") + "\nA last word.\n", encoding="utf-8")
    assert derive(copy, "--check").returncode == 0
