"""`guard preflight` as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "README.md").write_text(
        "# A\n\n[b](b.md)\n\n<!-- guard:begin toc -->\n- [One](#one)\n<!-- guard:end -->\n\n## One\n", encoding="utf-8"
    )
    (folder / "b.md").write_text("# B\n", encoding="utf-8")
    return folder


def preflight(folder: Path, *args: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "guard", "preflight", "--ascii", *args],
        cwd=folder,
        env={**os.environ, "GUARD_CACHE_DIR": str(folder.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.splitlines()


def test_all_is_well(repository: Path) -> None:
    code, lines = preflight(repository)
    assert code == 0
    assert [line[:4].strip() for line in lines].count("FAIL") == 0
    assert "ok   derived sections                     1 claim holds" in lines
    assert preflight(repository, "-q") == (0, [])


@pytest.mark.parametrize(
    ("change", "name", "said", "cure"),
    [
        (("[b](b.md)", "[b](gone.md)"), "links and anchors", "1 broken-link", "guard check --select links"),
        (("[b](b.md)", "[b](B.md)"), "links and anchors", "1 wrong-case", "guard fix"),
        (("- [One](#one)\n", ""), "derived sections", "1 stale-section", "guard sot --execute"),
    ],
)
def test_a_cross_names_its_cure(repository: Path, change: tuple[str, str], name: str, said: str, cure: str) -> None:
    document = repository / "README.md"
    document.write_text(document.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    code, lines = preflight(repository, "-q")
    assert code == 1
    assert lines == [f"FAIL {name:36} {said}", f"{'':41} cure: {cure}"]


def test_a_baseline_that_no_longer_fits(repository: Path) -> None:
    (repository / "c.md").write_text("[x](gone.md)\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "guard", "baseline", "create"], cwd=repository, check=True, capture_output=True
    )
    assert preflight(repository)[0] == 0
    (repository / "c.md").write_text("mended\n", encoding="utf-8")
    code, lines = preflight(repository, "-q")
    assert code == 1
    assert lines[1].endswith("cure: guard baseline update")


def test_what_does_not_count_does_not_fail(repository: Path) -> None:
    (repository / "c.md").write_text("See `src/gone.py`.\n", encoding="utf-8")
    (repository / "guard.toml").write_text(
        'fail-on = "error"\n[rules.broken-link]\nseverity = "info"\n', encoding="utf-8"
    )
    (repository / "d.md").write_text("[x](gone.md)\n", encoding="utf-8")
    assert preflight(repository)[0] == 0


def test_nothing_to_check_is_no_success(tmp_path: Path) -> None:
    assert preflight(tmp_path)[0] == 2
