"""Why a dead path that a document mentions may mean something else than a file of the repository."""

from __future__ import annotations

import re
from posixpath import basename, splitext
from typing import TYPE_CHECKING

import msgspec

from guard.documents.document import Document
from guard.documents.examples import is_example_path
from guard.documents.folders import project_begins
from guard.documents.others import of_others
from guard.documents.promises import pins_release
from guard.documents.records import is_of_version, is_record, is_translation, shows_examples
from guard.facts.clones import is_linked_elsewhere, speaks_of_other
from guard.facts.homes import GENERIC, RUNTIME, Home
from guard.facts.paths import FILLED_IN, ROW, Reading
from guard.model import Span

if TYPE_CHECKING:
    from guard.facts.facts import Facts

MAKING = frozenset({"create", "example", "future"})
_SHORT = 9
_DATA = frozenset({".json", ".yaml", ".yml", ".toml", ".md", ".txt", ".ini", ".xml", ".csv"})
_SHARED_HIDDEN = frozenset(
    {".github", ".claude", ".cursor", ".agents", ".vscode", ".devcontainer", ".gitlab", ".circleci"}
)
_WORDS = re.compile(r"\w{1,60}(?:/\w{1,60}){1,6}")
_KEPT = frozenset(
    {"settings.json", "settings.local.json", "mcp.json", "launch.json", "tasks.json", "hooks.json", "config.toml"}
)
"""Settings of such tools."""
_WRITTEN = frozenset({".json", ".jsonl", ".csv", ".xml", ".txt", ".html"})
"""Endings of what programs write rather than people."""
_SYSTEM = ("/etc", "/usr", "/opt", "/var", "/srv")
_SOURCES = {".js": ".ts", ".jsx": ".ts", ".mjs": ".mts", ".cjs": ".cts"}
_TOOLS = (
    *(".claude/", ".cursor/", ".agents/", ".gemini/", ".codex/", ".windsurf/", ".vscode/", ".devcontainer/"),
    *(".github/copilot-instructions.md", ".github/instructions/", ".github/prompts/", ".github/agents/"),
)
"""What people keep in any repository for the tools that they use."""


_OUTPUT = re.compile(r"(?i)\b(?:files? (?:created|generated|written)|created files|generated files|expected output)\b")


class Said(msgspec.Struct, frozen=True):
    """A mention to be judged. `firm`: the text cannot work without the path."""

    text: str
    span: Span
    where: str
    document: str
    """The path of the document that mentions it."""
    hints: tuple[str, ...] = ()
    firm: bool = False
    folder: str = ""
    """Where a command before it has gone to."""
    runs: bool = False
    """Whether an interpreter is to run it."""


def speaks_of_today(document: Document, facts: Facts) -> bool:
    """Whether the code that the document shows is that of the repository as it is: no record, no example, no other release."""
    path = document.path
    if is_record(path) or shows_examples(path) or is_of_version(path):
        return False
    return not pins_release(document.text, facts.paths.clones, [own.version for own in facts.versions.own])


def doubt(said: Said, reading: Reading, home: Home, in_examples: bool) -> str:
    """Why a dead path in this place is not enough for a finding; "" when it is."""
    hints = set(said.hints)
    if hints & {"past", "absent"}:
        return "path: the sentence speaks of what was or is not there"
    if _is_compiled(said.text, reading, home):
        return "path: what a compiler makes of the source beside it"
    if reading.standing == "gone":
        return _though_gone(said, reading, home, in_examples)
    return _though_never(said, reading, home, in_examples)


def other_meaning(document: Document, facts: Facts, said: Said, found: tuple[Reading, Home]) -> str:
    """Why the dead path may be something else than a file of this repository; "" when it is one."""
    reading, home = found
    if any(facts.files.named(basename(said.text) + ending) for ending in FILLED_IN):
        return "path: installed from what a build fills in"
    if "/" not in said.text and splitext(said.text)[0].lstrip(".").lower() in facts.paths.clones:
        return "path: a file of the reader's, named for the program"
    if is_linked_elsewhere(document, said.text, facts.forges) or speaks_of_other(document, said.span, facts):
        return "path: of another repository"
    entry = facts.exports.entry(said.text)
    if entry and (entry.there or ("." not in basename(said.text) and not home.gone)):
        return "path: what a package exports"
    others = of_others(document, said.text, said.span, firm=said.firm, code=said.where == "code")
    in_examples = shows_examples(document.path) and not _is_beside(said, facts)
    if reason := others or doubt(said, reading, home, in_examples):
        return reason
    if not said.firm and is_example_path(document, said.text, said.span, lived=reading.standing == "gone"):
        return "path: an example that the document shows"
    if basename(said.text) in RUNTIME and reading.standing != "gone":
        return "path: a folder that programs make"
    if said.text.endswith("/") and not home.certain and facts.words.quotes(said.text.strip("/").removeprefix("./")):
        return "path: a folder that programs make"
    written = reading.standing in {"hollow", "adrift", "gone"} and splitext(said.text)[1] in _WRITTEN
    if (reading.loose or written) and not home.certain and basename(said.text) in facts.words.data:
        return "path: a file that programs make"
    return ""


