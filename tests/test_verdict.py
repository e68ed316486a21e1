from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guard.baseline import create, parse, render, update
from guard.catalog import Active, Entry, catalog, choose
from guard.documents import readers
from guard.model import Finding, Held, Span, Verdict
from guard.settings import Settings, load
from guard.snapshot import Snapshot
from guard.verdict import judge, scope, settings_findings

TODAY = date(2027, 1, 31)
FILE = "guard-baseline.json"


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return catalog("sample_rules")


def configured(text: str, **words: Any) -> Settings:
    return load(Snapshot.of({"guard.toml": text}), **words)


def finding(line: int, rule: str = "dead-link", group: str = "links", path: str = "a.md") -> Finding:
    return Finding(path, Span(line, 1, line, 5), f"{rule}!", "x", rule=rule, group=group)


def held(*findings: Finding, text: str = "", paths: frozenset[str] | None = None) -> Held:
    return Held(
        findings=findings,
        unjudged={"shallow history": 2, "a": 7, "b": 7},
        documents=3,
        claims=40,
        comments={"a.md": readers.read("markdown", text).comments},
        judged={"dead-link": 40},
        paths=paths,
    )


def shown(verdict: Verdict) -> list[str]:
    return [f"{found.path}:{found.span.line}:{found.rule}" for found in verdict.findings]


def test_findings_are_sorted_and_counts_are_kept(entries: tuple[Entry, ...]) -> None:
    settings = configured("")
    findings = [finding(9), finding(2, "shouting", "text"), finding(2), finding(1, path="B.md")]
    verdict = judge(held(*findings), choose(settings, entries), settings, today=TODAY)
    assert shown(verdict) == ["B.md:1:dead-link", "a.md:2:dead-link", "a.md:2:shouting", "a.md:9:dead-link"]
    assert verdict.unjudged == (("a", 7), ("b", 7), ("shallow history", 2))
    assert (verdict.documents, verdict.claims) == (3, 40)
    assert verdict.set_aside == ()


def test_the_order_of_the_findings_does_not_matter(entries: tuple[Entry, ...]) -> None:
    settings = configured("")
    active = choose(settings, entries)
    findings = [finding(line, rule) for line in (1, 2, 3) for rule in ("dead-link", "bare-url")]
    text = "<!-- guard: ignore-file[bare-url] x -->"
    verdicts = [judge(held(*some, text=text), active, settings, today=TODAY) for some in (findings, findings[::-1])]
    assert verdicts[0] == verdicts[1]


def test_the_rules_of_a_verdict(entries: tuple[Entry, ...]) -> None:
    settings = configured(
        """
        ignore = ["shouting", "stale-baseline"]
        contracts = [
            {type = "required-file", file = "a", severity = "info"},
            {type = "required-file", file = "b", severity = "error"},
            {type = "required-file", file = "c"},
        ]
        [rules.dead-link]
        severity = "info"
        """
    )
    rules = judge(held(), choose(settings, entries), settings, today=TODAY).rules
    assert [(info.name, info.severity) for info in rules] == [
        ("dead-link", "info"),
        ("required-file", "error"),
        ("suppression-without-reason", "warning"),
        ("unknown-rule-in-suppression", "warning"),
        ("unused-suppression", "warning"),
        ("expired-suppression", "warning"),
        ("malformed-suppression", "warning"),
        ("useless-exclude", "warning"),
        ("unknown-status", "warning"),
        ("unknown-derived-file", "warning"),
        ("unknown-contract-file", "warning"),
    ]
    assert all(info.summary and info.help for info in rules)


def test_what_is_set_aside_is_kept(entries: tuple[Entry, ...]) -> None:
    settings = configured("")
    active = choose(settings, entries)
    old = judge(held(finding(1), finding(5)), active, settings, today=TODAY)
    baseline = parse(render(create(old, FILE)), FILE)
    text = "x <!-- guard: ignore[dead-link] made by the release job -->\n\n\n\n"
    verdict = judge(
        held(finding(1), finding(5), finding(7), text=text), active, settings, today=TODAY, baseline=baseline
    )
    assert [(aside.finding.span.line, aside.how, aside.reason) for aside in verdict.set_aside] == [
        (1, "suppression", "made by the release job"),
        (5, "baseline", "there when guard was adopted"),
    ]
    assert shown(verdict)[:1] == ["a.md:7:dead-link"]
    assert [found.rule for found in verdict.findings[1:]] == ["stale-baseline"]


def test_a_comment_does_not_change_what_the_baseline_knows_the_others_by(entries: tuple[Entry, ...]) -> None:
    settings = configured("")
    active = choose(settings, entries)
    lines = [finding(line) for line in (1, 2, 3)]
    baseline = create(judge(held(*lines), active, settings, today=TODAY), FILE)
    text = "x <!-- guard: ignore[dead-link] x -->\ny\nz\n"
    verdict = judge(held(*lines, text=text), active, settings, today=TODAY, baseline=baseline)
    assert [aside.how for aside in verdict.set_aside] == ["suppression", "baseline", "baseline"]
    assert [found.rule for found in verdict.findings] == ["stale-baseline"]
    updated = update(baseline, verdict, scope(held(*lines), active))
    assert set(updated.entries) < set(baseline.entries)
    again = judge(held(*lines, text=text), active, settings, today=TODAY, baseline=updated)
    assert again.findings == ()


