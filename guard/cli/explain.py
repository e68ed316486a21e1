"""`guard explain`: a rule's page, for its name or for a line of output that names it."""

from __future__ import annotations

import click

from guard.catalog import Entry, catalog
from guard.judgments import JUDGMENTS
from guard.rule import Example
from guard.settings import did_you_mean


@click.command()
@click.argument("rule", nargs=-1, required=True)
def explain(rule: tuple[str, ...]) -> None:
    """Show the page of RULE: what it holds, why, and examples. A pasted line of output will do."""
    text = " ".join(rule)
    entries = {entry.name: entry for entry in catalog()}
    own = {info.name: info for info in JUDGMENTS}
    named = [word.strip("[](){}:,.'\"`") for word in text.split()]
    for word in named:
        if word in entries:
            click.echo(page(entries[word]), nl=False)
            return
        if word in own:
            click.echo(f"# {word}\n\n{own[word].help}")
            return
    cure = did_you_mean(named[-1], [*entries, *own]) or "guard rules lists them"
    raise click.BadParameter(f"no rule is named in: {text} ({cure})", param_hint="RULE")


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
