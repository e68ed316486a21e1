import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import readers
from guard.documents.claims import Comment
from guard.documents.languages import language_of
from guard.documents.lines import Lines
from guard.model import Finding, Span
from guard.suppressions import Names, Suppressed, suppress
from guard.suppressions.reach import Reaches, Stretch

TODAY = date(2027, 1, 31)
GROUPS = {"dead-link": "links", "bare-url": "links", "shouting": "text", "sleeping": "naps"}
NAMES = Names(
    known={*GROUPS, *GROUPS.values()},
    active={"dead-link", "bare-url", "links", "shouting", "text"},
)


def held(text: str, path: str) -> Suppressed:
    """Every `@rule` in the text is a finding of that rule."""
    lines = Lines(text)
    findings = [
        Finding(path, lines.span(*found.span()), "x", "x", rule=found[1], group=GROUPS[found[1]])
        for found in re.finditer(r"@([a-z-]+)", text)
    ]
    language = language_of(path)
    assert language
    comments = {path: readers.read(language, text).comments}
    return suppress(findings, comments, NAMES, today=TODAY, text=lambda _: text)


def counting(text: str, path: str = "a.md") -> list[str]:
    """What is left, as `line:rule`, in the order of the text."""
    suppressed = held(text, path)
    marks = [(text.count("\n", 0, found.start()) + 1, found[1]) for found in re.finditer(r"@([a-z-]+)", text)]
    return [f"{line}:{rule}" for (line, rule), aside in zip(marks, suppressed.set_aside, strict=True) if aside is None]


def judged(text: str, path: str = "a.md") -> list[str]:
    return [f"{finding.span.line}:{finding.rule}" for finding in held(text, path).judgments]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<!-- guard: ignore[dead-link] x -->\n@dead-link\n@dead-link\n\n@dead-link\n", ["5:dead-link"]),
        ("<!-- guard: ignore[dead-link] x -->\n\n@dead-link\n\n@dead-link\n", ["5:dead-link"]),
        ("<!-- guard: ignore[dead-link] x -->\n@dead-link @shouting\n", ["2:shouting"]),
        ("<!-- guard: ignore[links] x -->\n@dead-link @shouting @bare-url\n", ["2:shouting"]),
        ("<!-- guard: ignore[dead-link, text] x -->\n@dead-link @shouting\n", []),
        ("@dead-link <!-- guard: ignore[dead-link] x -->\n@dead-link\n", ["2:dead-link"]),
        ("@dead-link\n@dead-link <!-- guard: ignore[dead-link] x -->\n", ["1:dead-link"]),
        ("@dead-link\n\n<!-- guard: ignore[dead-link] x -->\n", ["1:dead-link"]),
        ("@dead-link\n\n<!-- guard: ignore-file[dead-link] x -->\n\n@dead-link @shouting\n", ["5:shouting"]),
        (
            (
                "@dead-link\n\n<!-- guard: off[dead-link] x -->\n\n@dead-link\n\n"
                "<!-- guard: on[dead-link] -->\n\n@dead-link\n"
            ),
            ["1:dead-link", "9:dead-link"],
        ),
        ("<!-- guard: off[links] x -->\n\n@dead-link\n\n@bare-url @shouting\n", ["5:shouting"]),
        (
            "<!-- guard: off[links, text] x -->\n\n@dead-link\n\n<!-- guard: on[text] -->\n\n@dead-link @shouting\n",
            ["7:shouting"],
        ),
        ("<!-- guard: ignore[dead-link] -->\n@dead-link\n", []),
        ("<!-- guard: ignore[dead-link] x until=2027-01-31 -->\n@dead-link\n", []),
        ("<!-- guard: ignore[dead-link] x until=2027-01-30 -->\n@dead-link\n", ["2:dead-link"]),
        ("<!-- guard: ignore-file[dead-link] x until=2027-01-30 -->\n\n@dead-link\n", ["3:dead-link"]),
        ("<!-- guard: ignore[dead-lnik] x -->\n@dead-link\n", ["2:dead-link"]),
        ("<!-- guard: ignore dead-link -->\n@dead-link\n", ["2:dead-link"]),
        ("<!-- guard: ignore[dead-link] x -->\n- @dead-link\n- @dead-link\n", []),
        ("<!-- guard: ignore[dead-link] x -->\n| @dead-link |\n|--|\n| @dead-link |\n\n@dead-link\n", ["6:dead-link"]),
        ("```\n<!-- guard: ignore-file[dead-link] x -->\n```\n@dead-link\n", ["4:dead-link"]),
    ],
)
def test_what_a_comment_sets_aside_in_markdown(text: str, left: list[str]) -> None:
    assert counting(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# guard: ignore[dead-link] x\na: '@dead-link'\nb: '@dead-link'\n", ["3:dead-link"]),
        ("# guard: ignore[dead-link] x\na:\n  b: '@dead-link'\nc: '@dead-link'\n", ["4:dead-link"]),
        ("a: '@dead-link' # guard: ignore[dead-link] x\nb: '@dead-link'\n", ["2:dead-link"]),
        ("# guard: ignore-file[links] x\na: '@dead-link'\nb: '@bare-url'\n", []),
    ],
)
def test_what_a_comment_sets_aside_in_yaml(text: str, left: list[str]) -> None:
    assert counting(text, "compose.yml") == left


