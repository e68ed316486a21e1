"""Whether a document shows a project of its own, whose names are none of this repository's."""

from __future__ import annotations

import re

from guard.documents.document import Document

_BEGINS = re.compile(r"\b(?:cargo|hatch|uv|poetry|pdm)[ \t]{1,4}(?:new|init|generate)\b")
_CONFIGURED = {
    "tox": ("[tox]", "[testenv", "tool.tox", "env_list ="),
    "nox": ("nox.session", "import nox", "@session"),
    "hatch": ("[tool.hatch", "[envs."),
    "pdm": ("[tool.pdm.scripts",),
    "poe": ("[tool.poe",),
    "pre-commit": ("repos:", "repo: "),
    "project": ("[project.scripts", "[tool.poetry.scripts", "[scripts]"),
    "cargo": ("[features]", "[[bin]]", "[[example]]", "[[test]]", "[[bench]]", "[package]", "[workspace]", "[alias]"),
}


def shows_own(document: Document, program: str) -> str:
    """Why what the document tells `program` may be about a project that it shows, "" when nothing speaks for that."""
    if _BEGINS.search(document.text):
        return "the document begins a project of its own"
    if any(mark in document.text for mark in _CONFIGURED.get(program.partition(" ")[0], ())):
        return "the document shows a configuration of its own"
    return ""
