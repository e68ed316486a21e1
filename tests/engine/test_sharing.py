"""Half of the rules in another process: the same outcomes as in one, and no failure of the other process matters."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from guard.engine.pool import WORTH_IT
from guard.engine.sharing import beside, shares
from guard.session import Session

LINES = "".join(f"Say `Client.fetch_{number}()` and see [a](gone{number}.md).\n\n" for number in range(20))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Documents that are large enough, with findings of both halves."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "src/shop").mkdir(parents=True)
    (tmp_path / "src/shop/__init__.py").touch()
    (tmp_path / "src/shop/api.py").write_text("class Client:\n    def fetch_1(self): ...\n", encoding="utf-8")
    for name in "abcd":
        text = f"# {name}\n\n{LINES}\n" + "word " * (WORTH_IT // 18) + f"\n\n{LINES}"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is one process here")
def test_two_processes_find_what_one_finds(repository: Path) -> None:
    session = Session.open(repository)
    size = sum(len(session.snapshot.read(one.path)) for one in session.documents)
    assert shares(session.rules, size)[1], "the documents are too small for two processes"
    together = session.hold()
    apart = [Session.open(repository).hold([f"{name}.md"]) for name in "abcd"]
    assert not shares(session.rules, size // 4)[1], "each document alone is too large"
    assert together.findings == tuple(finding for one in apart for finding in one.findings)
    assert {"unknown-symbol", "broken-link"} <= {finding.rule for finding in together.findings}
    assert together.claims == sum(one.claims for one in apart)
    assert together.judged == {name: sum(one.judged.get(name, 0) for one in apart) for name in together.judged}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
def test_a_worker_that_fails_is_told_apart() -> None:
    with beside(lambda: b"done") as answer:
        assert answer() == b"done"
    with beside(lambda: str(1 // 0).encode()) as answer:
        assert answer() is None
    with beside(lambda: os._exit(9)) as answer:
        assert answer() is None


def test_small_repositories_and_single_rules_stay_in_one_process(repository: Path) -> None:
    rules = Session.open(repository).rules
    assert shares(rules, WORTH_IT - 1) == (list(range(len(rules))), [])
    symbols = [rule for rule in rules if rule.entry.group == "symbols"]
    assert shares(symbols, WORTH_IT * 2) == (list(range(len(symbols))), [])
