"""What this repository's own documents say of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guard.session import Session

ROOT = Path(__file__).parents[2]
# The pages of rules are full of examples, and decisions speak of their day.
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
_PATH = re.compile(r"`((?:\.ci|docs|guard|rules|scripts|tests)/[\w./-]++)`")


def test_readme_has_two_commands_that_the_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^```sh\n([^`\n]++)\n```$", readme, re.MULTILINE)
    assert len(commands) == 2
    assert all("\n" not in command and command.startswith("python3 -m venv .venv && ") for command in commands)
    install, check = commands[0].split(" && ")[1:]
    assert (install, check) == (".venv/bin/pip install .", ".venv/bin/guard check /path/to/your/repository")
    assert commands[1].split(" && ")[1:] == [".venv/bin/pip install -e '.[dev]'", ".venv/bin/python -m pytest -n 2"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_a_document_names_are_there(document: str) -> None:
    """Stricter than the rule: here every path in code whose first folder is one of ours is meant, whatever is said of it."""
    text = (ROOT / document).read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert [path for path in _PATH.findall(prose) if not (ROOT / path).exists()] == []


def test_guard_has_nothing_to_say_of_them() -> None:
    held = Session.open(ROOT).hold()
    assert [f"{finding.path}:{finding.span.line} {finding.message}" for finding in held.findings] == []
    assert held.claims > 50
    assert held.judged["stale-section"] > len(list((ROOT / "docs/rules").glob("*.md")))


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md")))
def test_a_decision_says_why_and_what_follows(name: str) -> None:
    text = (ROOT / "docs/decisions" / name).read_text(encoding="utf-8")
    assert re.match(r"\d{4}-", name)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
