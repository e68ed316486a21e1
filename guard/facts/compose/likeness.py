"""Whether a compose file that a document shows is this project's, or one that the reader is to write."""

from __future__ import annotations

from collections.abc import Sequence

from guard.documents.composes import Shown
from guard.facts.compose.model import Project

LEAST = 3
"""From how many images and ports on that no service of the project has, it may be another file."""


def is_another(shown: Sequence[Shown], project: Project) -> bool:
    """Several values that no service of the project has, and fewer that one has; or a service that the project lacks beside
    others."""
    names = {one.service for one in shown}
    if len(names) > 1 and not names <= {service.name.text for file in project.files for service in file.services}:
        return True
    services = [service for file in project.files for service in file.services]
    images = {service.image.text for service in services if service.image}
    ports = {f"{port.published}:{port.target}" for service in services for port in service.ports}
    known = [one.text.partition("/")[0] in ports if one.kind == "port" else one.text in images for one in shown]
    strange = known.count(False)
    return strange >= LEAST and strange > known.count(True)
