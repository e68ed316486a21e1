"""What holds for every document, every marker and every source."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guard.derive import Derived, Fault, derivation
from guard.derive.fitting import fitted, inner, spliced
from guard.derive.meaning import same
from guard.derive.sections import Section, sections
from guard.derive.sources.error import SourceError
from guard.documents.claims import Claims
from guard.documents.languages import language_of
from guard.documents.lines import Lines
from guard.documents.readers import read
from guard.facts import Facts
from guard.facts.declared import Declared
from guard.mend import splice
from guard.model import Edit, Span
from guard.snapshot import Snapshot

TEXT = "excerpt of=src.txt language=none"
MARKERS = [
    f"<!-- guard:begin {TEXT} -->",
    f"<!--guard:begin {TEXT} name=b-->",
    f"<!-- guard:begin\n{TEXT} -->",
    "<!-- guard:begin excerpt of=src.txt -->",
    "<!-- guard:begin count of=*.txt -->",
    "<!-- guard:begin excerpt of=missing.txt -->",
    "<!-- guard:end -->",
    "<!-- guard:end -->",
    "<!-- guard:end -->",
    "<!-- guard:end -->",
    "<!-- S -->",
    "<!-- E -->",
]
WORDS = [
    *(
        "a",
        "- a",
        "* b",
        "  - c",
        "1. d",
        "> e",
        "> ",
        ">",
        "# F",
        "F\n=",
        "---",
        "```",
        "~~~",
        "    g",
        "\th",
        "-\ti",
        "  ",
    ),
    *(
        "`",
        "``",
        "*j*",
        "_k_",
        "[l](m)",
        "[n]: o",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<!-- q -->",
        "| r | s |",
        "| - | - |",
    ),
    *("\\", "&amp;", "é∑𝄞", "\0", "\x0c", "\u2028", "\x85", "\ufeff", "\udcff", "\t", " ", "1", "2", "1"),
]
ENDS = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "", ""]

pieces = st.lists(st.sampled_from([*MARKERS, *MARKERS, *WORDS, *ENDS, *ENDS]), max_size=25).map("".join)
leads = st.sampled_from(["", "", "  ", "> ", "> > ", "- ", "   ", "\t", "1. ", "> - "])


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """A section that is well formed, behind a lead, in the line endings of a whole document."""
    lead, begin, old = draw(leads), draw(st.sampled_from(MARKERS[:4])), draw(pieces)
    goes_on = draw(st.sampled_from([lead, lead.replace("-", " ").replace("1.", "  "), ""]))
    body = "".join(f"{goes_on}{row}\n" for row in old.split("\n")) if old else ""
    return f"{lead}{begin}\n{body}{goes_on}<!-- guard:end -->\n"


sources = st.lists(st.sampled_from([*WORDS, *ENDS, *ENDS]), min_size=1, max_size=12).map("".join)
documents = st.one_of(pieces, st.lists(st.one_of(blocks(), pieces), max_size=4).map("".join))
marked = st.sampled_from(
    [(), (Declared(name="d", file="a.md", start="<!-- S -->", end="<!-- E -->", producer="count"),)]
)


class Repository:
    """A document `path` and a file that its sections are made of, in memory."""

    def __init__(self, data: bytes, source: str, declared: Sequence[Declared] = (), path: str = "a.md") -> None:
        from guard.derive.sources.listing import Options

        of = [
            Declared(
                name=one.name, file=path, start=one.start, end=one.end, producer="count", options=Options(of="*.txt")
            )
            for one in declared
        ]
        self.path, self.data = path, data
        self.snapshot = Snapshot.of({path: data, "src.txt": source})
        self.declared = of
        self.facts = Facts(self.snapshot, self.claims_of, declared=of)

    def claims_of(self, path: str) -> Claims:
        return read(language_of(path) or "text", self.snapshot.text(path))

    @property
    def text(self) -> str:
        return self.snapshot.text(self.path)

    def looked(self) -> tuple[list[Derived], list[Fault]]:
        found = list(derivation(self.facts).of(self.path, self.text, self.claims_of(self.path)))
        return [one for one in found if isinstance(one, Derived)], [one for one in found if isinstance(one, Fault)]

    def written(self) -> bytes:
        lines = Lines(self.text)
        edits = [
            Edit(self.path, Span(*lines.place(one.section.start), *lines.place(one.section.stop)), one.new)
            for one in self.looked()[0]
            if not (one.fresh or one.error)
        ]
        return splice(self.data, edits)


def outside(text: str, made: Sequence[Section]) -> list[str]:
    at, parts = 0, []
    for section in made:
        parts.append(text[at : section.start])
        at = section.stop
    return [*parts, text[at:]]


def encoded(text: str) -> bytes:
    # A surrogate pair of its own makes no bytes; the others stand for one byte each.
    return text.encode("utf-8", "surrogateescape")


@settings(max_examples=400, deadline=None)
@given(documents, sources, marked, st.sampled_from([b"", b"\xef\xbb\xbf"]))
@example("<!-- guard:begin excerpt of=src.txt language=none -->\n<!-- guard:end -->\n", "```\nopen", (), b"")
@example("<!-- guard:begin excerpt of=src.txt language=none -->\n<!-- guard:end -->\n", "<!-- open", (), b"")
@example("a <!-- guard:begin excerpt of=src.txt language=none -->1<!-- guard:end --> `b`", "`", (), b"")
@example(
    "> <!-- guard:begin excerpt of=src.txt language=none -->\r\n> a\r\n> <!-- guard:end -->\r\n", "x\n\ny", (), b""
)
@example("1\r<!-- guard:begin excerpt of=src.txt -->\r\n<!-- guard:end -->", "\tx", (), b"")
@example("-\t<!-- guard:begin excerpt of=src.txt -->\n\t<!-- guard:end -->", "x", (), b"")
def test_writing(document: str, source: str, declared: Sequence[Declared], mark: bytes) -> None:
    before = Repository(mark + encoded(document), source, declared)
    derived, faults = before.looked()
    data = before.written()
    after = Repository(data, source, declared)
    again, faults_again = after.looked()

    # What was written is there, and fresh when it is read again.
    assert [(one.section.name, one.old if one.error else one.new) for one in derived] == [
        (one.section.name, one.old) for one in again
    ]
    assert [one.fresh for one in again] == [not one.error for one in again]
    assert [bool(one.error) for one in again] == [bool(one.error) for one in derived]
    # A section may have held a half of another.
    assert len(faults) >= len(faults_again)
    # Writing twice is writing once.
    assert after.written() == data
    # Nothing outside of the markers has changed, the marker of the byte order included.
    assert outside(before.text, [one.section for one in derived]) == outside(after.text, [one.section for one in again])
    assert data.startswith(mark)
    if all(one.fresh or one.error for one in derived):
        assert data == before.data


@settings(max_examples=150, deadline=None)
@given(documents, sources, st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_document_keeps_the_line_ending_that_it_has(document: str, source: str, end: str) -> None:
    text = document.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)
    data = Repository(encoded(text), source).written()
    rest = data.replace(end.encode(), b"")
    assert b"\n" not in rest
    assert b"\r" not in rest


@settings(max_examples=150, deadline=None)
@given(pieces, sources)
def test_a_file_that_is_no_document(document: str, source: str) -> None:
    text = document.replace("guard:", "")
    declared = [Declared(name="d", file="Makefile", start="<!-- S -->", end="<!-- E -->", producer="count")]
    before = Repository(encoded(text), source, declared, "Makefile")
    derived, _ = before.looked()
    after = Repository(before.written(), source, declared, "Makefile")
    again, _ = after.looked()
    assert [one.fresh for one in again] == [True] * len(derived)
    assert after.written() == after.data
    assert outside(before.text, [one.section for one in derived]) == outside(after.text, [one.section for one in again])


@settings(max_examples=300, deadline=None)
@given(st.one_of(sources, st.text(max_size=30)), st.one_of(sources, st.text(max_size=30)), st.booleans(), st.booleans())
def test_to_say_the_same_is_an_equivalence(one: str, two: str, markdown: bool, inline: bool) -> None:
    assert same(one, one, markdown=markdown, inline=inline)
    assert same(one, two, markdown=markdown, inline=inline) == same(two, one, markdown=markdown, inline=inline)
    for end in ("\r\n", "\r"):
        plain = one.replace("\r\n", "\n").replace("\r", "\n")
        assert same(plain, plain.replace("\n", end), markdown=markdown, inline=inline)


@settings(max_examples=300, deadline=None)
@given(documents, sources)
def test_what_was_fitted_in_is_taken_out_again(document: str, made: str) -> None:
    text = encoded(document).decode("utf-8", "surrogateescape")
    lines = Lines(text)
    for section in sections(lines, read("markdown", text))[0]:
        try:
            new = fitted(made, lines, section)
        except SourceError:
            continue
        after = Lines(spliced(text, [(section, new)]))
        stop = section.start + len(new)
        end = after.place(stop)
        moved = Section(section.name, section.begin, Span(*end, *end), section.start, stop)
        assert same(inner(after, moved), made, markdown=True, inline=section.begin.end_line == section.end.line)


@settings(max_examples=300, deadline=None)
@given(documents)
def test_sections_are_apart_and_stand_between_their_markers(document: str) -> None:
    text = encoded(document).decode("utf-8", "surrogateescape")
    lines = Lines(text)
    at = 0
    for section in sections(lines, read("markdown", text))[0]:
        begin, end = lines.slice(section.begin), lines.slice(section.end)
        assert begin.startswith("<!--")
        assert begin.endswith("-->")
        assert "guard:begin" in begin
        assert end.replace(" ", "").startswith("<!--guard:end")
        assert at <= lines.offset(section.begin.line, section.begin.column)
        assert section.start == lines.offset(section.begin.end_line, section.begin.end_column) <= section.stop
        at = lines.offset(section.end.end_line, section.end.end_column)
