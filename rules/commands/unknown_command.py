"""A subcommand that a document calls must be one that the repository's own program has.

What programs are read, and how, is told with unknown-flag. Commands that the repository gives to agents (`.claude/commands/*.md` and
their like) count as well: a `/name` that is numbered like most of them, or that differs from one by a slip, must be one.

Not judged: programs that compute their subcommands or take them from plugins, words that may be arguments, placeholders, clones of
other repositories, records of past work, and text that says of itself that it speaks of the past or of plans.
"""

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.records import is_record
from guard.documents.slashes import Slash, slashes
from guard.documents.today import is_of_today
from guard.facts import Facts
from guard.facts.near import nearest
from guard.facts.programs import Met, Unknown, met

MESSAGE = "{program} has no command {subject}"

_CLICK = (
    "import click\n\n\n@click.group()\ndef cli():\n    pass\n\n\n@cli.command()\ndef build():\n    pass\n\n\n"
    "@cli.group()\ndef cache():\n    pass\n\n\n@cache.command('clear')\ndef clear_cache():\n    pass\n"
)
_SHOP = {"pyproject.toml": '[project.scripts]\nshop = "shop.cli:cli"\n', "shop/cli.py": _CLICK}
_FLOWS = [".claude/commands/flow-1-plan.md", ".claude/commands/flow-2-build.md", ".claude/commands/flow-4-gate.md"]

EXAMPLES = (
    good("```sh\nshop build\nshop cache clear x\nshop <command>\n```", files=_SHOP),
    good("This is planned for a future release:\n\n```sh\nshop deploy\n```", files=_SHOP),
    good("```sh\nother deploy\n```\n\n`shop cache rm --all` is not a command.", files=_SHOP),
    good(
        "```sh\nshop deploy\n```",
        files={**_SHOP, "shop/cli.py": _CLICK + "\nfor each in entry_points():\n    cli.add_command(each.load())\n"},
    ),
    good("You see:\n\n```sh\nshop v1.2.0\n- shop\n```", files=_SHOP),
    bad("```sh\nshop deploy\n```", files=_SHOP, says="shop has no command deploy"),
    good(
        "Run `/flow-1-plan`, `/flow`, `/health`, `/clear` or `/flow-<n>-<name>`. GET `/api/flow-2-x`.",
        files=_FLOWS,
    ),
    bad(
        "Then:\n\n```text\n/flow-3-gate val-a\n```",
        files=_FLOWS,
        says=".claude/commands has no command /flow-3-gate",
        fixed="Then:\n\n```text\n/flow-4-gate val-a\n```",
    ),
    good("Put it between the `shop managed` markers, or write `shop as s`.", files=_SHOP),
    bad(
        "Run `shop cache claer` first.",
        files=_SHOP,
        says="shop cache has no command claer",
        fixed="Run `shop cache clear` first.",
    ),
)

_MOST_SHOWN = 12


_VERSION = re.compile(r"\Av?\d{1,4}\.\d")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for one in met(document, facts):
        unknown = one.reading.command
        if unknown is None:
            if one.reading.known_commands:
                yield HOLDS
        elif one.elsewhere:
            yield Unjudged("command: in a clone of another repository")
        else:
            yield _judge(document, one, unknown)
    if facts.programs.slash.own:
        for slash in slashes(document):
            yield from _slash(document, facts, slash)


def _judge(document: Document, one: Met, unknown: Unknown) -> Outcome:
    name = unknown.name
    if one.program.speaks_of(name):
        return Unjudged("command: the program's files speak of it")
    if _VERSION.match(name):
        return Unjudged("command: a version, in what a program shows")
    near = nearest(name, unknown.program.commands)
    if one.inline and not near and not one.reading.known_commands:
        return Unjudged("command: words, perhaps")  # `shop as x`, the `shop managed` markers
    if not is_of_today(document, unknown.word.span, near, inline=one.inline):
        return Unjudged("command: the text may not speak of today")
    called = " ".join((one.program.path if one.call.kind == "script" else one.program.name, *unknown.path))
    shown = list(dict.fromkeys((*near, *sorted(unknown.program.commands))))
    more = ", ..." if len(shown) > _MOST_SHOWN else ""
    evidence = Evidence(f"{called} has {', '.join(shown[:_MOST_SHOWN])}{more}", path=unknown.program.path)
    whole = len(near) == 1 and document.source(unknown.word.span) == name
    fix = document.replace(unknown.word.span, near[0], safe=False) if whole else None
    return document.finding(unknown.word.span, MESSAGE, subject=name, program=called, evidence=(evidence,), fix=fix)


def _slash(document: Document, facts: Facts, slash: Slash) -> Iterator[Outcome]:
    commands = facts.programs.slash
    if slash.name in commands.known or slash.name.rpartition(":")[2] in commands.known:
        yield HOLDS
        return
    near = commands.near(slash.name)
    if near is None or facts.files.exists(slash.name):
        return
    right = [f"/{one}" for one in near]
    if not is_of_today(document, slash.span, right, inline=slash.inline):
        yield Unjudged("command: the text may not speak of today")
        return
    evidence = Evidence(f"there are {', '.join(right or [f'/{one}' for one in commands.own[:_MOST_SHOWN]])}")
    fix = document.replace(slash.span, right[0], safe=False) if len(right) == 1 else None
    subject = f"/{slash.name}"
    yield document.finding(slash.span, MESSAGE, subject=subject, program=commands.folder, evidence=(evidence,), fix=fix)
