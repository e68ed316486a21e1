from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from guard.catalog import ALL, Active, Entry, catalog, choose, judgments, names
from guard.documents import Claims, Document
from guard.documents.claims import Link
from guard.facts import Facts
from guard.judgments import GROUP, JUDGMENTS
from guard.model import HOLDS, Finding, Span, Status
from guard.settings import SettingsError, load
from guard.snapshot import Snapshot


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return catalog("sample_rules")


def chosen(entries: tuple[Entry, ...], text: str, **words: Any) -> tuple[Active, ...]:
    return choose(load(Snapshot.of({"guard.toml": text}), **words), entries)


def complaint(entries: tuple[Entry, ...], text: str, **words: Any) -> str:
    with pytest.raises(SettingsError) as caught:
        chosen(entries, text, **words)
    return str(caught.value)


def listed(active: Sequence[Active]) -> list[str]:
    return [one.name for one in active]


def test_an_entry_tells_what_the_module_says(entries: tuple[Entry, ...]) -> None:
    dead, bare, shouting, required = entries
    assert listed([Active(entry, "info") for entry in entries]) == [
        "dead-link",
        "bare-url",
        "shouting",
        "required-file",
    ]
    assert [entry.group for entry in entries] == ["links", "links", "text", "layout"]
    assert dead.summary == "A link must lead to a file."
    assert dead.help == "A link must lead to a file.\n\nThe page of a rule with options."
    assert [entry.severity for entry in entries] == ["warning", "info", "error", "warning"]
    assert [entry.preview for entry in entries] == [False, True, False, True]
    assert [entry.is_contract for entry in entries] == [False, False, False, True]
    assert [entry.fixable for entry in entries] == [True, False, False, False]
    assert dead.statuses == {Status.LIVING, Status.LEDGER}
    assert shouting.statuses == {Status.LIVING, Status.PROPOSAL}
    assert bare.options is None
    assert required.options is required.module.Options


def test_what_people_are_told_of_a_rule(entries: tuple[Entry, ...]) -> None:
    info = entries[0].info("info")
    assert (info.name, info.group, info.severity, info.fixable) == ("dead-link", "links", "info", True)
    assert (info.summary, info.help) == (entries[0].summary, entries[0].help)


@pytest.mark.parametrize(
    ("text", "active"),
    [
        ("", ["dead-link", "shouting"]),
        ("preview = true", ["dead-link", "bare-url", "shouting"]),
        ("select = ['links']", ["dead-link"]),
        ("select = ['links']\npreview = true", ["dead-link", "bare-url"]),
        ("select = ['shouting']", ["shouting"]),
        ("select = ['bare-url']", ["bare-url"]),
        ("select = ['all']", ["dead-link", "shouting"]),
        ("select = []", []),
        ("select = []\nextend-select = ['text']", ["shouting"]),
        ("extend-select = ['bare-url']", ["dead-link", "bare-url", "shouting"]),
        ("select = ['text']\nextend-select = ['links']", ["dead-link", "shouting"]),
        ("ignore = ['shouting']", ["dead-link"]),
        ("ignore = ['links']", ["shouting"]),
        ("ignore = ['all']", []),
        ("select = ['dead-link']\nignore = ['links']", ["dead-link"]),
        ("select = ['links']\nignore = ['dead-link']", []),
        ("select = ['dead-link']\nignore = ['dead-link']", []),
        ("select = ['guard', 'text']", ["shouting"]),
        ("[rules.shouting]\nseverity = 'off'", ["dead-link"]),
        ("select = ['shouting']\n[rules.shouting]\nseverity = 'off'", []),
        ("[[contracts]]\ntype = 'required-file'\nfile = 'a'", ["dead-link", "shouting", "required-file"]),
        ("[[contracts]]\ntype = 'required-file'\nfile = 'a'\nseverity = 'off'", ["dead-link", "shouting"]),
        (
            "select = ['layout']\ncontracts = [{type='required-file', file='a'}, {type='required-file', file='b'}]",
            ["required-file", "required-file"],
        ),
        ("ignore = ['layout']\n[[contracts]]\ntype = 'required-file'\nfile = 'a'", ["dead-link", "shouting"]),
        (
            "[rules.required-file]\nseverity = 'off'\n[[contracts]]\ntype = 'required-file'\nfile = 'a'",
            ["dead-link", "shouting"],
        ),
    ],
)
def test_which_rules_are_active(entries: tuple[Entry, ...], text: str, active: list[str]) -> None:
    assert listed(chosen(entries, text)) == active


