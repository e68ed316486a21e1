"""Names in capitals, from programs and not from prose."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guard.facts.constants import Constants
from guard.facts.words import Words
from guard.snapshot import Snapshot, at, take

FILES = {
    "a.py": "os.environ['SHOP_API_KEY']; x = MAX_RETRIES; _PRIVATE_NAME; aB_C_D\n",
    "README.md": "`ONLY_IN_PROSE`\n",
    ".env.example": "FROM_EXAMPLE=1\n",
    "package-lock.json": '"IN_LOCK_FILE"',
    "x.png": "IN_A_PICTURE",
    "b.go": 'viper.SetEnvPrefix("BD")\n',
    "c.ts": "process.env[`COMPOSED_${name}`]; 'OTHER_' + x\n",
}


def test_which_names_are_known() -> None:
    names = Constants(Words(Snapshot.of(FILES))).names
    assert names == {"SHOP_API_KEY", "MAX_RETRIES", "FROM_EXAMPLE"}


@pytest.mark.parametrize(
    ("name", "yes"),
    [("BD_ANYTHING", True), ("COMPOSED_X", True), ("OTHER_X", True), ("SHOP_X", False), ("BDX_Y", False)],
)
def test_names_that_are_put_together(name: str, *, yes: bool) -> None:
    assert Constants(Words(Snapshot.of(FILES))).is_composed(name) is yes


def test_names_without_their_underscores() -> None:
    assert Constants(Words(Snapshot.of(FILES))).folded["SHOPAPIKEY"] == ("SHOP_API_KEY",)


def test_a_commit_is_looked_through_as_well(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("OLD_NAME = 1\n", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "1"], cwd=tmp_path, check=True
    )
    (tmp_path / "a.py").write_text("NEW_NAME = 1\n", encoding="utf-8")
    now = take(tmp_path)
    assert Constants(Words(now)).names == {"NEW_NAME"}
    assert now.git is not None
    assert Constants(Words(at(now.git, "HEAD"))).names == {"OLD_NAME"}
