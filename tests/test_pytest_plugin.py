"""`pytest --guard` and guard.testing, in real runs of pytest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    folder = pytester.path
    pytester.makefile(".md", README="# A\n\n[x](docs/b.md)\n[y](docs/gone.md)\n")
    (folder / "docs").mkdir()
    (folder / "docs/b.md").write_text("# B\n\n[z](gone.md) <!-- guard: ignore[broken-link] written next week -->\n")
    (folder / "app.py").write_text("syntax error(\n")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def test_without_the_option_nothing_is_added(project: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_subprocess()
    assert done.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_one_item_for_every_rule_and_document(project: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_subprocess("--guard", "--guard-select", "broken-link,wrong-case", "-v")
    assert done.ret == pytest.ExitCode.TESTS_FAILED
    done.assert_outcomes(passed=5, failed=1)
    done.stdout.fnmatch_lines(["README.md::guard::broken-link FAILED*", "*link leads nowhere: docs/gone.md"])
    assert "Traceback" not in done.stdout.str()
    assert "app.py" not in done.stdout.str()


def test_items_can_be_chosen(project: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_subprocess("--guard", "-k", "docs and broken-link")
    done.assert_outcomes(passed=1, deselected=done.parseoutcomes().get("deselected", 0))
    assert done.ret == 0


def test_workers_agree_on_the_items(project: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_subprocess("--guard", "--guard-select", "links", "-n", "2")
    assert done.parseoutcomes()["failed"] == 1


def test_a_repository_without_documents_is_an_error(pytester: pytest.Pytester) -> None:
    subprocess.run(["git", "init", "-q"], cwd=pytester.path, check=True)
    pytester.makepyfile(test_x="def test_x(): pass")
    done = pytester.runpytest_subprocess("--guard")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*no living document*"])


def test_wrong_settings_are_an_error(project: Path, pytester: pytest.Pytester) -> None:
    (project / "guard.toml").write_text("selekt = []\n")
    assert pytester.runpytest_subprocess("--guard").ret == pytest.ExitCode.USAGE_ERROR


def test_a_contract_in_a_test_file(project: Path, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_links="""
        from guard.testing import contract

        test_root = contract("broken-link", paths=["README.md"])
        test_docs = contract("broken-link", paths=["docs"])
        """
    )
    done = pytester.runpytest_subprocess("-v")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*test_root*README.md::broken-link* FAILED*"])


def test_a_baseline_is_honoured(project: Path, pytester: pytest.Pytester) -> None:
    pytester.run(sys.executable, "-m", "guard", "baseline", "create", "--no-cache")
    pytester.runpytest_subprocess("--guard", "--guard-select", "links").assert_outcomes(passed=14)
