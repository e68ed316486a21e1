"""Scripts of hatch and pdm, tasks of poe, programs of a project, hooks of pre-commit."""

from __future__ import annotations

import pytest

from guard.facts.runnables import TargetFile, Targets, go_modules
from guard.snapshot import Snapshot

_HATCH = """
[tool.hatch.envs.default.scripts]
test = "pytest"
[tool.hatch.envs.docs]
[tool.hatch.envs.docs.scripts]
serve = "mkdocs"
[tool.hatch.envs.alone]
detached = true
scripts = {lint = ["ruff"]}
[tool.hatch.envs.more]
template = "docs"
matrix = [{py = ["3.11"]}]
[tool.hatch.envs.loop]
template = "loop"
"""


def read(program: str, files: dict[str, str]) -> TargetFile | None:
    return Targets(Snapshot.of(files)).of_folder(program, "")


@pytest.mark.parametrize(
    ("program", "files", "targets"),
    [
        ("poe", {"pyproject.toml": '[tool.poe.tasks]\na = "x"\n[tool.poe.tasks.b]\nshell = "y"\n'}, {"a", "b"}),
        ("poe", {"poe_tasks.toml": '[tasks]\na = "x"\n'}, {"a"}),
        ("pdm", {"pyproject.toml": '[tool.pdm.scripts]\n_ = {env_file = ".env"}\na = "x"\n'}, {"a"}),
        ("project", {"pyproject.toml": '[project.scripts]\na = "x:y"\n[tool.poetry.scripts]\nb = "x:z"\n'}, {"a", "b"}),
        ("project", {"Pipfile": '[scripts]\na = "x"\n'}, {"a"}),
        (
            "hatch",
            {"pyproject.toml": _HATCH},
            set("test default:test docs:test docs:serve alone:lint more:serve more:test loop:test".split())
            - {"loop:test"},
        ),
        ("hatch", {"hatch.toml": '[envs.x.scripts]\na = "b"\n', "pyproject.toml": _HATCH}, {"x:a"}),
        ("hatch", {"hatch.toml": "[build]\n", "pyproject.toml": '[tool.hatch.envs.x.scripts]\na = "b"\n'}, {"x:a"}),
        (
            "pre-commit",
            {
                ".pre-commit-config.yaml": "repos:\n- repo: x\n  hooks:\n  - id: a\n    alias: b\n  - {id: c, stages: [manual]}\n"
            },
            {"a", "b", "c"},
        ),
        ("pre-commit", {"prek.toml": '[[repos]]\nrepo = "x"\nhooks = [{id = "a"}]\n'}, {"a"}),
    ],
)
def test_names(program: str, files: dict[str, str], targets: set[str]) -> None:
    found = read(program, files)
    assert found is not None
    assert (set(found.targets), found.unknown) == (targets, "")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("default", True),
        ("docs", True),
        ("more.py3.11", True),
        ("docs.py3.11", False),
        ("hatch-test.py3.11", True),
        ("doc", False),
    ],
)
def test_environments_of_hatch(name: str, known: bool) -> None:
    found = read("hatch environment", {"pyproject.toml": _HATCH})
    assert found is not None
    assert found.has(name) is known


@pytest.mark.parametrize(
    ("program", "files"),
    [
        ("poe", {"pyproject.toml": '[tool.poe]\ninclude = "more.toml"\n'}),
        ("poe", {"poe_tasks.toml": "[\n"}),
        ("hatch", {"pyproject.toml": _HATCH + '[tool.hatch.env]\nrequires = ["hatch-x"]\n'}),
        ("pre-commit", {".pre-commit-config.yaml": "- a: [\n"}),
        ("pre-commit", {".pre-commit-config.yaml": "repos: 3\n"}),
        ("pre-commit", {"prek.toml": "repos = 3\n"}),
    ],
)
def test_what_is_not_all(program: str, files: dict[str, str]) -> None:
    found = read(program, files)
    assert found is not None
    assert found.unknown


@pytest.mark.parametrize("program", ["poe", "pdm", "project", "hatch", "hatch environment", "tox"])
@pytest.mark.parametrize("text", ["", "[\n", "tool = 3\n", "[tool]\npoe = 1\npdm = 1\nhatch = 1\ntox = 1\n"])
def test_a_manifest_that_says_nothing(program: str, text: str) -> None:
    assert read(program, {"pyproject.toml": text}) is None


def test_hooks_that_are_offered() -> None:
    targets = Targets(Snapshot.of({".pre-commit-hooks.yaml": "- id: a\n- id: b\n"}))
    found = targets.offered()
    assert found is not None
    assert found.targets == {"a", "b"}
    assert Targets(Snapshot.of({})).offered() is None


def test_what_a_project_depends_on() -> None:
    files = {"pyproject.toml": 'dependencies = ["mkdocs>=1"]\n', "sub/pyproject.toml": "", "uv.lock": 'name = "ruff"\n'}
    targets = Targets(Snapshot.of(files))
    assert targets.brings("sub/pyproject.toml", "mkdocs")
    assert targets.brings("pyproject.toml", "ruff")
    assert not targets.brings("pyproject.toml", "mkdoc")


def test_modules_of_go() -> None:
    files = {
        "go.mod": "module github.com/a/b/v2\n\ngo 1.22\n",
        "tools/go.mod": 'module "example.com/tools"\n',
        "x/go.mod": "",
    }
    assert go_modules(Snapshot.of(files)) == {"github.com/a/b/v2": "", "example.com/tools": "tools"}