def is_of_readers(document: Document, facts: Facts, said: Said, reading: Reading) -> bool:
    """Whether the document tells its readers of a project of their own: on a page of a site, or behind a command that makes one."""
    if not said.firm and _is_installed(document, said.text.strip("/").removeprefix("./")):
        return True
    if reading.standing == "gone":
        weak = reading.loose or "." not in basename(said.text.rstrip("/"))
        return weak and not facts.homes.of(reading.path).certain and facts.sites.of(document.path) is not None
    begins = project_begins(document)
    if begins is not None and said.span.line > begins:
        return True
    text = said.text.strip("/")
    if _OUTPUT.search((document.heading_path(said.span.line) or ("",))[-1]):
        return True
    elsewhere = reading.path != text if reading.standing in {"hollow", "near"} else reading.standing == "moved"
    rooted = reading.standing == "moved" and facts.files.is_folder(text.partition("/")[0])
    return elsewhere and not rooted and facts.sites.of(document.path) is not None


def _is_beside(said: Said, facts: Facts) -> bool:
    """Whether it lies below a folder of the repository beside the document's own: `cookbook/tools/a.py` in `cookbook/x/README.md`.

    Readers have no such folder; those of tools, and `docs`, they may well have.
    """
    top, _, rest = said.text.partition("/")
    second, slash, _ = rest.partition("/")
    if (
        not slash
        or top.startswith(".")
        or top == "docs"
        or not said.document.startswith(f"{top}/")
        or "/." in said.document
    ):
        return False
    return facts.files.is_folder(f"{top}/{second}")


def _is_installed(document: Document, path: str) -> bool:
    """Whether some command of the document that runs nobody knows where, such as behind `cd /etc/shop`, is given the path."""
    return any(
        word.text.removeprefix("./") == path
        for command in document.claims.commands
        if command.folder is None or command.folder.startswith(_SYSTEM)
        for word in command.words[1:]
    )


def _is_compiled(text: str, reading: Reading, home: Home) -> bool:
    """Whether TypeScript is there that is compiled to it. What an import names in that way was never there, or begins with a dot."""
    stem, ending = splitext(reading.path or text)
    source, kind = splitext(home.best)
    never = reading.standing != "gone" or text.startswith(("./", "../"))
    return never and _SOURCES.get(ending) == kind.removesuffix("x") and basename(source) == basename(stem)


def _though_never(said: Said, reading: Reading, home: Home, in_examples: bool) -> str:
    """History never had the path."""
    if is_translation(said.document) and not said.firm:
        return "path: in another language, whose sentence is not understood"
    if MAKING.intersection(said.hints):
        return "path: the sentence speaks of what is to be made"
    if in_examples and not (home.twin and (said.firm or said.where == "code")):
        return "path: in an example"
    if reading.standing in {"adrift", "hollow"} and (said.text.startswith("../") or reading.path.startswith(_TOOLS)):
        return "path: a folder that the reader has as well"
    if reading.standing == "moved" and _comes_and_goes(home.certain):
        return "path: its name is that of what programs write"
    if said.firm:
        return ""
    if reading.standing == "moved":
        return "path: a word in passing" if said.where == "comment" else ""
    if said.where != "code" or said.hints:
        return "path: a word in passing"
    if reading.standing in {"hollow", "near"} and not said.text.endswith("/") and _WORDS.fullmatch(said.text):
        return "path: words, such as the name of a method or a route"  # `tools/call`, `api/v2/alerts`
    if _comes_and_goes(reading.path):
        return "path: below a folder that programs write to"
    return ""


def _comes_and_goes(path: str) -> bool:
    head = path.partition("/")[0]
    return head.startswith(".") and head not in _SHARED_HIDDEN


def _is_common(name: str) -> bool:
    """Whether many programs look for a file of that name: `.tool.json`, `manifest.yaml`."""
    stem, ending = splitext(name)
    return name.startswith(".") or (stem.isalpha() and len(stem) <= _SHORT and ending in _DATA)


def _though_gone(said: Said, reading: Reading, home: Home, in_examples: bool) -> str:
    """History had the path; a bare name, a folder, or a name that everybody uses may still mean something else."""
    if reading.loose and "example" in said.hints:
        return "path: in an example"
    if basename(said.text) in GENERIC and reading.path == said.text.partition("/")[2]:
        return "path: in a folder of the reader's that bears the repository's name"
    if reading.path.startswith(_TOOLS) and not home.certain and basename(reading.path) in _KEPT:
        return "path: a file that the reader has as well"
    making = bool(set(said.hints) & MAKING)
    certain = bool(home.certain) or home.same_stem
    bare = "/" not in said.text.removeprefix("./")
    if bare and not certain and (making or said.where in {"prose", "command"}):
        return "path: a name in passing"
    if making and said.text.endswith("/") and said.text.count("/") <= 2 and not certain:
        return "path: the sentence speaks of what is to be made"
    if bare and ("example" in said.hints or said.where == "comment" or (not home.certain and _is_common(said.text))):
        return "path: a name in passing"
    if bare and not certain and ROW.search(said.text):
        return "path: one of a row of files"
    if bare and "create" in said.hints and basename(home.best) != said.text:
        return "path: a name in passing"
    if said.text.endswith("/") and not certain and (in_examples or bare):
        return "path: a folder that comes and goes, perhaps"
    if in_examples and (basename(said.text.rstrip("/")) in GENERIC or said.where == "comment"):
        return "path: in an example"
    return ""
