"""A script that a document runs with npm, pnpm, yarn or bun must be in a package.json.

The command is bound to the package that its folder belongs to (`cd`, `--prefix`, `-C`, `-w` and `--filter` are followed). A script
that any other package of the repository has is left alone: the document may mean that one.

Not judged: what may be a program of a dependency instead, documents without a package at or above them, clones of other
repositories, placeholders, and packages that cannot be read.
"""

from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.folders import after_clones, inside, project_begins, working_folders
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, is_translation, shows_examples
from guard.documents.runners import ScriptCall, script_call
from guard.facts import Facts
from guard.facts.clones import is_other
from guard.facts.near import nearest
from guard.facts.paths import has_placeholder
from guard.facts.runnables import Package

MESSAGE = "no package.json has a script {subject}"

_PACKAGE = '{"name": "web", "scripts": {"dev": "vite", "test:unit": "vitest"}}'

EXAMPLES = (
    good("Run coverage (`npm run coverage`, etc.).", files={"package.json": '{"scripts": {"test": "x"}}'}),
    good("```sh\nnpm init shop\n```\n\n```sh\nnpm run dev\n```", files={"package.json": '{"scripts": {"test": "x"}}'}),
    good("```sh\nnpm run dev\npnpm test:unit\nyarn dev\n```", files={"package.json": _PACKAGE}),
    good("Run `yarn eslint`, `npm ci`, `npm run` or `npm run <name>`.", files={"package.json": _PACKAGE}),
    good("```sh\nnpm run build\n```", files={"src/a.py": ""}),
    good(
        "```sh\nnpm run docs\n```", files={"package.json": _PACKAGE, "site/package.json": '{"scripts": {"docs": "x"}}'}
    ),
    bad(
        "```sh\nnpm run start:dev\n```", files={"package.json": _PACKAGE}, says="no package.json has a script start:dev"
    ),
    bad(
        "Run `pnpm run test-unit`.",
        files={"package.json": _PACKAGE},
        says="no package.json has a script test-unit",
        fixed="Run `pnpm run test:unit`.",
    ),
    bad(
        "```sh\ncd web && yarn run dev2\n```",
        files={"package.json": "{}", "web/package.json": _PACKAGE},
        says="no package.json has a script dev2",
        fixed="```sh\ncd web && yarn run dev\n```",
    ),
)


_COMMON = frozenset(
    "test tests lint build dev start format fmt check e2e type types typecheck docs db watch coverage ci preview".split()
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    begins = project_begins(document)
    for command, clone in after_clones(document.claims.commands):
        call = script_call(command)
        if call is None:
            continue
        if is_other(clone, facts.forges):
            yield Unjudged("script: in a clone of another repository")
        elif begins is not None and call.script.span.line > begins:
            yield Unjudged("script: in a project that the reader has made")
        elif not call.script.literal or has_placeholder(call.script.text) or not call.script.text:
            yield Unjudged("script: a placeholder")
        else:
            folders = [
                folder for one in working_folders(document, command) if (folder := inside(one, call.folder)) is not None
            ]
            yield _judge(document, facts, call, _packages(facts, call, folders), inline=command.block < 0)


def _packages(facts: Facts, call: ScriptCall, folders: list[str]) -> tuple[Package, ...]:
    """The packages that the command may run in, the likeliest first."""
    if call.packages:
        return tuple(dict.fromkeys(one for name in call.packages for one in facts.packages.named(name)))
    there = [folder for folder in folders if facts.files.is_folder(folder)]
    return tuple(dict.fromkeys(one for folder in there if (one := facts.packages.above(folder))))


def _judge(
    document: Document, facts: Facts, call: ScriptCall, packages: tuple[Package, ...], *, inline: bool
) -> Outcome:
    name = call.script.text
    if any(name in one.scripts for one in packages):
        return HOLDS
    if not packages:
        return Unjudged("script: no package here")
    if any(name in one.scripts for one in facts.packages.all):
        return Unjudged("script: another package has it")
    if fault := next((one.fault for one in facts.packages.all if one.fault), ""):
        return Unjudged(f"script: a package is {fault}")
    near = nearest(name, {script for one in packages for script in one.scripts})
    if not call.sure and (not near or any(name in one.dependencies for one in facts.packages.all)):
        return Unjudged("script: may be a program of a dependency")
    # Every project has a script called dev or test:e2e; others with a colon are this project's.
    if shows_examples(document.path) and not (
        near or (call.sure and ":" in name and name.partition(":")[0] not in _COMMON)
    ):
        return Unjudged("script: in an example")
    if inline and not near and is_translation(document.path):
        return Unjudged("script: in another language, whose sentence is not understood")
    if f'"{name}":' in document.text or (inline and sets_right(document, call.script.span, near)):
        return Unjudged("script: the text may not speak of this package today")
    return _finding(document, call, packages[0], near)


def _finding(document: Document, call: ScriptCall, package: Package, near: tuple[str, ...]) -> Outcome:
    shown = ", ".join(sorted(package.scripts)[:8]) or "none"
    more = ", ..." if len(package.scripts) > 8 else ""
    evidence = Evidence(f"{package.path} has {shown}{more}", path=package.path)
    word = call.script
    whole = document.source(word.span) == word.text
    fix = document.replace(word.span, near[0], safe=False) if len(near) == 1 and whole else None
    return document.finding(word.span, MESSAGE, subject=word.text, evidence=(evidence,), fix=fix)
