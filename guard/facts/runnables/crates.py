"""The crates of a repository: the programs, examples, tests and features that cargo knows by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from posixpath import basename, dirname, join, normpath
from typing import Any

from guard.documents.runners import CrateCall
from guard.facts.runnables.manifest import Crate, dependencies, read_crate
from guard.facts.runnables.tables import Table, below, read_table, texts
from guard.facts.runnables.target_file import TargetFile
from guard.facts.samples import is_trial
from guard.snapshot import Snapshot

_LOCKED = re.compile(r'^name = "([^"\n]{1,200})"', re.MULTILINE)


class Crates:
    """Every Cargo.toml of the repository, read when somebody asks, all at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._members: dict[str, frozenset[str]] = {}

    @cached_property
    def all(self) -> tuple[Crate, ...]:
        read = (read_crate(path, table, self._beside) for path, table in self._tables.items())
        return tuple(one for one in read if one)

    @cached_property
    def fault(self) -> str:
        """Why not every crate is known, "" when they all are."""
        for path in self._snapshot.entries:
            if basename(path) == "Cargo.toml" and path not in self._tables and not is_trial(path):
                return f"{path} cannot be read"
        for path, table in self._tables.items():
            for one in texts(below(table, "workspace").get("members")):
                member = normpath(join(dirname(path), one))
                if not set("*?[") & set(one) and join(member, "Cargo.toml").removeprefix("./") not in self._tables:
                    return f"{path} has a member {one}, which is not here"
        return ""

    def asked(self, call: CrateCall, folders: Sequence[str]) -> tuple[TargetFile, ...] | str:
        """The lists of which one must have the name that cargo is given, or why that cannot be said.

        `folders` are those that the command may run in, the likeliest first.
        """
        if call.kind == "alias":
            return (self.aliases,)
        if call.file:
            manifests = [normpath(join(folder, call.file)) for folder in folders]
        else:
            manifests = [found for folder in folders if self._is_folder(folder) and (found := self.at(folder))]
        manifests = [path for path in dict.fromkeys(manifests) if path in self._tables]
        if not manifests:
            return "no Cargo.toml here"
        if self.fault:
            return f"not all are known ({self.fault})"
        return self._packages(call, manifests[0]) if call.kind == "package" else self._names(call, manifests)

    def _packages(self, call: CrateCall, manifest: str) -> tuple[TargetFile, ...] | str:
        name = call.name.text.partition("@")[0]
        if any(character in name for character in ":/#*?"):
            return "a package by its place"
        names = frozenset(one.name for one in self.all)
        if name not in names and self._is_dependency(name):
            return "a package of somebody else's"
        listed = names | {call.name.text} if name in names else names
        return (TargetFile(self.workspace_of(manifest) or manifest, "cargo package", listed),)

    def _names(self, call: CrateCall, manifests: Sequence[str]) -> tuple[TargetFile, ...] | str:
        """What the packages that the command selects have of the kind that it asks for."""
        head, slash, name = call.name.text.partition("/")
        packages = (head.removesuffix("?"),) if slash and call.kind == "feature" else call.packages
        name = name if slash else call.name.text
        crates = [one for package in packages for one in self.all if fnmatchcase(one.name, package.partition("@")[0])]
        if packages and not crates:
            return "of a package that is not here"
        selected = crates or [one for path in manifests for one in self.selected(path, whole=call.whole)]
        listed = tuple(one.listed(call.kind) for one in selected)
        if not listed:
            return "no package here"
        if not packages and not any(one.has(name) for one in listed) and self._somewhere(call.kind, name):
            return "another crate has it"
        return listed

    def _somewhere(self, kind: str, name: str) -> bool:
        return any(one.listed(kind).has(name) for one in self.all)

    def _is_dependency(self, name: str) -> bool:
        return name in self.locked or any(name in one.dependencies for one in self.all)

    @cached_property
    def aliases(self) -> TargetFile:
        """The commands that the repository adds to cargo."""
        names: set[str] = set()
        first = ""
        for path in self._snapshot.entries:
            if path.endswith((".cargo/config.toml", ".cargo/config")):
                names |= set(below(read_table(self._snapshot.text_if_readable(path)), "alias"))
                first = first or path
        return TargetFile(first, "cargo alias", frozenset(names))

    @cached_property
    def locked(self) -> frozenset[str]:
        """Every package of any lock file, those of others among them."""
        paths = (path for path in self._snapshot.entries if basename(path) == "Cargo.lock")
        return frozenset(name for path in paths for name in _LOCKED.findall(self._snapshot.text_if_readable(path)))

    def at(self, folder: str) -> str | None:
        """The nearest Cargo.toml at or above `folder`."""
        while True:
            if (path := join(folder, "Cargo.toml")) in self._tables:
                return path
            if not folder:
                return None
            folder = dirname(folder)

    def selected(self, manifest: str, *, whole: bool = False) -> tuple[Crate, ...]:
        """What cargo works on in `manifest`'s folder: its package, or all members where it is no package or `whole` is asked for."""
        own = tuple(one for one in self.all if one.path == manifest)
        return own if own and not whole else self.members(self.workspace_of(manifest) or manifest)

    def workspace_of(self, manifest: str) -> str | None:
        """The Cargo.toml of the workspace that the package at `manifest` is a member of; its own where it has one."""
        named = below(self._tables.get(manifest, {}), "package").get("workspace")
        if isinstance(named, str):
            return normpath(join(dirname(manifest), named, "Cargo.toml"))
        folder = dirname(manifest)
        while True:
            path = join(folder, "Cargo.toml")
            if "workspace" in self._tables.get(path, {}) and (path == manifest or manifest in self._member_paths(path)):
                return path
            if not folder:
                return None
            folder = dirname(folder)

    def members(self, workspace: str) -> tuple[Crate, ...]:
        paths = self._member_paths(workspace)
        return tuple(one for one in self.all if one.path in paths)

    def _member_paths(self, workspace: str) -> frozenset[str]:
        if workspace not in self._members:
            self._members[workspace] = self._find_members(workspace)
        return self._members[workspace]

    def _find_members(self, workspace: str) -> frozenset[str]:
        """Those that the workspace lists, its own package, and what they depend on by path, all but those it leaves out."""
        table = below(self._tables.get(workspace, {}), "workspace")
        base = dirname(workspace)
        left = {normpath(join(base, one)) for one in texts(table.get("exclude"))}
        patterns = [normpath(join(base, one)) for one in texts(table.get("members"))]
        listed = {path for path in self._tables if any(_is_at(dirname(path), one) for one in patterns)}
        found: set[str] = set()
        waiting = [workspace, *sorted(listed)]
        while waiting:
            path = waiting.pop()
            if path in found or (dirname(path) not in patterns and any(_is_below(dirname(path), one) for one in left)):
                continue
            found.add(path)
            waiting += self._by_path(path, base)
        return frozenset(found)

    def _by_path(self, manifest: str, base: str) -> Iterator[str]:
        """The manifests below `base` that this one depends on by path."""
        tables = [self._tables[manifest]] if manifest in self._tables else []
        for _, value in (pair for table in tables for pair in (*dependencies(table), *_shared(table))):
            place = value.get("path") if isinstance(value, dict) else None
            if isinstance(place, str):
                path = normpath(join(dirname(manifest), place, "Cargo.toml"))
                if path in self._tables and _is_below(dirname(path), base):
                    yield path

    @cached_property
    def _tables(self) -> dict[str, Table]:
        paths = (path for path in self._snapshot.entries if basename(path) == "Cargo.toml")
        read = ((path, read_table(self._snapshot.text_if_readable(path))) for path in paths)
        return {path: table for path, table in read if table}

    def _is_folder(self, folder: str) -> bool:
        return not folder or any(path.startswith(f"{folder}/") for path in self._snapshot.entries)

    @cached_property
    def _beside(self) -> dict[str, tuple[str, ...]]:
        """The programs of Rust by folder, those of its folders that are called main.rs among them."""
        found: dict[str, list[str]] = {}
        for path in self._snapshot.entries:
            if path.endswith(".rs"):
                found.setdefault(dirname(path), []).append(basename(path))
                if basename(path) == "main.rs":
                    found.setdefault(dirname(dirname(path)), []).append(f"{basename(dirname(path))}/main.rs")
        return {folder: tuple(names) for folder, names in found.items()}


def _shared(table: Table) -> Iterable[tuple[str, Any]]:
    return below(table, "workspace", "dependencies").items()


def _is_at(folder: str, pattern: str) -> bool:
    """Whether a member's pattern means `folder`: its stars stay within one name."""
    parts, wanted = folder.split("/"), pattern.split("/")
    if "**" in wanted:
        return fnmatchcase(folder, pattern)
    return len(parts) == len(wanted) and all(fnmatchcase(one, other) for one, other in zip(parts, wanted, strict=True))


def _is_below(folder: str, base: str) -> bool:
    return not base or base in {".", folder} or folder.startswith(base + "/")
