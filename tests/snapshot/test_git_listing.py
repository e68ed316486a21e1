"""What git lists is what a snapshot holds."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guard.snapshot import Entry, Unreadable, take

TRACKED = Entry(kind="file", tracked=True)
NEW = Entry(kind="file", tracked=False)


def test_tracked_and_untracked_files_are_listed_and_ignored_ones_are_not(repo: Any) -> None:
    repo.commit({".gitignore": "*.log\nbuild/\n", "b.md": "b", "a/x.md": "x"})
    repo.write({"new.md": "n", "x.log": "", "build/out.md": ""})
    entries = take(repo.root).entries
    assert entries == {".gitignore": TRACKED, "a/x.md": TRACKED, "b.md": TRACKED, "new.md": NEW}
    assert list(entries) == sorted(entries)


def test_a_tracked_file_that_is_ignored_is_still_there(repo: Any) -> None:
    repo.commit({".gitignore": "dist/\n", "dist/kept.md": "kept"})
    snapshot = take(repo.root)
    assert snapshot.entries["dist/kept.md"] == TRACKED
    assert snapshot.read("dist/kept.md") == b"kept"


@pytest.mark.parametrize("instead", ["nothing", "folder", "fifo", "parent is a symlink"])
def test_a_tracked_file_that_its_user_took_away_is_no_entry(repo: Any, instead: str) -> None:
    repo.commit({"a/gone.md": "x", "b/gone.md": "y", "kept.md": "k"})
    (repo.root / "a/gone.md").unlink()
    if instead == "folder":
        repo.write({"a/gone.md/inner.md": ""})
    elif instead == "fifo":
        os.mkfifo(repo.root / "a/gone.md")
    elif instead == "parent is a symlink":
        (repo.root / "a").rmdir()
        (repo.root / "a").symlink_to("b")
    entries = take(repo.root).entries
    assert "a/gone.md" not in entries
    assert entries["b/gone.md"] == TRACKED


def test_an_unmerged_file_is_one_entry(repo: Any) -> None:
    repo.commit({"a.md": "base\n"})
    repo.git("checkout", "-q", "-b", "other")
    repo.commit({"a.md": "theirs\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"a.md": "ours\n"})
    with pytest.raises(Exception, match="merge"):
        repo.git("merge", "-q", "other")
    assert repo.git("ls-files", "-u").count("\n") == 2
    assert dict(take(repo.root).entries) == {"a.md": TRACKED}


NAMES = [
    "new\nline.md",
    'quo"te.md',
    "back\\slash.md",
    "-dash.md",
    "tab\there.md",
    " space .md",
    "ünï.md",
    "? q.md",
    ":(top)x",
]


@pytest.mark.parametrize("tracked", [True, False])
def test_every_name_survives(repo: Any, tracked: bool) -> None:
    repo.write({f"folder/{name}": name for name in NAMES})
    (repo.root / os.fsdecode(b"b\xff\xfe.md")).write_text("bytes")
    if tracked:
        repo.git("add", "-A")
    snapshot = take(repo.root)
    assert set(snapshot.entries) == {*(f"folder/{name}" for name in NAMES), os.fsdecode(b"b\xff\xfe.md")}
    assert {entry.tracked for entry in snapshot.entries.values()} == {tracked}
    assert all(snapshot.text(f"folder/{name}") == name for name in NAMES)
    assert snapshot.read(os.fsdecode(b"b\xff\xfe.md")) == b"bytes"


def test_names_are_exact_in_case(repo: Any) -> None:
    repo.commit({"Readme.md": ""})
    assert "readme.md" not in take(repo.root).entries


def test_what_may_be_executed(repo: Any) -> None:
    repo.write({"tracked.sh": "", "new.sh": "", "by-index.sh": "", "plain.md": ""})
    (repo.root / "tracked.sh").chmod(0o755)
    repo.git("add", "tracked.sh", "by-index.sh")
    repo.git("update-index", "--chmod=+x", "by-index.sh")
    (repo.root / "new.sh").chmod(0o755)
    executable = {path for path, entry in take(repo.root).entries.items() if entry.executable}
    assert executable == {"tracked.sh", "new.sh", "by-index.sh"}


def test_sparse_checkouts_list_what_they_leave_out(repo: Any) -> None:
    repo.commit({"in/a.md": "a", "out/b.md": "b", "out/run.sh": "", "top.md": "t"})
    repo.git("sparse-checkout", "set", "in")
    snapshot = take(repo.root)
    assert snapshot.entries["out/b.md"] == Entry(kind="file", tracked=True, present=False)
    assert snapshot.entries["in/a.md"] == TRACKED
    with pytest.raises(Unreadable, match=r"out/b\.md: not checked out"):
        snapshot.read("out/b.md")


def test_a_sparse_index_is_listed_in_full(repo: Any) -> None:
    repo.commit({"in/a.md": "a", "out/deep/b.md": "b"})
    repo.git("sparse-checkout", "set", "--sparse-index", "in")
    assert "out/deep/b.md" in take(repo.root).entries


def test_a_skipped_file_that_is_there_all_the_same_is_read(repo: Any) -> None:
    repo.commit({"a.md": "a"})
    repo.git("update-index", "--skip-worktree", "a.md")
    snapshot = take(repo.root)
    assert snapshot.entries["a.md"].present
    assert snapshot.read("a.md") == b"a"


def test_submodules_and_other_repositories_are_single_entries(repo: Any, new_repo: Callable[[str], Any]) -> None:
    other = new_repo("other").commit({"inner.md": "i"})
    repo.git("submodule", "--quiet", "add", str(other.root), "sub")
    repo.commit({"a.md": ""})
    nested = repo.root / "nested"
    nested.mkdir()
    type(repo)(nested).git("init", "-q")
    type(repo)(nested).commit({"deep/own.md": ""})
    snapshot = take(repo.root)
    assert snapshot.entries["sub"] == Entry(kind="submodule", tracked=True)
    assert snapshot.entries["nested"] == Entry(kind="submodule", tracked=False)
    assert not [path for path in snapshot.entries if path.startswith(("sub/", "nested/"))]
    with pytest.raises(Unreadable, match="is a submodule"):
        snapshot.read("sub")
    assert set(take(repo.root / "sub").entries) == {"inner.md"}


def test_pipes_and_sockets_are_no_entries(repo: Any) -> None:
    repo.write({"a.md": ""})
    os.mkfifo(repo.root / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(repo.root)  # the path of a socket is limited to about a hundred bytes
        try:
            server.bind("socket")
        finally:
            os.chdir(here)
        assert set(take(repo.root).entries) == {"a.md"}


def test_deeply_nested_folders(repo: Any) -> None:
    deep = "/".join(["d"] * 1500)
    here = Path.cwd()
    try:
        os.chdir(repo.root)
        for _ in range(1500):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.md").write_text("deep")
    finally:
        os.chdir(here)
    repo.git("add", "-A")
    snapshot = take(repo.root)
    text = snapshot.text(f"{deep}/a.md")
    repo.git("rm", "-rfq", "d")  # Python's own removal of such a tree recurses too deeply
    assert text == "deep"


def test_take_in_a_subfolder_is_the_snapshot_of_the_top(repo: Any) -> None:
    repo.commit({"top.md": "", "sub/deep/a.md": ""})
    snapshot = take(repo.root / "sub" / "deep")
    assert snapshot.root == str(repo.root)
    assert set(snapshot.entries) == {"top.md", "sub/deep/a.md"}


def test_take_through_a_symlink_gives_the_real_root(repo: Any, tmp_path: Path) -> None:
    repo.commit({"sub/a.md": "a"})
    (tmp_path / "way").symlink_to(repo.root / "sub")
    assert take(tmp_path / "way").root == str(repo.root)


def test_a_worktree_has_its_own_files(repo: Any, tmp_path: Path) -> None:
    repo.commit({"a.md": "a"})
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    (tmp_path / "tree" / "only-here.md").write_text("")
    snapshot = take(tmp_path / "tree")
    assert set(snapshot.entries) == {"a.md", "only-here.md"}
    assert set(take(repo.root).entries) == {"a.md"}
