"""Names of containers, as Docker Compose makes them: `project-service-1`, formerly `project_service_1`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from guard.facts.compose.model import Project

_NUMBERED = re.compile(r"(?P<stem>[\w.\-]{1,120})[-_]\d{1,3}")
_DROPPED = re.compile(r"[^a-z0-9_-]")


def service_of_container(name: str, projects: Iterable[Project], clones: Sequence[str]) -> tuple[Project, str] | None:
    """The project and the service that a container's name speaks of; None if it may be anybody's.

    `clones` are the names that a clone of the repository may bear.
    """
    found = _NUMBERED.fullmatch(name)
    listed = list(projects)
    if found is None or any(name in project.containers for project in listed):
        return None
    stem = found["stem"]
    for project in listed:
        for service in project.names:
            if stem.endswith((f"-{service}", f"_{service}")):
                return project, service
    for project in listed:
        for prefix in _prefixes(project, clones):
            if stem.startswith((f"{prefix}-", f"{prefix}_")) and len(stem) > len(prefix) + 1:
                return project, stem[len(prefix) + 1 :]
    return None


def _prefixes(project: Project, clones: Sequence[str]) -> Iterator[str]:
    """A project is called what its files say, else like its folder."""
    declared = [file.name.text for file in project.files if file.name and file.name.literal]
    folder = [project.folder.rpartition("/")[2]] if project.folder else clones
    for name in declared or folder:
        if prefix := _DROPPED.sub("", name.lower()):
            yield prefix
