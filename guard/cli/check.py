"""`guard check` and `guard fix`: their options, and which of the ways to run is meant."""

from __future__ import annotations

from typing import Any

import click

from guard.cli import console, options

_TELLING = (
    click.option(
        "--output-format", multiple=True, metavar="FORMAT[=FILE]", help="full, concise, json, sarif, github, ..."
    ),
    click.option("--statistics", is_flag=True, help="Also counts by rule, and what was left unjudged and why."),
    click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), help="The least severity that fails."),
    click.option("--exit-zero", is_flag=True, help="Findings do not fail the run."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True),
    click.option("--ascii", "ascii_only", is_flag=True, help="Only ASCII in the output."),
    click.option("-q", "--quiet", is_flag=True, help="No progress, no notes."),
    click.option("-v", "--verbose", is_flag=True, help="Say what was read, and what was not."),
)
_SCOPE = (
    click.option(
        "--changed",
        is_flag=False,
        flag_value="HEAD",
        default=None,
        metavar="[REF]",
        help="Only what changed since REF (HEAD).",
    ),
    click.option("--staged", is_flag=True, help="Only what is staged, as it is staged."),
    click.option(
        "--stdin-filename",
        type=click.Path(),
        metavar="FILE",
        help="With - for PATHS: what the standard input is to be.",
    ),
    click.option("--watch", is_flag=True, help="Again after every change, until Ctrl-C."),
)
_MENDING = (
    click.option("--fix", "mend", is_flag=True, help="Apply the safe fixes."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the others too."),
    click.option("--diff", is_flag=True, help="Show what the fixes would change, and write nothing."),
)
_ALL = (*_MENDING, *options.CHOICE, *_SCOPE, *_TELLING, *options.CONFIG, *options.CACHE)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@options.all_of(*_ALL)
def check(**given: Any) -> int:
    """Hold the documents at PATHS (all of them) against the facts of their repository.

    - for PATHS is a document on the standard input, which --stdin-filename gives its place.
    """
    return _run(given)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@options.all_of(*(option for option in _ALL if option is not _MENDING[0]))
def fix(**given: Any) -> int:
    """Apply the safe fixes to the documents at PATHS (all of them)."""
    return _run({**given, "mend": not given["diff"]})


def _run(given: dict[str, Any]) -> int:
    formats = console.chosen_formats(given["output_format"])
    _refuse_contradictions(given)
    if "-" in given["paths"]:
        from guard.cli.typed import typed

        return typed(given, formats)
    if given["watch"]:
        from guard.cli.watching import watch

        return watch(given, formats)
    from guard.cli.once import once

    return once(given, formats)


def _refuse_contradictions(given: dict[str, Any]) -> None:
    if given["staged"] and (given["mend"] or given["changed"]):
        raise click.UsageError("--staged goes with neither --fix nor --changed: what is staged cannot be mended here")
    if ("-" in given["paths"]) != bool(given["stdin_filename"]):
        raise click.UsageError(
            "- for PATHS and --stdin-filename go together: links are read from the place that the document has"
        )
    if "-" in given["paths"] and (len(given["paths"]) > 1 or given["staged"] or given["changed"] or given["watch"]):
        raise click.UsageError("- is the only path, without --changed, --staged or --watch")
    if given["watch"] and given["diff"]:
        raise click.UsageError("--watch shows findings: --diff goes without it")
