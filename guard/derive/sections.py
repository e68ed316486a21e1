"""Derived sections of a document: where they stand and who makes them."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import msgspec

from guard.derive.producers import PRODUCERS, options_of
from guard.derive.sources.reading import did_you_mean
from guard.documents.claims import Claims, Comment
from guard.documents.lines import Lines
from guard.documents.markdown import read as read_markdown
from guard.facts.declared import Declared
from guard.model import Span

BEGIN, END = "guard:begin", "guard:end"


class Section(msgspec.Struct, frozen=True):
    """`begin` and `end` are the markers, `start` and `stop` the offsets of what stands between them.

    `producer` with its `options`, or the `declared` template, makes it.
    """

    name: str
    begin: Span
    end: Span
    start: int
    stop: int
    producer: str = ""
    options: Any = None
    declared: Declared | None = None


class Fault(msgspec.Struct, frozen=True):
    """Markers that make no section. `span` is where to mend it; None where the document has no marker at all."""

    name: str
    message: str
    span: Span | None


def sections(
    lines: Lines, claims: Claims, declared: Iterable[Declared] = ()
) -> tuple[tuple[Section, ...], tuple[Fault, ...]]:
    """The sections in the order of the text, and what stands against others. `declared` are those of this document."""
    made: list[Section] = []
    faults: list[Fault] = []
    for one in (*_commented(lines, claims), *(_declared(lines, claims, each) for each in declared)):
        if isinstance(one, Fault):
            faults.append(one)
        else:
            made.append(one)
    made.sort(key=lambda section: section.start)
    for before, after in pairwise(list(made)):
        if after.start < before.stop and after in made:
            made.remove(after)
            faults.append(
                Fault(
                    after.name,
                    f"stands inside the section {before.name}, which begins at line {before.begin.line}",
                    after.begin,
                )
            )
    return tuple(made), tuple(faults)


def _commented(lines: Lines, claims: Claims) -> Iterator[Section | Fault]:
    """The pairs of comments `guard:begin` and `guard:end`."""
    opened: Comment | None = None
    for comment in claims.comments:
        word = comment.text.split(maxsplit=1)[0] if comment.text.strip() else ""
        if word == BEGIN:
            if opened is not None:
                yield Fault("", f"has no {END} before the next {BEGIN} at line {comment.span.line}", opened.span)
            opened = comment
        elif word == END:
            if opened is None:
                yield Fault("", f"{END} without a {BEGIN} above it", comment.span)
            else:
                yield _of_comments(lines, opened, comment)
            opened = None
    if opened is not None:
        yield Fault("", f"has no {END} below it", opened.span)


def _of_comments(lines: Lines, begin: Comment, end: Comment) -> Section | Fault:
    try:
        words = shlex.split(begin.text.partition(BEGIN)[2])
    except ValueError as error:
        return Fault("", f"cannot be read: {error}", begin.span)
    if not words or words[0] not in PRODUCERS:
        called = words[0] if words else "(nothing)"
        return Fault(called, f"no producer is called {called}{did_you_mean(called, PRODUCERS)}", begin.span)
    values = {name: value for name, equals, value in (word.partition("=") for word in words[1:]) if equals}
    if len(values) != len(words) - 1:
        return Fault(words[0], f"{BEGIN} {words[0]} takes options such as name=value, each once", begin.span)
    name = values.pop("name", "")
    options = converted(words[0], values)
    if isinstance(options, str):
        return Fault(words[0], options, begin.span)
    start = lines.offset(begin.span.end_line, begin.span.end_column)
    stop = lines.offset(end.span.line, end.span.column)
    return Section(name or words[0], begin.span, end.span, start, stop, words[0], options)


def converted(producer: str, values: dict[str, Any]) -> Any:
    """The options of a producer; a text says what is wrong with them."""
    kind = options_of(producer)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name, value in values.items():
        if name not in fields:
            return f"{producer} has no option {name}{did_you_mean(name, fields)}"
        if isinstance(value, str) and "tuple" in str(fields[name].type):
            values = {**values, name: [part for part in value.split(",") if part]}
    missing = [name for name, field in fields.items() if field.required and name not in values]
    if missing:
        return f"{producer} needs {', '.join(missing)}"
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        return f"{producer}: {error}"


def _declared(lines: Lines, claims: Claims, declared: Declared) -> Section | Fault:
    """The section between the one place of the configuration's `start` and the one of its `end`."""
    starts = list(_places(lines, claims, declared.start))
    ends = list(_places(lines, claims, declared.end))
    for mark, found in ((declared.start, starts), (declared.end, ends)):
        if len(found) > 1:
            two = " and ".join(str(span.line) for span in found[:2])
            return Fault(declared.name, f"{mark} stands more than once: lines {two}", found[1])
    if not starts or not ends:
        there = starts or ends
        return Fault(
            declared.name,
            f"{declared.end if starts else declared.start} stands nowhere outside of code",
            there[0] if there else None,
        )
    begin, end = starts[0], ends[0]
    start, stop = lines.offset(begin.end_line, begin.end_column), lines.offset(end.line, end.column)
    if stop < start:
        return Fault(declared.name, f"{declared.end} at line {end.line} stands above {declared.start}", begin)
    return Section(declared.name, begin, end, start, stop, declared.producer, declared.options, declared)


def marks_in(text: str, section: Section) -> Iterator[str]:
    """The markers of `section` that `text` holds: those in code only show how a marker looks."""
    declared = section.declared
    marks = (declared.start, declared.end) if declared else (BEGIN, END)
    if not any(mark in text for mark in marks):
        return
    lines, claims = Lines(text), read_markdown(text)
    for mark in marks:
        if (declared is None and any(comment.text.startswith(mark) for comment in claims.comments)) or (
            declared is not None and next(_places(lines, claims, mark), None)
        ):
            yield mark


def _places(lines: Lines, claims: Claims, mark: str) -> Iterator[Span]:
    """Where `mark` stands, but for code, which only shows it."""
    hidden = [(lines.offset(*span[:2]), lines.offset(*span[2:])) for span in _code(claims)]
    at = lines.text.find(mark)
    while at >= 0:
        if not any(start <= at < end for start, end in hidden):
            yield lines.span(at, at + len(mark))
        at = lines.text.find(mark, at + len(mark))


def _code(claims: Claims) -> Iterator[tuple[int, int, int, int]]:
    for span in (*(fence.span for fence in claims.fences), *(code.span for code in claims.code)):
        yield span.line, span.column, span.end_line, span.end_column
