"""`guard explain`: a rule's page, for its name or for a line of output that names it."""

from __future__ import annotations

import click

from guard.catalog import catalog
from guard.judgments import JUDGMENTS
from guard.pages import page
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
