"""A target that a document runs by name must be known to its runner.

Targets of make, just and task, environments of tox, sessions of nox, tasks of poe, hooks of pre-commit, and what cargo knows by name
(packages, programs, examples, tests, features) are held against the files that define them, read from the folder that the command runs
in upwards (`-C`, `-f` and their like are followed). So are hooks that a document tells others to take from this repository. Scripts of
hatch, pdm, pipenv and of the project itself may as well be programs of a dependency: there only a slip is found. A target that any
other such file of the repository has is left alone: the document may mean that one.

Not judged: files that compute their targets, that include what cannot be followed, documents without such a file at or above them,
clones of other repositories, placeholders, and text that speaks of another time.
"""

import re
from collections.abc import Iterator

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Command, Word
from guard.documents.folders import after_clones, inside, working_folders
from guard.documents.hooks import taken_hooks
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, is_translation, shows_examples
from guard.documents.runners import CrateCall, TargetCall, crate_calls, python_calls, target_call
from guard.documents.shown import shows_own
from guard.documents.today import is_of_today
from guard.facts import Facts
from guard.facts.clones import is_other, speaks_of_other
from guard.facts.forge import parse_remote
from guard.facts.near import nearest
from guard.facts.paths import has_placeholder
from guard.facts.runnables import TargetFile

MESSAGE = "no {what} is called {subject}"

_MAKEFILE = ".PHONY: all test\nall: build\n\t@echo x\nbuild:\n\tgo build\n%.o: %.c\n\tcc\nX := y\n"
_TOX = "[tox]\nenv_list = py{310,311}-{unit,e2e}, lint\n[testenv:docs]\ncommands = sphinx-build\n"
_NOX = "import nox\n\n\n@nox.session(python=['3.11', '3.12'], tags=['slow'])\ndef tests(session):\n    session.run('pytest')\n"
_HATCH = '[tool.hatch.envs.docs.scripts]\nserve = "mkdocs serve"\n'
_POE = '[project]\nname = "shop"\n\n[project.scripts]\nshop-admin = "shop:main"\n\n[tool.poe.tasks]\nformat = "ruff format"\n'
_HOOKS = "repos:\n- repo: local\n  hooks:\n  - id: ruff\n  - id: types\n    alias: mypy\n    stages: [manual]\n"
_CARGO = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
    "crates/shop/Cargo.toml": '[package]\nname = "shop"\nedition = "2021"\n[features]\nserver = []\n',
    "crates/shop/src/main.rs": "",
    "crates/shop/examples/hello.rs": "",
}

