"""A piece of a file, as code or, for a Markdown document, as text."""

from __future__ import annotations

from posixpath import basename

import msgspec

from guard.derive.producers.context import Place
from guard.derive.producers.words import fence
from guard.derive.sources import excerpt
from guard.facts import Facts

_NAMES = {
    "py": "python",
    "sh": "bash",
    "js": "js",
    "ts": "ts",
    "yml": "yaml",
    "rs": "rust",
    "md": "markdown",
    "rb": "ruby",
}


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`language` of the code block; "none" puts the text in without one. Without it the file's ending decides."""

    of: str
    lines: str = ""
    heading: str = ""
    region: str = ""
    language: str = ""


def write(facts: Facts, options: Options, place: Place) -> str:
    found = excerpt.read(facts, excerpt.Options(options.of, options.lines, options.heading, options.region))
    if options.language == "none" or (not options.language and options.heading):
        return found.text
    return fence(found.text, options.language or _language(found.path))


def _language(path: str) -> str:
    name = basename(path)
    if "." not in name:
        return {"makefile": "make", "dockerfile": "dockerfile"}.get(name.lower(), "text")
    ending = name.rpartition(".")[2].lower()
    return _NAMES.get(ending, ending)
