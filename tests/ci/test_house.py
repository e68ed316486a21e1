"""How the house stands: packages, rules, pages, floors, wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from guard.catalog import catalog

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def packages() -> set[str]:
    """Every package of the tree, by the name it is installed as."""
    folders = [path.parent for top in ("guard", "rules") for path in (ROOT / top).rglob("__init__.py")]
    names = (".".join(folder.relative_to(ROOT).parts) for folder in folders)
    return {name.replace("rules", "guard_rules", 1) if name.startswith("rules") else name for name in names}


def test_every_package_is_in_the_wheels_list() -> None:
    assert set(PYPROJECT["tool"]["setuptools"]["packages"]) == packages()


def test_every_rule_is_listed_and_every_listed_rule_has_a_page() -> None:
    files = {path.stem.replace("_", "-") for path in (ROOT / "rules").glob("*/*.py")} - {"--init--"}
    names = {entry.name for entry in catalog()}
    assert names == files
    assert {path.stem for path in (ROOT / "docs/rules").glob("*.md")} == names | {"README"}


def test_modules_stay_small() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for top in ("guard", "rules")
        for path in (ROOT / top).rglob("*.py")
    }
    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_derived_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/derive.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_hook_names_a_real_command() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "entry: guard check\n" in text
    assert "pass_filenames: false\n" in text


VIOLATIONS = {
    "floors": ("guard/documents/lines.py", "import guard.engine.pool\n"),
    "rules know only the rule's world": ("rules/links/own_url.py", "import guard.settings\n"),
    "rules do not know each other": ("rules/links/own_url.py", "import guard_rules.paths.stale_tree\n"),
    "only the cache speaks SQL": ("guard/facts/files.py", "import sqlite3\n"),
}


def _lint(folder: Path) -> str:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("contract", [None, *VIOLATIONS])
def test_each_contract_of_the_floors_can_fail(tmp_path: Path, contract: str | None) -> None:
    shutil.copytree(ROOT / "guard", tmp_path / "guard", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rules", tmp_path / "guard_rules", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    if contract:
        name, line = VIOLATIONS[contract]
        file = tmp_path / name.replace("rules/", "guard_rules/")
        file.write_text(file.read_text(encoding="utf-8") + "\n" + line, encoding="utf-8")
    said = _lint(tmp_path)
    kept = {name: f"{name} KEPT" in said for name in VIOLATIONS}
    assert kept[contract] is False if contract else all(kept.values()), said
    assert f"{contract} BROKEN" in said if contract else "0 broken" in said


def test_the_wheel_holds_everything_and_runs_outside_the_tree(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(
        ROOT,
        source,
        ignore=shutil.ignore_patterns(".git", "__pycache__", "*.egg-info", "build", ".*_cache", ".hypothesis"),
    )
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    modules = [path.relative_to(ROOT) for top in ("guard", "rules") for path in (ROOT / top).rglob("*.py")]
    for module in modules:
        assert str(module).replace("rules/", "guard_rules/", 1) if module.parts[0] == "rules" else str(module) in names
    place = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(place), str(wheel)], check=True
    )
    document = tmp_path / "repository/README.md"
    document.parent.mkdir()
    document.write_text("[x](gone.md)\n")
    program = f"import sys; sys.path.insert(0, {str(place)!r}); import guard, guard_rules; assert {str(place)!r} in guard.__file__, guard.__file__; from guard.cli import main; sys.argv = ['guard', '--no-cache']; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=document.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "link leads nowhere: gone.md" in done.stdout
