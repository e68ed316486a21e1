"""What a compose file has Docker read."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join

from guard.documents.folders import inside, leaves
from guard.facts.compose import ComposeFile, Project, Service, Value
from guard.facts.compose.merging import whole_build
from guard.facts.files import Files
from guard.facts.needs.model import FileNeed, ImpliedNeed, Kind, Need, StageNeed
from guard.facts.samples import is_sample
from guard.model import Unjudged


def needs_of_file(file: ComposeFile, project: Project, files: Files) -> Iterator[Need | Unjudged]:
    for include in file.includes:
        yield _file("included compose file", include)
    for service in file.services:
        if service.build:
            yield from _build(file, service, project, files)
        for env in service.env_files:
            if env.required and env.value.path == file.path and not is_sample(file.path):
                yield _file("env file", env.value)
        if service.extends and service.extends.file:
            yield _file("extended compose file", service.extends.file)


def _build(file: ComposeFile, service: Service, project: Project, files: Files) -> Iterator[Need | Unjudged]:
    """What is new in this file; what it takes from the base is the base's own need."""
    build = whole_build(service, project)
    context = build.context
    if context and (not context.literal or leaves(context.text)):
        yield Unjudged("compose: the build context is elsewhere")
        return
    below = context.text if context else "."
    own = context if context and context.path == file.path else None
    folders = tuple(path for path in _seen(own) if files.is_folder(path)) if own else ()
    if own:
        yield _file("build context", own)
    if (own and not folders) or build.inline:
        return
    if build.dockerfile and build.dockerfile.path == file.path:
        yield _file("Dockerfile", build.dockerfile, below)
    elif own and not _names_dockerfile(service, project):
        yield ImpliedNeed(own.text, own.span, folders)
    if build.target and build.target.path == file.path:
        dockerfile = build.dockerfile or Value("Dockerfile", file.path, build.target.span)
        yield _stage(build.target, dockerfile, below)


def _names_dockerfile(service: Service, project: Project) -> bool:
    builds = (said.build for said in project.definitions(service.name.text))
    return any(build and (build.dockerfile or build.inline) for build in builds)


def _file(kind: Kind, value: Value, below: str = "") -> FileNeed | Unjudged:
    if not value.literal:
        return Unjudged("compose: a placeholder")
    if leaves(value.text) or not (paths := _seen(value, below)):
        return Unjudged("compose: outside the repository")
    return FileNeed(kind, value.text, value.span, paths)


def _stage(target: Value, dockerfile: Value, below: str) -> StageNeed | Unjudged:
    if not target.literal or not dockerfile.literal:
        return Unjudged("compose: a placeholder")
    return StageNeed(target.text, target.span, _seen(dockerfile, below))


def _seen(value: Value, below: str = "") -> tuple[str, ...]:
    """A path of a compose file, seen from its folder, and from those above it that the project may be run from."""
    folder, paths = dirname(value.path), list[str]()
    while True:
        if (path := inside(folder, join(below, value.text))) is not None:
            paths.append(path)
        if not folder:
            return tuple(paths)
        folder = dirname(folder)
