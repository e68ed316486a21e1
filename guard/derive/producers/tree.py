"""A drawn tree of a folder's files. The comments that people have written behind the names stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from pathspec import GitIgnoreSpec

from guard.derive.producers.context import Place
from guard.derive.producers.words import fence
from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import inside
from guard.documents.tree import DrawnLine
from guard.documents.tree import read as read_tree
from guard.facts import Facts


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`of` is a folder, `depth` how deep to draw. `folders`: no files. `ignore`: patterns as in .gitignore."""

    of: str = "."
    depth: int = 2
    folders: bool = False
    ignore: tuple[str, ...] = ()


def write(facts: Facts, options: Options, place: Place) -> str:
    top = inside(options.of)
    if top != "." and not facts.files.is_folder(top):
        raise SourceError("no such folder", top)
    nodes = list(_nodes(facts, options, "" if top == "." else top, 1))
    if not nodes:
        raise SourceError("nothing to draw in this folder", top)
    comments = _comments(place.old)
    drawn = [(f"{lead}{name}", comments.get(path, "")) for path, lead, name in nodes]
    width = max((len(line) for line, comment in drawn if comment), default=0)
    lines = [f"{line:{width}}  # {comment}" if comment else line for line, comment in drawn]
    return fence("\n".join([*([] if top == "." else [f"{top}/"]), *lines]), "text")


def _nodes(facts: Facts, options: Options, folder: str, level: int, lead: str = "") -> Iterator[tuple[str, str, str]]:
    """Path below the top, what is drawn before the name, and the name; folders first, each by name."""
    ignored = GitIgnoreSpec.from_lines(options.ignore, backend="re2")
    inner = [(name, f"{folder}/{name}".lstrip("/")) for name in facts.files.children(folder)]
    kept = [(not facts.files.is_folder(path), name, path) for name, path in inner]
    kept = [
        (is_file, name, path)
        for is_file, name, path in sorted(kept)
        if not (is_file and options.folders) and not ignored.match_file(path if is_file else path + "/")
    ]
    for number, (is_file, name, path) in enumerate(kept):
        last = number == len(kept) - 1
        yield _below(path, options.of), f"{lead}{'└──' if last else '├──'} ", name + ("" if is_file else "/")
        if not is_file and level < options.depth:
            yield from _nodes(facts, options, path, level + 1, lead + ("    " if last else "│   "))


def _below(path: str, top: str) -> str:
    plain = inside(top)
    return path if plain == "." else path[len(plain) + 1 :]


def _comments(old: str) -> Mapping[str, str]:
    """The comments of the tree that stands there now, by the path below the top."""
    lines = [
        DrawnLine(line, number, 1) for number, line in enumerate(old.splitlines(), 1) if not line.startswith("```")
    ]
    tree = read_tree(lines)
    comments: dict[str, str] = {}
    above: list[str] = []
    for node in tree.nodes if tree else ():
        if node.depth > 0:
            above = [*above[: node.depth - 1], node.name.strip("/")]
            comments["/".join(above)] = node.comment
    return comments
