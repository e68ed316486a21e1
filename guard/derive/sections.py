"""Derived sections of a document: where they stand and who makes them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
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

_MARK = re.compile(r"(?:<!--|#)\s{0,99}+guard:(?:begin|end)\b")

Hidden = Sequence[tuple[int, int]]


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
    hidden = _hidden(lines, claims)
    for one in (*_commented(lines, claims), *(_declared(lines, hidden, each) for each in declared)):
        if isinstance(one, Fault):
            faults.append(one)
        else:
            made.append(one)
    made.sort(key=lambda section: _edges(lines, section))
    kept: list[Section] = []
    for section in made:
        if kept and _overlap(lines, kept[-1], section):
            message = f"stands inside the section {kept[-1].name}, which begins at line {kept[-1].begin.line}"
            faults.append(Fault(section.name, message, section.begin))
        else:
            kept.append(section)
    return tuple(kept), tuple(faults)


def _edges(lines: Lines, section: Section) -> tuple[int, int]:
    """Where the first marker begins and the second ends."""
    begin, end = section.begin, section.end
    return lines.offset(begin.line, begin.column), lines.offset(end.end_line, end.end_column)


def _overlap(lines: Lines, one: Section, below: Section) -> bool:
    """Whether writing one of the two would touch the other. They may share the marker between them."""
    return _edges(lines, below)[0] < one.stop or below.start < _edges(lines, one)[1]


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
    yield from _unread(lines, claims)


def _unread(lines: Lines, claims: Claims) -> Iterator[Fault]:
    """What looks like a marker where the reader could not look."""
    known = {comment.span.line for comment in claims.comments}
    for unread in claims.unread:
        for number in range(unread.line, min(unread.end_line, len(lines)) + 1):
            content = lines.content(number)
            found = _MARK.search(content) if number not in known else None
            if found:
                span = Span(number, found.start() + 1, number, found.end() + 1)
                yield Fault("", f"cannot be read: {unread.reason}", span)
                break


def _of_comments(lines: Lines, begin: Comment, end: Comment) -> Section | Fault:
    try:
        words = shlex.split(begin.text.partition(BEGIN)[2])
    except ValueError as error:
        return Fault("", f"cannot be read: {error}", begin.span)
    values = {name: value for name, equals, value in (word.partition("=") for word in words[1:]) if name and equals}
    given = len(values)
    if not words or words[0] not in PRODUCERS:
        called = words[0] if words else "(nothing)"
        return Fault(
            values.get("name") or called, f"no producer is called {called}{did_you_mean(called, PRODUCERS)}", begin.span
        )
    name = values.pop("name", "") or words[0]
    if given != len(words) - 1:
        return Fault(name, f"{BEGIN} {words[0]} takes options such as name=value, each once", begin.span)
    options = converted(words[0], values)
    if isinstance(options, str):
        return Fault(name, options, begin.span)
    start = lines.offset(begin.span.end_line, begin.span.end_column)
    stop = lines.offset(end.span.line, end.span.column)
    return Section(name, begin.span, end.span, start, stop, words[0], options)


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
        said, _, where = str(error).partition(" - at `$.")
        return f"{producer}: {where.rstrip('`')}: {said[:1].lower()}{said[1:]}"


def _declared(lines: Lines, hidden: Hidden, declared: Declared) -> Section | Fault:
    """The section between the one place of the configuration's `start` and the one of its `end`."""
    starts = list(islice(_places(lines, hidden, declared.start), 2))
    ends = list(islice(_places(lines, hidden, declared.end), 2))
    for mark, found in ((declared.start, starts), (declared.end, ends)):
        if len(found) > 1:
            two = " and ".join(str(span.line) for span in found)
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
            declared is not None and next(_places(lines, _hidden(lines, claims), mark), None)
        ):
            yield mark


def _places(lines: Lines, hidden: Hidden, mark: str) -> Iterator[Span]:
    """Where `mark` stands, but for code, which only shows it."""
    code = 0
    at = lines.text.find(mark)
    while at >= 0:
        while code < len(hidden) and hidden[code][1] <= at:
            code += 1
        if code == len(hidden) or at < hidden[code][0]:
            yield lines.span(at, at + len(mark))
        at = lines.text.find(mark, at + len(mark))


def _hidden(lines: Lines, claims: Claims) -> Hidden:
    """From where to where there is code, in the order of the text."""
    spans = (*(fence.span for fence in claims.fences), *(code.span for code in claims.code))
    return sorted(
        (lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)) for span in spans
    )
