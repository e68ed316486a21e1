"""Reading stays among the listed files, whatever the tree does."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from guard.snapshot import Entry, Snapshot, Unreadable, take
from guard.snapshot.source import LARGEST


def reason(snapshot: Snapshot, path: str) -> str:
    with pytest.raises(Unreadable) as caught:
        snapshot.read(path)
    assert caught.value.path == path
    assert str(caught.value) == f"{path}: {caught.value.reason}"
    return caught.value.reason


@pytest.fixture
def linked(repo: Any, tmp_path: Path) -> Snapshot:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.md").write_text("secret")
    repo.commit({"docs/a.md": "a", ".gitignore": "ignored.md\n"})
    repo.write({"ignored.md": "ignored"})
    for name, target in {
        "inside": "docs/a.md",
        "to-folder": "docs",
        "docs/up": "../docs/a.md",
        "chain": "inside",
        "absolute": f"{repo.root}/docs/a.md",
        "dangling": "docs/gone.md",
        "out": "../secret.md",
        "out-absolute": str(tmp_path / "secret.md"),
        "out-folder": "../outside",
        "again": "../repo/docs/a.md",
        "loop": "pool",
        "pool": "loop",
        "to-git": ".git/config",
        "to-ignored": "ignored.md",
        "to-root": ".",
        "device": "/dev/zero",
    }.items():
        (repo.root / name).symlink_to(target)
    return take(repo.root)


@pytest.mark.parametrize("path", ["docs/a.md", "inside", "docs/up", "chain", "absolute", "to-folder/a.md"])
def test_links_to_listed_files_are_followed(linked: Snapshot, path: str) -> None:
    assert linked.read(path) == b"a"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("out", "leads out of the repository"),
        ("out-absolute", "leads out of the repository"),
        ("out-folder/a.md", "leads out of the repository"),
        ("again", "leads out of the repository"),
        ("device", "leads out of the repository"),
        ("../secret.md", "leads out of the repository"),
        ("loop", "symlinks in a loop"),
        ("to-git", "leads into .git"),
        (".git/config", "leads into .git"),
        ("to-ignored", "leads to ignored.md, not a file of the repository"),
        ("ignored.md", "not a file of the repository"),
        ("dangling", "leads to docs/gone.md, not a file of the repository"),
        ("to-folder", "leads to docs, not a file of the repository"),
        ("to-root", "leads to ., not a file of the repository"),
        ("docs", "not a file of the repository"),
        ("nul\0byte", "not a file of the repository"),
        ("", "not a file of the repository"),
    ],
)
def test_everything_else_is_unreadable(linked: Snapshot, path: str, says: str) -> None:
    assert reason(linked, path) == says


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("inside", "docs/a.md"),
        ("docs/up", "docs/a.md"),
        ("chain", "docs/a.md"),
        ("absolute", "docs/a.md"),
        ("to-folder", "docs"),
        ("to-root", ""),
        ("dangling", "docs/gone.md"),
        ("out", None),
        ("out-absolute", None),
        ("loop", None),
        ("to-git", None),
        ("docs/a.md", None),
        ("nowhere", None),
    ],
)
def test_link_target(linked: Snapshot, path: str, target: str | None) -> None:
    assert linked.link_target(path) == target


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("ignored.md", True),
        ("docs/a.md", True),
        ("docs", True),
        ("docs/", True),
        ("docs/../ignored.md", True),
        ("dangling", True),
        ("to-folder/a.md", True),
        ("", True),
        ("gone.md", False),
        ("..", False),
        ("../secret.md", False),
        ("docs/../../secret.md", False),
        ("out-folder/a.md", False),
        ("out", True),  # the link itself is inside
        ("out/", True),
        ("/etc", False),
        ("loop/a.md", False),
        ("nul\0byte", False),
        ("\ud800", False),
        ("x" * 300, False),
        ("a/" * 100_000, False),
    ],
)
def test_on_disk_looks_at_the_root_and_no_further(linked: Snapshot, path: str, there: bool) -> None:
    assert linked.on_disk(path) is there


def test_a_file_is_read_once(repo: Any) -> None:
    repo.write({"a.md": "old", "b.md": "b"})
    snapshot = take(repo.root)
    assert snapshot.read("a.md") == b"old"
    repo.write({"a.md": "new"})
    assert snapshot.read("a.md") == b"old"
    (repo.root / "b.md").unlink()
    assert reason(snapshot, "b.md") == "not there any more"
    repo.write({"b.md": "again"})
    assert reason(snapshot, "b.md") == "not there any more"


@pytest.mark.parametrize("kind", ["fifo", "folder", "symlink", "parent"])
def test_what_took_a_file_s_place_later_is_not_followed(repo: Any, tmp_path: Path, kind: str) -> None:
    repo.write({"docs/a.md": "a"})
    (tmp_path / "a.md").write_text("secret")
    snapshot = take(repo.root)
    (repo.root / "docs/a.md").unlink()
    if kind == "fifo":
        os.mkfifo(repo.root / "docs/a.md")
    elif kind == "folder":
        (repo.root / "docs/a.md").mkdir()
    elif kind == "symlink":
        (repo.root / "docs/a.md").symlink_to(tmp_path / "a.md")
    else:
        (repo.root / "docs").rmdir()
        (repo.root / "docs").symlink_to(tmp_path)
    assert reason(snapshot, "docs/a.md") in {"not a regular file", "leads out of the repository"}


def test_files_that_are_too_large(repo: Any) -> None:
    for name, size in {"most": LARGEST, "more": LARGEST + 1}.items():
        with (repo.root / name).open("wb") as file:
            file.truncate(size)
    snapshot = take(repo.root)
    assert len(snapshot.read("most")) == LARGEST
    assert reason(snapshot, "more") == "larger than 64 MB"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_that_are_closed_to_us(repo: Any) -> None:
    repo.write({"a.md": ""})
    (repo.root / "a.md").chmod(0)
    assert reason(take(repo.root), "a.md") == "permission denied"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfa\r\nb", "a\r\nb"),
        (b"\xff\xfea\xc3", "\udcff\udcfea\udcc3"),
        (b"\xef\xbb\xbf\xef\xbb\xbf", "\ufeff"),
        (b"\0", "\0"),
        (b"", ""),
    ],
)
def test_text(data: bytes, text: str) -> None:
    snapshot = Snapshot.of({"a.md": data})
    assert snapshot.text("a.md") == text
    assert snapshot.read("a.md") == data


def test_in_memory() -> None:
    links = {"link": "docs/a.md", "out": "../x", "up": "/docs/a.md", "docs/here": "."}
    snapshot = Snapshot.of({"docs/a.md": "a\udcff", "b.md": b"\xff"}, links=links)
    assert list(snapshot.entries) == ["b.md", "docs/a.md", "docs/here", "link", "out", "up"]
    assert snapshot.entries["b.md"] == Entry(kind="file", tracked=True)
    assert (snapshot.root, snapshot.git, snapshot.notes) == ("", None, ())
    assert snapshot.read("link") == snapshot.read("docs/here/a.md") == b"a\xff"
    assert [snapshot.link_target(path) for path in ("link", "out", "up", "docs/here")] == [
        "docs/a.md", None, None, "docs",
    ]  # fmt: skip
    assert not snapshot.on_disk("docs/a.md")
    assert reason(snapshot, "nowhere") == "not a file of the repository"


def test_a_snapshot_can_be_sent_to_another_process(linked: Snapshot) -> None:
    assert reason(linked, "loop") == "symlinks in a loop"
    copy = pickle.loads(pickle.dumps(linked))  # noqa: S301
    assert copy.entries == linked.entries
    assert copy.read("inside") == b"a"
    assert reason(copy, "loop") == "symlinks in a loop"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such folder"):
        take(tmp_path / "nowhere")


def test_what_was_glanced_at_is_kept_while_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(name.encode() * 6)
    monkeypatch.setattr("guard.snapshot.taken.ROOM", 13)
    snapshot = take(tmp_path)
    assert [path for path, _ in snapshot.glances(["a", "b", "c"])] == ["a", "b", "c"]
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"new")
    assert dict(snapshot.glances(["a", "b", "c"])) == {"a": b"aaaaaa", "b": b"bbbbbb", "c": b"new"}
