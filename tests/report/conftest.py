"""A small repository with five findings, and strategies for verdicts that hold any text at all."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from hypothesis import strategies as st

from guard import report
from guard.model import Edit, Evidence, Finding, Fix, RuleInfo, SetAside, Span, Verdict
from guard.report.context import Context

COMMIT = "3ad408a1b2c3d4e5f60718293a4b5c6d7e8f9012"
RENAMED = Evidence("renamed to docs/setup.md in 3ad408a, 2022-06-19", path="docs/setup.md", commit=COMMIT)
SOURCES = {
    "README.md": [
        "# Demo",
        "",
        "See [setup](old/setup.md) for the first steps.",
        "",
        "\t- 日本語 [構成](ko\u0301sei.md) と `make start`",
    ],
    "docs/guide.md": ["The [variables](../old/setup.md#env) page.", "", "- `api`", "- `web`", ""],
}
SETUP = Finding(
    path="README.md",
    span=Span(3, 13, 3, 25),
    message="link leads nowhere: old/setup.md",
    subject="old/setup.md",
    target="old/setup.md",
    evidence=(RENAMED,),
    fix=Fix(safe=True, edits=(Edit("README.md", Span(3, 13, 3, 25), "docs/setup.md"),)),
    heading=("Demo",),
    rule="broken-link",
    group="links",
    severity="error",
)
WIDE = Finding(
    path="README.md",
    span=Span(5, 13, 5, 22),
    message="link leads nowhere: ko\u0301sei.md",
    subject="ko\u0301sei.md",
    evidence=(Evidence("nearest: konfig.md", path="docs/konfig.md"),),
    fix=Fix(safe=False, edits=(Edit("README.md", Span(5, 13, 5, 22), "docs/konfig.md"),)),
    heading=("Demo",),
    rule="broken-link",
    group="links",
    severity="error",
)
OTHER_PLACE = Finding(
    path="docs/guide.md",
    span=Span(1, 17, 1, 36),
    message="link leads nowhere: ../old/setup.md#env",
    subject="../old/setup.md#env",
    target="old/setup.md",
    evidence=(RENAMED,),
    rule="broken-link",
    group="links",
    severity="error",
)
SERVICE = Finding(
    path="docs/guide.md",
    span=Span(3, 4, 3, 7),
    message="no compose service is called api",
    subject="api",
    evidence=(Evidence("the services are web and worker", path="compose.yaml", line=3),),
    rule="unknown-service",
    group="compose",
)
LIST = Finding(
    path="docs/guide.md",
    span=Span(4, 1, 4, 8),
    message="the list of services lacks worker",
    subject="worker",
    evidence=(Evidence("service worker", path="compose.yaml", line=14),),
    fix=Fix(safe=True, edits=(Edit("docs/guide.md", Span(5, 1, 5, 1), "- `worker`\n"),)),
    related=(Evidence("the list begins here", path="docs/guide.md", line=3),),
    rule="complete-list",
    group="compose",
    severity="info",
)
HOSTILE = Finding(
    path="docs/a\n::error::b.md",
    span=Span(1, 1, 1, 2),
    message="::error file=x::%0Anot real \x1b[2J\u202e ##[error]x \udcff",
    subject="\x1b[2J",
    evidence=(Evidence("[click](javascript:alert) <img src=x> {0} a|b", path=" ::stop"),),
    rule="broken-link",
    group="links",
)
RULES = (
    RuleInfo("broken-link", "links", "A relative link must lead to a file.", "A relative link must lead to a file.\n"),
    RuleInfo("unknown-service", "compose", "Named services exist.", "Named services exist.", severity="error"),
)


@pytest.fixture(scope="session")
def verdict() -> Verdict:
    return Verdict(
        findings=(SETUP, WIDE, OTHER_PLACE, SERVICE, LIST),
        set_aside=(),
        unjudged=(("shallow history", 30), ("incomplete facts", 7)),
        documents=120,
        claims=3412,
        rules=RULES,
    )


@pytest.fixture(scope="session")
def hostile() -> Verdict:
    aside = SetAside(HOSTILE, "suppression", "::error::kept \x1b[0m", path="a\nb.md", line=2)
    return Verdict(
        findings=(HOSTILE,),
        set_aside=(aside,),
        unjudged=(("::warning::x", 1),),
        documents=1,
        claims=1,
        rules=(),
    )


@pytest.fixture(scope="session")
def told() -> Callable[..., str]:
    """The verdict in a format, with the context's other fields as keywords."""

    def tell(name: str, verdict: Verdict, **fields: Any) -> str:
        out = StringIO()
        sources = fields.pop("sources", SOURCES)
        context = Context(sources=lambda path: sources.get(path, ()), version="1.2.3", **fields)
        report.write(name, verdict, out, context)
        return out.getvalue()

    return tell


def texts() -> st.SearchStrategy[str]:
    """Any text, surrogates and all, with what tools obey mixed in."""
    anything = st.characters(exclude_categories=())
    bait = st.sampled_from(
        ["::error::x", "##[error]x", "##vso[task]", "\n", "\r\n", "\x1b[31m", "%0A", "\u202e", "|", "](x)", "```", ":"]
    )
    return st.lists(st.one_of(st.text(anything, max_size=6), bait), max_size=4).map("".join)


@pytest.fixture(scope="session")
def verdicts() -> st.SearchStrategy[Verdict]:
    count = st.integers(1, 9)
    span = st.builds(Span, count, count, count, count)
    evidence = st.builds(Evidence, texts(), st.none() | texts(), st.none() | count, st.none() | st.just(COMMIT))
    fix = st.builds(Fix, st.booleans(), st.lists(st.builds(Edit, texts(), span, texts()), max_size=3).map(tuple))
    evidences = st.lists(evidence, max_size=2).map(tuple)
    finding = st.builds(
        Finding,
        path=texts(),
        span=span,
        message=texts(),
        subject=texts(),
        evidence=evidences,
        fix=st.none() | fix,
        related=evidences,
        target=st.just("t") | texts(),
        heading=st.lists(texts(), max_size=2).map(tuple),
        rule=st.just("r") | texts(),
        group=texts(),
        severity=st.sampled_from(["error", "warning", "info"]),
    )
    aside = st.builds(
        SetAside,
        finding=finding,
        how=st.sampled_from(["suppression", "baseline"]),
        reason=texts(),
        path=st.none() | texts(),
        line=st.none() | count,
    )
    return st.builds(
        Verdict,
        findings=st.lists(finding, max_size=4).map(tuple),
        set_aside=st.lists(aside, max_size=2).map(tuple),
        unjudged=st.lists(st.tuples(texts(), count), max_size=2).map(tuple),
        documents=st.integers(0, 9),
        claims=st.integers(0, 9),
        rules=st.just(RULES),
    )


@pytest.fixture(scope="session")
def any_lines() -> st.SearchStrategy[list[str]]:
    return st.lists(texts(), max_size=9)
