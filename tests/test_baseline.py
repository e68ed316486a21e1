import json
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.baseline import (
    Baseline,
    BaselineError,
    Entry,
    Scope,
    apply,
    create,
    load,
    parse,
    prune,
    render,
    update,
    write,
)
from guard.fingerprint import fingerprints
from guard.model import Finding, SetAside, Span, Verdict
from guard.snapshot import Snapshot, take
from guard.storage import StorageError

FILE = "guard-baseline.json"
SCOPE = Scope(rules=frozenset({"dead-link", "shouting"}), known=frozenset({"dead-link", "shouting", "bare-url"}))


def finding(
    subject: str, *, line: int = 1, path: str = "a.md", rule: str = "dead-link", group: str = "links"
) -> Finding:
    return Finding(path, Span(line, 1, line, 5), f"dead: {subject}", subject, rule=rule, group=group)


def verdict(findings: list[Finding], aside: list[SetAside] | None = None) -> Verdict:
    return Verdict(tuple(findings), tuple(aside or ()), (), 1, len(findings), ())


def printed(findings: list[Finding]) -> list[tuple[Finding, str]]:
    return list(zip(findings, fingerprints(findings), strict=True))


def judged(baseline: Baseline, findings: list[Finding]) -> Verdict:
    """What a check with this baseline comes to."""
    applied = apply(baseline, printed(findings), SCOPE)
    return verdict(list(applied.left), list(applied.set_aside))


def reread(baseline: Baseline) -> Baseline:
    return parse(render(baseline), baseline.path)


def test_what_a_baseline_looks_like() -> None:
    baseline = create(verdict([finding("\u00fcber.md", path="b.md"), finding('say "x"\n'), finding("a.md")]), FILE)
    lines = render(baseline).decode().split("\n")
    assert lines[:3] == ["{", '  "version": 1,', '  "findings": [']
    assert [json.loads(line.rstrip(","))["subject"] for line in lines[3:6]] == ["a.md", 'say "x"\n', "\u00fcber.md"]
    assert lines[3].endswith('"rule": "dead-link", "path": "a.md", "subject": "a.md"},')
    assert lines[6:] == ["  ]", "}", ""]


def test_an_empty_baseline_is_one_too() -> None:
    assert render(Baseline(FILE)) == b'{\n  "version": 1,\n  "findings": []\n}\n'
    assert reread(Baseline(FILE)) == Baseline(FILE)


def test_what_was_there_is_set_aside_and_what_is_new_counts() -> None:
    old = [finding("a.md"), finding("b.md", line=2)]
    baseline = reread(create(verdict(old), FILE))
    new = finding("c.md", line=3)
    applied = apply(baseline, printed([*old, new]), SCOPE)
    assert applied.left == (new,)
    assert applied.stale == ()
    assert [aside.finding for aside in applied.set_aside] == old
    (first, second) = applied.set_aside
    assert (first.how, first.reason, first.path, first.line) == ("baseline", "there when guard was adopted", FILE, 4)
    assert second.line == 5


def test_another_line_is_the_same_finding_but_one_more_of_them_is_new() -> None:
    baseline = create(verdict([finding("a.md", line=3)]), FILE)
    assert judged(baseline, [finding("a.md", line=90)]).findings == ()
    assert len(judged(baseline, [finding("a.md", line=3), finding("a.md", line=4)]).findings) == 1


def test_an_entry_that_matches_nothing_is_told_at_its_line() -> None:
    baseline = reread(create(verdict([finding("a.md"), finding("b.md")]), FILE))
    (stale,) = apply(baseline, printed([finding("a.md")]), SCOPE).stale
    assert (stale.rule, stale.group, stale.path, stale.span.line) == ("stale-baseline", "guard", FILE, 5)
    assert stale.message == "baseline entry matches nothing: dead-link in a.md: b.md"
    assert stale.evidence[0].text == "guard baseline update takes it out"


