"""The targets of Makefiles, justfiles and Taskfiles, and what other runners call so by names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from posixpath import basename, dirname, join, normpath

import msgspec

from guard.documents.yaml import read as read_yaml
from guard.documents.yaml.nodes import Mapping
from guard.facts.runnables import hatch, hooks, nox, tasks, tox
from guard.facts.runnables.target_file import Reader, TargetFile
from guard.snapshot import Snapshot, Unreadable

_NAMES: dict[str, tuple[str, ...]] = {
    "make": ("GNUmakefile", "makefile", "Makefile"),
    "just": ("justfile", ".justfile", "Justfile"),
    "task": ("Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml"),
    "tox": tox.NAMES,
    "nox": nox.NAMES,
    "nox tag": nox.NAMES,
    "hatch": hatch.NAMES,
    "hatch environment": hatch.NAMES,
    "pdm": tasks.PDM_NAMES,
    "poe": tasks.POE_NAMES,
    "project": tasks.PROJECT_NAMES,
    "pre-commit": hooks.NAMES,
}
_READERS: dict[str, Reader] = {
    "tox": tox.read_tox,
    "nox": nox.read_sessions,
    "nox tag": nox.read_tags,
    "hatch": hatch.read_scripts,
    "hatch environment": hatch.read_environments,
    "pdm": tasks.read_pdm,
    "poe": tasks.read_poe,
    "project": tasks.read_project,
    "pre-commit": hooks.read_hooks,
}
_DEPENDENCIES = (
    "pyproject.toml",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile",
    "Pipfile.lock",
    "requirements.txt",
    "setup.cfg",
    "setup.py",
)
PROGRAMS = tuple(_NAMES)
_LARGEST = 4_000_000
_MOST = 200
"""Files that one Makefile may include."""
_CONTINUED = re.compile(r"\\\r?\n")
_RULE = re.compile(r"\A(?![ \t#])([^:=#\n]{1,2000}?)(::?)(?![:=])")
_INCLUDE = re.compile(r"\A[ \t]{0,20}(?:-|s)?include[ \t]++(\S[^#\n]{0,2000})")
_RECIPE = re.compile(r"\A@?([A-Za-z_][\w-]{0,100})((?:[ \t][^:\n]{0,500})?):(?!=)")
_ALIAS = re.compile(r"\Aalias[ \t]++([A-Za-z_][\w-]{0,100})[ \t]*+:=")


class Targets:
    """Files are read when somebody asks for them, each once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._read: dict[tuple[str, str], TargetFile | None] = {}

    def of_folder(self, program: str, folder: str) -> TargetFile | None:
        """The file that `program` takes in `folder`."""
        paths = (join(folder, name) for name in _NAMES[program])
        return next((found for path in paths if (found := self.by_file(program, path))), None)

    def by_file(self, program: str, path: str) -> TargetFile | None:
        """None as well for a file that says nothing of `program`."""
        if path not in self._snapshot.entries:
            return None
        if (program, path) not in self._read:
            self._read[program, path] = self._parse(program, path)
        return self._read[program, path]

    def all(self, program: str) -> tuple[TargetFile, ...]:
        """Every file of `program` in the repository."""
        paths = (path for path in self._paths if basename(path) in _NAMES[program])
        return tuple(found for path in paths if (found := self.by_file(program, path)))

    def offered(self) -> TargetFile | None:
        """The hooks that this repository offers to pre-commit elsewhere."""
        if hooks.OFFERED not in self._snapshot.entries:
            return None
        return hooks.read_offered(hooks.OFFERED, self._snapshot.text_if_readable(hooks.OFFERED))

    def brings(self, path: str, name: str) -> bool:
        """Whether the project that has the file at `path` says `name` in its manifest or in a lock file: it may be a dependency."""
        word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
        folder = dirname(path)
        while True:
            beside = (join(folder, file) for file in _DEPENDENCIES)
            if any(
                file in self._snapshot.entries and word.search(self._snapshot.text_if_readable(file)) for file in beside
            ):
                return True
            if not folder:
                return False
            folder = dirname(folder)

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        names = {name for names in _NAMES.values() for name in names}
        return tuple(path for path in self._snapshot.entries if basename(path) in names)

    def _parse(self, program: str, path: str) -> TargetFile | None:
        try:
            text = self._snapshot.text(path)
        except Unreadable as error:
            return TargetFile(path, program, frozenset(), unknown=error.reason)
        if len(text) > _LARGEST:
            return TargetFile(path, program, frozenset(), unknown="too large")
        if program in _READERS:
            found = _READERS[program](path, text)
            return self._with_toxfile(found) if found and program == "tox" else found
        if program == "task":
            return _taskfile(path, text)
        if program == "just":
            return _justfile(path, text)
        return self._makefile(path, text)

    def _with_toxfile(self, file: TargetFile) -> TargetFile:
        """Beside a program that tox runs before it looks for environments, not all of them are known."""
        beside = join(dirname(file.path), "toxfile.py")
        if beside not in self._snapshot.entries:
            return file
        return msgspec.structs.replace(file, unknown=file.unknown or f"{beside} may add environments")

    def _makefile(self, path: str, text: str) -> TargetFile:
        targets: set[str] = set()
        patterns: list[str] = []
        unknown = ""
        waiting, seen = [(path, text)], {path}
        while waiting:
            here, words = waiting.pop()
            for line in _make_lines(words):
                if (include := _INCLUDE.match(line)) is not None:
                    for name in include[1].split():
                        place = self._place(here, name)
                        if place is None:
                            unknown = unknown or f"{here} includes {name}"
                        elif place not in seen and len(seen) < _MOST:
                            seen.add(place)
                            waiting.append((place, self._snapshot.text_if_readable(place)))
                elif (rule := _RULE.match(line)) is not None:
                    for name in (
                        *rule[1].split(),
                        *(line[rule.end() :].partition("#")[0].split() if rule[1].strip() == ".PHONY" else ()),
                    ):
                        if "$" in name:
                            unknown = unknown or f"{here} computes targets: {name}"
                        elif "%" in name:
                            patterns.append(name)
                        else:
                            targets.add(name)
                elif "$(eval" in line or ("$(foreach" in line and "eval" in line):
                    unknown = unknown or f"{here} computes rules"
        return TargetFile(path, "make", frozenset(targets), tuple(patterns), unknown)

    def _place(self, path: str, name: str) -> str | None:
        """The file that an `include` of `path` names: seen from its folder, or from the root."""
        places = (normpath(join(base, name)) for base in (dirname(path), ""))
        return next((place for place in places if place in self._snapshot.entries), None)


