"""Configuration files that documents show in code blocks, in YAML or JSON, and what they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from guard.documents import yaml
from guard.documents.claims import Fence
from guard.documents.document import Document
from guard.documents.paragraphs import last_above
from guard.documents.yaml import Mapping
from guard.model import Span

_LANGUAGES = frozenset({"json", "jsonc", "json5", "yaml", "yml"})
_BREAKS = re.compile(r"[\s`*\"'()\[\],<>=|]")
_FILE = re.compile(
    r"(?:[\w.~@$%-]{1,60}/){0,8}\.?[\w-][\w.-]{0,80}\.(?:jsonc?|json5|ya?ml)|(?:[\w.~@-]{1,60}/){0,8}\.[A-Za-z][\w-]{2,60}"
)
_SCHEMA = re.compile(r"\$schema[\"']?[ \t]{0,8}[:=][ \t]{0,8}[\"']?([^\s\"',]{1,300})")
_COMMENT = re.compile(r"[ \t]{0,40}(?:#|//)[ \t]{0,8}(.{0,300})")
_MOST_LINES = 4


class Configuration(msgspec.Struct, frozen=True):
    """`files` are the names that its title, its first comment or the sentence before it give; `schema` is what `$schema` says."""

    text: str
    files: tuple[str, ...]
    schema: str
    lead: str
    fence: Fence

    def table(self) -> Mapping | None:
        """What the block says; None where it cannot be read, or is no table."""
        text = self.text
        if self.fence.language.startswith("json"):
            text = "\n".join(_without_comment(line).replace("\t", " ") for line in text.split("\n"))
        root = yaml.read(text)
        return root if isinstance(root, Mapping) else None

    def place(self, span: Span) -> Span:
        """A span of its nodes as one of the document."""
        down, right = self.fence.span.line - 1, self.fence.span.column - 1
        return Span(span.line + down, span.column + right, span.end_line + down, span.end_column + right)


def configurations(document: Document) -> Iterator[Configuration]:
    for fence in document.claims.fences:
        if fence.language not in _LANGUAGES:
            continue
        lead = _lead(document, fence)
        text = _text(document, fence)
        first = _COMMENT.match(text)
        files = next((found for words in (fence.info, first[1] if first else "", lead) if (found := _files(words))), ())
        said = _SCHEMA.search(text[:2000])
        if not files and not said:
            continue
        yield Configuration(text, files, said[1] if said else "", lead, fence)


def _files(text: str) -> tuple[str, ...]:
    words = (
        word.strip(".:;!?{}").lstrip("#") if not word.startswith(".") else word.rstrip(".:;!?{}")
        for word in _BREAKS.split(text)
    )
    return tuple(dict.fromkeys(word for word in words if _FILE.fullmatch(word)))


def _text(document: Document, fence: Fence) -> str:
    """The block without what stands before it in its lines."""
    column = max(fence.span.column - 1, 0)
    lines = (document.lines.content(number) for number in range(fence.span.line, fence.span.end_line + 1))
    return "\n".join(line[column:] for line in lines)


def _without_comment(line: str) -> str:
    """A line of JSON with blanks for the comment behind it."""
    at = line.find("//")
    while at >= 0:
        if line.count('"', 0, at) % 2 == 0:
            return line[:at]
        at = line.find("//", at + 2)
    return line


def _lead(document: Document, fence: Fence) -> str:
    """The paragraph above a block."""
    number = last_above(document, fence.span.line)
    found: list[str] = []
    while number > 0 and len(found) < _MOST_LINES and (line := document.lines.content(number)).strip():
        if line.lstrip().startswith(("#", "```", "|")):
            break
        found.append(line)
        number -= 1
    return "\n".join(reversed(found))
