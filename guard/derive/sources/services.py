"""The services of a compose project."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import inside
from guard.facts import Facts
from guard.facts.compose import Project
from guard.facts.compose import Service as Written


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`of` is a compose file, or the folder of a project; "" where the repository has one project alone."""

    of: str = ""


class Service(msgspec.Struct, frozen=True):
    """`build` is the context, `ports` as `published:target`; "" and () where the file says nothing."""

    name: str
    image: str = ""
    build: str = ""
    ports: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()


def read(facts: Facts, options: Options) -> tuple[Service, ...]:
    """The services in the order of the files. Raises SourceError where it is not clear which, or not all are known."""
    project = _project(facts, options.of)
    if not project.complete:
        raise SourceError(f"not all services are known: {project.reason}", project.folder)
    names = dict.fromkeys(service.name.text for file in project.files for service in file.services)
    return tuple(_merged(name, project) for name in names)


def _project(facts: Facts, of: str) -> Project:
    if not of:
        projects = facts.compose.projects
        if len(projects) != 1:
            folders = ", ".join(project.folder or "." for project in projects)
            raise SourceError(f"more than one compose project: {folders}; name one" if projects else "no compose file")
        return projects[0]
    path = inside(of)
    if path == "." or facts.files.is_folder(path):
        project = facts.compose.of_folder("" if path == "." else path)
        if project is None:
            raise SourceError("no compose file in this folder", path)
        return project
    if facts.compose.by_file(path) is None:
        raise SourceError("not a compose file", path)
    return facts.compose.of_files([path])


def _merged(name: str, project: Project) -> Service:
    """What the files say of a service; the last to say something wins, and lists are joined, as compose does."""
    written = [one for file in project.files if (one := file.service(name))]
    images = [one.image.text for one in written if one.image]
    builds = [one.build.context.text if one.build.context else "." for one in written if one.build]
    return Service(
        name=name,
        image=images[-1] if images else "",
        build=builds[-1] if builds else "",
        ports=_joined(_ports(one) for one in written),
        profiles=_joined([profile.text for profile in one.profiles] for one in written),
        depends_on=_joined([other.text for other in one.depends_on] for one in written),
    )


def _ports(service: Written) -> list[str]:
    return [
        (f"{port.published}:{port.target}" if port.published else port.target)
        + (f"/{port.protocol}" if port.protocol not in ("", "tcp") else "")
        for port in service.ports
    ]


def _joined(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))
