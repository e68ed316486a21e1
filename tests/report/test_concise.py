from collections.abc import Callable

from msgspec.structs import replace

from guard.model import Verdict

Told = Callable[..., str]


def test_one_line_a_finding(verdict: Verdict, told: Told) -> None:
    assert told("concise", verdict).splitlines()[:-2] == [
        (
            "README.md:3:13: broken-link [*] link leads nowhere: old/setup.md"
            " (renamed to docs/setup.md in 3ad408a, 2022-06-19)"
        ),
        "README.md:5:13: broken-link link leads nowhere: ko\u0301sei.md (nearest: konfig.md; docs/konfig.md)",
        (
            "docs/guide.md:1:17: broken-link link leads nowhere: ../old/setup.md#env"
            " (renamed to docs/setup.md in 3ad408a, 2022-06-19)"
        ),
        (
            "docs/guide.md:3:4: unknown-service no compose service is called api"
            " (the services are web and worker; compose.yaml:3)"
        ),
        "docs/guide.md:4:1: complete-list [*] the list of services lacks worker (service worker; compose.yaml:14)",
        "",
    ]


def test_the_summary_ends_it(verdict: Verdict, told: Told) -> None:
    assert told("concise", replace(verdict, findings=())) == ("All 3,412 claims of 120 documents hold; 37 unjudged.\n")


def test_evidence_that_the_message_names_is_not_said_twice(verdict: Verdict, told: Told) -> None:
    finding = verdict.findings[0]
    finding = replace(finding, message=f"link leads nowhere ({finding.evidence[0].text})")
    line = told("concise", replace(verdict, findings=(finding,))).splitlines()[0]
    assert line.count("renamed to") == 1


def test_hostile_text(hostile: Verdict, told: Told) -> None:
    assert told("concise", hostile).splitlines()[0] == (
        r"docs/a\n::error::b.md:1:1: broken-link \x3a:error file=x::%0Anot real \x1b[2J\u202e \x23#[error]x \xff"
        r" ([click](javascript:alert) <img src=x> {0} a|b;  ::stop)"
    )


def test_colour(verdict: Verdict, told: Told) -> None:
    assert told("concise", verdict, color=True).startswith(
        "\x1b[1mREADME.md:3:13\x1b[0m: \x1b[1;31mbroken-link\x1b[0m \x1b[32m[*]\x1b[0m link leads"
    )