def _make_lines(text: str) -> Iterator[str]:
    """Logical lines that are no recipes and stand in no `define`."""
    inside = False
    for line in _CONTINUED.sub(" ", text).splitlines():
        if line.startswith("\t"):
            continue
        word = line.lstrip(" ").partition(" ")[0]
        if word in {"define", "endef"}:
            inside = word == "define"
        elif not inside and line.strip():
            yield line.lstrip(" ") if not line.startswith("  ") or ":" in line else line


def _justfile(path: str, text: str) -> TargetFile:
    names: set[str] = set()
    unknown = ""
    for line in text.splitlines():
        if line.startswith(("import", "mod ", "mod?", "!include")):
            unknown = unknown or f"{path} imports other files"
        elif found := _ALIAS.match(line) or _RECIPE.match(line):
            names.add(found[1])
    return TargetFile(path, "just", frozenset(names), unknown=unknown)


def _taskfile(path: str, text: str) -> TargetFile:
    root = read_yaml(text)
    if not isinstance(root, Mapping):
        return TargetFile(path, "task", frozenset(), unknown=f"{path} cannot be read")
    tasks = root.get("tasks")
    names = set(tasks.entries()) if isinstance(tasks, Mapping) else set()
    for name, entry in tasks.entries().items() if isinstance(tasks, Mapping) else ():
        aliases = entry.value.get("aliases") if isinstance(entry.value, Mapping) else None
        names |= _texts(getattr(aliases, "items", ())) | {name}
    unknown = f"{path} includes other files" if root.get("includes") else ""
    patterns = tuple(name.replace("*", "%", 1) for name in names if "*" in name)
    return TargetFile(path, "task", frozenset(names), patterns, unknown)


def _texts(items: Iterable[object]) -> set[str]:
    return {str(getattr(item, "text", "")) for item in items} - {""}
