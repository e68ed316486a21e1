"""How the house stands: packages, rules, pages, sizes, and nothing that points out of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from guard.catalog import catalog
from guard.snapshot import take

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def packages() -> set[str]:
    """Every package of the tree, by the name it is installed as."""
    folders = [path.parent for top in ("guard", "rules") for path in (ROOT / top).rglob("__init__.py")]
    names = (".".join(folder.relative_to(ROOT).parts) for folder in folders)
    return {name.replace("rules", "guard_rules", 1) if name.startswith("rules") else name for name in names}


def test_every_package_is_in_the_wheels_list() -> None:
    listed = PYPROJECT["tool"]["setuptools"]["packages"]
    assert sorted(listed) == sorted(packages())


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for top in ("guard", "rules") for path in (ROOT / top).rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_rule_is_listed_and_every_listed_rule_has_a_page() -> None:
    files = [path.stem.replace("_", "-") for path in (ROOT / "rules").glob("*/*.py") if path.stem != "__init__"]
    names = [entry.name for entry in catalog()]
    assert sorted(names) == sorted(files)
    assert {path.stem for path in (ROOT / "docs/rules").glob("*.md")} == {*names, "README"}


def test_modules_stay_small() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for top in ("guard", "rules")
        for path in (ROOT / top).rglob("*.py")
    }
    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_only_the_catalog_and_the_programs_digest_name_the_rules_package() -> None:
    named = [
        str(path.relative_to(ROOT))
        for top in ("guard", "rules")
        for path in (ROOT / top).rglob("*.py")
        if "guard_rules" in path.read_text(encoding="utf-8")
    ]
    assert sorted(named) == ["guard/catalog.py", "guard/itself.py"]


# Recorded cases that may lie beside the checkout; its tests skip without them.
REACHING_OUT = {"tests/facts/test_slugs.py"}
MODULES = sorted(
    str(path.relative_to(ROOT))
    for top in ("guard", "rules", "scripts", "tests")
    for path in (ROOT / top).rglob("*.py")
    if "__file__" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", [path for path in MODULES if path not in REACHING_OUT])
def test_no_module_looks_above_the_root(path: str) -> None:
    steps = re.findall(r"__file__\)(?:\.resolve\(\))?\.parents\[(\d+)\]", (ROOT / path).read_text(encoding="utf-8"))
    assert [step for step in steps if int(step) > path.count("/")] == []


def test_no_file_names_the_workplace() -> None:
    snapshot = take(ROOT)
    places = (f"{ROOT}/", *(f"{start}work/" for start in (" /", '"/', "'/", "(/", "`/", "=/")))
    texts = {path: snapshot.text(path) for path, entry in snapshot.entries.items() if entry.kind == "file"}
    assert len(texts) > 250
    assert [path for path, text in texts.items() if any(place in text for place in places)] == []
