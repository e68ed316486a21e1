"""Readers of configuration files as documents: text -> claims."""

from __future__ import annotations

import re
from collections.abc import Callable

from guard.documents import yaml
from guard.documents.claims import Claims, Mention, Unread
from guard.documents.comments import hash_comments
from guard.documents.lines import Lines
from guard.documents.workflow import commands_of, commands_of_services
from guard.model import Span

_PATTERN = re.compile(r"[ \t]{0,200}+((?>(?:[^\s\\]|\\.){1,4000}))")


def read_compose(text: str) -> Claims:
    root = yaml.read(text)
    if isinstance(root, Unread):
        return Claims(comments=hash_comments(text), unread=(root,))
    return Claims(comments=hash_comments(text), commands=commands_of_services(root, Lines(text)))


def read_workflow(text: str) -> Claims:
    root = yaml.read(text)
    if isinstance(root, Unread):
        return Claims(comments=hash_comments(text), unread=(root,))
    return Claims(comments=hash_comments(text), commands=commands_of(root, Lines(text)))


def read_dockerfile(text: str) -> Claims:
    return Claims(comments=hash_comments(text))


def read_codeowners(text: str) -> Claims:
    """Every pattern is a mention. The section headings that GitLab knows are not patterns."""
    lines = Lines(text)
    mentions: list[Mention] = []
    for number in range(1, len(lines) + 1):
        content = lines.content(number)
        pattern = _PATTERN.match(content)
        if pattern is None or pattern[1].startswith(("#", "[", "^[")):
            continue
        span = Span(number, pattern.start(1) + 1, number, pattern.end(1) + 1)
        mentions.append(Mention(pattern[1].replace("\\ ", " "), span, "owner"))
    return Claims(mentions=tuple(mentions), comments=hash_comments(text))


READERS: dict[str, Callable[[str], Claims]] = {
    "compose": read_compose,
    "workflow": read_workflow,
    "dockerfile": read_dockerfile,
    "codeowners": read_codeowners,
}
