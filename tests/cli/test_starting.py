"""The pure parts of `guard init`: what is quoted, matched, grouped and proposed."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.cli.starting import Seen, proposals, text
from guard.cli.starting.groups import grouped, heart
from guard.cli.starting.seen import Aside, Group, Proposal
from guard.cli.starting.toml import file_pattern, folder_pattern, quoted
from guard.facts.compose import Project
from guard.facts.forge import Forge
from guard.facts.site import Site
from guard.model import Status
from guard.report.encode import visible
from guard.settings import Globs, load
from guard.snapshot import Snapshot

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
# Names as a file system has them, bytes that are no UTF-8 among them.
NAME = st.binary(min_size=1, max_size=12).map(lambda name: name.decode("utf-8", "surrogateescape"))
FOLDER = st.one_of(NAME, st.text("ab*?[]\\!#. \n\"'{}", min_size=1, max_size=8)).filter(
    lambda name: not {"/", "\0"} & set(name) and name not in {".", ".."}
)


@given(TEXT)
def test_a_quoted_string_is_read_as_it_was_and_hides_nothing(value: str) -> None:
    written = quoted(value)
    assert tomllib.loads(f"key = {written}")["key"] == value
    assert visible(written) == written


@given(FOLDER, FOLDER)
def test_a_folders_pattern_matches_what_is_in_it(top: str, name: str) -> None:
    folder = f"{top}/{name}"
    pattern = folder_pattern(folder)
    pattern.encode()  # no lone surrogate
    globs = Globs((pattern,))
    assert globs.fault() is None
    assert globs.match(f"{folder}/x.md")
    assert globs.match(f"{folder}/deeper/x.md")
    assert not globs.match(f"elsewhere/{folder}/x.md")
    assert Globs((file_pattern(f"{folder}/llms.txt"),)).match(f"{folder}/llms.txt")


@given(st.text("ab*?[]\\!#. ", min_size=1, max_size=6), st.text("ab*?[]\\!#. ", min_size=1, max_size=6))
def test_a_folders_pattern_matches_no_other_folder(one: str, other: str) -> None:
    names = {one, other} - {".", ".."}
    if len(names) == 2:
        assert not Globs((folder_pattern(f"top/{one}"),)).match(f"top/{other}/x.md")


def test_documents_are_told_by_the_folders_that_hold_hardly_anything_else() -> None:
    archive = [f"docs/archive/{number}.md" for number in range(7)]
    everything = [*archive, "docs/archive/README.md", "docs/a.md", "docs/b.md", "docs/c.md", "OLD.md", "x/OLD.md"]
    found = grouped([*archive, "OLD.md", "x/OLD.md"], everything)
    assert [(group.place, group.count, group.of) for group in found] == [
        ("docs/archive", 7, 8),
        ("OLD.md", 1, 1),
        ("x/OLD.md", 1, 1),
    ]


def test_a_folder_that_says_what_is_in_it_needs_no_share() -> None:
    everything = ["a/old/x/1.md", "a/old/x/2.md", *(f"a/old/y/{number}.md" for number in range(9))]
    found = grouped(everything[:2], everything, says=lambda folder: folder.endswith("old"))
    assert found == (Group("a/old", 2, 2),)


def test_scattered_documents_are_told_by_the_folder_above_all_and_an_example() -> None:
    plans = [f"tasks/{number}/plan.md" for number in range(5)]
    notes = [f"tasks/{number}/{name}.md" for number in range(5) for name in "abc"]
    assert grouped(plans, [*plans, *notes]) == (Group("tasks", 5, 20, "tasks/0/plan.md"),)


@given(
    st.lists(
        st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".md"),
        max_size=30,
        unique=True,
    )
)
def test_every_document_is_in_one_group(paths: list[str]) -> None:
    chosen = paths[::2]
    found = grouped(chosen, paths)
    assert sum(group.count for group in found) == len(chosen)
    assert all(group.count <= group.of for group in found)


def test_the_heart_is_the_deepest_folder_with_more_than_half() -> None:
    assert heart(["a/b/1.md", "a/b/2.md", "a/c.md", "d.md"]) == Group("a", 3, 4)
    assert heart(["a/b/1.md", "a/b/2.md", "a/c.md"]) == Group("a/b", 2, 3)
    assert heart(["a/1.md", "b/1.md"]) is None
    assert heart([]) is None


def test_a_deep_path_is_no_hard_work() -> None:
    deep = [f"{number}/" + "d/" * 2000 + "x.md" for number in range(50)]
    assert sum(group.count for group in grouped(deep, deep)) == 50


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("third-party", "others wrote"),
        ("a/Vendor", "others wrote"),
        ("tests/test-data", "material for tests"),
        ("docs", ""),
        ("dependencies", ""),
    ],
)
def test_which_folders_look_strange(folder: str, said: str) -> None:
    paths = [f"{folder}/{number}.md" for number in range(3)]
    found = proposals.excluded(paths, [*paths, "README.md"])
    assert [one.folder for one in found] == ([folder] if said else [])
    assert all(said in one.why and "3 findings" in one.why for one in found)


def test_a_folder_with_few_of_the_findings_is_not_proposed() -> None:
    strange = [f"external/{number}.md" for number in range(3)]
    others = [f"docs/{number}.md" for number in range(40)]
    assert proposals.excluded(strange[:2], strange) == ()
    assert proposals.excluded([*strange, *others], [*strange, *others]) == ()
    assert len(proposals.excluded([*strange, *others[:20]], [*strange, *others])) == 1


def _no_changes() -> None:
    return None


@pytest.mark.parametrize("name", ["old_docs", "Meetings", "sprint-retros", "docs.legacy"])
def test_names_that_speak_of_the_past(name: str) -> None:
    paths = [f"a/{name}/{number}.md" for number in range(3)]
    (found,) = proposals.historical(paths, paths, paths, _no_changes)
    assert found == Proposal(f"a/{name}/**", f"a/{name}", "3 findings; its name speaks of the past")


def test_a_folder_that_rests_while_others_change_is_proposed() -> None:
    resting = [f"docs/a/{number}.md" for number in range(4)]
    paths = [*resting, "docs/b.md"]
    day = "2024-05-06"
    (found,) = proposals.historical(resting, paths, paths, lambda: (day, frozenset({"docs/b.md"})))
    assert found.folder == "docs/a"
    assert found.why == "4 findings; nothing in it changed in the year before 2024-05-06"
    # Nothing else changed either; something in it changed; it holds more code than documents.
    code = [f"docs/a/{number}.py" for number in range(5)]
    assert proposals.historical(resting, paths, paths, lambda: (day, frozenset({"main.py"}))) == ()
    assert proposals.historical(resting, paths, paths, lambda: (day, frozenset(paths[3:]))) == ()
    assert proposals.historical(resting, paths, [*paths, *code], lambda: (day, frozenset({"docs/b.md"}))) == ()


def test_history_is_asked_only_where_it_could_matter() -> None:
    def ask() -> None:
        raise AssertionError

    assert proposals.historical(["a/1.md", "a/2.md"], ["a/1.md", "a/2.md"], [], ask) == ()


def test_markdown_under_other_names() -> None:
    files = ["llms.txt", "docs/.cursorrules", "notes.txt", "tests/fixtures/llms.txt", "vendor/x/.clinerules"]
    assert proposals.included(files) == ("/llms.txt", "/docs/.cursorrules")


@given(st.lists(NAME, min_size=1, max_size=8), st.sampled_from(["origin", "git remote.x.url", "package.json"]))
def test_whatever_the_names_are_the_file_loads_and_hides_nothing(names: list[str], source: str) -> None:
    name = names[0]
    groups = tuple(Group(name, number + 1, number + 2, name) for number, name in enumerate(names))
    written = text(
        Seen(
            languages=((name, 1),),
            aside=tuple(Aside(status, status is Status.PROPOSAL, groups) for status in Status),
            unreadable=tuple(names),
            left_out=groups,
            sites=tuple(Site("mkdocs", name, name, name) for name in names),
            own=(Forge(name, name, source),),
            projects=(Project(name, (), name),),
            findings=3,
            mendable=2,
            rules=((name, 3),),
            heart=groups[0],
            baseline=name,
            exclude=tuple(Proposal(folder_pattern(name), name, "3 findings") for name in names),
            historical=tuple(Proposal(folder_pattern(name), name, "3 findings") for name in names),
            include=tuple(map(file_pattern, names)),
        )
    )
    assert all(visible(line) == line for line in written.split("\n"))
    settings = load(Snapshot.of({"guard.toml": written}))
    assert settings.exclude.patterns == settings.include.patterns == ()
    assert [line for line in written.splitlines() if line[:1] not in {"", "#"}] == ["[status]"]


def test_nothing_seen_is_little_said() -> None:
    written = text(Seen(languages=(("markdown", 1),)))
    assert "Checked: 1 document (1 markdown)." in written
    assert "Findings" not in written
    assert len(written.splitlines()) < 30
