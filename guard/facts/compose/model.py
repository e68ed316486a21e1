"""What compose files say, each value with the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

import msgspec

from guard.model import Span

# The file that `docker compose` takes by itself, the first that is there.
BASES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")


class Value(msgspec.Struct, frozen=True):
    text: str
    path: str
    span: Span

    @property
    def line(self) -> int:
        return self.span.line

    @property
    def literal(self) -> bool:
        """Whether nothing in it is filled in later."""
        return "$" not in self.text and "{{" not in self.text


class Port(msgspec.Struct, frozen=True):
    """`published` is "" where Docker chooses it. Defaults of variables are filled in; `literal`: there are none."""

    published: str
    target: str
    protocol: str
    literal: bool
    value: Value


class Build(msgspec.Struct, frozen=True):
    """What a file says of a service's build; what it leaves out may come from another file of the project."""

    context: Value | None = None
    dockerfile: Value | None = None
    target: Value | None = None
    inline: bool = False


class EnvFile(msgspec.Struct, frozen=True):
    value: Value
    required: bool = True


class Extends(msgspec.Struct, frozen=True):
    service: Value
    file: Value | None = None


class Service(msgspec.Struct, frozen=True):
    """One file's words on a service. `stands_alone`: it could run without any other file."""

    name: Value
    stands_alone: bool
    image: Value | None = None
    container_name: Value | None = None
    build: Build | None = None
    ports: tuple[Port, ...] = ()
    expose: tuple[Value, ...] = ()
    env_files: tuple[EnvFile, ...] = ()
    depends_on: tuple[Value, ...] = ()
    profiles: tuple[Value, ...] = ()
    extends: Extends | None = None


class ComposeFile(msgspec.Struct, frozen=True):
    """`reason` says why the file's services are not all known; empty if they are."""

    path: str
    services: tuple[Service, ...] = ()
    includes: tuple[Value, ...] = ()
    name: Value | None = None
    reason: str = ""

    @property
    def folder(self) -> str:
        return dirname(self.path)

    @property
    def complete(self) -> bool:
        return not self.reason

    def service(self, name: str) -> Service | None:
        return next((service for service in self.services if service.name.text == name), None)


class Project(msgspec.Struct, frozen=True):
    """The compose files that belong together: those of one folder, or those a command names, and what they include."""

    folder: str
    files: tuple[ComposeFile, ...]
    reason: str = ""

    @property
    def complete(self) -> bool:
        return not self.reason

    @property
    def base(self) -> ComposeFile | None:
        """The file that the others override."""
        own = {basename(file.path): file for file in self.files if file.folder == self.folder}
        return next((own[name] for name in BASES if name in own), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The services that can run, in the order of the files: one that only overrides speak of is none."""
        services = (service for file in self.files for service in file.services)
        return tuple(dict.fromkeys(service.name.text for service in services if service.stands_alone))

    def definitions(self, name: str) -> Iterator[Service]:
        """What the files say of one service."""
        for file in self.files:
            if service := file.service(name):
                yield service

    @property
    def containers(self) -> frozenset[str]:
        """The container names that the files set."""
        services = (service for file in self.files for service in file.services)
        return frozenset(service.container_name.text for service in services if service.container_name)