EXAMPLES = (
    good("```sh\nmake\nmake build X=1 -j 4\nmake a.o\n```", files={"Makefile": _MAKEFILE}),
    good(
        "Run `make -C sub all`; make sure `make <target>` works.",
        files={"Makefile": _MAKEFILE, "sub/Makefile": "all:\n"},
    ),
    good("```sh\nmake lint\n```", files={"Makefile": "include other.mk\n"}),
    good("```sh\nmake lint\n```", files={"src/a.py": ""}),
    bad("```sh\nmake lint\n```", files={"Makefile": _MAKEFILE}, says="no make target is called lint"),
    bad(
        "Run `make tests` first.",
        files={"Makefile": _MAKEFILE},
        says="no make target is called tests",
        fixed="Run `make test` first.",
    ),
    good("`make b` ([its repo](https://github.com/a/b)).\n\nThere is no `make c`.", files={"Makefile": "a:\n"}),
    good("```make\ndemo:\n\techo\n```\n\n```sh\nmake demo\n```", files={"Makefile": "test:\n\tx\n"}),
    good("```sh\njust demo\n```", files={"justfile": "test:\n  x\n"}, remote="https://github.com/casey/just"),
    bad(
        "```sh\njust chekc\n```",
        files={"justfile": "check:\n  ruff\n"},
        says="no just target is called chekc",
        fixed="```sh\njust check\n```",
    ),
    bad(
        "```sh\ntask lint\n```",
        files={"Taskfile.yml": "version: '3'\ntasks:\n  build:\n    cmds: [go build]\n"},
        says="no task target is called lint",
    ),
    good("```sh\ntox -e py312-unit,docs\ntox run -e <env>\ntox p -e py -- -k x\n```", files={"tox.ini": _TOX}),
    bad(
        "```sh\nuvx tox -e docs,lintt\n```",
        files={"tox.ini": _TOX},
        says="no tox environment is called lintt",
        fixed="```sh\nuvx tox -e docs,lint\n```",
    ),
    good("```sh\nnox -s tests tests-3.11\nnox -t slow\nnox -s SESSION_NAME\n```", files={"noxfile.py": _NOX}),
    bad("```sh\nnox -rs lint\n```", files={"noxfile.py": _NOX}, says="no nox session is called lint"),
    good(
        "```sh\nhatch run docs:mkdocs build\nhatch run pytest\n```", files={"hatch.toml": "", "pyproject.toml": _HATCH}
    ),
    bad(
        "```sh\nhatch run doc:serve\n```",
        files={"pyproject.toml": _HATCH},
        says="no hatch environment is called doc",
        fixed="```sh\nhatch run docs:serve\n```",
    ),
    good("```sh\nuv run poe format\nuv run pytest\nuv run shop-admin\n```", files={"pyproject.toml": _POE}),
    bad("```sh\npoetry run poe lint\n```", files={"pyproject.toml": _POE}, says="no poe task is called lint"),
    bad(
        "```sh\nuv run shop_admin\n```",
        files={"pyproject.toml": _POE},
        says="no script of this project is called shop_admin",
        fixed="```sh\nuv run shop-admin\n```",
    ),
    good("```sh\npre-commit run ruff --all-files\npre-commit run mypy\n```", files={".pre-commit-config.yaml": _HOOKS}),
    bad(
        "```sh\npre-commit run flake8\nSKIP=type,ruff git commit\n```",
        files={".pre-commit-config.yaml": _HOOKS},
        says=("no pre-commit hook is called flake8", "no pre-commit hook is called type"),
        fixed="```sh\npre-commit run flake8\nSKIP=types,ruff git commit\n```",
    ),
    bad(
        "```yaml\nrepos:\n  - repo: https://github.com/a/shop\n    rev: v1\n    hooks:\n      - id: chekc\n```",
        files={".pre-commit-hooks.yaml": "- id: check\n  entry: shop\n"},
        remote="https://github.com/a/shop",
        says="no pre-commit hook is called chekc",
        fixed="```yaml\nrepos:\n  - repo: https://github.com/a/shop\n    rev: v1\n    hooks:\n      - id: check\n```",
    ),
    good("```sh\ncargo run -p shop --features server --example hello\ncargo install x --features y\n```", files=_CARGO),
    bad(
        "```sh\ncargo run -p shop --features servers -- --port 1\n```",
        files=_CARGO,
        says="no cargo feature is called servers",
        fixed="```sh\ncargo run -p shop --features server -- --port 1\n```",
    ),
    bad("```sh\ncargo test -p checkout\n```", files=_CARGO, says="no cargo package is called checkout"),
)

