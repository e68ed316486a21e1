from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.documents.lines import Lines
from guard.mend import MendError, Plan, apply, diff, plan, splice
from guard.model import Edit, Finding, Fix, Span
from guard.snapshot import Snapshot, take

BOM = b"\xef\xbb\xbf"


def edit(span: tuple[int, int, int, int], text: str, path: str = "a.md") -> Edit:
    return Edit(path=path, span=Span(*span), text=text)


def finding(*edits: Edit, safe: bool = True, subject: str = "x") -> Finding:
    return Finding("a.md", edits[0].span if edits else Span(1, 1, 1, 1), "", subject, fix=Fix(safe=safe, edits=edits))


def text_of(data: bytes) -> str:
    return data.removeprefix(BOM).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        (b"one two\n", [edit((1, 5, 1, 8), "2")], b"one 2\n"),
        (b"one\r\ntwo\r\n", [edit((2, 1, 2, 4), "2")], b"one\r\n2\r\n"),
        (b"one\rtwo", [edit((2, 1, 2, 4), "2")], b"one\r2"),
        (BOM + b"one", [edit((1, 1, 1, 4), "1")], BOM + b"1"),
        ("é∑𝄞x".encode(), [edit((1, 4, 1, 5), "y")], "é∑𝄞y".encode()),
        (b"\xff\xc3x\xfe", [edit((1, 3, 1, 4), "y")], b"\xff\xc3y\xfe"),
        (b"\xc3x\xa9", [edit((1, 2, 1, 3), "")], b"\xc3\xa9"),
        (b"x", [edit((1, 1, 1, 2), "\udcff")], b"\xff"),
        (b"a\nb\nc\n", [edit((1, 1, 3, 1), "")], b"c\n"),
        (b"a\nb\n", [edit((3, 1, 3, 1), "c\n")], b"a\nb\nc\n"),
        (b"a", [edit((1, 2, 1, 2), "!")], b"a!"),
        (b"", [edit((1, 1, 1, 1), "!")], b"!"),
        (b"a\x0bb\xc2\x85c\n", [edit((1, 5, 1, 6), "d")], b"a\x0bb\xc2\x85d\n"),
        (b"ab", [edit((1, 2, 1, 3), "B"), edit((1, 1, 1, 2), "A")], b"AB"),
        (b"ab", [edit((1, 1, 1, 2), "A"), edit((1, 1, 1, 2), "A")], b"Ab"),
        (b"ab", [edit((1, 2, 1, 3), "B"), edit((1, 2, 1, 2), "-")], b"a-B"),
        (b"a\r\nb\r\n", [edit((1, 2, 1, 2), "\n- c")], b"a\r\n- c\r\nb\r\n"),
        (b"a\rb", [edit((1, 2, 1, 2), "\nc")], b"a\rc\rb"),
        (b"a\nb\r\n", [edit((1, 2, 1, 2), "\nc")], b"a\nc\nb\r\n"),
        (b"a\nb", [edit((1, 2, 1, 2), "\r\nc")], b"a\r\nc\nb"),
        (b"a\n", [], b"a\n"),
    ],
)
def test_splice(before: bytes, edits: list[Edit], after: bytes) -> None:
    assert splice(before, edits) == after


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ([edit((1, 1, 1, 3), "x"), edit((1, 2, 1, 4), "y")], "overlap"),
        ([edit((1, 1, 1, 3), "x"), edit((1, 1, 1, 3), "y")], "overlap"),
        ([edit((1, 2, 1, 2), "x"), edit((1, 2, 1, 2), "y")], "overlap"),
        ([edit((1, 1, 1, 4), "x"), edit((1, 2, 1, 2), "y")], "overlap"),
        ([edit((0, 1, 1, 1), "")], "outside"),
        ([edit((1, 0, 1, 1), "")], "outside"),
        ([edit((1, 1, 4, 1), "")], "outside"),
        ([edit((1, 1, 1, 6), "")], "outside"),
        ([edit((1, 5, 1, 5), "")], "outside"),
        ([edit((2, 1, 1, 1), "")], "ends before it begins"),
        ([edit((1, 1, 1, 2), "\ud800")], "UTF-8"),
    ],
)
def test_splice_refuses(edits: list[Edit], says: str) -> None:
    with pytest.raises(MendError, match=says):
        splice(b"abc\r\nd", edits)


BYTES = st.lists(
    st.sampled_from(
        [b"a", b"bc", b" ", b"\n", b"\r", b"\r\n", b"\xff", b"\xc3", b"\xa9", "é".encode(), "𝄞".encode(), BOM]
    )
).map(b"".join)