def test_a_finding_over_several_lines_is_met_by_a_comment_on_any_of_them() -> None:
    comment = Comment("guard: ignore[dead-link] x", Span(3, 20, 3, 60), alone=False)
    findings = [
        Finding("a.md", Span(first, 1, last, 9), "x", "x", rule="dead-link", group="links")
        for first, last in ((1, 2), (2, 3), (3, 3), (3, 5), (4, 5))
    ]
    suppressed = suppress(findings, {"a.md": [comment]}, NAMES, today=TODAY)
    assert [aside is not None for aside in suppressed.set_aside] == [False, True, True, True, False]


def test_what_is_set_aside_tells_why_and_where() -> None:
    text = (
        "<!-- guard: ignore-file[links] all of it -->\n\n"
        "<!-- guard: ignore[dead-link] this one -->\n@dead-link\n\n@bare-url\n"
    )
    near, far = held(text, "a.md").set_aside
    assert near
    assert far
    assert (near.how, near.reason, near.path, near.line) == ("suppression", "this one", "a.md", 3)
    assert (far.reason, far.line) == ("all of it", 1)
    assert near.finding.rule == "dead-link"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("<!-- guard: ignore[dead-link] x -->\n@dead-link\n", []),
        ("<!-- an ordinary comment -->\n@dead-link\n", []),
        ("<!-- guard: ignore[dead-link] -->\n@dead-link\n", ["1:suppression-without-reason"]),
        ("<!-- guard: ignore[dead-link] until=2028-01-01 -->\n@dead-link\n", ["1:suppression-without-reason"]),
        ("<!-- guard: ignore[dead-lnik] x -->\n@dead-link\n", ["1:unknown-rule-in-suppression"]),
        ("<!-- guard: ignore[dead-link, zzz] x -->\n@dead-link\n", ["1:unknown-rule-in-suppression"]),
        ("<!-- guard: ignore[unused-suppression] x -->\na\n", ["1:unknown-rule-in-suppression"]),
        ("<!-- guard: ignore-file[guard] x -->\na\n", ["1:unknown-rule-in-suppression"]),
        ("<!-- guard: ignore[dead-link] x -->\n@shouting\n", ["1:unused-suppression"]),
        ("<!-- guard: ignore[dead-link, text] x -->\n@shouting\n", ["1:unused-suppression"]),
        ("<!-- guard: ignore[sleeping] x -->\n@shouting\n", []),
        ("<!-- guard: ignore[naps] x -->\n@shouting\n", []),
        ("<!-- guard: ignore-file[dead-link] x -->\na\n", ["1:unused-suppression"]),
        ("a\n\n<!-- guard: ignore[dead-link] x -->\n", ["3:unused-suppression"]),
        ("<!-- guard: off[dead-link] x -->\n\na\n", ["1:unused-suppression"]),
        (
            "<!-- guard: off[dead-link] x -->\n\n<!-- guard: off[dead-link] x -->\n\n@dead-link\n",
            ["3:unused-suppression"],
        ),
        ("<!-- guard: on[dead-link] -->\n\n@dead-link\n", ["1:malformed-suppression"]),
        (
            "<!-- guard: off[a] x -->\n\n<!-- guard: on[b] -->\n",
            ["1:unknown-rule-in-suppression", "3:malformed-suppression", "3:unknown-rule-in-suppression"],
        ),
        ("<!-- guard: ignore[dead-link] x until=2027-01-30 -->\n@dead-link\n", ["1:expired-suppression"]),
        ("<!-- guard: ignore[dead-link] x until=2027-01-30 -->\na\n", ["1:expired-suppression"]),
        (
            "<!-- guard: off[dead-link] x until=2027-01-30 -->\n\n@dead-link\n\n<!-- guard: on[dead-link] -->\n",
            ["1:expired-suppression"],
        ),
        ("<!-- guard: ignore[dead-link] until=2027-13-30 -->\n@dead-link\n", ["1:malformed-suppression"]),
        ("<!-- guard: ignore dead-link -->\n@dead-link\n", ["1:malformed-suppression"]),
        (
            "<!-- guard: ignore[dead-link] x -->\n<!-- guard: ignore[dead-link] y -->\n@dead-link\n",
            ["1:unused-suppression"],
        ),
    ],
)
def test_what_is_wrong_with_a_comment(text: str, rules: list[str]) -> None:
    assert judged(text) == rules


