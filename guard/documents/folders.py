"""Where a document's commands run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath

from guard.documents.claims import Command
from guard.documents.document import Document
from guard.documents.shell.made import operands

_BEGINNERS = {
    **dict.fromkeys(("npm", "pnpm", "yarn", "bun"), ("init", "create")),
    **dict.fromkeys(("hatch", "ng", "rails", "mix", "dotnet"), ("new",)),
    **dict.fromkeys(("cargo", "poetry", "uv", "pdm"), ("new", "init")),
    "django-admin": ("startproject",),
    "flutter": ("create",),
}


def working_folders(document: Document, command: Command) -> tuple[str, ...]:
    """The folders of the repository that `command` may run in, the likeliest first; none if that cannot be known.

    A workflow runs at the root. A reader of any other document stands in its folder, or in one above it.
    """
    if command.folder is None:
        return ()
    bases = [""] if document.language == "workflow" else list(_upwards(document.folder))
    return tuple(folder for base in bases if (folder := inside(base, command.folder)) is not None)


def inside(folder: str, path: str) -> str | None:
    """`path` seen from `folder`, both relative to the root; None if it leaves the repository."""
    whole = normpath(join(folder, path))
    if whole == ".":
        return ""
    return None if whole == ".." or whole.startswith(("../", "/")) else whole


def leaves(path: str) -> bool:
    """Whether a path is none of this repository: absolute, in the home folder, or a URL."""
    return path.startswith(("/", "~", "git@", "github.com/")) or "://" in path or path[1:2] == ":"


def after_clones(commands: Iterable[Command]) -> Iterator[tuple[Command, str]]:
    """Every command with the URL that its block has cloned before, "" if it has cloned none."""
    block, url = None, ""
    for command in commands:
        if command.block != block or command.block < 0:
            block, url = command.block, ""
        yield command, url
        texts = [word.text for word in command.words[:2]]
        if texts == ["git", "clone"]:
            found = operands(command.words[2:], frozenset({"-b", "--branch", "--depth"}))
            url = found[0].text if found else url


def project_begins(document: Document) -> int | None:
    """The first line where a command makes a new project, in which the later commands run; None if none does."""
    return next((one.words[0].span.line for one in document.claims.commands if _begins(one)), None)


def _begins(command: Command) -> bool:
    program, *words = [word.text for word in command.words[:4]]
    first = words[0] if words else ""
    if program in {"npx", "bunx", "pnpx"} or (program in {"pnpm", "yarn", "bun"} and first in {"dlx", "x"}):
        made = next((word for word in words if not word.startswith("-") and word not in {"dlx", "x"}), "")
        return made.rpartition("/")[2].startswith("create-")
    return first in _BEGINNERS.get(program, ())


def _upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = dirname(folder)
    yield ""
