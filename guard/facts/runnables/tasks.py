"""What pyproject.toml and a Pipfile let people run by name: tasks of poe, scripts of pdm and pipenv, programs that a project installs."""

from __future__ import annotations

from posixpath import basename

from guard.facts.runnables.tables import below, read_table
from guard.facts.runnables.target_file import TargetFile

POE_NAMES = ("pyproject.toml", "poe_tasks.toml")
PDM_NAMES = ("pyproject.toml",)
PROJECT_NAMES = ("pyproject.toml", "Pipfile")


def read_poe(path: str, text: str) -> TargetFile | None:
    table = read_table(text)
    if table is None:
        return TargetFile(path, "poe", frozenset(), unknown="not TOML") if basename(path) == "poe_tasks.toml" else None
    own = below(table, "tool", "poe") or (table if basename(path) == "poe_tasks.toml" else {})
    if not own:
        return None
    tasks = set(below(own, "tasks"))
    for group in below(own, "groups").values():
        tasks |= set(below(group, "tasks"))
    unknown = "includes other files" if own.get("include") or own.get("include_script") else ""
    return TargetFile(path, "poe", frozenset(tasks), unknown=unknown)


def read_pdm(path: str, text: str) -> TargetFile | None:
    table = read_table(text)
    scripts = set(below(table, "tool", "pdm", "scripts")) - {"_"}
    if table is None or not scripts:
        return None
    return TargetFile(path, "pdm", frozenset(scripts | _installed(table)))


def read_project(path: str, text: str) -> TargetFile | None:
    """Programs by the name that the project installs them under, and the scripts of a Pipfile."""
    table = read_table(text)
    scripts = set() if table is None else _installed(table)
    if basename(path) == "Pipfile":
        scripts = set(below(table, "scripts"))
    return TargetFile(path, "project", frozenset(scripts)) if scripts else None


def _installed(table: object) -> set[str]:
    places = (("project", "scripts"), ("project", "gui-scripts"), ("tool", "poetry", "scripts"))
    return {name for keys in places for name in below(table, *keys)}
