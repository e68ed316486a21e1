"""Paths in passing: which reading counts, and what became of a dead one."""

from __future__ import annotations

import pytest

from guard.facts.files import Files
from guard.facts.history import History, TableHistory
from guard.facts.homes import Homes, relative
from guard.facts.paths import Paths, has_placeholder
from guard.snapshot import Snapshot

FILES = Files(
    Snapshot.of(
        dict.fromkeys(
            [
                *(
                    "README.md",
                    "docs/a.md",
                    "docs/guide/b.md",
                    "src/pkg/mod.py",
                    "src/pkg/deep/rare_name.py",
                    "lib/twice.py",
                ),
                *("app/twice.py", ".runs/r1/log.txt", ".runs/r2/log.txt", "tool/settings.py"),
            ],
            "",
        )
    )
)
HISTORY = History(TableHistory({"docs/old.md": "docs/a.md", "gone/thing.py": None, "docs/lonely.sh": None}))
PATHS = Paths(FILES, HISTORY, ("clone",))


@pytest.mark.parametrize(
    ("document", "text", "standing", "path"),
    [
        ("README.md", "docs/a.md", "alive", "docs/a.md"),
        ("docs/a.md", "guide/b.md", "alive", "docs/guide/b.md"),
        ("docs/guide/b.md", "a.md", "alive", "docs/a.md"),
        ("README.md", "clone/src/pkg", "alive", "src/pkg"),
        ("README.md", "pkg/mod.py", "alive", "src/pkg/mod.py"),
        ("README.md", "src\\pkg\\mod.py", "alive", "src/pkg/mod.py"),
        ("README.md", "docs/old.md", "gone", "docs/old.md"),
        ("docs/guide/b.md", "old.md", "gone", "docs/old.md"),
        ("README.md", "thing.py", "gone", "gone/thing.py"),
        ("docs/a.md", "thing.py", "unknown", ""),
        ("README.md", "other/rare_name.py", "moved", "other/rare_name.py"),
        ("README.md", "other/twice.py", "unknown", "other/twice.py"),
        ("README.md", "other/settings.py", "unknown", "other/settings.py"),
        ("README.md", "src/pkg/mode.py", "near", "src/pkg/mode.py"),
        ("README.md", "src/pkg/zzzzzzzz.py", "hollow", "src/pkg/zzzzzzzz.py"),
        ("README.md", "src/none/zzzzzzzz.py", "adrift", "src/none/zzzzzzzz.py"),
        ("README.md", "none/at/all.py", "unknown", "none/at/all.py"),
        ("README.md", "../../outside.md", "unknown", ""),
    ],
)
def test_readings(document: str, text: str, standing: str, path: str) -> None:
    found = PATHS.read(document, text)
    assert found.standing == standing
    assert found.path == path or standing == "unknown"


@pytest.mark.parametrize(
    ("path", "yes"), [(".runs/r3/log.txt", True), (".runs/r3/other.txt", False), ("docs/x", False)]
)
def test_one_more_of_its_kind(path: str, *, yes: bool) -> None:
    assert PATHS.is_instance(path) is yes


@pytest.mark.parametrize(
    "text", ["docs/<name>.md", "a/{id}/b", "$HOME/x", "path/to/file", "v/X.Y.Z", "my-app/x", "a/*.md", "curl/8.5.0"]
)
def test_placeholders(text: str) -> None:
    assert has_placeholder(text)


@pytest.mark.parametrize("text", ["docs/a.md", "max.yaml", "src/foobar.py", "myself.md"])
def test_no_placeholders(text: str) -> None:
    assert not has_placeholder(text)


def test_homes_say_what_became_of_a_path() -> None:
    homes = Homes(FILES, HISTORY)
    renamed = homes.of("docs/old.md")
    assert renamed.certain == "docs/a.md"
    assert "renamed to docs/a.md" in renamed.evidence[0].text
    assert homes.of("other/rare_name.py").certain == "src/pkg/deep/rare_name.py"
    assert homes.of("x/twice.py").certain == ""
    assert set(homes.of("x/twice.py").near) == {"app/twice.py", "lib/twice.py"}
    assert homes.of("nowhere.md").evidence[0].text == "nothing named nowhere.md is in the repository"


@pytest.mark.parametrize(
    ("document", "target", "like", "written"),
    [
        ("README.md", "docs/a.md", "x.md", "docs/a.md"),
        ("docs/guide/b.md", "docs/a.md", "x.md", "../a.md"),
        ("docs/b.md", "docs/a.md", "./x.md", "./a.md"),
        ("docs/b.md", "src/x.py", "/old.py", "/src/x.py"),
        ("README.md", "docs", "old/", "docs/"),
        ("README.md", "docs/with space.md", "x", "docs/with%20space.md"),
    ],
)
def test_links_are_written_in_the_manner_of_the_old_one(document: str, target: str, like: str, written: str) -> None:
    assert relative(document, target, like=like) == written