def test_a_run_over_some_documents_says_nothing_of_the_others(entries: tuple[Entry, ...]) -> None:
    settings = configured("")
    active = choose(settings, entries)
    baseline = create(judge(held(finding(1), finding(1, path="b.md")), active, settings, today=TODAY), FILE)
    part = judge(held(paths=frozenset({"a.md"})), active, settings, today=TODAY, baseline=baseline)
    assert [found.subject for found in part.findings] == [
        entry.fingerprint for entry in baseline.entries if entry.path == "a.md"
    ]


def test_a_run_of_some_rules_says_nothing_of_the_others() -> None:
    everything, some = configured(""), configured("select = ['paths']")
    text = "<!-- guard: ignore[broken-link] x -->\nx\n"
    baseline = create(judge(held(finding(5, "broken-link")), choose(everything), everything, today=TODAY), FILE)
    verdict = judge(held(text=text), choose(some), some, today=TODAY, baseline=baseline)
    assert verdict.findings == ()
    verdict = judge(held(text=text), choose(everything), everything, today=TODAY, baseline=baseline)
    assert [found.rule for found in verdict.findings] == ["unused-suppression", "stale-baseline"]


def test_guards_own_judgments_cannot_be_suppressed_but_configured(entries: tuple[Entry, ...]) -> None:
    text = "<!-- guard: ignore-file[guard, unused-suppression] x -->\n\n<!-- guard: ignore[dead-link] -->\nx\n"

    def rules(settings: Settings) -> list[tuple[str, str]]:
        verdict = judge(held(text=text), choose(settings, entries), settings, today=TODAY)
        return [(found.rule, found.severity) for found in verdict.findings]

    own = [
        ("unknown-rule-in-suppression", "warning"),
        ("suppression-without-reason", "warning"),
        ("unused-suppression", "warning"),
    ]
    assert rules(configured("")) == own
    assert rules(configured("ignore = ['unused-suppression']")) == own[:2]
    assert rules(configured("ignore = ['guard']")) == []
    quiet = configured(
        "[rules.unused-suppression]\nseverity = 'off'\n[rules.suppression-without-reason]\nseverity = 'info'"
    )
    assert rules(quiet) == [own[0], ("suppression-without-reason", "info")]


def test_comments_name_every_rule_there_is(entries: tuple[Entry, ...]) -> None:
    settings = configured("select = ['text']")
    text = "<!-- guard: ignore[broken-link] a rule that is not active -->\nx\n"
    assert judge(held(text=text), choose(settings, entries), settings, today=TODAY).findings == ()


def test_with_the_text_an_idle_comment_comes_with_its_deletion(entries: tuple[Entry, ...]) -> None:
    settings = configured("")
    active: tuple[Active, ...] = choose(settings, entries)
    text = "<!-- guard: ignore[dead-link] x -->\nx\n"
    (without,) = judge(held(text=text), active, settings, today=TODAY).findings
    (with_text,) = judge(held(text=text), active, settings, today=TODAY, text={"a.md": text}.__getitem__).findings
    assert without.fix is None
    assert with_text.fix
    assert with_text.fix.safe


def test_an_exclude_that_matches_nothing() -> None:
    text = 'exclude = [\n  "docs/old/",\n  "archive/", "!docs/old/x.md"\n]\n'
    (found,) = settings_findings(configured(text), ["guard.toml", "docs/old/x.md", "my-archive/x.md"])
    assert (found.rule, found.group, found.path, found.severity) == (
        "useless-exclude",
        "guard",
        "guard.toml",
        "warning",
    )
    assert found.span == Span(3, 3, 3, 13)
    assert found.message == "exclude matches no file: archive/"
    assert found.evidence[0].text == "patterns are relative to the repository's root"


CONTRACT = "[[contracts]]\ntype = 'required-file'\nfile = '{}'\n"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (CONTRACT.format("docs/api.md"), ["docs/api.md"]),
        (CONTRACT.format("a.md"), []),
        (CONTRACT.format("docs/api.md") + "severity = 'off'\n", []),
    ],
)
def test_a_contract_about_a_document_that_is_not_there(text: str, subjects: list[str]) -> None:
    found = settings_findings(configured(text), ["guard.toml", "a.md"])
    assert [one.subject for one in found] == subjects
    assert all(one.rule == "unknown-contract-file" and one.span.line == 3 and one.evidence for one in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", {}),
        ("exclude = ['a.md']", {}),
        ("exclude = ['gone']\nignore = ['useless-exclude']", {}),
        ("exclude = ['gone']\n[rules.useless-exclude]\nseverity = 'off'", {}),
        ("", {"config": ["exclude=['gone']"]}),
    ],
)
def test_no_word_about_an_exclude(text: str, words: dict[str, Any]) -> None:
    assert settings_findings(configured(text, **words), ["guard.toml", "a.md"]) == ()


def test_a_file_from_elsewhere_has_no_findings(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("exclude = ['gone']\n")
    assert settings_findings(configured("", config=[str(other)]), ["guard.toml", "a.md"]) == ()
