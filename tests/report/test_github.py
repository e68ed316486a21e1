from collections.abc import Callable

from msgspec.structs import replace

from guard.model import Finding, Severity, Span, Verdict

Told = Callable[..., str]


def test_annotations_with_the_worst_first(verdict: Verdict, told: Told) -> None:
    setup, _, _, service, listed = verdict.findings
    text = told("github", replace(verdict, findings=(listed, service, setup)))
    assert text == (
        "::error file=README.md,line=3,endLine=3,col=13,endColumn=25,title=broken-link"
        "::link leads nowhere: old/setup.md%0Arenamed to docs/setup.md in 3ad408a, 2022-06-19\n"
        "::warning file=docs/guide.md,line=3,endLine=3,col=4,endColumn=7,title=unknown-service"
        "::no compose service is called api%0Athe services are web and worker (compose.yaml:3)\n"
        "::notice file=docs/guide.md,line=4,endLine=4,col=1,endColumn=8,title=complete-list"
        "::the list of services lacks worker%0Aservice worker (compose.yaml:14)\n"
    )


def test_columns_are_left_out_where_the_span_has_several_lines(verdict: Verdict, told: Told) -> None:
    finding = replace(verdict.findings[0], span=Span(3, 13, 4, 2), evidence=())
    assert told("github", replace(verdict, findings=(finding,))) == (
        "::error file=README.md,line=3,endLine=4,title=broken-link::link leads nowhere: old/setup.md\n"
    )


def test_hostile_text_stays_in_its_place(hostile: Verdict, told: Told) -> None:
    assert told("github", hostile) == (
        r"::warning file=docs/a\n%3A%3Aerror%3A%3Ab.md,line=1,endLine=1,col=1,endColumn=2,title=broken-link"
        r"::\x3a:error file=x::%250Anot real \x1b[2J\u202e \x23#[error]x \xff"
        "%0A[click](javascript:alert) <img src=x> {0} a|b ( ::stop)\n"
    )


def of_severity(severity: Severity, count: int, verdict: Verdict) -> list[Finding]:
    return [
        replace(verdict.findings[3], path=f"{severity}{number}.md", severity=severity, evidence=())
        for number in range(count)
    ]


def test_what_github_would_not_show_goes_to_the_log(verdict: Verdict, told: Told) -> None:
    findings = [*of_severity("info", 11, verdict), *of_severity("error", 12, verdict)]
    lines = told("github", replace(verdict, findings=tuple(findings))).splitlines()
    assert [line.split()[0] for line in lines[:20]] == ["::error"] * 10 + ["::notice"] * 10
    assert lines[20:] == [
        "::group::3 more findings that GitHub would not show as annotations",
        "error10.md:3:4: unknown-service no compose service is called api",
        "error11.md:3:4: unknown-service no compose service is called api",
        "info10.md:3:4: unknown-service no compose service is called api",
        "::endgroup::",
    ]


def test_nothing_is_said_of_nothing(verdict: Verdict, told: Told) -> None:
    assert told("github", replace(verdict, findings=())) == ""
