"""The compose projects: which services they define, and where."""

from guard.facts.compose.model import Build, ComposeFile, EnvFile, Extends, Port, Project, Service, Value
from guard.facts.compose.projects import Compose, included
from guard.snapshot import Snapshot

__all__ = [
    "Build",
    "Compose",
    "ComposeFile",
    "EnvFile",
    "Extends",
    "Port",
    "Project",
    "Service",
    "Value",
    "included",
    "projects",
]


def projects(snapshot: Snapshot) -> Compose:
    return Compose(snapshot)
