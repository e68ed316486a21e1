"""Facts of earlier runs: believed for the same files only, and never needed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from pathlib import Path

import msgspec
import pytest

from guard.engine import Cache
from guard.facts.files import Files
from guard.facts.history import GitHistory, History
from guard.facts.kept import Kept
from guard.facts.programs import Program, Programs
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
    _commit(repository, "1")
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


def test_the_past_is_asked_of_git_once(repository: Path, tmp_path: Path) -> None:
    _commit(repository, "1")
    (repository / "a.py").rename(repository / "z.py")
    _commit(repository, "2")
    cache = Cache(tmp_path / "cache", "r")
    first = _history(repository, cache)
    gone = first.gone("a.py")
    assert gone is not None
    assert gone.renamed_to == "z.py"
    for folder in (repository / ".git/objects").iterdir():
        folder.rename(tmp_path / f"lost {folder.name}")
    assert _history(repository, cache).gone("a.py") == gone, "git itself could not tell it any more"


def test_a_new_commit_has_a_past_of_its_own(repository: Path, tmp_path: Path) -> None:
    _commit(repository, "1")
    cache = Cache(tmp_path / "cache", "r")
    assert _history(repository, cache).gone("a.py") is None
    (repository / "a.py").unlink()
    assert (gone := _history(repository, cache).gone("a.py"))
    assert not gone.commit, "what is not committed is never kept"
    _commit(repository, "2")
    assert (gone := _history(repository, cache).gone("a.py"))
    assert gone.commit


def test_the_past_of_a_shallow_clone_is_not_kept(repository: Path, tmp_path: Path) -> None:
    _commit(repository, "1")
    (repository / "a.py").unlink()
    _commit(repository, "2")
    (repository / "c.py").write_text("x = 1\n", encoding="utf-8")
    _commit(repository, "3")
    cache = Cache(tmp_path / "cache", "r")
    git = ["git", "-C", str(tmp_path), "clone", "-q", "--depth", "1", f"file://{repository}", "shallow"]
    subprocess.run(git, check=True)
    assert _history(tmp_path / "shallow", cache).gone("a.py") is None
    subprocess.run(["git", "-C", str(tmp_path / "shallow"), "fetch", "-q", "--unshallow"], check=True)
    assert _history(tmp_path / "shallow", cache).gone("a.py") is not None


def test_a_program_is_the_same_when_it_was_kept(repository: Path, tmp_path: Path) -> None:
    (repository / "a.py").write_text(
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--deep')\ns = p.add_subparsers()\n"
        "s.add_parser('run').add_argument('--fast', choices=['one'])\np.parse_args()\n",
        encoding="utf-8",
    )
    _age(repository / "a.py")
    cache = Cache(tmp_path / "cache", "r")
    first, second = (_program(repository, cache) for _ in range(2))
    assert first == second
    assert first.commands["run"].options.keys() == {"-h", "--help", "--fast"}
    assert "one" in second.commands["run"].words
    assert cache.fact("program a.py a.py ", _stamp(repository)) is not None


def test_facts_of_a_file_with_an_odd_name_are_made_each_time(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "r")
    kept = Kept(take(repository), cache, b"program")
    assert kept.get("program \udcff.py", int, lambda: 1) == 1
    assert kept.get("program \udcff.py", int, lambda: 2) == 2


def test_facts_do_not_grow_without_end(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guard.engine.cache.MAX_FACTS", 3)
    cache = Cache(tmp_path / "cache", "r")
    for number in range(4):
        cache.keep_fact(f"kind {number}", b"stamp", b"value")
    assert [cache.fact(f"kind {number}", b"stamp") for number in range(4)] == [None] * 4
    cache.keep_fact("kind", b"stamp", b"value")
    assert cache.fact("kind", b"stamp") == b"value"


def _commit(root: Path, message: str) -> None:
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", message], cwd=root, check=True
    )


def _history(root: Path, cache: Cache) -> History:
    snapshot = take(root)
    assert snapshot.git is not None
    return History(GitHistory(snapshot.git, Kept(snapshot, cache, b"program")))


def _program(root: Path, cache: Cache) -> Program:
    snapshot = take(root)
    found = Programs(snapshot, Files(snapshot), Kept(snapshot, cache, b"program")).script("a.py")
    assert found is not None
    return found


def _stamp(root: Path) -> bytes:
    stamp = take(root).stamp(["a.py"])
    assert stamp is not None
    return hashlib.blake2b(b"program" + stamp, digest_size=16).digest()
