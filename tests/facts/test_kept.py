"""Facts of earlier runs: believed for the same files only, and never needed."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import msgspec
import pytest

from guard.engine import Cache
from guard.facts.kept import Kept
from guard.facts.words import Words
from guard.snapshot import Snapshot, at, take


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "r"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (root / "a.py").write_text("first_word = 1\n", encoding="utf-8")
    (root / "b.md").write_text("text\n", encoding="utf-8")
    _age(root / "a.py")
    return root


def _age(path: Path) -> None:
    """Times of long ago; the change of the file's status cannot be set back, so that is waited for."""
    os.utime(path, (1_000_000_000, 1_000_000_000))
    time.sleep(0.2)


def words_of(root: Path, cache: Cache) -> Words:
    snapshot = take(root)
    return Words(snapshot, Kept(snapshot, cache, b"program"))


def made(root: Path, cache: Cache) -> list[str]:
    """Whether words are made anew: says so in the order of asking."""
    snapshot = take(root)
    told: list[str] = []

    def make() -> list[str]:
        told.append("made")
        return ["x"]

    assert Kept(snapshot, cache, b"program").get("kind", list[str], make) == ["x"]
    return told


def test_what_did_not_change_is_not_made_again(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "r")
    assert made(repository, cache) == ["made"]
    assert made(repository, cache) == []
    (repository / "b.md").write_text("other text\n", encoding="utf-8")
    assert made(repository, cache) == [], "documents are no source of facts"


@pytest.mark.parametrize("change", ["bytes", "new", "gone", "renamed"])
def test_what_changed_is_made_again(repository: Path, tmp_path: Path, change: str) -> None:
    cache = Cache(tmp_path / "cache", "r")
    first = words_of(repository, cache)
    assert "first_word" in first
    path = repository / "a.py"
    if change == "bytes":
        path.write_text("other_word = 1\n", encoding="utf-8")
        _age(path)
    elif change == "new":
        (repository / "c.py").write_text("other_word = 1\n", encoding="utf-8")
        _age(repository / "c.py")
    elif change == "gone":
        path.unlink()
    else:
        path.rename(repository / "c.py")
        time.sleep(0.2)
    again = words_of(repository, cache)
    assert ("other_word" in again) is (change in {"bytes", "new"})
    assert ("first_word" in again) is (change in {"new", "renamed"})


def test_what_was_just_written_is_not_believed(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "r")
    ahead = time.time() + 3600
    os.utime(repository / "a.py", (ahead, ahead))
    assert made(repository, cache) == ["made"]
    assert made(repository, cache) == ["made"]


def test_another_guard_and_another_question_make_their_own(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "r")
    snapshot = take(repository)
    kept = Kept(snapshot, cache, b"program")
    assert kept.get("kind", list[str], lambda: ["a"]) == ["a"]
    assert Kept(snapshot, cache, b"other").get("kind", list[str], lambda: ["b"]) == ["b"]
    assert kept.get("kind", list[str], lambda: ["c"], beside="question") == ["c"]
    assert kept.get("kind", list[str], lambda: ["d"], beside="question") == ["c"]


def test_a_commit_is_its_own_stamp(repository: Path) -> None:
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "1"]
    subprocess.run(command, cwd=repository, check=True)
    git = take(repository).git
    assert git is not None
    assert at(git, "HEAD").stamp(["a.py"]) == at(git, "HEAD").stamp(["a.py"])
    assert at(git, "HEAD").stamp(["a.py"]) != at(git, "HEAD").stamp(["b.md"])


def test_bytes_that_were_put_in_place_of_a_file_have_no_stamp(repository: Path) -> None:
    snapshot = take(repository).with_bytes("a.py", b"other_word = 1\n")
    assert snapshot.stamp(["a.py"]) is None
    assert Snapshot.of({"a": "b"}).stamp(["a"]) is None


def test_facts_of_another_shape_are_not_believed(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "r")
    snapshot = take(repository)
    Kept(snapshot, cache, b"program").get("kind", int, lambda: 5)
    assert Kept(snapshot, cache, b"program").get("kind", list[str], lambda: ["x"]) == ["x"]
    assert msgspec.msgpack.decode(cache.fact("kind", b"") or b"\xc0") is None
