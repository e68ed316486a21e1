"""The hooks of pre-commit: those that a repository runs, and those that it offers to others."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from guard.documents.yaml import Mapping, Node, Scalar, Sequence
from guard.documents.yaml import read as read_yaml
from guard.facts.runnables.tables import read_table
from guard.facts.runnables.target_file import TargetFile

NAMES = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")
OFFERED = ".pre-commit-hooks.yaml"


def read_hooks(path: str, text: str) -> TargetFile:
    """Ids and aliases of the hooks that run here, those of the manual stage among them."""
    if basename(path).endswith(".toml"):
        return _toml(path, text)
    root = read_yaml(text)
    repos = root.get("repos") if isinstance(root, Mapping) else None
    if not isinstance(repos, Sequence):
        return TargetFile(path, "pre-commit", frozenset(), unknown="cannot be read")
    names = {name for repo in repos.items for name in _named(_get(repo, "hooks"))}
    return TargetFile(path, "pre-commit", frozenset(names))


def read_offered(path: str, text: str) -> TargetFile:
    """The ids that other repositories may ask for."""
    root = read_yaml(text)
    if not isinstance(root, Sequence):
        return TargetFile(path, "pre-commit", frozenset(), unknown="cannot be read")
    return TargetFile(path, "pre-commit", frozenset(_named(root)))


def _toml(path: str, text: str) -> TargetFile:
    table = read_table(text)
    repos = (table or {}).get("repos")
    if not isinstance(repos, list):
        return TargetFile(path, "pre-commit", frozenset(), unknown="cannot be read")
    hooks = [
        hook for repo in repos if isinstance(repo, dict) for hook in repo.get("hooks") or () if isinstance(hook, dict)
    ]
    names = {hook[key] for hook in hooks for key in ("id", "alias") if isinstance(hook.get(key), str)}
    return TargetFile(path, "pre-commit", frozenset(names))


def _named(hooks: Node | None) -> Iterator[str]:
    for hook in hooks.items if isinstance(hooks, Sequence) else ():
        for key in ("id", "alias"):
            value = _get(hook, key)
            if isinstance(value, Scalar) and value.text:
                yield value.text


def _get(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None
