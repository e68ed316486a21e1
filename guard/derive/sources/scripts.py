"""The commands that a repository gives names: scripts of package.json and pyproject.toml, targets of a Makefile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import Any

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import Read, file
from guard.derive.sources.value import parsed
from guard.facts import Facts

_TARGET = re.compile(r"\A([A-Za-z0-9][\w.-]*+)[ \t]*+::?(?!=)([^#\n]*+)(?:##[ \t]*+([^\n]*+))?")
_TABLES = (("project", "scripts"), ("project", "gui-scripts"), ("tool", "poetry", "scripts"))
_TASKS = (("tool", "poe", "tasks"), ("tool", "taskipy", "tasks"), ("tool", "pdm", "scripts"))


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    of: str


class Script(msgspec.Struct, frozen=True):
    """`call` is what a person types, `runs` what that does, "" where it is more than a line."""

    name: str
    call: str
    runs: str
    comment: str = ""


def read(facts: Facts, options: Options) -> tuple[Script, ...]:
    """Raises SourceError for another kind of file, and for one that names no command."""
    source = file(facts, options.of)
    name = basename(source.path)
    if name == "package.json":
        found = tuple(_of_package(source, facts))
    elif name == "pyproject.toml":
        found = tuple(_of_project(source))
    elif name.lower() in {"makefile", "gnumakefile"} or name.endswith(".mk"):
        found = tuple(_of_makefile(source))
    else:
        raise SourceError("scripts are read from package.json, pyproject.toml and Makefiles", source.path)
    if not found:
        raise SourceError("names no script", source.path)
    return found


def _table(value: Any, path: tuple[str, ...]) -> dict[str, Any]:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _of_package(source: Read, facts: Facts) -> Iterator[Script]:
    folder = source.path.rpartition("/")[0]
    program = next((name for lock, name in _LOCKS.items() if _beside(facts, folder, lock)), "npm")
    for name, runs in _table(parsed(source), ("scripts",)).items():
        if not name.startswith("//"):
            yield Script(name, f"{program} run {name}", str(runs))


_LOCKS = {"pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "bun.lock": "bun", "bun.lockb": "bun"}


def _beside(facts: Facts, folder: str, name: str) -> bool:
    """Whether a lock file lies in the folder or, for a workspace, at the root."""
    return any(facts.files.exists(f"{place}/{name}".lstrip("/")) for place in (folder, ""))


def _of_project(source: Read) -> Iterator[Script]:
    table = parsed(source)
    for path in _TABLES:
        for name, runs in _table(table, path).items():
            yield Script(name, name, str(runs))
    for path in _TASKS:
        for name, task in _table(table, path).items():
            runs, said = (
                (task.get("cmd") or task.get("shell") or "", task.get("help") or "")
                if isinstance(task, dict)
                else (task, "")
            )
            yield Script(
                name, f"{ {'poe': 'poe', 'taskipy': 'task', 'pdm': 'pdm run'}[path[1]] } {name}", str(runs), str(said)
            )


def _of_makefile(source: Read) -> Iterator[Script]:
    """Targets with what they run; `.PHONY` and the like, patterns, and what a comment `##` says."""
    lines = source.lines
    above = ""
    for number in range(1, len(lines) + 1):
        content = lines.content(number)
        found = _TARGET.match(content)
        if found:
            recipe = lines.content(number + 1) if number < len(lines) else ""
            more = number + 1 < len(lines) and lines.content(number + 2).startswith("\t")
            runs = recipe.strip().lstrip("@-") if recipe.startswith("\t") and not more else ""
            yield Script(found[1], f"make {found[1]}", runs, (found[3] or above).strip())
        above = content.removeprefix("##") if content.startswith("## ") else ""
