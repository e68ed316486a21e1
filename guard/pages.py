"""guard's own pages as Markdown: the rules, each rule, the help of the commands."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from guard.catalog import Entry, catalog
from guard.report import FORMATS
from guard.rule import Example

_WIDTH = 100


class OwnPages:
    """Writes the pages that derived sections of guard's own documents hold (guard.facts.declared.Pages)."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in catalog())

    def rules(self, folder: str) -> str:
        rows = ["| rule | group | fix | holds |", "| --- | --- | --- | --- |"]
        for entry in catalog():
            mark = "yes" if entry.fixable else ""
            rows.append(f"| [{entry.name}]({folder}{entry.name}.md) | {entry.group} | {mark} | {entry.summary} |")
        return "\n".join(rows)

    def rule(self, name: str) -> str:
        (entry,) = (entry for entry in catalog() if entry.name == name)
        return page(entry).rstrip("\n")

    def formats(self) -> str:
        rows = ["| format | what it is |", "| --- | --- |"]
        for name, module in FORMATS.items():
            said = (import_module(module).__doc__ or "").partition("\n")[0]
            rows.append(f"| `{name}` | {said} |")
        return "\n".join(rows)

    def help(self) -> str:
        import click

        # The commands live above every floor that could ask for this.
        group: Any = import_module("guard.cli.app").guard
        settings = {**group.context_settings, "max_content_width": _WIDTH, "terminal_width": _WIDTH}
        with click.Context(group, info_name="guard", **settings) as root:
            parts = [f"```text\n{group.get_help(root)}\n```"]
            for name in group.list_commands(root):
                command = group.get_command(root, name)
                with click.Context(command, info_name=name, parent=root, terminal_width=_WIDTH) as here:
                    parts.append(f"### guard {name}\n\n```text\n{command.get_help(here)}\n```")
        return "\n\n".join(parts)


def page(entry: Entry) -> str:
    """A rule's page in Markdown: its docstring, its standing, its examples."""
    standing = [f"group `{entry.group}`", f"severity {entry.severity}"]
    standing += ["has a fix"] if entry.fixable else []
    standing += ["preview"] if entry.preview else []
    standing += ["contract: declared in `[[contracts]]`"] if entry.is_contract else ["on without configuration"]
    examples = "\n".join(_example(example) for example in entry.module.EXAMPLES)
    return f"# {entry.name}\n\n{entry.help.strip()}\n\n*{'; '.join(standing)}*\n\n## Examples\n\n{examples}"


def _example(example: Example) -> str:
    fence = "`" * max(3, _longest_run(example.text) + 1)
    lines = [f"{'Wrong' if example.says else 'Right'}, in `{example.path}`"]
    there = [path for path in example.files if not path.startswith(".git")]
    if there:
        lines[0] += f" beside {', '.join(f'`{path}`' for path in there)}"
    for path, now in example.gone.items():
        lines[0] += f"; `{path}` was {f'renamed to `{now}`' if now else 'deleted'}"
    lines[0] += ":\n"
    lines += [f"{fence}markdown", example.text, f"{fence}\n"]
    lines += [f"> {said}\n" for said in example.says]
    if example.fixed is not None:
        lines += ["Mended:\n", f"{fence}markdown", example.fixed, f"{fence}\n"]
    return "\n".join(lines)


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
