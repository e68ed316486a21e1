"""The environments of tox, however they are written."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.facts.runnables import TargetFile, Targets
from guard.facts.runnables.factors import TooManyError, names
from guard.snapshot import Snapshot

_NAME = st.from_regex(r"\A[a-z][a-z0-9.]{0,6}\Z")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("lint, docs\npy311", ("lint", "docs", "py311")),
        ("py{310,311}-{a,b}, lint", ("py310-a", "py310-b", "py311-a", "py311-b", "lint")),
        ("py3{10-12}", ("py310", "py311", "py312")),
        ("py3{12-10}", ("py312", "py311", "py310")),
        ("py3{10-12,14}{,-x}", ("py310", "py310-x", "py311", "py311-x", "py312", "py312-x", "py314", "py314-x")),
        ("{a,b}{c,d}", ("ac", "ad", "bc", "bd")),
        ("py-django-4-2,4", ("py-django-4-2", "4")),
        ("a,,a,", ("a",)),
        ("a{", ("a",)),
    ],
)
def test_names_of_a_list(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


@given(st.lists(st.lists(_NAME, min_size=1, max_size=3, unique=True), min_size=1, max_size=3))
def test_groups_are_multiplied(groups: list[list[str]]) -> None:
    text = "-".join("{" + ",".join(group) + "}" for group in groups)
    assert set(names(text)) == {"-".join(each) for each in product(*groups)}


@given(st.text(alphabet="ab,{}-1 \n!", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(names(text))
    except TooManyError:
        assert "{" in text


def test_a_list_of_too_many_is_refused() -> None:
    with pytest.raises(TooManyError):
        names("{a,b}" * 40)


def tox(**files: str) -> TargetFile:
    found = Targets(Snapshot.of({name.replace("_", "."): text for name, text in files.items()})).of_folder("tox", "")
    assert found is not None
    return found


_INI = """
[tox]
envlist =
    py{310,311}-{unit,e2e}  # a comment, with one
    lint
[testenv]
deps =
    django42,nightly: Django
    !fast: pytest
    git+https://x.io/a: no condition at all
[testenv:docs]
commands = echo done: x
[testenv:{alpha,beta}-report]
[flake8]
select = E: x
"""


@pytest.mark.parametrize(
    "name",
    "lint docs py310-unit py312-e2e alpha-report py311-django42 nightly py pypy3 3.13 fast lint-docs .pkg ALL".split(),
)
def test_environments_that_are_known(name: str) -> None:
    assert tox(tox_ini=_INI).has(name)


@pytest.mark.parametrize("name", "lnt E done py311-integration select doc".split())
def test_environments_that_are_not(name: str) -> None:
    found = tox(tox_ini=_INI)
    assert not found.has(name)
    assert not found.unknown


@pytest.mark.parametrize(
    ("file", "text", "targets"),
    [
        ("setup.cfg", "[tox:tox]\nenvlist = a, b\n[testenv:c]\n", {"a", "b", "c"}),
        ("tox.toml", 'env_list = ["a"]\n[env.b]\n', {"a", "b"}),
        ("pyproject.toml", '[tool.tox]\nenv_list = ["a"]\n[tool.tox.env."3.11"]\n', {"a", "3.11"}),
        ("pyproject.toml", '[tool.tox]\nlegacy_tox_ini = """\n[tox]\nenvlist = a-{b,c}\n"""\n', {"a-b", "a-c"}),
        (
            "tox.toml",
            'env_list = [{product = [{prefix = "py3", start = 11, stop = 12}, ["a", "b"]], exclude = ["py311-b"]}]\n',
            {"py311-a", "py312-a", "py312-b"},
        ),
        ("tox.toml", 'env_list = [{product = [{py = ["3.11"]}]}]\n', {"3.11"}),
    ],
)
def test_files_that_hold_environments(file: str, text: str, targets: set[str]) -> None:
    found = tox(**{file.replace(".", "_"): text})
    assert (set(found.targets), found.unknown) == (targets, "")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("tox.ini", "[tox]\nenvlist = {[base]envs}\n"),
        ("tox.ini", "[tox]\nenvlist = {env:ENVS:py}\n"),
        ("tox.ini", "[tox]\nenvlist = " + "{a,b}" * 40 + "\n"),
        ("tox.ini", "[tox]\nrequires =\n    tox-ansible>=2\n"),
        ("tox.ini", "no section\n"),
        ("tox.toml", "env_list = [\n"),
        ("tox.toml", 'env_list = [{replace = "x"}]\n'),
    ],
)
def test_what_is_not_all(file: str, text: str) -> None:
    assert tox(**{file.replace(".", "_"): text}).unknown


def test_a_program_beside_may_add_environments() -> None:
    assert tox(tox_ini="[tox]\nenvlist = a\n", toxfile_py="").unknown


@pytest.mark.parametrize(
    "files", [{"setup.cfg": "[metadata]\nname = x\n"}, {"pyproject.toml": "[project]\n"}, {"pyproject.toml": "[\n"}]
)
def test_files_that_say_nothing_of_tox(files: dict[str, str]) -> None:
    assert Targets(Snapshot.of(files)).of_folder("tox", "") is None
