"""The sessions of a noxfile, read without running it."""

from __future__ import annotations

import pytest

from guard.facts.runnables import TargetFile, Targets
from guard.snapshot import Snapshot


def noxfile(text: str, program: str = "nox") -> TargetFile:
    found = Targets(Snapshot.of({"noxfile.py": f"import nox\n\n{text}\n"})).of_folder(program, "")
    assert found is not None
    return found


_BODY = "\ndef {name}(session):\n    session.run('x')\n"


@pytest.mark.parametrize(
    ("decorators", "targets"),
    [
        ("@nox.session", {"test"}),
        ("@session", {"test"}),
        ("@nox_poetry.session()", {"test"}),
        ("@nox.session(name='unit-tests')", {"unit-tests"}),
        ("@nox.session(python=['3.11', '3.12'])", {"test", "test-3.11", "test-3.12"}),
        ("@nox.session(py='3.11')", {"test", "test-3.11"}),
        ("@nox.session(python=False)", {"test"}),
        ("@nox.session\n@nox.parametrize('x', [1, 'a'])", {"test", "test(x=1)", "test(x='a')"}),
        ("@nox.session\n@nox.parametrize('x,y', [(1, 2)], ids=['one'])", {"test", "test(one)"}),
        (
            "@nox.session(python='3.11')\n@nox.parametrize('a', [1])\n@nox.parametrize('b', [2])",
            {"test", "test-3.11", "test(a=1, b=2)", "test-3.11(a=1, b=2)"},
        ),
        ("@helper\n@nox.session", {"test"}),
    ],
)
def test_sessions(decorators: str, targets: set[str]) -> None:
    found = noxfile(decorators + _BODY.format(name="test"))
    assert (set(found.targets), found.unknown) == (targets, "")


def test_versions_that_have_a_name() -> None:
    found = noxfile("PYTHONS = ['3.11']\n\n@nox.session(python=PYTHONS)" + _BODY.format(name="test"))
    assert found.has("test-3.11")
    assert not found.has("test-3.12")


@pytest.mark.parametrize(
    ("decorators", "name"),
    [
        ("@nox.session(python=nox.project.python_versions(PYPROJECT))", "test-3.13"),
        ("@nox.session\n@nox.parametrize('x', load())", "test(x=3)"),
        ("@nox.session\n@nox.parametrize('x', [1])", 'test(x="1")'),
    ],
)
def test_what_is_computed_may_be_anything(decorators: str, name: str) -> None:
    found = noxfile(decorators + _BODY.format(name="test"))
    assert found.has(name)
    assert not found.has("tests")
    assert not found.unknown


@pytest.mark.parametrize(
    "text",
    [
        "for name in ('a', 'b'):\n    nox.session(name=name)(run)\n",
        "for name in ('a', 'b'):\n    @nox.session(name=name)\n    def run(session): ...\n",
        "from functools import partial\nsession = partial(nox.session, reuse_venv=True)\n",
        "from .sessions import lint\n",
        "from sessions import *\n",
        "@nox.session(name=NAME)\ndef run(session): ...\n",
        "@nox.session(**OPTIONS)\ndef run(session): ...\n",
        "@our_session\ndef run(session): ...\n",
        "def broken(\n",
        "x = '\0'\n",
    ],
)
def test_what_is_not_all(text: str) -> None:
    assert noxfile(text).unknown


def test_tags() -> None:
    text = "@nox.session(tags=['slow', 'ci'])" + _BODY.format(name="test") + "@nox.session" + _BODY.format(name="lint")
    assert noxfile(text, "nox tag").targets == {"slow", "ci"}
