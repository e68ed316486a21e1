"""A program of cobra, as far as what makes its commands can be followed."""

from __future__ import annotations

from guard.facts.programs.go.fields import PASSING
from guard.facts.programs.go.follower import REWRITTEN, SETS, Follower
from guard.facts.programs.go.made import KINDS, Made
from guard.facts.programs.go.module import Module
from guard.facts.programs.go.package import File
from guard.facts.programs.model import Freezer, Level, Program
from guard.snapshot import Snapshot

_FANG = ("github.com/charmbracelet/fang", "charm.land/fang")
"""Packages that give a root options and commands of their own."""


def read(snapshot: Snapshot, folder: str, name: str) -> Program:
    """The program whose main package is in `folder`."""
    path = f"{folder}/main.go".lstrip("/")
    module = Module(snapshot, folder)
    follower = Follower(module, folder)
    follower.follow()
    roots = list(dict.fromkeys(follower.roots))
    if module.too_large:
        return Program(name, path, fault="is too large", open="is too large")
    if len(roots) != 1:
        reason = "its command line is not read by cobra that can be followed"
        return Program(name, path, fault=reason, open=reason)
    level = roots[0].level
    level.arguments &= not roots[0].plain
    level.commands |= {"help": _own(), "completion": _own()}
    files = _files(follower)
    if any(path.startswith(_FANG) for file in files for path in file.imports.values()):
        level.commands["man"] = _own()
        level.options |= {"--version": 0, "-v": 0}
    _spoil(follower, roots[0], files)
    return Freezer(path).freeze(level, name)


def _spoil(follower: Follower, root: Made, files: list[File]) -> None:
    lost = follower.lost or next((reason for file in files if (reason := _missed(file, follower.defined))), "")
    for made in (root, *(child for _, child in follower.children)):
        if lost:
            made.level.spoil(lost)
        elif follower.looked_up:
            made.level.open = made.level.open or "commands are added to those that are looked up"
    _pass_down(root.level)


def _pass_down(root: Level) -> None:
    """Whoever may have given a command options may have given them to its subcommands."""
    waiting: list[tuple[Level, str]] = [(root, "")]
    done: set[int] = set()
    while waiting:
        level, fault = waiting.pop()
        if id(level) in done and (level.fault or not fault):
            continue
        done.add(id(level))
        level.fault = level.fault or fault
        passed = "" if level.fault in {PASSING, REWRITTEN} else level.fault
        waiting += [(one, passed) for one in level.commands.values()]


def _files(follower: Follower) -> list[File]:
    """Those of all packages that were started."""
    packages = (follower.module.package(folder) for folder in sorted(follower.entered))
    return [file for package in packages if package is not None for file in package.files]


def _missed(file: File, defined: set[tuple[int, int]]) -> str:
    """What defines flags or adds commands without having been followed is held against the whole."""
    for at, token in enumerate(file.tokens):
        if token.text == "AddCommand" and token.kind == "name" and file.text(at + 1) == "(":
            missed = (id(file), at + 1) not in defined and file.text(at - 1) == "."
        elif token.text in SETS and file.text(at + 1) == "(" and file.text(at + 3) == ".":
            kind = file.text(at + 4).removesuffix("P").removesuffix("Var")
            missed = kind in KINDS and (id(file), at + 5) not in defined
        elif token.text == "EnablePrefixMatching" or (token.text == "Args" and _is_set(file, at)):
            missed = token.kind == "name"
        else:
            continue
        if missed:
            return "options or commands are added where it cannot be followed"
    return ""


def _is_set(file: File, at: int) -> bool:
    """`os.Args = ...`"""
    return file.text(at - 2) == "os" and file.text(at + 1) == "=" and file.text(at + 2) != "="


def _own() -> Level:
    """A command that cobra brings."""
    level = Level()
    level.spoil("is of cobra itself")
    return level
