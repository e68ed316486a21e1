"""Which files are documents, and in which language each is read."""

from __future__ import annotations

import re
from posixpath import basename, dirname

_MARKDOWN = (".md", ".markdown", ".mdx", ".mdc", ".mdown", ".mkd")
_COMPOSE = re.compile(r"(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml")
_DOCKERFILE = re.compile(r"(?:Dockerfile|Containerfile)(?:[.-][\w.-]{1,60})?|[\w.-]{1,60}\.[Dd]ockerfile")


def language_of(path: str) -> str | None:
    """The language of the document at `path`: markdown, compose, workflow, dockerfile, codeowners; None for no document."""
    name = basename(path)
    lowered = name.lower()
    if lowered.endswith(_MARKDOWN):
        return "markdown"
    if lowered.endswith((".yml", ".yaml")):
        if dirname(path).endswith(".github/workflows"):
            return "workflow"
        return "compose" if _COMPOSE.fullmatch(lowered) else None
    if name == "CODEOWNERS":
        return "codeowners"
    return "dockerfile" if _DOCKERFILE.fullmatch(name) else None


def reader_of(path: str, language: str) -> str:
    """The reader of a document in `language`: MDX is Markdown to every rule, but is written and read otherwise."""
    return "mdx" if language == "markdown" and path.lower().endswith(".mdx") else language


def is_markdown(path: str) -> bool:
    return language_of(path) == "markdown"
