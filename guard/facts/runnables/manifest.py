"""One Cargo.toml: what it lists, and what cargo finds beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any

import msgspec

from guard.facts.runnables.tables import Table, below, texts
from guard.facts.runnables.target_file import TargetFile

_DEPENDENCIES = ("dependencies", "dev-dependencies", "build-dependencies", "dev_dependencies", "build_dependencies")
_FOLDERS = {"example": "examples", "test": "tests", "bench": "benches"}
Beside = Mapping[str, tuple[str, ...]]
"""The programs of Rust by folder; those in a folder of their own as `name/main.rs`."""


class Crate(msgspec.Struct, frozen=True):
    """One Cargo.toml that describes a package. `targets` are the names of each kind; `dependencies` are as they are called here."""

    path: str
    name: str
    targets: dict[str, frozenset[str]]
    features: frozenset[str]
    dependencies: frozenset[str]
    default_run: str = ""

    @property
    def folder(self) -> str:
        return dirname(self.path)

    def listed(self, kind: str) -> TargetFile:
        """The names of one kind: feature, bin, example, test or bench."""
        names = self.features if kind == "feature" else self.targets[kind]
        return TargetFile(self.path, f"cargo {kind}", names)


def read_crate(path: str, table: Table, beside: Beside) -> Crate | None:
    """None for the manifest of a workspace that is no package."""
    package = below(table, "package")
    if not isinstance(package.get("name"), str):
        return None
    return Crate(
        path,
        package["name"],
        {kind: frozenset(_targets(table, kind, dirname(path), beside)) for kind in ("bin", *_FOLDERS)},
        frozenset(_features(table)),
        frozenset(name for name, _ in dependencies(table)),
        str(package.get("default-run", "")),
    )


def _targets(table: Table, kind: str, folder: str, beside: Beside) -> Iterator[str]:
    """What the manifest lists and, unless it says otherwise, what stands in the folder that cargo looks in."""
    package = below(table, "package")
    listed = [one for one in _list(table.get(kind)) if isinstance(one, dict)]
    taken = {normpath(join(folder, one["path"])) for one in listed if isinstance(one.get("path"), str)}
    yield from (one["name"] for one in listed if isinstance(one.get("name"), str))
    plural = {"bench": "benches"}.get(kind, f"{kind}s")
    if package.get(f"auto{plural}") is False or (
        listed and str(package.get("edition", "2015")) == "2015" and "edition" not in package
    ):
        return
    src = join(folder, "src").lstrip("/")
    if kind == "bin" and "main.rs" in beside.get(src, ()) and join(src, "main.rs") not in taken:
        yield str(package["name"]) if isinstance(package.get("name"), str) else ""
    place = join(src, "bin") if kind == "bin" else join(folder, _FOLDERS[kind])
    for name in beside.get(place, ()):
        if join(place, name) not in taken and name != "mod.rs":
            yield name.removesuffix("/main.rs").removesuffix(".rs")


def _features(table: Table) -> Iterator[str]:
    """Those that are listed, and the dependencies that may be left out, unless a feature names one of them `dep:so`."""
    features = below(table, "features")
    yield from features
    yield "default"
    hidden = {item[4:] for value in features.values() for item in texts(value) if item.startswith("dep:")}
    for name, value in dependencies(table):
        if isinstance(value, dict) and value.get("optional") is True and name not in hidden:
            yield name


def dependencies(table: Table) -> Iterator[tuple[str, Any]]:
    for key in _DEPENDENCIES:
        yield from below(table, key).items()
        for target in below(table, "target").values():
            yield from below(target, key).items()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
