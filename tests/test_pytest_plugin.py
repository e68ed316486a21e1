"""`pytest --guard` and guard.testing, in real runs of pytest."""

from __future__ import annotations

import os
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
    done.assert_outcomes(passed=6, failed=1)
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
    pytester.runpytest_subprocess("--guard", "--guard-select", "links").assert_outcomes(passed=15)


def test_a_printed_item_can_be_asked_for(project: Path, pytester: pytest.Pytester) -> None:
    one = pytester.runpytest_subprocess("--guard", "README.md::guard::broken-link", "-v")
    one.assert_outcomes(failed=1)
    one.stdout.fnmatch_lines(["README.md::guard::broken-link FAILED*"])
    pytester.runpytest_subprocess("--guard", "docs/b.md::guard::broken-link", "-v").assert_outcomes(passed=1)
    document = pytester.runpytest_subprocess("--guard", "--guard-select", "broken-link", "README.md").parseoutcomes()
    assert document == {"failed": 1, "passed": 1}
    assert pytester.runpytest_subprocess("--guard", "README.md::guard::no-such-rule").ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_what_is_found_in_no_document_fails_as_well(
    project: Path, pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    (project / "guard.toml").write_text('exclude = ["vendored/**"]\n', encoding="utf-8")
    done = pytester.runpytest_subprocess("--guard", "--guard-select", "wrong-case", "-v", *workers)
    done.assert_outcomes(passed=4, failed=1)
    done.stdout.fnmatch_lines(["*guard.toml:1:* useless-exclude *"])


def test_a_stale_baseline_fails(project: Path, pytester: pytest.Pytester) -> None:
    pytester.run(sys.executable, "-m", "guard", "baseline", "create", "--no-cache")
    (project / "README.md").write_text("# A\n", encoding="utf-8")
    done = pytester.runpytest_subprocess("--guard", "--guard-select", "broken-link")
    assert done.parseoutcomes()["failed"] == 1
    done.stdout.fnmatch_lines(["*stale-baseline*"])


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_name_that_is_no_utf_8_is_shown_escaped(
    project: Path, pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    (project / os.fsdecode(b"caf\xe9.md")).write_text("[x](gone.md)\n", encoding="utf-8")
    done = pytester.runpytest_subprocess(
        "--guard", "--guard-select", "broken-link", "-v", "--junitxml=out.xml", *workers
    )
    assert done.parseoutcomes()["failed"] == 2
    done.stdout.fnmatch_lines(["*caf?xe9.md::guard::broken-link*"])
    assert "caf\\xe9.md" in (project / "out.xml").read_text(encoding="utf-8")


def test_workers_do_not_hide_that_nothing_can_be_checked(pytester: pytest.Pytester) -> None:
    subprocess.run(["git", "init", "-q"], cwd=pytester.path, check=True)
    pytester.makepyfile(test_x="def test_x(): pass")
    done = pytester.runpytest_subprocess("--guard", "-n", "2")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*no living document*"])


def test_from_a_root_below_the_repository(project: Path, pytester: pytest.Pytester) -> None:
    (project / "docs/pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    done = pytester.runpytest_subprocess(
        "--guard", "--guard-select", "broken-link", "--rootdir=docs", "-c", "docs/pytest.ini", "docs"
    )
    assert done.parseoutcomes()["failed"] == 1
