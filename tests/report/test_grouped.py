from collections.abc import Callable
from textwrap import dedent

from msgspec.structs import replace

from guard.model import Span, Verdict

Told = Callable[..., str]


def test_findings_stand_under_their_document(verdict: Verdict, told: Told) -> None:
    findings = (*verdict.findings[:2], replace(verdict.findings[3], evidence=(), span=Span(10, 4, 10, 7)))
    findings = (*findings, replace(verdict.findings[4], evidence=()))
    assert told("grouped", replace(verdict, findings=findings)) == dedent(
        """\
        README.md
          3:13  broken-link  link leads nowhere: old/setup.md (renamed to docs/setup.md in 3ad408a, 2022-06-19) [*]
          5:13  broken-link  link leads nowhere: ko\u0301sei.md (nearest: konfig.md; docs/konfig.md)

        docs/guide.md
          10:4  unknown-service  no compose service is called api
           4:1  complete-list    the list of services lacks worker [*]

        4 findings (2 errors, 1 warning, 1 info) in 2 documents; 2 can be fixed with --fix, 1 more with --unsafe-fixes.
        120 documents, 3,412 claims held, 37 unjudged.
        """
    )


def test_hostile_text(hostile: Verdict, told: Told) -> None:
    assert told("grouped", hostile).splitlines()[:2] == [
        r"docs/a\n::error::b.md",
        (
            r"  1:1  broken-link  \x3a:error file=x::%0Anot real \x1b[2J\u202e \x23#[error]x \xff"
            r" ([click](javascript:alert) <img src=x> {0} a|b;  ::stop)"
        ),
    ]