@pytest.mark.parametrize(
    ("rules", "paths", "stale"),
    [
        ({"dead-link"}, None, True),
        ({"dead-link"}, {"a.md"}, True),
        ({"dead-link"}, {"b.md"}, False),
        ({"shouting"}, None, False),
        (set(), None, False),
    ],
)
def test_only_what_was_judged_can_be_stale(rules: set[str], paths: set[str] | None, stale: bool) -> None:
    scope = Scope(frozenset(rules), SCOPE.known, None if paths is None else frozenset(paths))
    baseline = create(verdict([finding("x")]), FILE)
    assert bool(apply(baseline, [], scope).stale) is stale
    assert bool(update(baseline, verdict([]), scope).entries) is not stale


def test_an_entry_of_a_rule_that_is_no_more_is_stale() -> None:
    baseline = create(verdict([finding("x", rule="gone")]), FILE)
    assert len(apply(baseline, [], SCOPE).stale) == 1


def test_guards_own_judgments_are_not_put_off() -> None:
    own = finding("x", rule="unused-suppression", group="guard")
    assert create(verdict([own, finding("a")]), FILE).entries == create(verdict([finding("a")]), FILE).entries


def test_what_a_comment_sets_aside_is_not_taken_in_but_counts_for_the_number() -> None:
    first, second = finding("a.md", line=1), finding("a.md", line=2)
    suppressed = SetAside(first, "suppression", "x")
    (entry,) = create(verdict([second], [suppressed]), FILE).entries
    assert entry.fingerprint == fingerprints([first, second])[1]


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_an_update_only_shrinks(before: list[int], after: list[int]) -> None:
    old = [finding(str(number), line=line) for line, number in enumerate(before, start=1)]
    new = [finding(str(number), line=line) for line, number in enumerate(after, start=1)]
    baseline = create(verdict(old), FILE)
    updated = update(baseline, judged(baseline, new), SCOPE)
    assert set(updated.entries) <= set(baseline.entries)
    assert {entry.fingerprint for entry in updated.entries} == set(fingerprints(old)) & set(fingerprints(new))
    assert judged(updated, new) == judged(baseline, new)
    assert apply(updated, printed(new), SCOPE).stale == ()
    assert update(updated, judged(updated, new), SCOPE) == updated


def test_pruning_takes_out_what_is_about_gone_files_and_rules() -> None:
    kept, moved, renamed = finding("a"), finding("a", path="gone.md"), finding("a", rule="gone")
    baseline = create(verdict([kept, moved, renamed]), FILE)
    assert prune(baseline, {"a.md"}, {"dead-link"}) == create(verdict([kept]), FILE)


texts = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\udc80\udcff"\\\n')), max_size=9
)


@given(
    st.lists(
        st.builds(Entry, st.text(alphabet="0123456789abcdef", min_size=4, max_size=8), texts, texts, texts), max_size=6
    )
)
def test_what_is_written_is_read_back_sorted(entries: list[Entry]) -> None:
    baseline = Baseline(FILE, tuple(entries))
    again = reread(baseline)
    assert set(again.entries) == set(entries)
    assert render(again) == render(baseline)
    keys = [(entry.path, entry.rule, entry.subject) for entry in again.entries]
    assert keys == sorted(keys)
    assert list(again.lines) == [4 + number for number in range(len(again.entries))]


