"""How many files a folder has, how many jobs a workflow, services a compose file, tests a file."""

from __future__ import annotations

import pytest

from guard.facts.compose import projects
from guard.facts.counts import Counts, Ways, of_jobs, of_services
from guard.facts.files import Files
from guard.facts.workflows import Workflows
from guard.snapshot import Snapshot

TREE = (
    "docs/README.md",
    "docs/a.md",
    "docs/b.md",
    "docs/c.png",
    "docs/deep/d.md",
    "docs/deep/e.md",
    "docs/.hidden",
    "skills/one/SKILL.md",
    "skills/two/SKILL.md",
    "skills/two/more/x.py",
    "docs-old/z.md",
)


def _counts(texts: dict[str, str]) -> Counts:
    snapshot = Snapshot.of(texts)
    return Counts(snapshot, Files(snapshot))


def test_the_ways_to_count_a_folder() -> None:
    ways = _counts(dict.fromkeys(TREE, "")).of_folder("docs")
    # five and seven files, less the README, less what is hidden; three and five documents, with and without the README
    assert {5, 7, 4, 6, 3, 2} <= ways.numbers
    assert 8 not in ways.numbers
    assert ways.most == 7


@pytest.mark.parametrize(("endings", "numbers"), [((".png",), {1}), ((".md",), {2, 3, 4, 5}), ((".rs",), set())])
def test_files_of_one_ending(endings: tuple[str, ...], numbers: set[int]) -> None:
    assert _counts(dict.fromkeys(TREE, "")).of_folder("docs", endings).numbers == numbers


def test_folders_count_as_well() -> None:
    assert 2 in _counts(dict.fromkeys(TREE, "")).of_folder("skills").numbers


@pytest.mark.parametrize(
    ("pattern", "number"), [("docs/*.md", 3), ("docs/**/*.md", 5), ("skills/*/SKILL.md", 2), ("docs/*.rs", None)]
)
def test_what_a_pattern_fits(pattern: str, number: int | None) -> None:
    numbers = _counts(dict.fromkeys(TREE, "")).of_pattern(pattern).numbers
    assert number in numbers if number else not numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("def test_a(): ...\nasync def test_b(): ...\ndef helper(): ...\n", 2),
        ("class TestA:\n    def test_a(self): ...\n    def setup(self): ...\n", 1),
        ("import unittest\nclass A(unittest.TestCase):\n    def test_a(self): ...\n", 1),
        ("class TestA(Base):\n    def test_a(self): ...\n", None),
        ("@pytest.mark.parametrize('x', [1])\ndef test_a(x): ...\n", None),
        ("def pytest_generate_tests(m): ...\ndef test_a(x): ...\n", None),
        ("def test_a(:\n", None),
        ("def test_a(): '\0'\n", None),
        ("x = 1\n", None),
    ],
)
def test_the_tests_of_a_file(text: str, number: int | None) -> None:
    ways = _counts({"test_x.py": text}).of_tests("test_x.py")
    assert (ways.most if ways else None) == number


def test_a_file_that_is_not_there_has_no_tests() -> None:
    assert _counts({"test_x.rs": "def test"}).of_tests("test_x.rs") is None
    assert _counts({}).of_tests("test_x.py") is None


def _jobs(jobs: str) -> Ways | None:
    (workflow,) = Workflows(Snapshot.of({".github/workflows/ci.yml": f"on: push\njobs:\n{jobs}"})).all
    return of_jobs(workflow)


def test_the_jobs_of_a_workflow() -> None:
    ways = _jobs("  a: {runs-on: x}\n  b: {runs-on: x}\n")
    assert ways is not None
    assert (set(ways.numbers), ways.most) == ({2}, 2)


@pytest.mark.parametrize("second", ["{strategy: {matrix: {v: [1, 2]}}}", "{uses: ./.github/workflows/x.yml}"])
def test_jobs_that_may_run_more_than_once_are_not_counted(second: str) -> None:
    assert _jobs(f"  a: {{runs-on: x}}\n  b: {second}\n") is None


def test_a_workflow_that_cannot_be_read_is_not_counted() -> None:
    (workflow,) = Workflows(Snapshot.of({".github/workflows/ci.yml": "jobs: ["})).all
    assert of_jobs(workflow) is None


def test_the_services_of_a_compose_file() -> None:
    texts = {
        "compose.yml": "services:\n  a: {image: x}\n  b: {image: x}\n  c: {image: x, profiles: [dev]}\n",
        "compose.override.yml": "services:\n  a: {ports: []}\n  d: {image: x}\n",
        "far/compose.yml": "include: [other.yml]\nservices:\n  a: {image: x}\n",
    }
    compose = projects(Snapshot.of(texts))
    file, far = compose.by_file("compose.yml"), compose.by_file("far/compose.yml")
    assert file is not None
    assert far is not None
    ways = of_services(file, compose.of_folder(""))
    assert ways is not None
    assert ways.numbers == {2, 3, 4}
    assert of_services(far, compose.of_folder("far")) is None
