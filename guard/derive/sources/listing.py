"""Files of the repository."""

from __future__ import annotations

import msgspec
from pathspec import GitIgnoreSpec

from guard.derive.sources.error import SourceError
from guard.facts import Facts
from guard.snapshot import GitError


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`of` and `ignore` are patterns as in .gitignore. `dates`: ask git when each was last changed."""

    of: str
    ignore: tuple[str, ...] = ()
    dates: bool = False


class Listed(msgspec.Struct, frozen=True):
    """`date` is the day of the last commit that changed it (ISO 8601), "" where none did yet or nobody asked."""

    path: str
    name: str
    date: str = ""


class Files(msgspec.Struct, frozen=True):
    """`files` in the order of their paths, `newest` first by date, those that are not committed before all others."""

    count: int
    files: tuple[Listed, ...]
    newest: tuple[Listed, ...]


def read(facts: Facts, options: Options) -> Files:
    """Raises SourceError where nothing matches: a pattern that counts nothing is a misspelling."""
    wanted, without = _spec(options.of), _spec(*options.ignore)
    paths = [
        path
        for path, entry in facts.snapshot.entries.items()
        if entry.kind != "submodule" and wanted.match_file(path) and not without.match_file(path)
    ]
    if not paths:
        raise SourceError(f"no file matches {options.of}: patterns are relative to the root, as in .gitignore")
    dates = _dates(facts, paths) if options.dates else {}
    found = tuple(Listed(path, path.rpartition("/")[2], dates.get(path, "")) for path in paths)
    newest = sorted(sorted(found, key=lambda one: one.path), key=lambda one: one.date or "9999", reverse=True)
    return Files(len(found), found, tuple(newest))


def _spec(*patterns: str) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(patterns, backend="re2")
    except ValueError as error:
        raise SourceError(f"not a pattern: {error}") from None


def _dates(facts: Facts, paths: list[str]) -> dict[str, str]:
    git = facts.snapshot.git
    if git is None or git.head is None:
        return {}
    if git.shallow:
        raise SourceError("dates need the whole history: this clone is shallow (git fetch --unshallow)")
    try:
        raw = git.run(
            "log", "--format=%x00%cs", "--name-only", "--no-renames", "-z", "--no-ext-diff", "--no-textconv", "HEAD"
        )
    except GitError as error:
        raise SourceError(f"dates: {error}") from None
    wanted, date = set(paths), ""
    found: dict[str, str] = {}
    for field in raw.decode("utf-8", "surrogateescape").replace("\n", "\0").split("\0"):
        if len(field) == 10 and field[4:5] == field[7:8] == "-" and field.replace("-", "").isdigit():
            date = field
        elif field in wanted:
            found.setdefault(field, date)
    return found
