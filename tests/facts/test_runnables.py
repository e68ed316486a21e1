"""Scripts, targets and modules, from good files and from odd ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.facts.files import Files
from guard.facts.runnables import Modules, Packages, Targets
from guard.snapshot import Snapshot


def makefile(text: str, **others: str) -> tuple[set[str], str]:
    files = {"Makefile": text, **{name.replace("_", "/").replace("0", "."): each for name, each in others.items()}}
    found = Targets(Snapshot.of(files)).of_folder("make", "")
    assert found is not None
    return {name for name in found.targets if not name.startswith(".")}, found.unknown


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("all: a b\na b:\n\techo x: y\n", {"all", "a", "b"}),
        ("X := y: z\nY ?= a:b\nall:\n", {"all"}),
        (".PHONY: clean lint\n", {"clean", "lint"}),
        ("all: \\\n  dep\n", {"all"}),
        ("define X\nnone: y\nendef\nall:\n", {"all"}),
        ("ifeq ($(X),y)\nall:\nendif\n", {"all"}),
        ("double::\n", {"double"}),
        ("# none: x\nall: ## says what\n", {"all"}),
        ("all: X = 1\n", {"all"}),
    ],
)
def test_make_targets(text: str, targets: set[str]) -> None:
    assert makefile(text) == (targets, "")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("include $(X).mk\n", {}),
        ("include gone.mk\n", {}),
        ("$(NAME): x\n", {}),
        ("$(foreach x,a b,$(eval $(call y,$(x))))\n", {}),
    ],
)
def test_what_is_not_all(text: str, others: dict[str, str]) -> None:
    assert makefile(text, **others)[1]


def test_what_is_included_counts() -> None:
    assert makefile(
        "include sub/other.mk\n-include sub/more.mk\n", sub_other0mk="a:\n", sub_more0mk="b:\ninclude other.mk\n"
    ) == (
        {"a", "b"},
        "",
    )


def test_makefiles_that_include_one_another_end() -> None:
    assert makefile("include a.mk\nall:\n", a0mk="include Makefile\nx:\n")[0] == {"all", "x"}


def test_patterns_match() -> None:
    found = Targets(Snapshot.of({"Makefile": "test-%:\n%.o: %.c\n"})).of_folder("make", "")
    assert found is not None
    assert found.has("test-unit")
    assert found.has("a.o")
    assert not found.has("test-")


def test_a_makefile_of_two_megabytes() -> None:
    found = Targets(Snapshot.of({"Makefile": "a b c: d\n\techo\n" * 150_000})).of_folder("make", "")
    assert found is not None
    assert found.targets == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("check arg='x':\n  ruff\n@quiet:\n  x\nalias c := check\nX := 'y'\n", {"check", "quiet", "c"}, False),
        ("import 'other.just'\nall:\n", {"all"}, True),
    ],
)
def test_justfiles(text: str, names: set[str], *, unknown: bool) -> None:
    found = Targets(Snapshot.of({"justfile": text})).of_folder("just", "")
    assert found is not None
    assert (set(found.targets), bool(found.unknown)) == (names, unknown)


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("version: '3'\ntasks:\n  build:\n    aliases: [b]\n  'test:*':\n", {"build", "b", "test:*"}, False),
        ("includes:\n  x: ./x\ntasks:\n  a:\n", {"a"}, True),
        ("- a\n", set(), True),
        ("tasks: [", set(), True),
    ],
)
def test_taskfiles(text: str, names: set[str], *, unknown: bool) -> None:
    found = Targets(Snapshot.of({"Taskfile.yml": text})).of_folder("task", "")
    assert found is not None
    assert (set(found.targets), bool(found.unknown)) == (names, unknown)


@pytest.mark.parametrize(
    ("text", "scripts", "fault"),
    [
        ('{"name": "x", "scripts": {"a": "b"}}', ("a",), ""),
        ("\ufeff{}", (), ""),
        ("[]", (), "not a table"),
        ('{"scripts": [1]}', (), ""),
        ('{"scripts": ', (), "not JSON"),
        ("\0", (), "not JSON"),
        ("[" * 100_000, (), "not JSON"),
    ],
)
def test_packages(text: str, scripts: tuple[str, ...], fault: str) -> None:
    (found,) = Packages(Snapshot.of({"package.json": text})).all
    assert (found.scripts, found.fault) == (scripts, fault)


def test_a_folder_belongs_to_the_nearest_package() -> None:
    texts = {
        "package.json": '{"name": "top"}',
        "apps/web/package.json": '{"name": "@x/web"}',
        "node_modules/y/package.json": "{}",
    }
    packages = Packages(Snapshot.of(texts))
    above = packages.above("apps/web/src")
    assert above is not None
    assert above.name == "@x/web"
    top = packages.above("docs")
    assert top is not None
    assert top.name == "top"
    for pattern in ("@x/web", "web", "./apps/web", "@x/*", "web...", "{apps/web}"):
        assert [one.name for one in packages.named(pattern)] == ["@x/web"], pattern
    assert len(packages.all) == 2


def test_modules() -> None:
    names = [
        "src/shop/__init__.py",
        "src/shop/tools/__init__.py",
        "src/shop/tools/seed.py",
        "src/__init__.py",
        "scripts/run.py",
    ]
    modules = Modules(Files(Snapshot.of(dict.fromkeys(names, ""))))
    assert all(modules.exists(name) for name in ("shop", "shop.tools.seed", "src.shop", "scripts.run", "tools.seed"))
    assert not modules.exists("shop.seed")
    assert modules.is_own("shop.seed")
    assert modules.is_own("src.x")
    assert not modules.is_own("tools.x")
    assert not modules.is_own("django.x")
    assert modules.near("shop.seed") == ("shop.tools.seed",)


@given(st.text(alphabet="ab:=\\\n\t %$()#.", max_size=200))
def test_any_makefile_is_read(text: str) -> None:
    makefile(text)
