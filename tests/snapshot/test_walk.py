"""Outside git a walk lists what git would list there."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guard.snapshot import Entry, take
from guard.snapshot.ignore import Ignore
from guard.snapshot.source import Disk
from guard.snapshot.walk import walk


def tree(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(os.fsencode(text))
    return root


def walked(root: Path) -> list[str]:
    return list(walk(Disk(str(root)))[0])


def listed_by_git(root: Path) -> list[str]:
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    args = ["git", "ls-files", "-o", "--exclude-standard", "-z"]
    out = subprocess.run(args, cwd=root, check=True, capture_output=True).stdout
    return sorted(os.fsdecode(name) for name in out.split(b"\0")[:-1])


def test_nested_ignore_files_and_negation(tmp_path: Path) -> None:
    files = {
        ".gitignore": "*.log\n/build/\n!keep.log\n",
        "a.log": "",
        "keep.log": "",
        "build/out.md": "",
        "docs/build/in.md": "",
        "docs/.gitignore": "!a.log\n*.tmp\nsub/\n!sub/kept.md\n",
        "docs/a.log": "",
        "docs/x.tmp": "",
        "docs/sub/kept.md": "",
        "x.tmp": "",
    }
    expected = [
        ".gitignore",
        "docs/.gitignore",
        "docs/a.log",
        "docs/build/in.md",
        "keep.log",
        "x.tmp",
    ]
    assert walked(tree(tmp_path / "tree", files)) == expected
    assert listed_by_git(tmp_path / "tree") == expected


def test_kinds(tmp_path: Path) -> None:
    root = tree(tmp_path / "tree", {"a.md": "a", "run.sh": "", "folder/b.md": "", ".git/config": ""})
    (root / "run.sh").chmod(0o755)
    (root / "to-folder").symlink_to("folder")
    (root / "circle").symlink_to(".")
    os.mkfifo(root / "pipe")
    (root / "empty").mkdir()
    snapshot = take(root)
    assert snapshot.git is None
    assert snapshot.root == str(root.resolve())
    assert snapshot.entries == {
        "a.md": Entry(kind="file", tracked=False),
        "circle": Entry(kind="symlink", tracked=False),
        "folder/b.md": Entry(kind="file", tracked=False),
        "run.sh": Entry(kind="file", tracked=False, executable=True),
        "to-folder": Entry(kind="symlink", tracked=False),
    }
    assert snapshot.read("a.md") == b"a"


def test_a_git_folder_that_is_no_repository_is_noted(tmp_path: Path) -> None:
    root = tree(tmp_path / "tree", {"sub/a.md": ""})
    (root / ".git").mkdir()
    snapshot = take(root / "sub")
    assert list(snapshot.entries) == ["a.md"]
    assert snapshot.notes == (
        f"{root.resolve()}/.git is there, but git takes it for no repository: files are listed without git",
    )


HOSTILE = [
    "********b",
    "a/(**/b)x11/c",
    "*" * 300 + "b",
    "**/a" * 200,
    "[!a]*" * 50 + "x",
    "?*" * 100,
    "[a-z]*" * 40 + "!",
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_patterns_cost_no_more_than_their_length(pattern: str) -> None:
    ignore = Ignore(".gitignore", pattern.encode())

    def cost(length: int) -> float:
        path = "/".join(["a" * 50] * (length // 50)) + "c"
        best = []
        for _ in range(3):
            start = time.perf_counter()
            for _ in range(20):
                ignore.says(path, is_folder=False)
            best.append(time.perf_counter() - start)
        return min(best)

    ignore.says("a", is_folder=False)
    assert cost(4000) < 40 * max(cost(400), 1e-4)


@pytest.mark.parametrize(
    ("pattern", "usable"),
    [
        ("[z-a]", False),
        ("[[:alpha:]]", False),
        ("trailing\\", False),
        ("a[", False),
        ("!", False),
        ("/", False),
        ("!/", False),
        ("a" * 5000, False),
        ("a[b]c", True),
        ("[[]", True),
        ("{a}(b)+$^|.", True),
        ("# comment [z-a]", True),
        ("   ", True),
        ("", True),
    ],
)
def test_patterns_without_use_are_noted_and_the_others_hold(pattern: str, usable: bool) -> None:
    ignore = Ignore("sub/.gitignore", f"first\n{pattern}\nlast\n".encode())
    assert ignore.notes == ([] if usable else ["sub/.gitignore:2: this pattern cannot be used"])
    assert ignore.says("sub/first", is_folder=False)
    assert ignore.says("sub/last", is_folder=True)
    assert ignore.says("sub/other", is_folder=False) is None


def test_very_many_patterns() -> None:
    lines = [f"folder{number}/*/x{number}?y" for number in range(9_000)]
    ignore = Ignore(".gitignore", "\n".join([*lines, "!folder7/q/x7_y"]).encode())
    assert ignore.notes == []
    assert ignore.says("folder8999/q/x8999_y", is_folder=False)
    assert ignore.says("folder7/q/x7_y", is_folder=False) is False


def test_more_patterns_than_anybody_needs_are_cut_and_noted() -> None:
    ignore = Ignore(".gitignore", b"a\n" * 9_999 + b"b\nc\n")
    assert ignore.notes == [".gitignore: more than 10000 lines, the rest is not used"]
    assert ignore.says("b", is_folder=False)
    assert ignore.says("c", is_folder=False) is None


@pytest.mark.parametrize("kind", ["symlink", "folder", "fifo"])
def test_an_ignore_file_that_is_none_is_noted(tmp_path: Path, kind: str) -> None:
    root = tree(tmp_path / "tree", {"a.md": "", "patterns": "a.md\n"})
    if kind == "symlink":
        (root / ".gitignore").symlink_to("patterns")
    elif kind == "folder":
        (root / ".gitignore").mkdir()
    else:
        os.mkfifo(root / ".gitignore")
    snapshot = take(root)
    assert "a.md" in snapshot.entries
    assert snapshot.notes == (".gitignore: not a regular file: its patterns are not used",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter everything")
def test_a_closed_folder_is_noted(tmp_path: Path) -> None:
    root = tree(tmp_path / "tree", {"a.md": "", "closed/b.md": ""})
    (root / "closed").chmod(0)
    try:
        assert take(root).notes == ("closed: folder cannot be read (permission denied)",)
    finally:
        (root / "closed").chmod(0o700)


SPECIAL = {
    "trailing space \\ ": ["trailing space  ", "trailing space"],
    "cut   ": ["cut", "cut   "],
    "tab\t": ["tab\t", "tab"],
    "voilà": ["voilà", "voil\udcc3"],
    "\\#x": ["#x"],
    "\\!x": ["!x"],
    "!!x": ["!x"],
    "a\\*": ["a*", "ab"],
    "x[!a]y": ["xby", "x/y", "xay"],
    "[]-]": ["]", "-"],
    "*": ["new\nline", "folder/x"],
    "n?w": ["n\nw"],
    "b?": ["b\udcff", "bé"],
    "**/deep": ["deep", "new\nline/deep"],
    "up/***/x": ["up/x", "up/a/b/x"],
    "\ufefffirst": ["first", "\ufefffirst"],
    "back\\\\slash": ["back\\slash"],
    "crlf\r": ["crlf", "crlf\r"],
}


@pytest.mark.parametrize("pattern", SPECIAL)
def test_unusual_patterns_as_git_has_them(tmp_path: Path, pattern: str) -> None:
    root = tree(tmp_path / "tree", {**dict.fromkeys(SPECIAL[pattern], ""), "other": "", ".gitignore": f"{pattern}\n"})
    assert walked(root) == listed_by_git(root)


NAMES = st.sampled_from(["a", "b", "ab", "a.md", "b.md", "A", ".x", "é", "a b"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PARTS = st.sampled_from(
    ["a", "b", "ab", "*", "**", "***", "a*", "*.md", "?", "a?", "[ab]", "[!a]", "[^b]*", "a.md", "é", "A", ".*"]
)
PATTERNS = st.builds(
    lambda sign, front, parts, back: f"{sign}{front}{'/'.join(parts)}{back}",
    st.sampled_from(["", "", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " ", "\r"]),
)
IGNORES = st.lists(PATTERNS, max_size=5).map("\n".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paths=st.sets(PATHS, min_size=1, max_size=14),
    ignores=st.dictionaries(st.lists(NAMES, max_size=2).map("/".join), IGNORES, min_size=1, max_size=3),
)
@example(paths={"ab/ac/x", "ab/x", "x"}, ignores={"": "a*\n!ab/"})
@example(paths={"docs/a.md", "docs/b"}, ignores={"": "*.md\n!docs/"})
@example(paths={"a/b/c", "a/b.md"}, ignores={"": "a/**\n!a/b/", "a": "!b.md"})
def test_a_walk_agrees_with_git(paths: set[str], ignores: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "tree"
        root.mkdir()
        for path in [*sorted(paths), *(f"{place}/.gitignore".lstrip("/") for place in ignores)]:
            place = root / path
            if any(parent.is_file() for parent in place.parents) or place.is_dir():
                continue
            tree(root, {path: ignores.get(path.removesuffix(".gitignore").rstrip("/"), "")})
        assert walked(root) == listed_by_git(root)


def test_examples_of_the_same_tree_with_and_without_git(repo: Any) -> None:
    tree(repo.root, {".gitignore": "/out\n*.pyc\n!x.pyc\n", "out/a": "", "b/out/a": "", "b/x.pyc": "", "y.pyc": ""})
    assert walked(repo.root) == list(take(repo.root).entries)
