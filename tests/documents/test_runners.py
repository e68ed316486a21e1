"""What command lines ask of package managers and of make."""

from __future__ import annotations

import pytest

from guard.documents.runners import script_call, target_call
from guard.documents.shell import parse_one


@pytest.mark.parametrize(
    ("line", "script", "sure", "folder", "packages"),
    [
        ("npm run build", "build", True, "", ()),
        ("npm run build -- --watch", "build", True, "", ()),
        ("npm --prefix web run dev", "dev", True, "web", ()),
        ("npm run dev --prefix=web", "dev", True, "web", ()),
        ("npm run lint -w @x/ui", "lint", True, "", ("@x/ui",)),
        ("npm test", "test", False, "", ()),
        ("pnpm run a:b", "a:b", True, "", ()),
        ("pnpm a:b", "a:b", True, "", ()),
        ("pnpm eslint .", "eslint", False, "", ()),
        ("pnpm --filter=web dev", "dev", False, "", ("web",)),
        ("pnpm -C web run dev", "dev", True, "web", ()),
        ("yarn dev", "dev", False, "", ()),
        ("yarn workspace web run dev", "dev", True, "", ("web",)),
        ("yarn --cwd web dev", "dev", False, "web", ()),
        ("bun run dev", "dev", False, "", ()),
        ("bun run a:b", "a:b", True, "", ()),
    ],
)
def test_scripts(line: str, script: str, *, sure: bool, folder: str, packages: tuple[str, ...]) -> None:
    command = parse_one(line, 1, 1)
    assert command is not None
    call = script_call(command)
    assert call is not None
    assert (call.script.text, call.sure, call.folder, call.packages) == (script, sure, folder, packages)


@pytest.mark.parametrize(
    "line",
    [
        "npm ci",
        "npm install x",
        "npm run",
        "npx vite",
        "yarn add x",
        "pnpm i",
        "pnpm -r build",
        "npm run x --if-present",
        "bun test",
        "make x",
    ],
)
def test_no_scripts(line: str) -> None:
    command = parse_one(line, 1, 1)
    assert command is not None
    assert script_call(command) is None


@pytest.mark.parametrize(
    ("line", "program", "targets", "folder", "file"),
    [
        ("make all", "make", ["all"], "", ""),
        ("gmake -j 4 all test X=1", "make", ["all", "test"], "", ""),
        ("make -j8 all", "make", ["all"], "", ""),
        ("make -C sub all", "make", ["all"], "sub", ""),
        ("make -f other.mk all", "make", ["all"], "", "other.mk"),
        ("make --directory=sub all", "make", ["all"], "sub", ""),
        ("just build release", "just", ["build"], "", ""),
        ("task lint", "task", ["lint"], "", ""),
    ],
)
def test_targets(line: str, program: str, targets: list[str], folder: str, file: str) -> None:
    command = parse_one(line, 1, 1)
    assert command is not None
    call = target_call(command)
    assert call is not None
    assert (call.program, [word.text for word in call.targets], call.folder, call.file) == (
        program,
        targets,
        folder,
        file,
    )


@pytest.mark.parametrize("line", ["make", "make X=1", "make -n", "cmake all", "just --list", "task --list"])
def test_no_targets(line: str) -> None:
    command = parse_one(line, 1, 1)
    assert command is not None
    assert target_call(command) is None
