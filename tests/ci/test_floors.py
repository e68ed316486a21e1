"""The floors: that the drawing and the lists are those of the contracts, and that each contract can fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}
LAYERS = [[name.strip() for name in layer.split("|")] for layer in CONTRACTS["floors"]["layers"]]
FLAT = [name for layer in LAYERS for name in layer]

VIOLATIONS = {
    "floors": ("guard/settings/values.py", "import guard.engine.pool"),
    "rules know only the rule's world": ("rules/links/own_url.py", "import guard.settings"),
    "rules do not reach below the facts": ("rules/links/own_url.py", "import pathlib"),
    "rules do not know each other": ("rules/links/own_url.py", "import guard_rules.paths.stale_tree"),
    "only the cache speaks SQL": ("guard/facts/files.py", "import sqlite3"),
}


def lint(folder: Path) -> str:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def copy(folder: Path) -> None:
    for here, there in (("guard", "guard"), ("rules", "guard_rules")):
        shutil.copytree(ROOT / here, folder / there, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_a_violation_is_known_for_every_contract() -> None:
    assert set(VIOLATIONS) == set(CONTRACTS)


def test_the_contracts_hold(tmp_path: Path) -> None:
    copy(tmp_path)
    said = lint(tmp_path)
    assert all(f"{name} KEPT" in said for name in CONTRACTS), said
    assert f"{len(CONTRACTS)} kept, 0 broken" in said


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_contract_breaks_alone(tmp_path: Path, contract: str) -> None:
    copy(tmp_path)
    name, line = VIOLATIONS[contract]
    file = tmp_path / name.replace("rules/", "guard_rules/")
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    said = lint(tmp_path)
    assert re.search(rf"^{re.escape(contract)} BROKEN", said, re.MULTILINE), said
    assert f"{len(CONTRACTS) - 1} kept, 1 broken" in said


def test_a_module_without_a_floor_breaks_the_floors(tmp_path: Path) -> None:
    copy(tmp_path)
    (tmp_path / "guard/attic.py").write_text("", encoding="utf-8")
    said = lint(tmp_path)
    assert "floors BROKEN" in said
    assert "attic" in said


def test_the_drawing_names_the_floors_in_their_order() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    drawing = text.partition("<!-- floors:begin -->\n```text\n")[2].partition("\n```\n<!-- floors:end -->")[0]
    blocks = [[line.split() for line in block.splitlines()] for block in drawing.split("\n\n")]
    assert [[words[0] for words in block] for block in blocks] == LAYERS
    assert all(len(words) > 3 for block in blocks for words in block), "every floor says what it is for"


def test_every_floor_is_open_or_closed_to_rules() -> None:
    world = {"rule", "derive", "facts", "documents", "model"}
    closed = {
        module.removeprefix("guard.")
        for name in ("rules know only the rule's world", "rules do not reach below the facts")
        for module in CONTRACTS[name]["forbidden_modules"]
        if module.startswith("guard.")
    }
    assert world | closed == set(FLAT)
    assert not world & closed
