"""The files of one Go package: functions, variables, constants, as stretches of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

import msgspec

from guard.facts.programs.go.tokens import Token, closing, tokens
from guard.snapshot import Snapshot

_WORDS = (b"cobra", b"Flags()", b"AddCommand")
_MOST_BYTES = 6_000_000


class File:
    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = tokens(text)
        self.ends = closing(self.tokens)

    def text(self, at: int) -> str:
        """The mark or name at a place, "" for a string and behind the end."""
        if at < 0 or at >= len(self.tokens) or self.tokens[at].kind == "string":
            return ""
        return self.tokens[at].text

    def end(self, at: int) -> int:
        return self.ends.get(at, len(self.tokens))

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """What commas part between `start` and `end`."""
        found: list[tuple[int, int]] = []
        begin = at = start
        while at < end:
            if self.text(at) == ",":
                found.append((begin, at))
                begin = at + 1
            at = self.end(at) + 1 if at in self.ends else at + 1
        return [*found, (begin, end)] if begin < end else found


class Function(msgspec.Struct, frozen=True):
    file: File
    parameters: tuple[str, ...]
    start: int
    end: int


class Package:
    """`variables` are the stretches outside of functions."""

    def __init__(self, files: list[File]) -> None:
        self.files = files
        self.functions: dict[str, Function] = {}
        self.starts: list[Function] = []
        self.variables: list[Function] = []
        self.constants: dict[str, str] = {}
        for file in files:
            self._divide(file)

    def _divide(self, file: File) -> None:
        at = begin = 0
        while at < len(file.tokens):
            if not _declares(file, at):
                at = file.end(at) + 1 if at in file.ends and file.text(at) != "(" else at + 1
                continue
            self._outside(file, begin, at)
            begin = at = self._function(file, at + 1)
        self._outside(file, begin, len(file.tokens))

    def _function(self, file: File, at: int) -> int:
        """Takes the function whose word `func` ends at `at`; returns where it ends."""
        method = file.text(at) == "("
        if method:
            at = file.end(at) + 1
        name = file.text(at)
        opened = at + 1
        if file.text(opened) == "[":
            opened = file.end(opened) + 1
        closed = file.end(opened)
        body = closed + 1
        while body < len(file.tokens) and file.text(body) not in ("{", "func", "var", "type"):
            body = file.end(body) + 1 if body in file.ends else body + 1
        if file.text(body) != "{":
            return max(body, at + 1)
        names = tuple(file.text(start) for start, _ in file.parts(opened + 1, closed))
        function = Function(file, names, body + 1, file.end(body))
        if name == "init" and not method:
            self.starts.append(function)
        elif not method:
            self.functions.setdefault(name, function)
        return file.end(body) + 1

    def _outside(self, file: File, start: int, end: int) -> None:
        if start >= end:
            return
        self.variables.append(Function(file, (), start, end))
        for at in range(start, end - 2):
            if file.tokens[at].kind == "name" and file.text(at + 1) == "=" and file.tokens[at + 2].kind == "string":
                self.constants[file.tokens[at].text] = file.tokens[at + 2].text


def _declares(file: File, at: int) -> bool:
    """Whether a function with a name is declared here; `type F func(int) error` is none."""
    if file.text(at) != "func":
        return False
    name = file.end(at + 1) + 1 if file.text(at + 1) == "(" else at + 1
    return name < len(file.tokens) and file.tokens[name].kind == "name" and file.text(name + 1) in ("(", "[")


def behind_names(file: File, at: int) -> int:
    """Where the value begins of which `a, _, err :=` are made; 0 when nothing is."""
    while file.text(at + 1) == "," and at + 2 < len(file.tokens) and file.tokens[at + 2].kind == "name":
        at += 2
    return at + 2 if file.text(at + 1) in (":=", "=") else 0


def behind_closure(file: File, at: int) -> int:
    at = file.end(at + 1) + 1
    while at < len(file.tokens) and file.text(at) not in ("{", ",", ")", ";"):
        at = file.end(at) + 1 if at in file.ends else at + 1
    return file.end(at) + 1 if file.text(at) == "{" else at + 1


def load(snapshot: Snapshot, folder: str) -> Package | None:
    """The package in `folder`, as far as it may have to do with cobra; None when it is too large."""
    files: list[File] = []
    size = 0
    for _, content in snapshot.glances(list(_paths(snapshot, folder))):
        if any(word in content for word in _WORDS) or b"const" in content[:20_000]:
            size += len(content)
            if size > _MOST_BYTES:
                return None
            files.append(File(content.decode("utf-8", "surrogateescape")))
    return Package(files)


def _paths(snapshot: Snapshot, folder: str) -> Iterator[str]:
    for path in snapshot.entries:
        if dirname(path) == folder and path.endswith(".go") and not path.endswith("_test.go"):
            yield path
