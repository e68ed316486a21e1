"""Asking git: what it knows, how it fails, and that the repository makes it run nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guard.hardened import program
from guard.snapshot import Git, GitError, take
from guard.snapshot.git import PLAIN_DIFF


def git_of(folder: Path) -> Git:
    git = take(folder).git
    assert git is not None
    return git


def test_head_and_shallow(repo: Any, tmp_path: Path) -> None:
    assert git_of(repo.root).head is None
    repo.commit({"a.md": "1"}).commit({"a.md": "2"})
    assert git_of(repo.root) == Git(root=str(repo.root), head=repo.git("rev-parse", "HEAD"), shallow=False)
    repo.git("clone", "-q", "--depth=1", f"file://{repo.root}", str(tmp_path / "shallow"))
    assert git_of(tmp_path / "shallow").shallow


def test_a_root_whose_name_holds_a_newline(new_repo: Callable[[str], Any]) -> None:
    repo = new_repo("odd\nname")
    assert git_of(repo.root).root == str(repo.root)
    repo.commit({"a.md": ""})
    assert git_of(repo.root).root == str(repo.root)
    assert git_of(repo.root).head is not None


def test_run_gives_bytes_and_takes_input(repo: Any) -> None:
    repo.commit({"a.md": "text"})
    git = git_of(repo.root)
    assert git.run("show", *PLAIN_DIFF, "HEAD:a.md") == b"text"
    assert git.run("cat-file", "--batch-check=%(objecttype)", input=b"HEAD\n") == b"commit\n"


def test_a_failure_is_an_error_with_git_s_words(repo: Any) -> None:
    repo.commit({"a.md": ""})
    with pytest.raises(GitError, match=r"git show in .*: .*nowhere") as caught:
        git_of(repo.root).run("show", "nowhere")
    assert caught.value.code == 128


def test_index_files_are_the_index_whatever_the_work_tree_holds(repo: Any) -> None:
    repo.commit({"a.md": "a", "sub/gone.md": "g"})
    (repo.root / "sub/gone.md").unlink()
    repo.write({"new.md": ""})
    index = git_of(repo.root).index_files()
    assert index == {"a.md": repo.git("hash-object", "a.md"), "sub/gone.md": repo.git("rev-parse", "HEAD:sub/gone.md")}


def test_git_that_does_not_end_is_stopped_with_all_it_started(repo: Any) -> None:
    git = Git(root=str(repo.root), limit=0.5)
    with pytest.raises(GitError, match=r"took longer than 0\.5 s"):
        git.run("-c", "alias.wait=!sleep 600 & wait", "wait")


def test_variables_of_another_repository_are_not_heeded(
    repo: Any, new_repo: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"mine.md": ""})
    other = new_repo("other").commit({"theirs.md": ""})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert set(take(repo.root).entries) == {"mine.md"}


@pytest.mark.parametrize(
    ("key", "args"),
    [
        ("core.fsmonitor", ("status",)),
        ("diff.external", ("diff", *PLAIN_DIFF, "HEAD~")),
        ("diff.all.textconv", ("log", "-p", *PLAIN_DIFF)),
        ("gpg.program", ("log",)),
        ("core.sshCommand", ("ls-remote", "ssh://example.invalid/x")),
    ],
)
def test_nothing_from_the_repository_s_settings_runs(repo: Any, key: str, args: tuple[str, ...]) -> None:
    repo.commit({"a.md": "1", ".gitattributes": "*.md diff=all\n"}).commit({"a.md": "2"})
    trap, sprung = repo.root / ".git" / "trap", repo.root / ".git" / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch '{sprung}'\n")
    trap.chmod(0o755)
    sign_head(repo)
    repo.git("config", "log.showSignature", "true")
    repo.git("config", key, str(trap))
    git = git_of(repo.root)
    take(repo.root)
    try:
        git.run(*args)
    except GitError as error:
        assert "transport 'ssh' not allowed" in str(error)  # noqa: PT017
    assert not sprung.exists()


def sign_head(repo: Any) -> None:
    """Gives the last commit something that looks like a signature, so that showing it would call for gpg."""
    commit = repo.git("cat-file", "commit", "HEAD")
    head, _, message = commit.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----"
    source = repo.root / ".git" / "signed"
    source.write_text(f"{head}\n{signature}\n\n{message}\n")
    repo.git("reset", "-q", repo.git("hash-object", "-t", "commit", "-w", str(source)))


def test_an_object_that_a_partial_clone_lacks_is_an_error_and_not_fetched(repo: Any, tmp_path: Path) -> None:
    repo.commit({"a.md": "old"}).commit({"a.md": "new"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.root}", str(tmp_path / "partial"))
    with pytest.raises(GitError):
        git_of(tmp_path / "partial").run("show", "HEAD~:a.md")


def test_a_folder_of_the_tree_cannot_pose_as_a_repository(repo: Any) -> None:
    repo.write({"a.md": ""})
    repo.git("init", "-q", "--bare", "docs/trap")
    with pytest.raises(GitError, match="bare repository"):
        take(repo.root / "docs" / "trap")


def test_the_inside_of_a_git_folder_has_no_snapshot(repo: Any) -> None:
    with pytest.raises(GitError):
        take(repo.root / ".git")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_repository_of_somebody_else_is_an_error_with_its_cure(repo: Any) -> None:
    repo.commit({"a.md": ""})
    for path in (repo.root, repo.root / ".git"):
        os.chown(path, 65534, 65534)
    with pytest.raises(GitError, match=r"dubious ownership.*git config --global --add safe\.directory"):
        take(repo.root)


def test_a_git_file_that_leads_nowhere_is_an_error(repo: Any, tmp_path: Path) -> None:
    folder = tmp_path / "moved"
    folder.mkdir()
    (folder / ".git").write_text(f"gitdir: {repo.root}/.git/worktrees/gone\n")
    with pytest.raises(GitError, match="not a git repository: "):
        take(folder)


def test_words_in_a_folder_s_name_are_not_taken_for_git_s(tmp_path: Path) -> None:
    folder = tmp_path / "fatal: not a git repository (or any of the parent directories)"
    folder.mkdir()
    (folder / ".git").write_text("gitdir: gone\n")
    with pytest.raises(GitError):
        take(folder)


def test_a_broken_index_is_an_error(repo: Any) -> None:
    repo.commit({"a.md": ""})
    (repo.root / ".git" / "index").write_bytes(b"DIRC\0\0")
    with pytest.raises(GitError, match="index"):
        take(repo.root)


def test_without_the_git_program_a_repository_is_an_error(repo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write({"sub/a.md": ""})
    monkeypatch.setenv("PATH", str(repo.root))
    with pytest.raises(GitError, match="install git"):
        take(repo.root / "sub")


def test_without_the_git_program_other_folders_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "a.md").write_text("")
    monkeypatch.setenv("PATH", "")
    snapshot = take(folder)
    assert set(snapshot.entries) == {"a.md"}
    assert snapshot.git is None


@pytest.mark.parametrize("path", ["", ".", "bin", "./bin"])
def test_git_is_never_taken_from_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    for folder in (tmp_path, tmp_path / "bin"):
        folder.mkdir(exist_ok=True)
        (folder / "git").write_text("#!/bin/sh\n")
        (folder / "git").chmod(stat.S_IRWXU)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)
    assert program() is None
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{tmp_path / 'bin'}")
    assert program() == str(tmp_path / "bin" / "git")
