"""The workflows of the forge: files, names, jobs."""

from __future__ import annotations

from functools import cached_property
from posixpath import basename

import msgspec

from guard.documents.claims import Unread
from guard.documents.yaml import Mapping, Node, Scalar
from guard.documents.yaml import read as read_yaml
from guard.facts.kept import Kept
from guard.snapshot import Snapshot, Unreadable


class Workflow(msgspec.Struct, frozen=True):
    """`name` is the file's own path where it says none; `jobs` are ids and names. `fault`: it could not be read.

    `ids` are those of the jobs in the order of the file, `repeated` those that may run more than once or call a workflow.
    """

    path: str
    name: str
    jobs: frozenset[str] = frozenset()
    fault: str = ""
    ids: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        return basename(self.path)


class Workflows:
    def __init__(self, snapshot: Snapshot, kept: Kept | None = None) -> None:
        self._snapshot = snapshot
        self._kept = kept or Kept(snapshot)

    @cached_property
    def all(self) -> tuple[Workflow, ...]:
        return self._kept.get("workflows", tuple[Workflow, ...], self._read_all)

    def _read_all(self) -> tuple[Workflow, ...]:
        folder = ".github/workflows/"
        paths = (
            path for path in self._snapshot.entries if path.startswith(folder) and path.endswith((".yml", ".yaml"))
        )
        return tuple(self._read(path) for path in paths if "/" not in path[len(folder) :])

    @property
    def complete(self) -> bool:
        return not any(one.fault for one in self.all)

    def _read(self, path: str) -> Workflow:
        try:
            root = read_yaml(self._snapshot.text(path))
        except Unreadable as error:
            return Workflow(path, path, fault=error.reason)
        if isinstance(root, Unread) or not isinstance(root, Mapping):
            return Workflow(path, path, fault="cannot be read")
        jobs = root.get("jobs")
        names = {name for key, entry in _entries(jobs) for name in (key, _text(entry, "name")) if name}
        computed = any("${{" in name for name in names)
        return Workflow(
            path,
            _text(root, "name") or path,
            frozenset(names),
            fault="computes names of jobs" if computed else "",
            ids=tuple(key for key, _ in _entries(jobs)),
            repeated=frozenset(key for key, entry in _entries(jobs) if _is_repeated(entry)),
        )


def _entries(node: Node | None) -> list[tuple[str, Node]]:
    return [(key, entry.value) for key, entry in node.entries().items()] if isinstance(node, Mapping) else []


def _is_repeated(job: Node) -> bool:
    return isinstance(job, Mapping) and (job.get("strategy") is not None or job.get("uses") is not None)


def _text(node: Node, key: str) -> str:
    value = node.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) else ""
