"""`guard rules`: every rule, one a line."""

from __future__ import annotations

import click

from guard.catalog import catalog
from guard.judgments import JUDGMENTS


@click.command()
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(output_format: str) -> None:
    """List every rule: its group, its standing, whether it has a fix, and what it holds."""
    rows = [
        {
            "rule": entry.name,
            "group": entry.group,
            "standing": "contract" if entry.is_contract else "preview" if entry.preview else "on",
            "severity": entry.severity,
            "fix": entry.fixable,
            "summary": entry.summary,
        }
        for entry in catalog()
    ]
    rows += [
        {
            "rule": info.name,
            "group": info.group,
            "standing": "on",
            "severity": info.severity,
            "fix": info.fixable,
            "summary": info.summary,
        }
        for info in JUDGMENTS
    ]
    if output_format == "json":
        import json

        click.echo(json.dumps(rows, indent=2))
        return
    width = max(len(str(row["rule"])) for row in rows)
    for row in rows:
        mark = "*" if row["fix"] else " "
        click.echo(f"{row['rule']:{width}}  {row['group']:8} {row['standing']:9}{mark} {row['summary']}")
    click.echo("\n* has a fix. `guard explain RULE` shows a page.")
