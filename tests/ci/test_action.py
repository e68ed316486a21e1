"""What other programs start guard with: the hook's manifest, and the last step of the action, run as it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]


def read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("number", "entry"), [(0, "guard check"), (1, "guard sot --check")])
def test_the_hooks_look_at_the_whole_repository(number: int, entry: str) -> None:
    hook = read(".pre-commit-hooks.yaml")[number]
    assert hook["entry"] == entry
    assert (hook["pass_filenames"], hook["always_run"], hook["require_serial"]) == (False, True, True)


@pytest.mark.parametrize(("text", "code"), [("[x](gone.md)\n", 1), ("[x](README.md)\n", 0)])
def test_the_action_fails_with_its_findings(tmp_path: Path, text: str, code: int) -> None:
    action = read("action.yml")
    step = action["runs"]["steps"][-1]
    assert step["env"] == {"GUARD_ARGUMENTS": "${{ inputs.arguments }}"}
    programs = tmp_path / "runner/guard/bin"
    programs.mkdir(parents=True)
    (programs / "guard").write_text(f'#!/bin/sh\nexec {sys.executable} -m guard "$@"\n', encoding="utf-8")
    (programs / "guard").chmod(0o755)
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "README.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={
            **os.environ,
            "RUNNER_TEMP": str(tmp_path / "runner"),
            "GUARD_CACHE_DIR": str(tmp_path / "cache"),
            "GUARD_ARGUMENTS": action["inputs"]["arguments"]["default"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith("::error ") is bool(code)
