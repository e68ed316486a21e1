from collections.abc import Callable
from textwrap import dedent

from markdown_it import MarkdownIt
from msgspec.structs import replace

from guard.model import Verdict

Told = Callable[..., str]


def test_a_table_with_the_worst_first(verdict: Verdict, told: Told) -> None:
    setup, _, _, service, listed = verdict.findings
    two = replace(service, evidence=service.evidence * 2)
    assert told("markdown", replace(verdict, findings=(listed, two, setup))) == dedent(
        """\
        ### guard

        3 findings (1 error, 1 warning, 1 info) in 2 documents; 2 can be fixed with --fix.
        120 documents, 3,412 claims held, 37 unjudged.
        Unjudged: shallow history (30), incomplete facts (7).

        | severity | place | rule | finding | evidence | fix |
        |---|---|---|---|---|---|
        | error | <code>README.md</code>:3 | broken-link | link leads nowhere: old/setup.md |\
 renamed to docs/setup.md in 3ad408a, 2022-06-19 | --fix |
        | warning | <code>docs/guide.md</code>:3 | unknown-service | no compose service is called api |\
 the services are web and worker (compose.yaml:3)<br>the services are web and worker (compose.yaml:3) |  |
        | info | <code>docs/guide.md</code>:4 | complete-list | the list of services lacks worker |\
 service worker (compose.yaml:14) | --fix |
        """
    )


def test_nothing_found(verdict: Verdict, told: Told) -> None:
    assert told("markdown", replace(verdict, findings=(), unjudged=())) == (
        "### guard\n\nAll 3,412 claims of 120 documents hold.\n"
    )


def test_hostile_text_makes_no_markup(hostile: Verdict, told: Told) -> None:
    html = MarkdownIt("commonmark").enable("table").render(told("markdown", hostile))
    assert html.count("<tr>") == 2
    assert html.count("<td>") == 6
    assert "<img" not in html
    assert "<a " not in html
    assert "[click](javascript:alert) &lt;img src=x&gt; {0} a|b" in html


def test_a_long_table_ends_below_the_limit_of_a_step(verdict: Verdict, told: Told) -> None:
    findings = tuple(replace(verdict.findings[0], message="x" * 1000) for _ in range(1000))
    text = told("markdown", replace(verdict, findings=findings))
    rows = text.count("| error |")
    assert len(text.encode()) < 1_000_000
    assert 0 < rows < 1000
    assert text.endswith(f"\nand {1000 - rows:,} more\n")
