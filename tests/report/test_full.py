from collections.abc import Callable
from textwrap import dedent

from msgspec.structs import replace

from guard.model import Edit, Finding, Fix, Span, Verdict

Told = Callable[..., str]


def test_everything_a_person_needs_to_see(verdict: Verdict, told: Told) -> None:
    assert told("full", verdict) == dedent(
        """\
        README.md:3:13 broken-link  link leads nowhere: old/setup.md
         3 | See [setup](old/setup.md) for the first steps.
           |             ^^^^^^^^^^^^ error
           = renamed to docs/setup.md in 3ad408a, 2022-06-19
           = fix: replace `old/setup.md` with `docs/setup.md`
           = also at: docs/guide.md:1:17 (../old/setup.md#env)

        README.md:5:13 broken-link  link leads nowhere: ko\u0301sei.md
         5 |     - 日本語 [構成](ko\u0301sei.md) と `make start`
           |                     ^^^^^^^^ error
           = nearest: konfig.md (docs/konfig.md)
           = help: replace `ko\u0301sei.md` with `docs/konfig.md`

        docs/guide.md:3:4 unknown-service  no compose service is called api
         3 | - `api`
           |    ^^^ warning
           = the services are web and worker (compose.yaml:3)

        docs/guide.md:4:1 complete-list  the list of services lacks worker
         4 | - `web`
           | ^^^^^^^ info
           = service worker (compose.yaml:14)
           = the list begins here (docs/guide.md:3)
           = fix: add at line 5
             + - `worker`

        5 findings (3 errors, 1 warning, 1 info) in 2 documents; 2 can be fixed with --fix, 1 more with --unsafe-fixes.
        120 documents, 3,412 claims held, 37 unjudged.
        """
    )


def test_hostile_text_is_shown_and_obeyed_by_nothing(hostile: Verdict, told: Told) -> None:
    assert told("full", hostile, sources={"docs/a\n::error::b.md": ["\x1b]0;x\x07"]}, width=200) == dedent(
        r"""
        docs/a\n::error::b.md:1:1 broken-link  \x3a:error file=x::%0Anot real \x1b[2J\u202e \x23#[error]x \xff
         1 | \x1b]0;x\x07
           | ^^^^ warning
           = [click](javascript:alert) <img src=x> {0} a|b ( ::stop)

        1 finding (1 warning) in 1 document; 1 set aside by suppressions. 1 document, 1 claim held, 1 unjudged.
        """
    ).lstrip("\n")


def test_ascii_is_all_there_is_when_the_console_shows_no_more(verdict: Verdict, told: Told) -> None:
    text = told("full", verdict, ascii=True, width=200)
    assert text.isascii()
    assert (
        " 5 |     - \\u65e5\\u672c\\u8a9e [\\u69cb\\u6210](ko\\u0301sei.md) \\u3068 `make start`\n"
        f"   | {' ' * 40}{'^' * 14} error\n"
    ) in text