@st.composite
def spliced(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    """A file and edits that lie apart from one another."""
    data = draw(BYTES)
    lines = Lines(text_of(data))
    text = lines.text
    inner = {at for at in range(1, len(text)) if text[at - 1 : at + 1] == "\r\n"}
    cuts = sorted(draw(st.sets(st.integers(0, len(text)).filter(lambda at: at not in inner), max_size=6)))
    news = st.text(st.sampled_from("xyz é\udcff"), max_size=4)
    return data, [
        Edit(path="a.md", span=lines.span(start, end), text=draw(news))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@given(spliced())
def test_bytes_outside_the_spans_never_change(case: tuple[bytes, list[Edit]]) -> None:
    data, edits = case
    mended = splice(data, edits)
    bom = BOM if data.startswith(BOM) else b""
    lines = Lines(text_of(data))
    rest, after = data[len(bom) :], mended[len(bom) :]
    assert mended.startswith(bom)
    for change in edits:
        before = len(
            lines.text[: lines.offset(change.span.line, change.span.column)].encode("utf-8", "surrogateescape")
        )
        before -= len(data) - len(bom) - len(rest)
        old = lines.slice(change.span).encode("utf-8", "surrogateescape")
        new = change.text.encode("utf-8", "surrogateescape")
        assert after.startswith(rest[:before] + new)
        rest, after = rest[before + len(old) :], after[before + len(new) :]
    assert after == rest


@given(spliced())
def test_edits_that_give_back_what_was_there_change_nothing(case: tuple[bytes, list[Edit]]) -> None:
    data, edits = case
    lines = Lines(text_of(data))
    same = [Edit("a.md", one.span, lines.slice(one.span)) for one in edits if "\n" not in lines.slice(one.span)]
    assert splice(data, same) == data


def misspelled(data: bytes) -> list[Finding]:
    """A rule for the tests: `ab` and `bc` ought to be `x`; both claim the b of `abc`."""
    lines = Lines(text_of(data))
    text = lines.text
    starts = [at for at in range(len(text)) if text.startswith(("ab", "bc"), at)]
    return [finding(Edit("a.md", lines.span(at, at + 2), "x"), subject=text[at : at + 2]) for at in starts]


@given(BYTES)
def test_mending_until_nothing_is_skipped_ends_and_then_changes_nothing(data: bytes) -> None:
    for _ in range(len(data) + 1):
        choice = plan(misspelled(data), {"a.md": data}, unsafe=False)
        assert bool(choice.edits) == bool(choice.fixed)
        data = splice(data, choice.edits.get("a.md", ()))
        if not choice.skipped:
            break
    assert misspelled(data) == []
    assert plan(misspelled(data), {"a.md": data}, unsafe=True).edits == {}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["", "x", "yy"]), st.booleans())))
def test_what_is_planned_can_be_spliced(ranges: list[tuple[int, int, str, bool]]) -> None:
    data = b"abcd\r\nefghij"
    lines = Lines(text_of(data))
    findings = [
        finding(Edit("a.md", lines.span(min(one, two), max(one, two)), text), safe=safe)
        for one, two, text, safe in ranges
    ]
    for unsafe in (False, True):
        choice = plan(findings, {"a.md": data}, unsafe=unsafe)
        wanted = [one for one in findings if unsafe or (one.fix and one.fix.safe)]
        assert len(choice.fixed) + len(choice.skipped) == len(wanted)
        chosen = choice.edits.get("a.md", ())
        assert splice(data, chosen) == splice(data, list(chosen)[::-1])
        assert {change for one in choice.fixed if one.fix for change in one.fix.edits} == set(chosen)


ONE, TWO, BOTH = edit((1, 1, 1, 3), "X"), edit((1, 5, 1, 6), "Y"), edit((1, 2, 1, 6), "Z")
OTHER = edit((1, 1, 1, 2), "O", path="other.md")


