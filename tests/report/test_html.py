"""The page: well-formed, safe, complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.model import Finding, SetAside, Verdict
from guard.report.causes import by_cause

Told = Callable[..., str]
VOID = {"meta"}
OURS = set(
    "html head meta title style body header main footer section article h1 h2 h3 p table thead tbody tr th td pre code mark "
    "ul li details summary span del ins".split()
)


class Reader(HTMLParser):
    """What a browser would see; fails on a tag that is not closed in its turn, or is not one of ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OURS
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_it_tells_everything(verdict: Verdict, told: Told) -> None:
    page = told("html", verdict)
    reader = read(page)
    words = "".join(reader.words)
    for finding, others in by_cause(verdict.findings):
        assert finding.message in words
        assert all(f"{other.path}:{other.span.line}" in words for other in others)
        assert finding.rule in words
        assert all(note.text in words for note in finding.evidence)
    assert all(reason in words for reason, _ in verdict.unjudged)
    assert {"main", "header", "footer", "mark", "h1", "h2", "h3"} <= set(reader.tags)


def test_it_needs_nothing_from_elsewhere(verdict: Verdict, told: Told) -> None:
    page = told("html", verdict)
    assert "default-src 'none'" in page
    assert not {name for name, _ in read(page).attributes} & {"src", "href", "onclick", "style"}
    assert "url(" not in page


def test_places_of_one_cause_are_told_together(verdict: Verdict, told: Told) -> None:
    causes = {(finding.rule, finding.target or finding.subject) for finding in verdict.findings}
    assert len(causes) < len(verdict.findings)
    assert read(told("html", verdict)).tags.count("article") == len(causes)


def test_nothing_found_says_what_was_checked(told: Told) -> None:
    words = "".join(read(told("html", Verdict((), (), (), documents=3, claims=12, rules=()))).words)
    assert "All 12 claims of 3 documents hold" in words


def test_what_is_set_aside_comes_with_its_reason(verdict: Verdict, told: Told) -> None:
    finding = verdict.findings[0]
    aside = SetAside(finding, "suppression", "made by the release job", "README.md", 3)
    page = told("html", msgspec.structs.replace(verdict, findings=(), set_aside=(aside,)))
    assert "made by the release job" in "".join(read(page).words)


def test_the_same_verdict_makes_the_same_page(verdict: Verdict, told: Told) -> None:
    assert told("html", verdict) == told("html", verdict)


HOSTILE = [
    "</style><script>x</script>",
    '"><img src=x onerror=y>',
    "<!-- x",
    "&lt;b&gt;",
    "\0\x1b[31m",
    "\u202eevil",
    "\udcff",
    "]]>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, verdict: Verdict, told: Told) -> None:
    finding = verdict.findings[0]
    finding = msgspec.structs.replace(finding, message=text, path=f"{text}.md", rule=text, subject=text)
    page = told("html", msgspec.structs.replace(verdict, findings=(finding,)), sources={finding.path: [text] * 9})
    words = "".join(read(page).words)
    assert not re.search("[\x00\x1b\u202e\ud800-\udfff]", page)
    if text.isprintable():
        assert words.count(text) >= 3


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_verdict_makes_a_page(verdicts: st.SearchStrategy[Verdict], told: Told, data: st.DataObject) -> None:
    verdict = data.draw(verdicts)
    lines = data.draw(st.lists(st.text(max_size=30), max_size=5))
    findings: tuple[Finding, ...] = verdict.findings
    read(told("html", verdict, sources={finding.path: lines for finding in findings}))