_WHAT = {
    "make": "make target",
    "just": "just target",
    "task": "task target",
    "tox": "tox environment",
    "nox": "nox session",
    "hatch": "hatch script",
    "pdm": "pdm script",
    "poe": "poe task",
    "pre-commit": "pre-commit hook",
    "project": "script of this project",
}
_MAKERS = frozenset({"make", "just", "task"})
_WORDS = frozenset({"", "or", "and", "to", "then", "with", "if", "on", "for"})
"""Words of a sentence that went on behind the command."""
_ANY = re.compile(r"\A(?:[A-Z][A-Z0-9_-]{1,40}|(?:[a-z]{1,20}[-_]){1,4}(?:name|id)s?)\Z")
"""`SESSION_NAME`, `hook-id`: whatever the reader has."""
_CLOSE = 78.0
"""The least likeness, of 100, of a name and what it was meant for."""
_SLIP = 86.0
"""That of a name that may as well be a program, and a script."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for command, clone in after_clones(document.claims.commands):
        other = is_other(clone, facts.forges)
        for outcome in (*_targets(document, facts, command), *_crates(document, facts, command)):
            yield Unjudged("target: in a clone of another repository") if other else outcome
    yield from _taken(document, facts)


def _targets(document: Document, facts: Facts, command: Command) -> Iterator[Outcome]:
    made = target_call(command)
    for call in (made,) if made else python_calls(command):
        files = _files(document, facts, command, call)
        if not files and not call.sure:
            continue  # no claim: a program of whatever kind
        for word in call.targets:
            yield _judge(document, facts, call, word, files, inline=command.block < 0)


def _files(document: Document, facts: Facts, command: Command, call: TargetCall) -> tuple[TargetFile, ...]:
    """The files that the command may take, the likeliest first."""
    folders = _folders(document, command, call.folder)
    if call.file:
        places = (path for folder in folders if (path := inside(folder, call.file)))
        found = (facts.run_targets.by_file(call.program, path) for path in places)
    else:
        found = (facts.run_targets.of_folder(call.program, folder) for folder in folders)
    return tuple(one for one in found if one)


def _folders(document: Document, command: Command, folder: str) -> list[str]:
    return [there for one in working_folders(document, command) if (there := inside(one, folder)) is not None]


def _judge(  # noqa: PLR0913 - each is a thing of its own
    document: Document, facts: Facts, call: TargetCall, word: Word, files: tuple[TargetFile, ...], *, inline: bool
) -> Outcome:
    if any(one.has(word.text) for one in files):
        return HOLDS
    if reason := _elsewhere(document, facts, call, word):
        return Unjudged(f"target: {reason}")
    if not files:
        return Unjudged(f"target: no {call.program} file here")
    if any(one.has(word.text) for one in facts.run_targets.all(call.program)):
        return Unjudged("target: another file has it")
    if unknown := next((one.unknown for one in files if one.unknown), ""):
        return Unjudged(f"target: not all are known ({unknown})")
    if call.program in _MAKERS and facts.files.exists(word.text.removeprefix("./")):
        return Unjudged("target: a file that is there")
    names = _alike(call, word, files[0])
    near = nearest(word.text, names, least=_CLOSE if call.sure else _SLIP)
    if not call.sure and (not near or facts.run_targets.brings(files[0].path, word.text.rpartition(":")[2])):
        return Unjudged("target: may be a program of a dependency")
    file = msgspec.structs.replace(files[0], targets=names)
    return _found(document, word, _WHAT.get(call.program, call.program), file, near, inline=inline)


def _elsewhere(document: Document, facts: Facts, call: TargetCall, word: Word) -> str:
    """Why the target is none of this repository's, "" where it may be."""
    if not word.literal or has_placeholder(word.text) or word.text in _WORDS:
        return "a placeholder"
    if call.program.partition(" ")[0] in facts.paths.clones:
        return "the repository is that program's own"
    if speaks_of_other(document, word.span, facts):
        return "the text is about another repository"
    if call.program in _MAKERS:
        made = rf"(?m)^[ \t@]{{0,8}}{re.escape(word.text)}(?:[ \t][^:\n]{{0,80}})?:"
        return "the document's own example defines it" if re.search(made, document.text) else ""
    return "a placeholder" if _ANY.match(word.text) else shows_own(document, call.program)


