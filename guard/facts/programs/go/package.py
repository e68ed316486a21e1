"""The files of one Go package: functions, variables, constants, as stretches of tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import basename, dirname

import msgspec

from guard.facts.programs.go.tokens import Token, closing, tokens
from guard.snapshot import Snapshot

_WORDS = (b"cobra", b"Flags()", b"AddCommand", b"func main()")
_MOST_BYTES = 6_000_000


class File:
    """`imports` are paths of packages by the names that they have here; `blanks` those that are only started."""

    def __init__(self, text: str, folder: str = "") -> None:
        self.tokens: list[Token] = tokens(text)
        self.ends = closing(self.tokens)
        self.folder = folder
        self.imports: dict[str, str] = {}
        self.blanks: list[str] = []
        self._import()

    def _import(self) -> None:
        at = 0
        while at < len(self.tokens) and self.text(at) not in ("func", "var", "const", "type"):
            if self.text(at) == "import":
                stretch = range(at + 1, self.end(at + 1) if self.text(at + 1) == "(" else at + 3)
                for place in stretch:
                    if place < len(self.tokens) and self.tokens[place].kind == "string":
                        self._take(self.tokens[place].text, self.text(place - 1))
                at = stretch.stop
            else:
                at += 1

    def _take(self, path: str, name: str) -> None:
        if name in ("_", "."):
            self.blanks.append(path)
        else:
            self.imports[name if name not in ("", "(", "import", ";") else called(path)] = path

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
    """`variadic`: its last parameter takes as many values as there are."""

    file: File
    parameters: tuple[str, ...]
    start: int
    end: int
    variadic: bool = False


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
        while body < len(file.tokens) and file.text(body) not in ("{", "var", "type"):
            if file.text(body) == "func":
                if _declares(file, body):
                    break
                body += 1  # it returns a function
            body = file.end(body) + 1 if body in file.ends else body + 1
        if file.text(body) != "{":
            return max(body, at + 1)
        names = tuple(file.text(start) for start, _ in file.parts(opened + 1, closed))
        last = file.parts(opened + 1, closed)[-1:]
        variadic = any(file.text(start + 1) == "..." for start, _ in last)
        function = Function(file, names, body + 1, file.end(body), variadic)
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


def behind_path(file: File, at: int) -> int:
    """The last name of `a.b.c`."""
    while file.text(at + 1) == "." and at + 2 < len(file.tokens) and file.tokens[at + 2].kind == "name":
        at += 2
    return at


def invoked(file: File, at: int) -> Function | None:
    """`func() *cobra.Command {...}()`: a closure that is called where it stands."""
    end = behind_closure(file, at) - 1
    opened = next((place for place in range(at + 2, min(end, at + 12)) if file.end(place) == end), 0)
    is_called = file.text(end + 1) == "(" and file.text(end + 2) == ")"
    return Function(file, (), opened + 1, end) if opened and is_called else None


def load(snapshot: Snapshot, folder: str, paths: Sequence[str]) -> Package | None:
    """The package in `folder`, as far as it may have to do with cobra; None when it is too large."""
    files: list[File] = []
    size = 0
    for _, content in snapshot.glances(paths):
        if any(word in content for word in _WORDS) or b"const" in content[:20_000]:
            size += len(content)
            if size > _MOST_BYTES:
                return None
            files.append(File(content.decode("utf-8", "surrogateescape"), folder))
    return Package(files)


def called(path: str) -> str:
    """The name that a package most likely has whose import path is `path`."""
    name = basename(path)
    if re.fullmatch(r"v\d{1,3}", name):
        name = basename(dirname(path))
    return name.removeprefix("go-").partition(".")[0]
