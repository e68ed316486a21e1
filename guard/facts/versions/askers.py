"""Who asks for the version that a sentence names: this project, or something else that the words around it are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guard.documents.document import Document
from guard.documents.mentions import hints

if TYPE_CHECKING:
    from guard.facts.facts import Facts

RUNTIMES = {
    "python": "python",
    "node": "node",
    "node.js": "node",
    "nodejs": "node",
    "go": "go",
    "golang": "go",
    "rust": "rust",
}
"""What people call the runtimes, and how manifests do."""
_LEAST = 3
"""How many letters a project's name must have to be looked for in a sentence."""
_OTHERS = re.compile(
    r"(?<![\w-])(?:which (?:supports?|requires?|needs?)|features?|drops?|aims?|your project|compatible|(?:up to|from) version|may|might|can cause|clients?|drivers?|users?|other|upstream|before|until|since|dropped?|was|were|bug|e\.g\.|example|if you|starting|upgraded|prior|previous|used|to use|target(?: |-)?versions?|targeting|as targets|type[- ]check(?:s|ing)?|type (?:hints?|declarations?|annotations?)"
    r"|(?:for|to) (?:build|creat|writ)(?:e|ing)|(?:n[o']t|no longer|never)(?: \w{2,12})? (?:supports?|needs?|requires?|works?|runs?|available))(?![\w-])",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"`([^`\n]{1,60})`[ \t]{1,3}(?:requires?|needs?)\b")
_DAY = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b")
_COINED = re.compile(r"[A-Z][a-z]{1,20}(?:[A-Z][A-Za-z]{1,20}){1,3}")
"""FastAPI, PyTorch: names that somebody made up."""
_INSTALLS = re.compile(r"\b(?:pip|pip3|uv pip|npm|pnpm|yarn|cargo|go|brew|conda) (?:install|add|i)\b[^()\n]{1,80}\(")
_STEP = re.compile(r"\A[ \t]{0,12}\d{1,2}[.)][ \t]")
_GLOBAL = re.compile(
    r"\b(?:npm|pnpm|yarn|bun) (?:install|add|i|remove|uninstall|rm) (?:-g|--global) (?:@[\w.-]{1,60}/)?([\w.-]{1,60})"
)
_PACKAGE = re.compile(
    r"\](?:\[[^\]\n]{0,80}\]|\([^)\n]{0,300}\))[ \t]+(?:package|library|plugin|project|tool|app|module)\b"
)
"""Something else that the sentence is about, with a link to it."""


def is_of_others(document: Document, facts: Facts, number: int, line: str) -> bool:
    """Whether the line, or where it stands, is about another project, another release or a day of the past."""
    return (
        _is_of_other_version(line, facts)
        or _is_of_another(document, facts, number, line)
        or _is_step_of_others(document, number, facts)
    )


def speaks_of_others(line: str, found: re.Match[str]) -> bool:
    line = line.replace(" was generated with ", " is  generated with ")  # what it was made with, it still has
    if line[: found.start()].count("[") > line[: found.start()].count("]") and "](" not in found[0]:
        return True  # the words of a link
    if _INSTALLS.search(line) or line.rstrip(" *_").endswith("?"):
        return True  # "`pip install other` (requires Python 3.9+)", "Why does it fail using Node 18?"
    return bool(_OTHERS.search(line) or _PACKAGE.search(line[: found.start()])) or "past" in hints(
        line, found.start(), found.end()
    )


def _is_of_another(document: Document, facts: Facts, number: int, line: str) -> bool:
    """Whether a code span requires it ("`as const` requires TypeScript 3.4"), or the section is another project's or a day's."""
    own = {name.lower() for name in facts.paths.clones}
    if (subject := _SUBJECT.search(line)) and subject[1].lower() not in own:
        return True
    title, *inner = document.heading_path(number) or ("",)
    heading = (inner[-1] if inner else "").strip("`* ")
    if _DAY.search(heading or title):
        return True
    lower = heading.lower()
    named = lower in facts.versions.names or _COINED.fullmatch(heading) is not None
    return named and lower not in RUNTIMES and lower not in own


def _is_step_of_others(document: Document, number: int, facts: Facts) -> bool:
    """Whether the line is a step between steps that put another program on the machine: what that one asks for."""
    beside = [
        document.lines.content(one) for one in (number - 1, number, number + 1) if 1 <= one <= len(document.lines)
    ]
    steps = [line for line in beside if _STEP.match(line)]
    if document.lines.content(number) not in steps:
        return False
    return any(found[1] not in facts.paths.clones for line in steps for found in _GLOBAL.finditer(line))


def _is_of_other_version(line: str, facts: Facts) -> bool:
    """Whether the sentence is about one version of the project itself: "Shop v3 requires"."""
    lower = line.lower()
    return any(
        name.lower() in lower and re.search(rf"(?i)(?<![\w-]){re.escape(name)}[ \t]+v?\d", line)
        for name in facts.paths.clones
        if len(name) >= _LEAST
    )