def _alike(call: TargetCall, word: Word, file: TargetFile) -> frozenset[str]:
    """Those of the targets that the word can have been meant for: of hatch's scripts, the ones of the same environment."""
    if call.program != "hatch":
        return file.targets
    env, colon, _ = word.text.rpartition(":")
    return frozenset(one for one in file.targets if one.rpartition(":")[:2] == (env, colon))


def _crates(document: Document, facts: Facts, command: Command) -> Iterator[Outcome]:
    for call in crate_calls(command):
        if call.kind == "alias" and not facts.crates.aliases.targets:
            continue
        folders = _folders(document, command, call.folder)
        yield _crate(document, facts, call, folders, inline=command.block < 0)


def _crate(document: Document, facts: Facts, call: CrateCall, folders: list[str], *, inline: bool) -> Outcome:
    word, crates = call.name, facts.crates
    if any(has_placeholder(text) or _ANY.match(text) for text in (word.text, *call.packages)) or not word.literal:
        return Unjudged("target: a placeholder")
    if "cargo" in facts.paths.clones:
        return Unjudged("target: the repository is that program's own")
    listed = crates.asked(call, folders)
    if isinstance(listed, str):
        return Unjudged(f"target: {listed}")
    name = word.text.rpartition("/")[2]
    if any(one.has(name) for one in listed):
        return HOLDS
    names = frozenset(each for one in listed for each in one.targets)
    near = nearest(name, names, least=_SLIP) if call.kind == "alias" else _near(name, names)
    if call.kind == "alias" and not near:
        return Unjudged("target: may be a program beside cargo")
    if reason := shows_own(document, "cargo"):
        return Unjudged(f"target: {reason}")
    first = next((one for one in listed if one.targets - {"default"}), listed[0])
    return _found(document, word, first.program, first, near, inline=inline)


def _taken(document: Document, facts: Facts) -> Iterator[Outcome]:
    """Hooks that the document takes from this very repository."""
    own = {one.name.lower() for one in facts.forges.own}
    hooks = [
        hook for hook in taken_hooks(document) if (remote := parse_remote(hook.repository)) and remote[1].lower() in own
    ]
    file = facts.run_targets.offered() if hooks else None
    for hook in hooks:
        if file is None or file.unknown:
            yield Unjudged("target: no hooks are offered here")
        elif file.has(hook.name.text):
            yield HOLDS
        else:
            near = _near(hook.name.text, file.targets)
            yield _found(document, hook.name, _WHAT["pre-commit"], file, near, inline=False)


def _near(name: str, names: frozenset[str]) -> tuple[str, ...]:
    """What differs by a slip; failing that, what has the name behind a prefix of its own."""
    return nearest(name, names, least=_CLOSE) or tuple(sorted(one for one in names if one.endswith(f"-{name}")))[:3]


def _found(  # noqa: PLR0913 - each is a thing of its own
    document: Document, word: Word, what: str, file: TargetFile, near: tuple[str, ...], *, inline: bool
) -> Outcome:
    example = shows_examples(document.path) and (file.program in _MAKERS or document.language != "workflow")
    if example or not _speaks_of_today(document, word, file, near, inline=inline):
        return Unjudged("target: the text may not speak of today")
    shown = [*near, *sorted(name for name in file.targets - set(near) if not name.startswith("."))]
    more = ", ..." if len(shown) > 8 else ""
    evidence = Evidence(f"{file.path} has {', '.join(shown[:8]) or 'none'}{more}", path=file.path)
    whole = document.source(word.span) == word.text
    fix = document.replace(word.span, near[0], safe=False) if len(near) == 1 and whole else None
    return document.finding(word.span, MESSAGE, subject=word.text, what=what, evidence=(evidence,), fix=fix)


def _speaks_of_today(document: Document, word: Word, file: TargetFile, near: tuple[str, ...], *, inline: bool) -> bool:
    if file.program in _MAKERS:
        return not (inline and (is_translation(document.path) or sets_right(document, word.span, near)))
    return is_of_today(document, word.span, near, inline=inline)
