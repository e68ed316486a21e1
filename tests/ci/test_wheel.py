"""The wheel: that it holds all that the tree holds, and runs where there is no tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import guard

ROOT = Path(__file__).parents[2]
PARTS = ("guard", "rules", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, place = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, source)
    run(place, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(source))
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment: the wheel itself, and this environment's libraries behind it."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, symlinks=True)
    python = place / "bin/python"
    run(place, sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    (packages,) = place.glob("lib/python*/site-packages")
    paths = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    (packages / "libraries.pth").write_text("\n".join(sorted(paths)), encoding="utf-8")
    return place / "bin"


def run(folder: Path, *command: str | Path, fails: int = 0) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == fails, done.stdout + done.stderr
    return done.stdout


def test_it_holds_every_module_and_marker(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    parts = [path.relative_to(ROOT) for top in ("guard", "rules") for path in (ROOT / top).rglob("*")]
    tree = {str(path) for path in parts if path.suffix == ".py" or path.name == "py.typed"}
    assert held == {f"guard_{name}" if name.startswith("rules/") else name for name in tree}


def test_its_licence_comes_along(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith("/LICENSE") for name in archive.namelist())


@pytest.mark.parametrize("name", ["guard", "sotguard"])
def test_its_programs_say_their_version(programs: Path, tmp_path: Path, name: str) -> None:
    assert guard.__version__ in run(tmp_path, programs / name, "--version")


def test_it_is_the_wheel_that_runs(programs: Path, tmp_path: Path) -> None:
    said = run(tmp_path, programs / "python", "-c", "import guard, guard_rules as r; print(guard.__file__, r.__file__)")
    assert all(path.startswith(str(programs.parent)) for path in said.split())


def test_it_checks_a_repository(programs: Path, tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("[x](gone.md)\n", encoding="utf-8")
    assert "link leads nowhere: gone.md" in run(tmp_path, programs / "guard", "check", "--no-cache", fails=1)
    document.write_text("[x](README.md)\n", encoding="utf-8")
    run(tmp_path, programs / "guard", "check", "--no-cache")


def test_its_pytest_items_are_found(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("[x](gone.md)\n", encoding="utf-8")
    said = run(tmp_path, programs / "python", "-m", "pytest", "--guard", "-p", "no:cacheprovider", fails=1)
    assert "link leads nowhere: gone.md" in said