@pytest.mark.parametrize(
    ("fixes", "unsafe", "edits", "fixed", "skipped"),
    [
        pytest.param([(True, [ONE]), (False, [TWO])], False, [ONE], [0], {}, id="safe only"),
        pytest.param([(True, [ONE]), (False, [TWO])], True, [ONE, TWO], [0, 1], {}, id="all"),
        pytest.param([(True, [TWO]), (True, [ONE])], False, [ONE, TWO], [0, 1], {}, id="in the order of the text"),
        pytest.param([(True, [ONE]), (True, [BOTH])], False, [ONE], [0], {1: "overlaps"}, id="first come"),
        pytest.param([(True, [BOTH]), (True, [ONE])], False, [BOTH], [0], {1: "overlaps"}, id="first come, other way"),
        pytest.param([(False, [BOTH]), (True, [ONE])], False, [ONE], [1], {}, id="unwanted"),
        pytest.param([(True, [ONE]), (True, [ONE])], False, [ONE], [0, 1], {}, id="equal edits count once"),
        pytest.param([(True, [ONE]), (True, [ONE, TWO])], False, [ONE, TWO], [0, 1], {}, id="shared edit"),
        pytest.param([(True, [TWO]), (True, [ONE, BOTH])], False, [TWO], [0], {1: "its edits overlap"}, id="own"),
        pytest.param(
            [(True, [BOTH]), (True, [OTHER, ONE]), (True, [OTHER])], False, [BOTH, OTHER], [0, 2], {1: "overlaps"},
            id="all of a fix or nothing",
        ),
        pytest.param([(True, [edit((1, 1, 1, 3), "ab")])], False, [], [], {0: "changes nothing"}, id="no change"),
        pytest.param([(True, [])], False, [], [], {0: "changes nothing"}, id="no edits"),
        pytest.param([(True, [edit((9, 1, 9, 1), "")])], False, [], [], {0: "outside"}, id="outside"),
        pytest.param([(True, [edit((1, 1, 1, 1), "", "no.md")])], False, [], [], {0: "no.md"}, id="unknown file"),
    ],
)  # fmt: skip
def test_plan(
    fixes: list[tuple[bool, list[Edit]]], unsafe: bool, edits: list[Edit], fixed: list[int], skipped: dict[int, str]
) -> None:
    findings = [finding(*changes, safe=safe, subject=str(number)) for number, (safe, changes) in enumerate(fixes)]
    choice = plan(
        [Finding("a.md", Span(1, 1, 1, 1), "", "no fix"), *findings],
        {"a.md": b"abcdef\n", "other.md": b"o"},
        unsafe=unsafe,
    )
    assert [change for changes in choice.edits.values() for change in changes] == edits
    assert choice.fixed == tuple(findings[number] for number in fixed)
    assert [one.finding for one in choice.skipped] == [findings[number] for number in skipped]
    assert all(says in one.reason for one, says in zip(choice.skipped, skipped.values(), strict=True))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "docs").mkdir(parents=True)
    (root / "a.md").write_bytes(BOM + b"see old\r\nlast")
    (root / "docs" / "b.md").write_bytes(b"see old\n")
    (root / "a.md").chmod(0o755)
    return root


def plan_for(snapshot: Snapshot, *paths: str) -> Plan:
    findings = [finding(edit((1, 5, 1, 8), "new", path)) for path in paths]
    return plan(findings, {path: snapshot.read(path) for path in paths}, unsafe=False)


def test_apply(tree: Path) -> None:
    snapshot = take(tree)
    choice = plan_for(snapshot, "a.md", "docs/b.md")
    assert apply(tree, choice, snapshot) == ("a.md", "docs/b.md")
    assert (tree / "a.md").read_bytes() == BOM + b"see new\r\nlast"
    assert (tree / "docs" / "b.md").read_bytes() == b"see new\n"
    assert (tree / "a.md").stat().st_mode & 0o777 == 0o755
    assert apply(tree, plan([], {}, unsafe=True), take(tree)) == ()


@pytest.mark.parametrize("change", ["changed", "gone", "symlink", "hard link", "folder behind a symlink"])
def test_a_file_that_changed_meanwhile_is_named_and_nothing_is_written(tree: Path, change: str) -> None:
    snapshot = take(tree)
    choice = plan_for(snapshot, "a.md", "docs/b.md")
    place = tree / "docs" / "b.md"
    if change == "changed":
        place.write_bytes(b"see  old\n")
    elif change == "gone":
        place.unlink()
    elif change == "symlink":
        place.rename(tree / "docs" / "c.md")
        place.symlink_to("c.md")
    elif change == "hard link":
        place.with_name("c.md").hardlink_to(place)
    else:
        (tree / "docs").rename(tree.parent / "outside")
        (tree / "docs").symlink_to(tree.parent / "outside")
    before = place.read_bytes() if place.exists() else None
    with pytest.raises(MendError, match=r"docs/b\.md"):
        apply(tree, choice, snapshot)
    assert (place.read_bytes() if place.exists() else None) == before
    assert (tree / "a.md").read_bytes() == BOM + b"see old\r\nlast"


