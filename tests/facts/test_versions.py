"""Version ranges, and where they are asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.facts.versions import Versions, intervals, meets, numbers
from guard.snapshot import Snapshot


@pytest.mark.parametrize(
    ("text", "version", "yes"),
    [
        (">=3.10", "3.10", True),
        (">=3.10", "3.9", False),
        (">=3.10", "3", True),
        (">=3.10,<4.0", "3.12.1", True),
        (">=3.10,<4.0", "4.0", False),
        (">=3.10, !=3.11.1", "3.11", True),
        ("~=3.8", "3.9", True),
        ("~=3.8.1", "3.9", False),
        ("==5.2.6", "5.2", True),
        ("==5.2.6", "5.1", False),
        ("==3.*", "3.7", True),
        ("^5.1.3", "5", True),
        ("^5.1.3", "4", False),
        ("^5.1.3", "6.0", False),
        ("^0.2.3", "0.2", True),
        ("^0.2.3", "0.3", False),
        ("~9.0.5", "8.3.23", False),
        ("~9.0.5", "9.0.7", True),
        ("~2.7 || ^3.5", "3.4", False),
        ("~2.7 || ^3.5", "2.7", True),
        ("18.x || 20.x", "19", False),
        ("18.x || 20.x", "20", True),
        ("16 - 18", "17", True),
        ("16 - 18", "19", False),
        ("20", "20.1", True),
        ("v24.1.0", "24", True),
        ("24", "20", False),
        ("<3", "2.9", True),
        ("<=3.8", "3.8.5", True),
        (">= 1.2 < 2", "1.9", True),
    ],
)
def test_ranges(text: str, version: str, *, yes: bool) -> None:
    allowed = intervals(text)
    assert allowed is not None
    assert meets(numbers(version), allowed) is yes


@pytest.mark.parametrize("text", ["", "*", "latest", "workspace:", "!=3.1"])
def test_what_asks_for_nothing(text: str) -> None:
    assert intervals(text) is None


@given(st.lists(st.integers(0, 40), min_size=1, max_size=3), st.lists(st.integers(0, 40), min_size=1, max_size=3))
def test_a_minimum_allows_exactly_what_is_not_below(low: list[int], version: list[int]) -> None:
    allowed = intervals(f">={'.'.join(map(str, low))}")
    assert allowed is not None
    highest = (*version, *[99] * 3)
    assert meets(tuple(version), allowed) is (highest >= tuple(low))


@given(st.text(alphabet="0123456789.^~<>=|- *xv,!", max_size=40))
def test_any_text_is_a_range_or_none(text: str) -> None:
    allowed = intervals(text)
    assert allowed is None or isinstance(meets((1, 2), allowed), bool)


@pytest.mark.parametrize(
    ("path", "text", "name", "asked"),
    [
        ("pyproject.toml", '[project]\nrequires-python = ">=3.10"\n', "python", ">=3.10"),
        (
            "pyproject.toml",
            '[tool.poetry.dependencies]\npython = "^3.9"\nDjango = {version = "^5.1"}\n',
            "django",
            "^5.1",
        ),
        (
            "pyproject.toml",
            "[project]\ndependencies = [\"httpx[http2]>=0.27 ; python_version > '3'\"]\n",
            "httpx",
            ">=0.27",
        ),
        ("setup.py", 'setup(python_requires=">=3.8")', "python", ">=3.8"),
        ("setup.cfg", "[options]\npython_requires = >=3.8\n", "python", ">=3.8"),
        ("requirements/base.txt", "django==5.2.6  # pinned\n", "django", "==5.2.6"),
        ("package.json", '{"engines": {"node": ">=20"}}', "node", ">=20"),
        (
            "package.json",
            '{"devDependencies": {"@angular/cli": "~9.0.5", "x": "workspace:*"}}',
            "@angular/cli",
            "~9.0.5",
        ),
        (".nvmrc", "v24.1\n", "node", "24.1"),
        ("go.mod", "module x\n\ngo 1.24.0\n", "go", ">=1.24.0"),
        ("Cargo.toml", '[package]\nrust-version = "1.74"\n', "rust", ">=1.74"),
    ],
)
def test_manifests(path: str, text: str, name: str, asked: str) -> None:
    found = Versions(Snapshot.of({path: text})).of(name, path.rpartition("/")[0])
    assert [one.text for one in found] == [asked]


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "{}", "\0", "x" * 10_000, "[project]\nrequires-python = 3\n", '{"engines": []}']
)
@pytest.mark.parametrize(
    "path", ["pyproject.toml", "package.json", "go.mod", "Cargo.toml", ".nvmrc", "setup.cfg", "requirements.txt"]
)
def test_odd_manifests_ask_for_nothing(path: str, text: str) -> None:
    assert Versions(Snapshot.of({path: text})).all == ()


def test_the_nearest_manifest_counts() -> None:
    texts = {"package.json": '{"engines": {"node": ">=20"}}', "worker/package.json": '{"engines": {"node": "24"}}'}
    versions = Versions(Snapshot.of(texts))
    assert [one.text for one in versions.of("node", "worker/src")] == ["24"]
    assert [one.text for one in versions.of("node", "docs")] == [">=20"]
    assert versions.of("python", "worker") == ()


@pytest.mark.parametrize(
    ("path", "text", "version"),
    [
        ("pyproject.toml", '[project]\nversion = "1.2.3"', "1.2.3"),
        ("pyproject.toml", '[tool.poetry]\nversion = "1.2.3"', "1.2.3"),
        ("package.json", '{"version": "1.2.3"}', "1.2.3"),
        ("Cargo.toml", '[workspace.package]\nversion = "1.2.3"', "1.2.3"),
        ("VERSION", "v1.2.3\n", "1.2.3"),
        ("src/shop/__init__.py", "__version__ = '1.2.3'", "1.2.3"),
        ("cmd/x/version.go", 'const Version = "1.2.3"', "1.2.3"),
        ("package.json", '{"version": "1.2.3-beta"}', None),
        ("package.json", "[]", None),
        ("package.json", '{"version": ', None),
        ("pyproject.toml", "[project", None),
        ("inner/package.json", '{"version": "1.2.3"}', None),
        ("tests/version.py", '__version__ = "1.2.3"', None),
    ],
)
def test_the_own_version(path: str, text: str, version: str | None) -> None:
    assert [one.version for one in Versions(Snapshot.of({path: text})).own] == ([version] if version else [])


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ('{"postgresql_version": ["17", "16"]}', ("17", "16")),
        ('{"postgresql_version": "17"}', None),
        ("[]", None),
        ("{", None),
    ],
)
def test_what_a_template_offers(text: str, choices: tuple[str, ...] | None) -> None:
    offered = Versions(Snapshot.of({"cookiecutter.json": text})).offered
    assert [(one.name, one.choices) for one in offered] == ([("postgresql", choices)] if choices else [])


def test_a_template_without_manifest_of_its_own_speaks_of_its_product() -> None:
    versions = Versions(Snapshot.of({"{{x}}/requirements.txt": "django==5.2.6\n", "README.md": ""}))
    assert [one.text for one in versions.of("django", "")] == ["==5.2.6"]
