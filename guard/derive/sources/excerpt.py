"""A piece of a file: lines, the section under a heading, or a region that comments mark."""

from __future__ import annotations

import re
from textwrap import dedent

import msgspec

from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import Read, did_you_mean, file
from guard.facts import Facts

_LINES = re.compile(r"(\d{1,9}+)(?:-(\d{1,9}+))?")
# `# region: name`, `// #region name`, `<!-- region name -->`, `/* endregion */`, `--8<-- [start:name]`.
_REGION = re.compile(r"(?<![\w-])(?P<end>end)?region:?[ \t]++(?P<name>[\w.-]++)|(?<![\w-])(?P<bare>endregion)(?![\w-])")
_SNIPPET = re.compile(r"--8<--[ \t]++\[(?P<edge>start|end):(?P<name>[\w.-]++)\]")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """At most one of `lines` ("3-12"), `heading` and `region`; none of them: the whole file."""

    of: str
    lines: str = ""
    heading: str = ""
    region: str = ""


class Excerpt(msgspec.Struct, frozen=True):
    """`text` without what all its lines are indented by and without blank lines at its ends."""

    text: str
    path: str
    first: int
    last: int


def read(facts: Facts, options: Options) -> Excerpt:
    if sum(bool(value) for value in (options.lines, options.heading, options.region)) > 1:
        raise SourceError("an excerpt has one of lines, heading and region", options.of)
    source = file(facts, options.of)
    first, last = _bounds(source, options)
    while first <= last and not source.lines.content(first).strip():
        first += 1
    while last >= first and not source.lines.content(last).strip():
        last -= 1
    if first > last:
        raise SourceError("the excerpt is empty", source.path, first)
    text = "\n".join(source.lines.content(number) for number in range(first, last + 1))
    return Excerpt(dedent(text), source.path, first, last)


def _bounds(source: Read, options: Options) -> tuple[int, int]:
    if options.lines:
        return _numbered(source, options.lines)
    if options.heading:
        return _under(source, options.heading)
    if options.region:
        return _region(source, options.region)
    return 1, len(source.lines)


def _numbered(source: Read, words: str) -> tuple[int, int]:
    found = _LINES.fullmatch(words)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last:
        raise SourceError(f"not lines: {words} (as in 3-12)", source.path)
    if last > len(source.lines):
        raise SourceError(f"has {len(source.lines)} lines, not {last}", source.path)
    return first, last


def _under(source: Read, title: str) -> tuple[int, int]:
    found = [one for one in source.claims.headings if one.text.casefold() == title.casefold()]
    if len(found) != 1:
        words = did_you_mean(title, (one.text for one in source.claims.headings)) if not found else ""
        lines = ", ".join(str(one.span.line) for one in found)
        raise SourceError(
            f"{'no' if not found else 'more than one'} heading {title}{words or f': lines {lines}'}", source.path
        )
    after = (
        one.span.line
        for one in source.claims.headings
        if one.span.line > found[0].span.line and one.level <= found[0].level
    )
    return found[0].span.end_line + 1, next(after, len(source.lines) + 1) - 1


def _region(source: Read, name: str) -> tuple[int, int]:
    open_: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    names: list[str] = []
    for number in range(1, len(source.lines) + 1):
        edge = _edge(source.lines.content(number))
        if edge is None:
            continue
        kind, called = edge
        if kind == "start":
            open_.append((called, number))
            names.append(called)
        elif open_ and called in ("", open_[-1][0]):
            began, start = open_.pop()
            if began == name:
                found.append((start + 1, number - 1))
    if len(found) != 1:
        words = f"more than one region {name}" if found else f"no region {name}{did_you_mean(name, names)}"
        unfinished = next((line for began, line in open_ if began == name), None)
        raise SourceError(f"the region {name} has no end" if unfinished else words, source.path, unfinished)
    return found[0]


def _edge(line: str) -> tuple[str, str] | None:
    if snippet := _SNIPPET.search(line):
        return snippet["edge"], snippet["name"]
    found = _REGION.search(line)
    if found is None:
        return None
    if found["bare"]:
        return "end", ""
    return ("end" if found["end"] else "start"), found["name"]
