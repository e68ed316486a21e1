"""An image that a document shows in a compose file must be the one that the compose file has.

A code block with `services:` that names a service of the project, and the same image with another tag, shows what was once so.

Not judged: services that the project does not have, other images, computed tags, and examples.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.composes import is_changed_on_purpose, shown
from guard.documents.records import is_between_versions, is_record, shows_examples
from guard.facts import Facts
from guard.facts.compose.likeness import is_another

MESSAGE = "{service} does not run {subject}"

_COMPOSE = {"compose.yaml": "services:\n  db:\n    image: postgres:15.10-alpine\n  web:\n    image: nginx\n"}

EXAMPLES = (
    good("```yaml\nservices:\n  db:\n    image: postgres:15.10-alpine\n  other:\n    image: x:1\n```", files=_COMPOSE),
    good("```yaml\nservices:\n  db:\n    image: postgres\n  web:\n    image: nginx:latest\n```", files=_COMPOSE),
    good("```yaml\nservices:\n  db:\n    image: mariadb:11\n  web:\n    image: nginx:${TAG}\n```", files=_COMPOSE),
    bad(
        "```yaml\nservices:\n  db:\n    image: postgres:15\n```",
        files=_COMPOSE,
        says="db does not run postgres:15",
        fixed="```yaml\nservices:\n  db:\n    image: postgres:15.10-alpine\n```",
    ),
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or is_record(document.path) or shows_examples(document.path):
        return
    if is_between_versions(document.path):
        return
    project = facts.compose.above(document.folder)
    if project is None:
        return
    told = list(shown(document))
    if is_another(told, project):
        yield Unjudged("image: the document shows a compose file of its own")
        return
    for one in told:
        if one.kind != "image":
            continue
        images = [service.image for file in project.files if (service := file.service(one.service)) and service.image]
        alike = [image for image in images if _name(image.text) == _name(one.text)]
        if any(_full(image.text) == _full(one.text) or one.text == _name(one.text) for image in alike):
            yield HOLDS
        elif is_changed_on_purpose(document, one):
            yield Unjudged("image: changed on purpose")
        elif any(one.text.startswith((f"{image.text}-", f"{image.text}.")) for image in alike):
            yield Unjudged("image: a variant of this project's")
        elif not alike or "$" in one.text or any("$" in image.text for image in alike):
            yield Unjudged("image: not one of this project's")
        else:
            image = alike[0]
            evidence = Evidence(f"{image.path} has {image.text}", path=image.path, line=image.span.line)
            fix = document.replace(one.span, image.text, safe=False) if len(alike) == 1 else None
            yield document.finding(
                one.span, MESSAGE, subject=one.text, service=one.service, evidence=(evidence,), fix=fix
            )


def _full(image: str) -> str:
    return image if image != _name(image) else f"{image}:latest"


def _name(image: str) -> str:
    """An image without its tag and its digest."""
    head, slash, last = image.partition("@")[0].rpartition("/")
    return head + slash + last.partition(":")[0]
