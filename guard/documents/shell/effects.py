"""What commands do to the folder that later ones run in, and to the paths that later ones may find."""

from __future__ import annotations

from posixpath import join, normpath

import msgspec

from guard.documents.claims import Command, Word
from guard.documents.shell.made import cloned, made

# What a block remembers is bounded, so that a hostile one stays linear.
_LONGEST_FOLDER = 1000
_MOST_CREATED = 64
_DEEPEST = 64


class State(msgspec.Struct, frozen=True):
    """`clone` is the folder that a `git clone` just made: None if there is none, "" if its name cannot be known."""

    folder: str | None = ""
    creates: tuple[str, ...] = ()
    clone: str | None = None
    pushed: tuple[str | None, ...] = ()
    outside: tuple[str | None, ...] = ()
    """The folders to come back to when a shell inside a container or on another machine ends."""

    def leaving(self, inner: State) -> State:
        """The state after a subshell that began in this one and ended as `inner`: what it made stays."""
        return msgspec.structs.replace(self, creates=inner.creates)

    def at(self, folder: str | None) -> State:
        if folder is not None and len(folder) > _LONGEST_FOLDER:
            folder = None
        return msgspec.structs.replace(self, folder=folder, clone=None)


START = State()


def after(command: Command, state: State) -> State:
    """The state after `command`."""
    new = [path for path in (_joined(state.folder, path) for path in made(command)) if path not in state.creates]
    if new and len(state.creates) < _MOST_CREATED:
        state = msgspec.structs.replace(state, creates=(*state.creates, *new[:_MOST_CREATED]))
    if not command.words:
        return state
    program = command.words[0].text
    operands = [word for word in command.words[1:] if not word.text.startswith("-") or word.text == "-"]
    if program in ("cd", "chdir", "pushd"):
        if program == "pushd":
            state = msgspec.structs.replace(state, pushed=(*state.pushed, state.folder)[-_DEEPEST:])
        return state.at(_entered(state, operands))
    if program == "popd":
        folder = state.pushed[-1] if state.pushed else None
        return msgspec.structs.replace(state.at(folder), pushed=state.pushed[:-1])
    if program in ("exit", "logout") and state.outside:
        return msgspec.structs.replace(state.at(state.outside[-1]), outside=state.outside[:-1])
    if _goes_elsewhere(program, command.words, operands):
        return msgspec.structs.replace(state.at(None), outside=(*state.outside, state.folder)[-_DEEPEST:])
    if (clone := cloned(command.words)) is not None:
        here = clone in (".", "./")
        return msgspec.structs.replace(state, folder="" if here else None, clone=None if here else clone)
    return state


def _entered(state: State, operands: list[Word]) -> str | None:
    if len(operands) != 1:
        return None
    target = operands[0]
    if state.clone is not None:
        return _in_clone(state.clone, target)
    if not target.literal or state.folder is None or target.text in ("", "-") or _is_absolute(target.text):
        return None
    return _joined(state.folder, target.text)


def _in_clone(clone: str, target: Word) -> str | None:
    path = target.text.removeprefix("./").rstrip("/")
    if not clone:  # cloned from a URL that the reader fills in: what is entered next is that clone
        _, _, inside = path.partition("/")
        return inside if not _is_absolute(path) and "$" not in inside and "<" not in inside else None
    name = clone.removeprefix("./").rstrip("/")
    if path == name:
        return ""
    return normpath(path[len(name) + 1 :]) if target.literal and path.startswith(name + "/") else None


def _is_absolute(path: str) -> bool:
    return path.startswith(("/", "~", "\\")) or path[1:2] == ":"


def _joined(folder: str | None, path: str) -> str:
    whole = normpath(join(folder or "", path))
    return "" if whole == "." else whole


_INNER_SHELLS = frozenset({"bash", "sh", "zsh", "ash", "/bin/bash", "/bin/sh", "/bin/ash", "/bin/zsh"})


def _goes_elsewhere(program: str, words: tuple[Word, ...], operands: list[Word]) -> bool:
    """What is typed next is typed in a container or on another machine."""
    if program == "ssh":
        return len(operands) == 1
    return program in ("docker", "docker-compose", "podman", "kubectl") and words[-1].text in _INNER_SHELLS