ENTRY = '{"fingerprint": "0f", "rule": "r", "path": "p", "subject": "s"}'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "guard-baseline.json:1: not JSON: Expecting value"),
        (b'{\n"version": 1,\n"findings": [\n', "guard-baseline.json:4: not JSON: Expecting value"),
        (b"[]", "guard-baseline.json: not a baseline: Expected `object`, got `array`"),
        (b"NaN", "guard-baseline.json: not a baseline: Expected `object`, got `float`"),
        (b'{"version": 1}', "guard-baseline.json: not a baseline: Object missing required field `findings`"),
        (
            b'{"version": 1, "findings": [], "x": 1}',
            "guard-baseline.json: not a baseline: Object contains unknown field `x`",
        ),
        (
            b'{"version": 1, "version": 1, "findings": []}',
            "guard-baseline.json: not a baseline: a key stands twice in one object",
        ),
        (
            b'{"version": 1, "findings": [{"fingerprint": 7}]}',
            "guard-baseline.json: not a baseline: Expected `str`, got `int` - at `$.findings[0].fingerprint`",
        ),
        (b"[" * 100_000, "guard-baseline.json: not a baseline: nested too deeply"),
    ],
)
def test_a_damaged_file_is_an_error_and_never_empty(data: bytes, said: str) -> None:
    with pytest.raises(BaselineError) as caught:
        parse(data, FILE)
    assert str(caught.value) == f"{said}; take the file back from git, or write it anew with guard baseline create"


def test_a_merge_conflict_is_called_one() -> None:
    text = f'{{\n  "version": 1,\n  "findings": [\n<<<<<<< ours\n    {ENTRY}\n=======\n>>>>>>> theirs\n  ]\n}}\n'
    with pytest.raises(BaselineError) as caught:
        parse(text.encode(), FILE)
    assert str(caught.value) == "guard-baseline.json:4: a merge conflict; keep the entries of both sides"


def test_a_file_of_another_version() -> None:
    with pytest.raises(BaselineError, match=r"^guard-baseline\.json: of version 2; this guard reads version 1; "):
        parse(b'{"version": 2, "findings": []}', FILE)


@given(st.binary(max_size=80) | st.text(alphabet='{}[]",:1version findgs\\', max_size=60).map(str.encode))
def test_any_bytes_are_a_baseline_or_an_error(data: bytes) -> None:
    try:
        baseline = parse(data, FILE)
    except BaselineError:
        return
    assert baseline == Baseline(FILE)


def test_a_file_that_others_formatted_keeps_its_lines() -> None:
    data = json.dumps({"findings": [json.loads(ENTRY)], "version": 1}, indent=4).encode()
    assert parse(b"\xef\xbb\xbf" + data, FILE).lines == (4,)


def test_a_long_subject_is_shortened_in_the_file_only() -> None:
    long = finding("x" * 5000)
    baseline = create(verdict([long]), FILE)
    assert baseline.entries[0].subject == "x" * 200
    assert judged(reread(baseline), [long]).findings == ()


def test_where_the_file_is_looked_for() -> None:
    assert load(Snapshot.of({}), FILE) is None
    baseline = create(verdict([finding("a")]), "ci/b.json")
    loaded = load(Snapshot.of({"ci/b.json": render(baseline)}), "ci/b.json")
    assert loaded
    assert (loaded.path, loaded.entries) == ("ci/b.json", baseline.entries)


def test_a_file_that_git_ignores(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("*.json\n")
    (tmp_path / FILE).write_bytes(render(Baseline(FILE)))
    with pytest.raises(BaselineError, match=r"^guard-baseline\.json: git ignores this file; "):
        load(take(tmp_path), FILE)


def test_a_file_that_cannot_be_read() -> None:
    with pytest.raises(BaselineError, match=r"^guard-baseline\.json: cannot be read: "):
        load(Snapshot.of({}, links={FILE: "../outside.json"}), FILE)


def test_writing(tmp_path: Path) -> None:
    baseline = create(verdict([finding("a")]), FILE)
    write(tmp_path, baseline, expected=None)
    data = (tmp_path / FILE).read_bytes()
    assert data == render(baseline)
    with pytest.raises(StorageError):
        write(tmp_path, Baseline(FILE), expected=None)
    assert (tmp_path / FILE).read_bytes() == data
    write(tmp_path, Baseline(FILE), expected=data)
    assert parse((tmp_path / FILE).read_bytes(), FILE).entries == ()


def test_a_baseline_is_a_value() -> None:
    baseline = create(verdict([finding("a")]), FILE)
    assert msgspec.json.decode(msgspec.json.encode(baseline), type=Baseline) == baseline
