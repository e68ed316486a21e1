"""The programs of a repository, each read when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from posixpath import basename, join
from typing import TYPE_CHECKING

from guard.documents.folders import inside
from guard.documents.programs import ProgramCall
from guard.facts.files import Files
from guard.facts.kept import Kept
from guard.facts.programs.entries import Entry, entries
from guard.facts.programs.model import STARTS_ANOTHER, Program, with_words, without_words
from guard.facts.programs.slash import SlashCommands
from guard.snapshot import Snapshot, Unreadable

if TYPE_CHECKING:
    from guard.facts.programs.python import Sources

_SHELLS = (".sh", ".bash")
_JAVASCRIPTS = (".js", ".mjs", ".cjs")
_RUN = (".py", "/__main__.py")
_OTHERS = frozenset({"pip", "venv", "build", "pytest", "unittest", "http", "json", "pdb", "site", "twine"})
"""Modules that everybody runs, whatever file of the repository bears their name."""
_GROUPS = (b"add_subparsers", b".group(", b"@group", b"Typer(", b".command(")


class Programs:
    def __init__(self, snapshot: Snapshot, files: Files, kept: Kept | None = None) -> None:
        self._snapshot = snapshot
        self._files = files
        self._kept = kept or Kept(snapshot)
        self._read: dict[tuple[str, str], Program | None] = {}

    def called(self, call: ProgramCall, folders: Sequence[str], near: str = "") -> tuple[Program, ...]:
        """The programs that a call in one of `folders` may mean; none where it is of no program of the repository.

        `near`: the folder of the document. What the package around it installs is meant rather than another one's.
        """
        if not call.target.literal:
            return ()
        if call.kind == "name":
            return self.named(call.target.text, near)
        found = (self.script(path) for path in self._paths(call, folders))
        return tuple(one for one in found if one)

    def named(self, name: str, near: str = "") -> tuple[Program, ...]:
        """The programs that the repository installs as `name`; of several those of the package that holds the folder `near`."""
        several = [entry for entry in self._entries if entry.name == name]
        around = [entry for entry in several if entry.folder and f"{near}/".startswith(f"{entry.folder}/")]
        found = [one for entry in around or several if (one := self._of(entry))]
        # A package of another registry that only starts the program says nothing of its options.
        return tuple(one for one in found if one.fault != STARTS_ANOTHER) or tuple(found)

    def plain(self, call: ProgramCall, folders: Sequence[str]) -> Program | None:
        """A script without subcommands that has every option of the call in quotes: it need not be followed to be believed."""
        names = [word.text.partition("=")[0] for word in call.words if word.text.startswith("-") and word.text != "-"]
        for path in self._paths(call, folders) if call.target.literal and call.kind != "name" else ():
            content = self._content(path) if path.endswith(".py") else b""
            grouped = any(mark in content for mark in _GROUPS)
            if content and not grouped and all(_is_quoted(name.encode(), content) for name in names):
                return Program(basename(path), path)
        return None

    def _content(self, path: str) -> bytes:
        try:
            return self._snapshot.read(path)
        except Unreadable:
            return b""

    def _paths(self, call: ProgramCall, folders: Sequence[str]) -> list[str]:
        """The files that a call of a script or a module may mean."""
        if call.kind == "module":
            return self._module_paths(call.target.text, folders)
        there = (inside(one, call.folder) for one in folders)
        paths = dict.fromkeys(inside(one, call.target.text) for one in there if one is not None)
        return [path for path in paths if path and self._is_file(path)]

    def script(self, path: str) -> Program | None:
        """The program that the file at `path` is; None where there is none, or none of a kind that is read."""
        key = path, ""
        if key not in self._read:
            self._read[key] = self._script(path) if self._is_file(path) else None
        return self._read[key]

    def told(self) -> Iterator[str]:
        """A line for every program that the repository installs."""
        for name in dict.fromkeys(entry.name for entry in self._entries):
            for program in self.named(name):
                commands = f"{len(program.commands)} subcommands, " if program.commands else ""
                known = "complete" if program.complete else f"not complete: {program.why}"
                yield f"{name} ({program.path}): {commands}{len(program.options)} options, {known}"

    @cached_property
    def slash(self) -> SlashCommands:
        """The commands that agents are given."""
        return SlashCommands(self._files)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entries(self._snapshot))

    @cached_property
    def _sources(self) -> Sources:
        from guard.facts.programs.python import Sources

        return Sources(self._snapshot, self._files)

    def _module_paths(self, name: str, folders: Sequence[str]) -> list[str]:
        """`python -m name` in one of `folders`, with `src` on the path or without."""
        parts = name.split(".")
        if name in _OTHERS or not all(part.isidentifier() for part in parts):
            return []
        inner = "/".join(parts)
        bases = [base for folder in folders for base in (folder, f"{folder}/src".lstrip("/"))]
        found = [
            path for base in bases for ending in _RUN if self._is_file(path := f"{base}/{inner}{ending}".lstrip("/"))
        ]
        if not found and len(parts) > 1:
            found = [path for ending in _RUN for path in self._files.ending_with(f"{inner}{ending}")]
            found = found if len(found) == 1 else []
        return list(dict.fromkeys(found))

    def _is_file(self, path: str) -> bool:
        return self._files.kind(path) == "file"

    def _of(self, entry: Entry) -> Program | None:
        key = join(entry.folder, entry.path), entry.attribute or entry.kind
        if key not in self._read:
            self._read[key] = self._made(entry)
        return self._read[key]

    def _made(self, entry: Entry) -> Program | None:
        if entry.kind == "python":
            path = self._sources.find(entry.path, join(entry.folder, "_"))
            return self._python(path, entry.name, entry.attribute) if path else None
        if entry.kind == "go":
            from guard.facts.programs.go import read as read_go

            return read_go(self._snapshot, entry.path, entry.name)
        return self._script(entry.path)

    def _script(self, path: str) -> Program | None:
        name = basename(path)
        if path.endswith(".py"):
            return self._python(path, name)
        try:
            text = self._snapshot.text(path)
        except Unreadable:
            return None
        if path.endswith(_JAVASCRIPTS):
            from guard.facts.programs.commander import read as read_javascript

            return read_javascript(text, name, path)
        first = text[:200].partition("\n")[0]
        if path.endswith(_SHELLS) or (first.startswith("#!") and "sh" in first):
            from guard.facts.programs.scripts import read as read_shell

            return read_shell(text, name, path)
        return None

    def _python(self, path: str, name: str, attribute: str = "") -> Program:
        """Kept between runs: to follow a program in Python takes longer than to read what came of it."""

        def make() -> Program:
            from guard.facts.programs.python import read

            return without_words(read(self._sources, path, name, attribute))

        return with_words(self._kept.get(f"program {path} {name} {attribute}", Program, make))


def _is_quoted(name: bytes, content: bytes) -> bool:
    return b'"' + name + b'"' in content or b"'" + name + b"'" in content
