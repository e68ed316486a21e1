"""A target that a document runs with make, just or task must be in a Makefile, justfile or Taskfile.

Files of the folder that the command runs in are read with all that they include (`-C` and `-f` are followed). A target that any other
such file of the repository has is left alone: the document may mean that one.

Not judged: files that compute their targets, that include what cannot be followed, documents without such a file at or above them,
clones of other repositories, and placeholders.
"""

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Command, Word
from guard.documents.folders import after_clones, inside, working_folders
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, shows_examples
from guard.documents.runners import TargetCall, target_call
from guard.facts import Facts
from guard.facts.clones import is_other
from guard.facts.near import nearest
from guard.facts.paths import has_placeholder
from guard.facts.runnables import TargetFile

MESSAGE = "no {program} target is called {subject}"

_MAKEFILE = ".PHONY: all test\nall: build\n\t@echo x\nbuild:\n\tgo build\n%.o: %.c\n\tcc\nX := y\n"

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
)

_WORDS = frozenset({"", "or", "and", "to", "then", "with", "if", "on", "for"})
"""Words of a sentence that went on behind the command."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for command, clone in after_clones(document.claims.commands):
        call = target_call(command)
        if call is None:
            continue
        if is_other(clone, facts.forges):
            yield Unjudged("target: in a clone of another repository")
            continue
        files = _files(document, facts, command, call)
        for word in call.targets:
            yield _judge(document, facts, call, word, files, inline=command.block < 0)


def _files(document: Document, facts: Facts, command: Command, call: TargetCall) -> tuple[TargetFile, ...]:
    """The files that the command may take, the likeliest first."""
    folders = [folder for one in working_folders(document, command) if (folder := inside(one, call.folder)) is not None]
    if call.file:
        places = (path for folder in folders if (path := inside(folder, call.file)))
        found = (facts.run_targets.by_file(call.program, path) for path in places)
    else:
        found = (facts.run_targets.of_folder(call.program, folder) for folder in folders)
    return tuple(one for one in found if one)


def _judge(  # noqa: PLR0913 - each is a thing of its own
    document: Document, facts: Facts, call: TargetCall, word: Word, files: tuple[TargetFile, ...], *, inline: bool
) -> Outcome:
    if any(one.has(word.text) for one in files):
        return HOLDS
    if not word.literal or has_placeholder(word.text) or word.text in _WORDS:
        return Unjudged("target: a placeholder")
    if call.program in facts.paths.clones:
        return Unjudged("target: the repository is that program's own")
    if re.search(rf"(?m)^[ \t@]{{0,8}}{re.escape(word.text)}(?:[ \t][^:\n]{{0,80}})?:", document.text):
        return Unjudged("target: the document's own example defines it")
    if not files:
        return Unjudged(f"target: no {call.program} file here")
    if any(one.has(word.text) for one in facts.run_targets.all(call.program)):
        return Unjudged("target: another file has it")
    if unknown := next((one.unknown for one in files if one.unknown), ""):
        return Unjudged(f"target: not all are known ({unknown})")
    if facts.files.exists(word.text.removeprefix("./")):
        return Unjudged("target: a file that is there")
    near = nearest(word.text, files[0].targets)
    if shows_examples(document.path) or (inline and sets_right(document, word.span, near)):
        return Unjudged("target: the text may not speak of today")
    shown = sorted(name for name in files[0].targets if not name.startswith("."))
    more = ", ..." if len(shown) > 8 else ""
    evidence = Evidence(f"{files[0].path} has {', '.join(shown[:8])}{more}", path=files[0].path)
    whole = document.source(word.span) == word.text
    fix = document.replace(word.span, near[0], safe=False) if len(near) == 1 and whole else None
    return document.finding(word.span, MESSAGE, subject=word.text, program=call.program, evidence=(evidence,), fix=fix)