def test_colour_changes_nothing_but_colour(verdict: Verdict, told: Told) -> None:
    coloured = told("full", verdict, color=True)
    assert "\x1b[1mREADME.md:3:13\x1b[0m \x1b[1;31mbroken-link\x1b[0m  link" in coloured
    plain = coloured
    for code in ("0", "1", "1;31", "1;33", "1;36", "32", "34"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == told("full", verdict)


def many(finding: Finding, count: int, verdict: Verdict) -> Verdict:
    return replace(verdict, findings=tuple(replace(finding, path=f"p{number}.md") for number in range(count)))


def test_one_cause_in_many_places_is_told_once(verdict: Verdict, told: Told) -> None:
    text = told("full", many(verdict.findings[0], 13, verdict))
    assert text.count("link leads nowhere") == 1
    assert "   = also at: p1.md:3:13\n              p2.md:3:13\n" in text
    assert "              p10.md:3:13\n              ... and 2 more\n" in text
    assert "p11.md" not in text


def test_hostile_places_are_shown_and_obeyed_by_nothing(hostile: Verdict, told: Told) -> None:
    first = replace(hostile.findings[0], path="a.md")
    second = replace(first, path="b\n::error::c.md", subject="\x1b[0m")
    text = told("full", replace(hostile, findings=(replace(first, target="t"), replace(second, target="t"))))
    assert "   = also at: b\\n::error::c.md:1:1 (\\x1b[0m)\n" in text


def test_findings_without_a_subject_are_not_thrown_together(verdict: Verdict, told: Told) -> None:
    nameless = replace(verdict.findings[0], target="", subject="")
    assert told("full", many(nameless, 2, verdict)).count("link leads nowhere") == 2


def test_the_same_target_for_two_rules_is_told_twice(verdict: Verdict, told: Told) -> None:
    finding = verdict.findings[0]
    twice = replace(verdict, findings=(finding, replace(finding, rule="dead-path")))
    assert "also at" not in told("full", twice)


def shown(finding: Finding, verdict: Verdict, told: Told, lines: list[str]) -> str:
    text = told("full", replace(verdict, findings=(finding,)), sources={finding.path: lines}, width=60)
    return text[: text.index("\n\n") + 1]


def test_a_document_that_cannot_be_read_leaves_the_rest(verdict: Verdict, told: Told) -> None:
    assert shown(verdict.findings[3], verdict, told, []) == dedent(
        """\
        docs/guide.md:3:4 unknown-service  no compose service is called api
           = the services are web and worker (compose.yaml:3)
        """
    )


def test_a_span_of_several_lines_says_where_it_ends(verdict: Verdict, told: Told) -> None:
    finding = replace(verdict.findings[3], span=Span(9, 3, 11, 2))
    assert shown(finding, verdict, told, [""] * 8 + ["- `api`", "", ""]) == dedent(
        """\
        docs/guide.md:9:3 unknown-service  no compose service is called api
         9 | - `api`
           |   ^^^^^ warning, to line 11
           = the services are web and worker (compose.yaml:3)
        """
    )


def test_a_minified_line_is_cut_to_the_terminal(verdict: Verdict, told: Told) -> None:
    finding = replace(verdict.findings[3], span=Span(12, 5001, 12, 5004))
    line = "x" * 5000 + "api" + "y" * 5000
    assert shown(finding, verdict, told, [""] * 11 + [line]).splitlines()[1:3] == [
        f" 12 | ...{'x' * 23}api{'y' * 22}...",
        f"    | {' ' * 26}^^^ warning",
    ]


def test_the_label_stands_where_there_is_room(verdict: Verdict, told: Told) -> None:
    finding = replace(verdict.findings[3], span=Span(1, 51, 1, 54), evidence=())
    assert shown(finding, verdict, told, ["x" * 50 + "api"]).splitlines()[2] == f"   | {' ' * 42}warning ^^^"
    finding = replace(finding, span=Span(1, 2, 1, 54))
    assert shown(finding, verdict, told, ["x" * 50 + "api"]).splitlines()[2] == f"   |  {'^' * 52}"


def with_fix(verdict: Verdict, *edits: Edit, safe: bool = True) -> Finding:
    return replace(verdict.findings[3], span=Span(1, 5, 1, 8), evidence=(), fix=Fix(safe, edits))


def fix_lines(finding: Finding, verdict: Verdict, told: Told, lines: list[str]) -> list[str]:
    return shown(finding, verdict, told, lines).splitlines()[3:]


def test_fixes(verdict: Verdict, told: Told) -> None:
    lines = ["one two three", "four", "five", "x" * 100]
    here = "docs/guide.md"

    def told_fix(*edits: Edit, safe: bool = True) -> list[str]:
        return fix_lines(with_fix(verdict, *edits, safe=safe), verdict, told, lines)

    word = Edit(here, Span(1, 5, 1, 8), "2")
    assert told_fix(word) == ["   = fix: replace `two` with `2`"]
    assert told_fix(word, safe=False) == ["   = help: replace `two` with `2`"]
    assert told_fix(word, word, word) == ["   = fix: replace `two` with `2`, and 2 more edits"]
    assert told_fix(Edit(here, Span(1, 4, 1, 8), "")) == ["   = fix: remove ` two`"]
    assert told_fix(Edit(here, Span(1, 5, 1, 5), "1.5 ")) == [
        "   = fix: change",
        "     - one two three",
        "     + one 1.5 two three",
    ]
    assert told_fix(Edit(here, Span(2, 1, 4, 1), "")) == ["   = fix: remove at line 2", "     - four", "     - five"]
    assert told_fix(Edit(here, Span(2, 1, 3, 5), "a\r\nb\nc\nd\ne\nf")) == [
        "   = fix: change at line 2",
        "     - four",
        "     - five",
        "     + a",
        "     + b",
        "     + c",
        "     + d",
        "     + ... 2 more lines",
    ]
    assert told_fix(Edit(here, Span(4, 1, 4, 101), "y" * 100)) == [
        "   = fix: change at line 4",
        "     - " + "x" * 45 + "...",
        "     + " + "y" * 45 + "...",
    ]
    assert told_fix(Edit("gone.md", Span(7, 1, 7, 2), "a")) == ["   = fix: change in gone.md:7", "     + a"]
    assert told_fix() == []