def test_a_file_that_the_snapshot_does_not_list_is_not_written(tree: Path) -> None:
    (tree / ".gitignore").write_text("a.md\n")
    (tree / "link.md").symlink_to("docs/b.md")
    snapshot = take(tree)
    for path in ("a.md", "link.md", "../outside.md"):
        choice = plan([finding(edit((1, 1, 1, 1), "x", path))], {path: b"see old\n"}, unsafe=False)
        with pytest.raises(MendError, match=path):
            apply(tree, choice, snapshot)
    assert (tree / "docs" / "b.md").read_bytes() == b"see old\n"


def test_diff() -> None:
    before = "".join(f"line {number}\n" for number in range(1, 21)) + "last"
    after = before.replace("line 2\n", "line two\n").replace("line 3\n", "line three\n").replace("last", "end\n")
    assert diff("docs/a.md", before, after) == (
        "--- a/docs/a.md\n"
        "+++ b/docs/a.md\n"
        "@@ -1,6 +1,6 @@\n"
        " line 1\n"
        "-line 2\n"
        "-line 3\n"
        "+line two\n"
        "+line three\n"
        " line 4\n"
        " line 5\n"
        " line 6\n"
        "@@ -18,4 +18,4 @@\n"
        " line 18\n"
        " line 19\n"
        " line 20\n"
        "-last\n"
        "\\ No newline at end of file\n"
        "+end\n"
    )


@pytest.mark.parametrize(
    ("before", "after", "heads"),
    [
        ("", "a\nb\n", ["@@ -0,0 +1,2 @@"]),
        ("a\n", "", ["@@ -1,1 +0,0 @@"]),
        ("1\n2\n3\n4\n5\n6\n7\n8\n", "one\n2\n3\n4\n5\n6\n7\neight\n", ["@@ -1,8 +1,8 @@"]),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n", ["@@ -1,4 +1,4 @@", "@@ -6,4 +6,4 @@"]),
        ("1\n2\n3\n4\n5\n", "1\n2\n3\n4\n4b\n5\n", ["@@ -2,4 +2,5 @@"]),
    ],
)
def test_the_heads_of_a_diff_count_lines(before: str, after: str, heads: list[str]) -> None:
    assert [line for line in diff("a.md", before, after).splitlines() if line.startswith("@@")] == heads


def test_diff_of_equal_texts_is_empty() -> None:
    assert diff("a.md", "a\n", "a\n") == diff("a.md", "", "") == ""


LINES = st.lists(
    st.sampled_from(["a\n", "b\n", "c\n", "\n", "a\r\n", "\r", "é\n", "\udcff\n", "+\n", "--- x\n", "@@ -1 +1 @@\n"])
)
TEXTS = st.builds(lambda lines, rest: "".join(lines) + rest, LINES, st.sampled_from(["", "", "a", "end"]))
NAMES = st.sampled_from(
    ["a.md", "docs/a b.md", 'qu"ote.md', "tab\t.md", "new\nline.md", "é.md", "\udcff.md", "back\\slash"]
)


@settings(max_examples=60, deadline=None)
@given(path=NAMES, before=TEXTS.filter(bool), after=TEXTS.filter(bool))
def test_git_can_apply_a_diff(path: str, before: str, after: str) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder, path)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(before.encode("utf-8", "surrogateescape"))
        patch = diff(path, before, after).encode("utf-8", "surrogateescape")
        if patch:
            environment = os.environ | {
                "GIT_CEILING_DIRECTORIES": str(Path(folder).parent),
                "GIT_CONFIG_GLOBAL": os.devnull,
            }
            command = ["git", "apply", "--whitespace=nowarn", "-"]
            subprocess.run(command, input=patch, cwd=folder, env=environment, check=True, capture_output=True)
        assert place.read_bytes() == after.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("line", ["same\n", "{}\n", "{0}\n\n"])
def test_a_diff_costs_no_more_than_its_length(line: str) -> None:
    def cost(length: int) -> float:
        before = "".join(line.format(number % (length // 100 + 1)) for number in range(length))
        after = "first\n" + before.replace("7\n", "seven\n\n") + "last\n"
        start = time.perf_counter()
        assert diff("a.md", before, after)
        return time.perf_counter() - start

    cost(100)
    assert cost(40_000) < 60 * max(cost(4_000), 1e-3)
