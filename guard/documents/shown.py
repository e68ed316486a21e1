"""Whether a document shows a project of its own, whose names are none of this repository's."""

from __future__ import annotations

from guard.documents.document import Document
from guard.documents.folders import project_begins

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
    if project_begins(document) is not None:
        return "the document begins a project of its own"
    if any(mark in document.text for mark in _CONFIGURED.get(program.partition(" ")[0], ())):
        return "the document shows a configuration of its own"
    return ""
