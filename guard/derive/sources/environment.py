"""The variables of a file such as .env.example, with their comments."""

from __future__ import annotations

from io import StringIO

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import file
from guard.facts import Facts


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    of: str = ".env.example"


class Variable(msgspec.Struct, frozen=True):
    """`default` is the value written there; `comment` the comment lines right above, else the one behind it.

    `optional`: the whole assignment is commented out (`# NAME=value`).
    """

    name: str
    default: str
    comment: str
    line: int
    optional: bool = False


def read(facts: Facts, options: Options) -> tuple[Variable, ...]:
    """Raises SourceError for a line that is no assignment, no comment and not blank."""
    from dotenv.parser import parse_stream

    source = file(facts, options.of)
    found: list[Variable] = []
    above: list[str] = []
    for binding in parse_stream(StringIO(source.text)):
        words = binding.original.string
        blank = words[: len(words) - len(words.lstrip())].count("\n")
        line, text = binding.original.line + blank, words.strip()
        if blank:
            above = []
        if binding.error:
            raise SourceError(f"not an assignment: {text[:60]}", source.path, line)
        if binding.key is not None:
            comment = " ".join(above) or _beside(text)
            found.append(Variable(binding.key, binding.value or "", comment, line))
            above = []
        elif given := _assignment(text.lstrip("# \t")):
            found.append(Variable(*given, " ".join(above), line, optional=True))
            above = []
        elif text.startswith("#"):
            above = [*above, text.lstrip("#").strip()]
    return tuple(found)


def _beside(text: str) -> str:
    """The comment behind an assignment whose value has no quotes."""
    value, hash_, comment = text.partition(" #")
    return comment.strip() if hash_ and not set(value) & {"'", '"'} else ""


def _assignment(comment: str) -> tuple[str, str] | None:
    """The name and the value of an assignment that is commented out."""
    name, equals, value = comment.partition("=")
    return (name, value.strip()) if equals and name.isidentifier() and name.isupper() else None