def test_the_words_of_the_judgments() -> None:
    text = (
        "<!-- guard: ignore[dead-lnik] x -->\na\n\n<!-- guard: ignore[dead-link, links] -->\nb\n\n"
        "<!-- guard: ignore[text] x until=2027-01-01 -->\nc\n\n<!-- guard: ignore[guard] x -->\nd\n"
    )
    findings = held(text, "a.md").judgments
    said = [(finding.message, finding.subject, finding.evidence[0].text) for finding in findings]
    assert said == [
        ("no such rule or group: dead-lnik", "ignore[dead-lnik]", "did you mean dead-link?"),
        (
            "suppression without a reason: ignore[dead-link, links]",
            "ignore[dead-link, links]",
            "nothing follows the bracket",
        ),
        (
            "suppression sets nothing aside: dead-link, links",
            "ignore[dead-link, links]",
            "no such finding where it reaches",
        ),
        ("suppression expired on 2027-01-01: ignore[text]", "ignore[text]", "today is 2027-01-31"),
        (
            "cannot be suppressed: guard",
            "ignore[guard]",
            "change the comment, the baseline or the settings that it speaks of",
        ),
    ]
    assert [finding.span for finding in findings][:2] == [Span(1, 1, 1, 36), Span(4, 1, 4, 41)]
    assert {finding.group for finding in findings} == {"guard"}


