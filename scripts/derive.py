"""Writes the pages and sections that are made from the code; with --check it writes nothing and fails if one is stale.

    derive.py [--check]

docs/rules/*.md from the rules' docstrings and examples; the table of rules in README.md; the help in docs/usage.md; the
floors in docs/architecture.md; docs/report.schema.json.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from guard.catalog import catalog
from guard.cli.app import guard
from guard.cli.explain import page
from guard.report.schema import text as schema_text

ROOT = Path(__file__).parent.parent
CURE = "python scripts/derive.py"


def pages() -> Iterator[tuple[Path, str]]:
    """Every derived file with what it should hold."""
    for entry in catalog():
        yield ROOT / "docs/rules" / f"{entry.name}.md", page(entry).rstrip("\n") + "\n"
    yield ROOT / "docs/rules/README.md", f"# Rules\n\n{_table('')}\n"
    for path, name, text in (
        ("README.md", "rules", _table("docs/rules/")),
        ("docs/usage.md", "help", _help()),
        ("docs/architecture.md", "floors", _floors()),
    ):
        yield ROOT / path, _filled((ROOT / path).read_text(encoding="utf-8"), name, text)
    yield ROOT / "docs/report.schema.json", schema_text()


def _filled(document: str, name: str, text: str) -> str:
    begin, end = f"<!-- guard:begin {name} -->", "<!-- guard:end -->"
    before, found, rest = document.partition(begin)
    if not found or end not in rest:
        raise SystemExit(f"no section {begin} ... {end}")
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


def _table(folder: str) -> str:
    rows = ["| rule | group | fix | holds |", "| --- | --- | --- | --- |"]
    for entry in catalog():
        mark = "yes" if entry.fixable else ""
        rows.append(f"| [{entry.name}]({folder}{entry.name}.md) | {entry.group} | {mark} | {entry.summary} |")
    return "\n".join(rows)


def _help() -> str:
    parts: list[str] = []
    with click.Context(guard, info_name="guard", max_content_width=100, terminal_width=100) as root:
        parts.append(f"```text\n{guard.get_help(root)}\n```")
        for name in guard.list_commands(root):
            command = guard.get_command(root, name)
            if command is not None:
                with click.Context(
                    command, info_name=name, parent=root, max_content_width=100, terminal_width=100
                ) as here:
                    parts.append(f"### guard {name}\n\n```text\n{command.get_help(here)}\n```")
    return "\n\n".join(parts)


def _floors() -> str:
    """The layers of pyproject.toml, each module with the first line of its docstring."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    lines: list[str] = []
    for layer in layers:
        for name in (part.strip(" ()") for part in layer.split("|")):
            said = _docstring(name)
            if said:
                lines.append(f"{name:14} {said}")
        lines.append("")
    return "```text\n" + "\n".join(lines).rstrip() + "\n```"


def _docstring(name: str) -> str:
    for path in (ROOT / "guard" / f"{name}.py", ROOT / "guard" / name / "__init__.py"):
        if path.exists():
            first = path.read_text(encoding="utf-8").partition('"""')[2].partition('"""')[0]
            return " ".join(first.partition("\n")[0].split())
    return ""


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check:
        for path, _ in stale:
            print(f"{path.relative_to(ROOT)} is stale: {CURE}", file=sys.stderr)
        return int(bool(stale))
    for path, text in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
