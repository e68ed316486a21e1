"""What command lines ask of package managers, of make, and of other runners."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.document import Document
from guard.documents.markdown import read
from guard.documents.runners import crate_calls, python_calls, script_call, target_call
from guard.documents.shell import inline


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
    command = next(iter(inline(line, 1, 1)), None)
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
    command = next(iter(inline(line, 1, 1)), None)
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
    command = next(iter(inline(line, 1, 1)), None)
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
    command = next(iter(inline(line, 1, 1)), None)
    assert command is not None
    assert target_call(command) is None


@pytest.mark.parametrize(
    ("line", "calls"),
    [
        ("tox", []),
        ("tox -e py311,lint", ["tox py311 lint"]),
        ("tox -epy311", ["tox py311"]),
        ("tox -qe lint -- -e x", ["tox lint"]),
        ("tox run -e a -e b", ["tox a b"]),
        ("tox r -c sub/tox.ini -e=a", ["tox a @sub/tox.ini"]),
        ("tox l -e a", []),
        ("python -m tox p -e a", ["tox a"]),
        ("uvx --with tox-uv tox -e a", ["tox a"]),
        ("uv tool run tox -e a", ["tox a"]),
        ("uv run --group dev --directory sub tox -e a", ["tox a /sub"]),
        ("nox", []),
        ("nox -s a b -- c", ["nox a b"]),
        ("nox -rs a", ["nox a"]),
        ("nox --session a -p 3.11", ["nox a"]),
        ("nox -t slow -f sub/noxfile.py", ["nox tag slow @sub/noxfile.py"]),
        ("pipx run nox -e a", ["nox a"]),
        ("hatch run test", ["hatch test?"]),
        ("hatch run +py=3.11 docs:serve -x", ["hatch environment docs", "hatch docs:serve?"]),
        ("hatch -e docs run serve", ["hatch docs:serve?"]),
        ("hatch env run -e docs -- serve", ["hatch environment docs"]),
        ("hatch env create docs", ["hatch environment docs"]),
        ("hatch shell docs", ["hatch environment docs"]),
        ("hatch build -t wheel", []),
        ("hatch run :x", []),
        ("poe -q lint --fix", ["poe lint"]),
        ("poe -C web lint", ["poe lint /web"]),
        ("poetry run poe lint", ["poe lint"]),
        ("poetry -C api run serve", ["project serve? /api"]),
        ("pdm run serve", ["pdm serve?"]),
        ("pipenv run serve x", ["project serve?"]),
        ("uv run --with x serve", []),
        ("uv run python -m serve", []),
        ("uv sync", []),
        ("pre-commit run", []),
        ("pre-commit run ruff --all-files", ["pre-commit ruff"]),
        ("pre-commit run --hook-stage manual mypy", ["pre-commit mypy"]),
        ("pre-commit run --files a.py b.py", []),
        ("pre-commit run -c other.yaml ruff", ["pre-commit ruff @other.yaml"]),
        ("prek run web:lint sub/ ruff", ["pre-commit ruff"]),
        ("pre-commit autoupdate --repo x", []),
        ("SKIP=a,b git commit -m x", ["pre-commit a b?"]),
        ("SKIP=a make", []),
    ],
)
def test_runners_of_python(line: str, calls: list[str]) -> None:
    found = []
    command = next(iter(inline(line, 1, 1)), None)
    assert command is not None
    for call in python_calls(command):
        place = (f" /{call.folder}" if call.folder else "") + (f" @{call.file}" if call.file else "")
        names = " ".join(word.text for word in call.targets)
        found.append(f"{call.program} {names}{'' if call.sure else '?'}{place}")
    assert found == calls


@pytest.mark.parametrize(
    ("line", "calls"),
    [
        ("cargo run", []),
        ("cargo run --bin a -- --bin b", ["bin a"]),
        ("cargo +nightly r --example=a", ["example a"]),
        ("cargo test --test a --bench b x", ["test a", "bench b"]),
        ("cargo build -p a --features x,y", ["package a", "feature x of a", "feature y of a"]),
        ("cargo build -pa -F x", ["package a", "feature x of a"]),
        ("cargo nextest run --package a", ["package a"]),
        ("cargo check --workspace -F x", ["feature x!"]),
        ("cargo run --manifest-path sub/Cargo.toml --bin a", ["bin a @sub/Cargo.toml"]),
        ("cargo install a --features x", []),
        ("cargo install --path sub --features x", ["feature x @sub/Cargo.toml"]),
        ("cargo install --git https://x.io/a --path sub --bin a", []),
        ("cargo update -p a", []),
        ("cargo xtask codegen", ["alias xtask"]),
        ("cargo fmt --all", []),
        ("cargo run --bin", []),
    ],
)
def test_what_cargo_is_given(line: str, calls: list[str]) -> None:
    found = []
    command = next(iter(inline(line, 1, 1)), None)
    assert command is not None
    for call in crate_calls(command):
        of = f" of {' '.join(call.packages)}" if call.packages and call.kind != "package" else ""
        place = f" @{call.file}" if call.file else ""
        found.append(f"{call.kind} {call.name.text}{of}{place}{'!' if call.whole else ''}")
    assert found == calls


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("tox -e py311,lint", ["py311", "lint"]),
        ("tox -e 'py311, lint'", ["py311", "lint"]),
        ("tox -epy311", ["py311"]),
        ("cargo run --features=a,b", ["a", "b"]),
        ('cargo run --features "a b"', ["a", "b"]),
        ("SKIP=a,b git commit", ["a", "b"]),
    ],
)
def test_every_name_has_its_own_place(line: str, sources: list[str]) -> None:
    text = f"```sh\n{line}\n```\n"
    document = Document("README.md", text, read(text), language="markdown")
    command = document.claims.commands[0]
    words = [word for call in python_calls(command) for word in call.targets]
    words += [call.name for call in crate_calls(command)]
    assert [document.source(word.span) for word in words] == sources


_WORDS = st.sampled_from(
    "tox nox hatch poe pdm pre-commit cargo uv poetry python run -e -s -m -p --features --bin -- a b,c a: :a -rs -ea -F= = SKIP=, git".split()
)


@given(st.lists(_WORDS, min_size=1, max_size=8))
def test_every_name_stands_in_its_command(words: list[str]) -> None:
    command = next(iter(inline(" ".join(words), 1, 1)), None)
    if command is None:
        return
    said = " ".join(word.text for word in (*command.words, *command.assignments))
    names = [word.text for call in python_calls(command) for word in call.targets if call.program != "hatch"]
    names += [call.name.text for call in crate_calls(command)]
    assert all(name in said for name in names)