@pytest.mark.parametrize(
    ("path", "text", "without", "safe"),
    [
        ("a.md", "a\n\n<!-- guard: ignore[text] x -->\nb\n", "a\n\nb\n", True),
        ("a.md", "<!-- guard: ignore[text] x -->\nb\n", "b\n", True),
        ("a.md", "a\n\n<!--\nguard: ignore[text]\nx\n-->\n\nb\n", "a\n\n\nb\n", True),
        ("a.md", "a\n<!-- guard: ignore[text] x -->\nb\n", "a\nb\n", False),
        ("a.md", "- a\n\n<!-- guard: ignore[text] x -->\n\n- b\n", "- a\n\n\n- b\n", False),
        ("a.md", "- a\n\n<!-- guard: ignore[text] x -->\n\n    b\n", "- a\n\n\n    b\n", False),
        ("a.md", "a <!-- guard: ignore[text] x -->\nb\n", "a\nb\n", True),
        ("a.md", "a  <!-- guard: ignore[text] x -->  ", "a", True),
        ("a.md", "a\n\n<!-- guard: ignore[text] x -->\n", "a\n\n", True),
        ("a.md", "a\n\n<!-- guard: ignore[text] x -->", "a\n\n", True),
        ("a.md", "a\r\n\r\n<!-- guard: ignore[text] x -->\r\nb\r\n", "a\r\n\r\nb\r\n", True),
        ("compose.yml", "a: 1\n# guard: ignore[text] x\nb: 1\n", "a: 1\nb: 1\n", True),
        ("compose.yml", "a: 1  # guard: ignore[text] x\nb: 1\n", "a: 1\nb: 1\n", True),
        ("compose.yml", "a:\n  # guard: ignore-file[text] x\n  b: 1\n", "a:\n  b: 1\n", True),
    ],
)
def test_a_comment_that_does_nothing_can_be_deleted(path: str, text: str, without: str, safe: bool) -> None:
    (finding,) = held(text, path).judgments
    assert finding.fix
    assert finding.fix.safe is safe
    (edit,) = finding.fix.edits
    lines = Lines(text)
    start = lines.offset(edit.span.line, edit.span.column)
    end = lines.offset(edit.span.end_line, edit.span.end_column)
    assert text[:start] + edit.text + text[end:] == without


@pytest.mark.parametrize(
    "text",
    [
        "a\n\n<!-- guard: off[text] x -->\n\nb\n\n<!-- guard: on[text] -->\n",
        "<!-- guard: ignore[text, sleeping] x -->\nb\n",
        "<!-- guard: ignore[text, dead-link] x -->\n@dead-link\n",
        "a <!-- guard: ignore[text] x --> b\n",
    ],
)
def test_what_is_more_than_one_deletion_is_left_to_people(text: str) -> None:
    (finding,) = held(text, "a.md").judgments
    assert finding.rule == "unused-suppression"
    assert finding.fix is None


def test_without_the_text_no_deletion_is_offered() -> None:
    comment = Comment("guard: ignore[text] x", Span(1, 1, 1, 30), alone=True)
    (finding,) = suppress([], {"a.md": [comment]}, NAMES, today=TODAY).judgments
    assert finding.fix is None


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12), st.integers(0, 12), st.integers(0, 4))
def test_the_innermost_stretch_is_found(ends: list[tuple[int, int]], first: int, length: int) -> None:
    stretches = [Stretch(min(pair), max(pair), number) for number, pair in enumerate(ends)]
    reaches = Reaches()
    for stretch in stretches:
        reaches.add("x", stretch)
    reaches.seal()
    sharing = [one for one in stretches if one.first <= first + length and one.last >= first]
    assert reaches.over("x", first, first + length) == max(sharing, default=None)
    assert reaches.over("y", first, first + length) is None


def stacked(number: int) -> list[Comment]:
    """Comments of every kind above one block."""
    words = ("ignore", "off", "ignore-file", "ignore")
    return [
        Comment(
            f"guard: {words[line % 4]}[text, links] x", Span(line, 1, line, 9), True, Span(number, 1, 2 * number, 1)
        )
        for line in range(1, number)
    ]


def passed_over(number: int) -> list[Comment]:
    """Comments at the ends of lines, far above what only the one for the whole file reaches."""
    whole = Comment("guard: ignore-file[text] x", Span(1, 1, 1, 9), alone=True)
    return [whole, *(Comment("guard: ignore[text] x", Span(line, 5, line, 9), False) for line in range(1, number))]


@pytest.mark.parametrize("comments", [stacked, passed_over])
def test_time_grows_with_the_number_of_comments(comments: Callable[[int], list[Comment]]) -> None:
    def seconds(number: int) -> float:
        findings = [
            Finding("a.md", Span(line, 1, line, 2), "x", "x", rule="shouting", group="text")
            for line in range(number, 2 * number)
        ]
        said = comments(number)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            suppressed = suppress(findings, {"a.md": said}, NAMES, today=TODAY)
            best = min(best, time.process_time() - start)
        assert all(suppressed.set_aside)
        return best

    assert any(seconds(8_000) < 8 * seconds(2_000) + 0.02 for _ in range(5)), "slow in every round"
