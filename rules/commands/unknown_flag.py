"""An option that a document gives to one of the repository's own programs must be one that the program takes. (Preview.)

Scripts by path, modules run with `python -m` and installed programs are read, never run: Python with argparse, click or typer, shell with
`case` or `getopts`, Go with cobra, JavaScript with commander. Subcommands are followed to the one that gets the option.

Not judged: programs that compute their options or pass words on, what stands behind `--`, placeholders, clones of other repositories,
records of past work, and text that says of itself that it speaks of the past or of plans.
It is in preview since programs may read their words in ways that are not followed.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.records import is_record
from guard.documents.today import is_of_today
from guard.facts import Facts
from guard.facts.near import nearest
from guard.facts.programs import Met, Unknown, met

PREVIEW = True
MESSAGE = "{program} takes no option {subject}"

_SCRIPT = (
    "import argparse\n\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument('--dry-run', action='store_true')\n"
    "    parser.add_argument('-o', '--output')\n    parser.add_argument('files', nargs='*')\n    parser.parse_args()\n\n\nmain()\n"
)
_CLICK = (
    "import click\n\n\n@click.group()\n@click.option('--verbose', is_flag=True)\ndef cli(verbose):\n    pass\n\n\n"
    "@cli.command()\n@click.option('--target', '-t')\ndef build(target):\n    pass\n"
)
_SHOP = {"pyproject.toml": '[project.scripts]\nshop = "shop.cli:cli"\n', "src/shop/cli.py": _CLICK}
_SHELL = 'while [ $# -gt 0 ]; do\n  case "$1" in\n    --fast) FAST=1; shift ;;\n    -h|--help) usage ;;\n    *) echo "no $1"; exit 1 ;;\n  esac\ndone\n'

EXAMPLES = (
    good(
        "```sh\npython tools/sync.py --dry-run -o x --out y a.txt -- --anything\n```", files={"tools/sync.py": _SCRIPT}
    ),
    good("```sh\nuv run shop --verbose build -t x --help\n```", files=_SHOP),
    good("`tools/sync.py --fast` was replaced by `tools/sync.py --dry-run`.", files={"tools/sync.py": _SCRIPT}),
    good(
        "```sh\npython run.py --anything\n```",
        files={"run.py": _SCRIPT.replace("parser.parse_args()", "parser.parse_known_args()")},
    ),
    bad(
        "```sh\npython tools/sync.py --dryrun\n```",
        files={"tools/sync.py": _SCRIPT},
        says="tools/sync.py takes no option --dryrun",
        fixed="```sh\npython tools/sync.py --dry-run\n```",
    ),
    bad("```sh\nshop build --verbose\n```", files=_SHOP, says="shop build takes no option --verbose"),
    bad(
        "Run `./scripts/go.sh --quick`.",
        files={"scripts/go.sh": _SHELL},
        says="scripts/go.sh takes no option --quick",
    ),
)

_MOST_SHOWN = 12


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for one in met(document, facts):
        reading = one.reading
        if not reading.options:
            if reading.known_options and not reading.why:
                yield HOLDS
            elif any(word.text.startswith("-") for word in one.call.words):
                yield Unjudged("flag: not all is known of the program, or of what it is given")
        elif one.elsewhere:
            yield Unjudged("flag: in a clone of another repository")
        else:
            for unknown in reading.options:
                yield _judge(document, one, unknown)


def _judge(document: Document, one: Met, unknown: Unknown) -> Outcome:
    program, name = unknown.program, unknown.name
    if one.program.speaks_of(name):
        return Unjudged("flag: the program's files speak of it")
    near = nearest(name, [option for option in program.options if option.startswith("--") == name.startswith("--")])
    if not is_of_today(document, unknown.word.span, near, inline=one.inline):
        return Unjudged("flag: the text may not speak of today")
    return _finding(document, one, unknown, near)


def _finding(document: Document, one: Met, unknown: Unknown, near: tuple[str, ...]) -> Outcome:
    program, name, word = unknown.program, unknown.name, unknown.word
    called = " ".join((one.program.path if one.call.kind == "script" else one.program.name, *unknown.path))
    shown = list(dict.fromkeys((*near, *sorted(program.options, key=lambda option: option.lstrip("-").lower()))))
    more = ", ..." if len(shown) > _MOST_SHOWN else ""
    evidence = [Evidence(f"{called} takes {', '.join(shown[:_MOST_SHOWN]) or 'no options'}{more}", path=program.path)]
    above = next((each for each in unknown.above if name in each.options), None)
    if above is not None:
        evidence.append(Evidence(f"{name} is an option of {above.name}, before {unknown.path[-1]}", path=above.path))
    source = document.source(word.span)
    whole = source == word.text and len(near) == 1 and above is None
    fix = document.replace(word.span, near[0] + source[len(name) :], safe=False) if whole else None
    return document.finding(word.span, MESSAGE, subject=name, program=called, evidence=evidence, fix=fix)
