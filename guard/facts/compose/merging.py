"""How the files of a project add to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guard.facts.compose.model import Build, ComposeFile, Project, Service


def whole_build(service: Service, project: Project) -> Build:
    """A service's build as its file says, completed by what the base says of the service."""
    own = service.build or Build()
    base = project.base.service(service.name.text) if project.base else None
    under = (base.build if base else None) or Build()
    return Build(
        own.context or under.context,
        own.dockerfile or under.dockerfile,
        own.target or under.target,
        own.inline or under.inline,
    )


def strays(file: ComposeFile, project: Project, projects: Iterable[Project]) -> Iterator[tuple[Service, bool]]:
    """The services of an override that cannot run by themselves, and for each whether another file defines it.

    Left out are those that some file extends: they are meant as a pattern. An `.override.` file is merged with the base
    alone; any other may be merged with all the rest.
    """
    patterns = {
        service.extends.service.text
        for other in projects
        for source in other.files
        for service in source.services
        if service.extends
    }
    alone = ".override." in file.path
    under = [
        other
        for other in project.files
        if other.path != file.path and (not alone or other == project.base or other.folder != project.folder)
    ]
    for service in file.services:
        name = service.name.text
        if not service.stands_alone and name not in patterns:
            yield service, any(other.service(name) for other in under)
