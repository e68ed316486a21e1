"""Workflows: files, names, jobs."""

from __future__ import annotations

import pytest

from guard.facts.workflows import Workflows
from guard.snapshot import Snapshot

CI = "name: Tests\non: push\njobs:\n  unit:\n    name: Unit tests\n  lint:\n    runs-on: x\n"


def test_what_a_workflow_says() -> None:
    (one,) = Workflows(
        Snapshot.of({".github/workflows/ci.yml": CI, ".github/workflows/sub/x.yml": CI, "ci.yml": CI})
    ).all
    assert (one.file, one.name, set(one.jobs), one.fault) == ("ci.yml", "Tests", {"unit", "Unit tests", "lint"}, "")


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        (CI, True),
        ("jobs:\n  a:\n    name: ${{ matrix.x }}\n", False),
        ("jobs: [", False),
        ("- x\n", False),
        ("a: &a [*a]\n", False),
        ("on: push\n", True),
    ],
)
def test_whether_all_is_known(text: str, *, complete: bool) -> None:
    assert Workflows(Snapshot.of({".github/workflows/ci.yml": text})).complete is complete