def test_severities_and_options(entries: tuple[Entry, ...]) -> None:
    text = """
        [rules.dead-link]
        severity = "info"
        allow = ["x"]
        max-depth = 7
        [rules.required-file]
        severity = "info"
        [[contracts]]
        type = "required-file"
        name = "licence"
        file = "LICENSE"
        also-in = ["packages/"]
        [[contracts]]
        type = "required-file"
        severity = "error"
        file = "NOTICE"
    """
    dead, shouting, licence, notice = chosen(entries, text)
    assert (dead.severity, shouting.severity, licence.severity, notice.severity) == ("info", "error", "info", "error")
    assert msgspec.structs.asdict(dead.options) == {"allow": ("x",), "max_depth": 7, "mode": "strict"}
    assert shouting.options is None
    assert (licence.contract, licence.options.file, licence.options.also_in) == ("licence", "LICENSE", ("packages/",))
    assert (notice.contract, notice.options.file) == ("", "NOTICE")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules.dead-lnik]", "guard.toml:1: rules.dead-lnik: no such rule; did you mean dead-link?"),
        ("[rules.zzz]", "guard.toml:1: rules.zzz: no such rule; guard rules lists them"),
        ("[rules.links]", "guard.toml:1: rules.links: no such rule; a group: dead-link, bare-url"),
        ("select = [\n'links',\n'txt']", "guard.toml:3: select[1]: no such rule or group: txt; did you mean text?"),
        ("ignore = ['zzz']", "guard.toml:1: ignore[0]: no such rule or group: zzz; guard rules lists them"),
        (
            "extend-select = ['bareurl']",
            "guard.toml:1: extend-select[0]: no such rule or group: bareurl; did you mean bare-url?",
        ),
        (
            "\n[rules.dead-link]\nalow = []",
            "guard.toml:3: rules.dead-link.alow: dead-link has no such option; did you mean allow?",
        ),
        (
            "[rules.dead-link]\nzzz = 1",
            "guard.toml:2: rules.dead-link.zzz: dead-link has no such option; dead-link knows allow, max-depth, mode",
        ),
        (
            "[rules.dead-link]\nmax_depth = 1",
            "guard.toml:2: rules.dead-link.max_depth: dead-link has no such option; did you mean max-depth?",
        ),
        ("[rules.dead-link]\nallow = [\n'a',\n1]", "guard.toml:4: rules.dead-link.allow[1]: expected `str`, got `int`"),
        ("[rules.dead-link]\nmax-depth = '3'", "guard.toml:2: rules.dead-link.max-depth: expected `int`, got `str`"),
        (
            "[rules.dead-link]\nmode = 'strickt'",
            "guard.toml:2: rules.dead-link.mode: no such value: strickt; did you mean strict?",
        ),
        ("[rules.shouting]\nallow = []", "guard.toml:2: rules.shouting.allow: shouting has no such option"),
        ("[rules.stale-baseline]\nx = 1", "guard.toml:2: rules.stale-baseline.x: stale-baseline has no such option"),
        (
            "[rules.required-file]\nfile = 'a'",
            (
                "guard.toml:2: rules.required-file.file: required-file has no such option; "
                "options of a contract stand in [[contracts]]"
            ),
        ),
        (
            "[[contracts]]\ntype = 'required-fiel'",
            "guard.toml:2: contracts[0].type: no such contract type: required-fiel; did you mean required-file?",
        ),
        (
            "[[contracts]]\ntype = 'zzz'",
            "guard.toml:2: contracts[0].type: no such contract type: zzz; there are: required-file",
        ),
        (
            "[[contracts]]\ntype = 'dead-link'",
            "guard.toml:2: contracts[0].type: dead-link is no contract type; its options stand in [rules.dead-link]",
        ),
        ("[[contracts]]\ntype = 'required-file'", "guard.toml:1: contracts[0]: required-file needs file"),
        (
            "[[contracts]]\ntype = 'required-file'\nfile = 1",
            "guard.toml:3: contracts[0].file: expected `str`, got `int`",
        ),
        (
            "ignore = ['dead-link']\n[rules.dead-link]\nalow = 1",
            "guard.toml:3: rules.dead-link.alow: dead-link has no such option; did you mean allow?",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(entries: tuple[Entry, ...], text: str, said: str) -> None:
    assert complaint(entries, text) == said


def test_what_is_wrong_on_the_command_line(entries: tuple[Entry, ...]) -> None:
    said = complaint(entries, "select = ['links']", flags={"select": ["liks"]})
    assert said == "--select: select[0]: no such rule or group: liks; did you mean links?"
    said = complaint(entries, "", config=["rules.dead-link.alow=1"])
    assert said == "--config: rules.dead-link.alow: dead-link has no such option; did you mean allow?"


def test_an_active_rule_is_asked_with_its_options(entries: tuple[Entry, ...]) -> None:
    link = Link("inline", "b.md", Span(1, 1, 1, 10), Span(1, 5, 1, 9))
    document = Document("a.md", "[b](b.md)", Claims(links=(link,)), language="markdown")
    facts = Facts(Snapshot.of({}), lambda _: Claims())
    (plain, bare) = chosen(entries, "select = ['links', 'bare-url']")
    (allowing,) = chosen(entries, "select = ['dead-link']\n[rules.dead-link]\nallow = ['b.md']")
    (found,) = plain.check(document, facts)
    assert isinstance(found, Finding)
    assert found.message == "dead: b.md"
    assert list(allowing.check(document, facts)) == [HOLDS]
    assert list(bare.check(document, facts)) == [HOLDS]


def test_the_names_that_can_stand_for_rules(entries: tuple[Entry, ...]) -> None:
    own = {info.name for info in JUDGMENTS}
    assert (
        names(entries) == {"dead-link", "bare-url", "shouting", "required-file", "links", "text", "layout", GROUP} | own
    )


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("", set()),
        ("select = ['links']", set()),
        ("ignore = ['all']", set()),
        ("ignore = ['useless-exclude']", {"useless-exclude"}),
        ("[rules.stale-baseline]\nseverity = 'off'", {"stale-baseline"}),
        ("ignore = ['guard']", {info.name for info in JUDGMENTS}),
    ],
)
def test_which_of_guards_own_judgments_count(text: str, silent: set[str]) -> None:
    counting = judgments(load(Snapshot.of({"guard.toml": text})))
    assert {info.name for info in counting} == {info.name for info in JUDGMENTS} - silent


def test_the_severity_of_an_own_judgment() -> None:
    (info,) = (
        info
        for info in judgments(load(Snapshot.of({"guard.toml": "[rules.unused-suppression]\nseverity = 'error'"})))
        if info.name == "unused-suppression"
    )
    assert info.severity == "error"


def test_the_real_catalog() -> None:
    real = catalog()
    taken = [entry.name for entry in real] + [info.name for info in JUDGMENTS]
    assert len(set(taken)) == len(taken)
    assert not {entry.group for entry in real} & {*taken, GROUP, ALL}
    for entry in real:
        assert entry.summary
        assert entry.module.__name__.startswith("guard_rules.")
        options = [field.encode_name for field in msgspec.structs.fields(entry.options)] if entry.options else []
        assert not {"severity", "type", "name"} & set(options)
        assert not any("_" in option for option in options)
    assert listed(choose(load(Snapshot.of({})))) == [
        entry.name for entry in real if not entry.preview and not entry.is_contract
    ]
