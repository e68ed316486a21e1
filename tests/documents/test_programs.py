"""Which program a command line calls, and with which words."""

from __future__ import annotations

import pytest

from guard.documents.programs import ProgramCall, program_call
from guard.documents.shell import inline


def call(text: str) -> ProgramCall | None:
    command = next(iter(inline(text, 1, 1)), None)
    assert command is not None
    return program_call(command)


@pytest.mark.parametrize(
    ("text", "kind", "target", "words"),
    [
        ("shop build --fast", "name", "shop", "build --fast"),
        ("python scripts/x.py --a b", "script", "scripts/x.py", "--a b"),
        ("python3.12 -u -W ignore x.py --a", "script", "x.py", "--a"),
        ("python -m pkg.mod --a", "module", "pkg.mod", "--a"),
        ("uv run --with rich --python 3.12 x.py --a", "script", "x.py", "--a"),
        ("uv run python -m pkg.mod", "module", "pkg.mod", ""),
        ("uv run -- shop --a", "name", "shop", "--a"),
        ("poetry run shop --a", "name", "shop", "--a"),
        ("timeout -k 5 600 poetry run python x.py", "script", "x.py", ""),
        ("conda run -n env shop --a", "name", "shop", "--a"),
        ("uvx shop --a", "name", "shop", "--a"),
        ("npx --yes shop --a", "name", "shop", "--a"),
        ("bash -x scripts/x.sh --a", "script", "scripts/x.sh", "--a"),
        ("sh x.sh --a", "script", "x.sh", "--a"),
        ("./x.sh --a", "script", "./x.sh", "--a"),
        ("node --max-old-space-size=1 bin/x.js --a", "script", "bin/x.js", "--a"),
        ("DEBUG=1 sudo -u me ./x --a", "script", "./x", "--a"),
        ("uv add shop", "name", "uv", "add shop"),
    ],
)
def test_calls(text: str, kind: str, target: str, words: str) -> None:
    found = call(text)
    assert found is not None
    assert (found.kind, found.target.text, " ".join(word.text for word in found.words)) == (kind, target, words)


@pytest.mark.parametrize(
    "text", ["python -c 'print(1)' --a", "python", "bash -c './x.sh --a'", "sh -s -- --a", "python - --a"]
)
def test_what_runs_text_is_no_call(text: str) -> None:
    assert call(text) is None


def test_where_a_runner_goes() -> None:
    found = call("uv run --directory tools x.py")
    assert found is not None
    assert (found.folder, found.target.text) == ("tools", "x.py")
