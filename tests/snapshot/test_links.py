from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.snapshot.links import Astray, resolve

LINKS = {
    "latest": "v2",
    "docs/up": "../README.md",
    "docs/self": ".",
    "docs/deep/chain": "../up",
    "absolute": "/root/docs/a.md",
    "top": "/root",
    "out": "../other/a.md",
    "far": "/etc/passwd",
    "beside": "/rootless/a.md",
    "loop": "pool",
    "pool": "loop",
    "grow": "grow/grow",
    "back": "../root/README.md",
}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("README.md", "README.md"),
        ("latest/a.md", "v2/a.md"),
        ("docs/up", "README.md"),
        ("docs/self/self/a.md", "docs/a.md"),
        ("docs/deep/chain", "README.md"),
        ("absolute", "docs/a.md"),
        ("top", ""),
        ("top/docs/a.md", "docs/a.md"),
        ("docs//./a.md", "docs/a.md"),
        ("docs/../a.md", "a.md"),
        ("latest/../a.md", "a.md"),
        ("", ""),
    ],
)
def test_where_a_path_leads(path: str, place: str) -> None:
    assert resolve(path, LINKS.get, "/root") == place


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("out", "out of the repository"),
        ("far", "out of the repository"),
        ("beside", "out of the repository"),
        ("back", "out of the repository"),
        ("..", "out of the repository"),
        ("docs/../../root/a.md", "out of the repository"),
        ("loop", "loop"),
        ("grow/a.md", "loop"),
        ("a/" * 3000, "too long"),
    ],
)
def test_paths_that_lead_nowhere(path: str, says: str) -> None:
    with pytest.raises(Astray, match=says):
        resolve(path, LINKS.get, "/root")


def test_absolute_links_lead_nowhere_in_a_tree_without_a_place() -> None:
    with pytest.raises(Astray):
        resolve("far", LINKS.get)


NAMES = st.sampled_from(["a", "b", "c", "..", "."])
TARGETS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PLACES = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map("/".join)


@given(links=st.dictionaries(PLACES, TARGETS, max_size=6), path=PLACES)
def test_agrees_with_the_file_system(links: dict[str, str], path: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "root"
        made: dict[str, str] = {}
        for place in ["", "a", "b", "c", *(f"{one}/{two}" for one in "abc" for two in "abc")]:
            if (root / place).parent.is_symlink():
                continue
            if place in links:
                (root / place).symlink_to(links[place])
                made[place] = links[place]
            else:
                (root / place).mkdir()
        there = (root / path).exists()
        real = os.path.realpath(root / path)
        try:
            found = resolve(path, made.get, str(root))
        except Astray:
            # Out of the root; the kernel may know a way back in.
            there = False
            found = ""
        assert not there or real == os.path.normpath(root / found)
