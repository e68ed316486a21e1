"""How a text is put between its markers, and taken out again."""

from __future__ import annotations

import pytest

from guard.derive.fitting import fitted, inner, line_end, spliced
from guard.derive.sections import Section, sections
from guard.derive.sources.error import SourceError
from guard.documents.lines import Lines
from guard.documents.readers import read
from guard.facts.declared import Declared

B, E = "<!-- guard:begin toc -->", "<!-- guard:end -->"


def section_of(text: str, start: str = "", end: str = "") -> Section:
    declared = [Declared(name="d", file="a", start=start, end=end, template="x")] if start else []
    made, faults = sections(Lines(text), read("text" if start else "markdown", text), declared)
    assert faults == ()
    (section,) = made
    return section


def put(text: str, new: str, start: str = "", end: str = "") -> str:
    """`text` with `new` written into its one section."""
    section = section_of(text, start, end)
    return spliced(text, [(section, fitted(new, Lines(text), section))])


def taken(text: str, start: str = "", end: str = "") -> str:
    return inner(Lines(text), section_of(text, start, end))


@pytest.mark.parametrize(
    ("text", "new", "after"),
    [
        (f"{B}\n{E}", "x", f"{B}\nx\n{E}"),
        (f"{B}\nold\n{E}\n", "x\ny", f"{B}\nx\ny\n{E}\n"),
        (f"{B} left over\nold {E}\n", "x", f"{B}\nx\n{E}\n"),
        (f"{B}\n\n\nold\n\n{E}\n", "\n\nx\n\n", f"{B}\nx\n{E}\n"),
        (f"{B}\nold\n{E}", "", f"{B}\n{E}"),
        (f"{B}\r\nold\r\n{E}\r\n", "x\ny", f"{B}\r\nx\r\ny\r\n{E}\r\n"),
        (f"{B}\rold\r{E}\r", "x\ny", f"{B}\rx\ry\r{E}\r"),
        (f"\r\n{B}\nold\r{E}\n", "x\ny", f"\r\n{B}\r\nx\r\ny\r\n{E}\n"),
        (f"{B}\n{E}", "x\r\ny\rz", f"{B}\nx\ny\nz\n{E}"),
        (f"> {B}\n> old\n> {E}\n", "x\n\ny", f"> {B}\n> x\n>\n> y\n> {E}\n"),
        (f"> > {B}\n> > {E}\n", "x", f"> > {B}\n> > x\n> > {E}\n"),
        (f"- a\n\n  {B}\n  {E}\n", "x\n\ny", f"- a\n\n  {B}\n  x\n\n  y\n  {E}\n"),
        (f"- {B}\n  {E}\n", "- x\n  - y", f"- {B}\n  - x\n    - y\n  {E}\n"),
        (f"12. {B}\n    {E}\n", "x", f"12. {B}\n    x\n    {E}\n"),
        (f"> - {B}\n>   {E}\n", "x", f"> - {B}\n>   x\n>   {E}\n"),
        (f"-\t{B}\n\t{E}\n", "x", f"-\t{B}\n\tx\n\t{E}\n"),
        (f"text {B}\nold\n{E} text", "x", f"text {B}\nx\n{E} text"),
        (f"{B}\nold\n  {E}\n", "x", f"{B}\nx\n  {E}\n"),
        (f"a {B}6{E} b", "7", f"a {B}7{E} b"),
        (f"a {B}{E} b", "\n7\n", f"a {B}7{E} b"),
        (f"a {B}6{E} b", "", f"a {B}{E} b"),
        (f"> a {B}6{E} b", "7", f"> a {B}7{E} b"),
        (f"{B}\0\n{E}", "\udcff\0", f"{B}\n\udcff\0\n{E}"),
    ],
)
def test_between_comments(text: str, new: str, after: str) -> None:
    assert put(text, new) == after
    assert put(after, new) == after, "a second time changes nothing"
    assert taken(after) == new.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


@pytest.mark.parametrize(
    ("text", "new", "after"),
    [
        ("# BEGIN\nall:\n# END\n", "x:\n\tmake", "# BEGIN\nx:\n\tmake\n# END\n"),
        ("BEGIN\n\tall:\nEND", "\tx", "BEGIN\n\tx\nEND"),
        ("  // BEGIN\n  old\n  // END\n", "x", "  // BEGIN\nx\n  // END\n"),
        ("\tBEGIN\n\told\n\tEND\n", "x\n\n\ty", "\tBEGIN\n\tx\n\n\t\ty\n\tEND\n"),
        ("* BEGIN\n* old\n* END", "x", "* BEGIN\nx\n* END"),
        ("a BEGIN\nold\na END", "x", "a BEGIN\nx\nEND"),
        ("BEGINoldEND", "x", "BEGINxEND"),
    ],
)
def test_between_declared_markers(text: str, new: str, after: str) -> None:
    assert put(text, new, "BEGIN", "END") == after
    assert put(after, new, "BEGIN", "END") == after
    assert taken(after, "BEGIN", "END") == new


@pytest.mark.parametrize("new", ["a\nb", "a\r\nb", "a\rb", "a\n\nb\n"])
def test_one_line_has_no_room_for_two(new: str) -> None:
    text = f"a {B}6{E} b"
    with pytest.raises(SourceError, match=r"the section toc stands on one line and would get [23]"):
        put(text, new)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (f"> {B}\n> - a\n>\n> - b\n> {E}", "- a\n\n- b"),
        (f"> {B}\n> - a\n> \n>   b\n> {E}", "- a\n\n  b"),
        (f"  {B}\n  a\n\n   \n    b\n  {E}", "a\n\n \n  b"),
        (f"{B}\n\n\na  \n\n{E}", "a  "),
        (f"{B}\n    code\n{E}", "    code"),
        (f"- {B}\n  - a\n  {E}", "- a"),
        (f"{B}   \n{E}", "   "),
        (f"x {B} 6 {E}", " 6 "),
        (f"{B}\r\na\r\nb\r\n{E}", "a\nb"),
        (f"{B}\ra\rb\r{E}", "a\nb"),
    ],
)
def test_what_a_formatter_may_have_left(text: str, content: str) -> None:
    assert taken(text) == content


@pytest.mark.parametrize(
    ("text", "end"),
    [("", "\n"), ("a", "\n"), ("a\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb\n", "\r"), ("\r\r\n", "\r"), ("\n\r", "\n")],
)
def test_the_first_line_ending_counts(text: str, end: str) -> None:
    assert line_end(text) == end


def test_several_sections_are_written_at_once_whatever_their_order() -> None:
    text = f"0{B}1{E}2{B}3{E}4"
    one, two = sections(Lines(text), read("markdown", text))[0]
    assert spliced(text, [(two, "zwei"), (one, "")]) == f"0{B}{E}2{B}zwei{E}4"
    assert spliced(text, []) == text
