import fnmatch
import time

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guard.settings import Globs

HOSTILE = ("********b", "a/(**/b)x11/c", "**/a" * 100, "*a" * 200, "*a" + "?" * 300, "[[a]" * 100, "{" * 400, "(" * 400)

patterns = st.text(alphabet="ab*?[]!/\\.#- ^z(){}+|$\u00e9\udc80", max_size=24)
paths = st.text(alphabet="ab./ \u00e9\udc80\n", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("written", "path", "matches"),
    [
        ((), "a.md", False),
        (("docs/",), "docs/a.md", True),
        (("docs/",), "docs", False),
        (("docs/",), "deep/docs/a.md", True),
        (("/docs/",), "deep/docs/a.md", False),
        (("./docs",), "docs/a.md", True),
        (("./docs",), "deep/docs/a.md", False),
        (("archive",), "archives/a.md", False),
        (("archive",), "my-archive.md", False),
        (("*.md",), "docs/a.md", True),
        (("docs/*.md",), "docs/deep/a.md", False),
        (("docs/**/*.md",), "docs/deep/er/a.md", True),
        (("docs/**", "!docs/keep.md"), "docs/keep.md", False),
        (("!docs/keep.md", "docs/**"), "docs/keep.md", True),
        (("!./docs/keep.md",), "docs/keep.md", False),
        (("\u00e9*",), "\u00e9t\u00e9.md", True),
        (("*.md",), "caf\udce9.md", True),
        (("docs/**/b.md",), "docs/a\nc/b.md", True),
        (("\\!a.md",), "!a.md", True),
        (("A.md",), "a.md", False),
    ],
)
def test_patterns_are_read_as_in_gitignore(written: tuple[str, ...], path: str, matches: bool) -> None:
    assert Globs(written).fault() is None
    assert Globs(written).match(path) is matches


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (("ok", "[z-a]"), (1, "not a pattern")),
        (("a\\",), (0, "not a pattern")),
        (("!",), (0, "a pattern that can match nothing")),
        (("",), (0, "a pattern that can match nothing")),
        (("# docs",), (0, "a pattern that can match nothing")),
        (("docs/../x",), (0, "a pattern that leads out of the repository")),
        (("a", "x" * 501), (1, "a pattern longer than 500 characters")),
        (("x" * 500,) * 201, (None, "more than 100000 characters of patterns")),
        (("*a" * 250,) * 60, (None, "too many patterns")),
    ],
)
def test_a_fault_names_the_pattern(written: tuple[str, ...], fault: tuple[int | None, str]) -> None:
    assert Globs(written).fault() == fault


@given(st.lists(patterns, max_size=4), paths)
@example(["[[:alpha:]]"], "a")
def test_whatever_is_written_is_a_fault_or_matches_or_not(written: list[str], path: str) -> None:
    globs = Globs(tuple(written))
    if globs.fault() is None:
        assert globs.match(path) in (True, False)
        assert set(globs.unmatched([path])) <= set(written)


@given(st.text(alphabet="ab*?", min_size=1, max_size=12), st.text(alphabet="ab", min_size=1, max_size=12))
def test_within_a_name_stars_are_those_of_the_shell(pattern: str, name: str) -> None:
    assert Globs((pattern,)).match(name) is fnmatch.fnmatchcase(name, pattern)


@given(
    st.lists(st.sampled_from(["a", "b/", "/a/b", "*.md", "!a", "!/b/*.md", "**/c", "gone", "x*"]), max_size=6),
    st.lists(st.sampled_from(["a", "a/b", "b/c", "b/a.md", "c/b/c", "xa", "d.md"]), max_size=5),
)
def test_unmatched_are_those_that_match_nothing_alone(written: list[str], among: list[str]) -> None:
    alone = [one for one in written if not any(Globs((one.removeprefix("!"),)).match(path) for path in among)]
    assert list(Globs(tuple(written)).unmatched(among)) == alone


@pytest.mark.parametrize("pattern", HOSTILE)
def test_time_grows_with_the_length_of_the_path(pattern: str) -> None:
    globs = Globs((pattern,))
    if globs.fault():
        return

    def seconds(length: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            globs.match("ab/" * length + "c")
            best = min(best, time.process_time() - start)
        return best

    seconds(50)
    assert any(seconds(800) < 10 * seconds(200) + 0.02 for _ in range(5)), "slow in every round"


def test_globs_are_values() -> None:
    globs = Globs(("a",))
    assert globs.match("a")
    assert globs == Globs(("a",))
    assert hash(globs) == hash(Globs(("a",)))
    assert msgspec.json.encode(globs) == b'{"patterns":["a"]}'
