"""The files of a folder outside git: everything that its .gitignore files do not ignore."""

from __future__ import annotations

import os

from guard.snapshot.entry import Entry, Unreadable
from guard.snapshot.ignore import Ignore
from guard.snapshot.source import Disk


def walk(disk: Disk) -> tuple[dict[str, Entry], list[str]]:
    """The entries below the disk's root, sorted, and notes about what could not be used."""
    entries: dict[str, Entry] = {}
    notes: list[str] = []
    todo: list[tuple[str, tuple[Ignore, ...]]] = [("", ())]
    while todo:
        folder, above = todo.pop()
        try:
            children = list(os.scandir(f"{disk.root}/{folder}"))
        except OSError as error:
            notes.append(f"{folder or '.'}: folder cannot be read ({(error.strerror or '').lower()})")
            continue
        ignores = _ignores(disk, folder, children, above, notes)
        prefix = folder and f"{folder}/"
        for child in children:
            path = prefix + child.name
            is_folder = child.is_dir(follow_symlinks=False)
            if child.name == ".git" or _ignored(path, ignores, is_folder=is_folder):
                continue
            if is_folder:
                todo.append((path, ignores))
            elif (entry := _entry(child)) is not None:
                entries[path] = entry
    return dict(sorted(entries.items())), notes


def _ignores(
    disk: Disk, folder: str, children: list[os.DirEntry[str]], above: tuple[Ignore, ...], notes: list[str]
) -> tuple[Ignore, ...]:
    """The ignore files that hold in `folder`, its own first."""
    if not any(child.name == ".gitignore" for child in children):
        return above
    path = f"{folder}/.gitignore".lstrip("/")
    try:
        ignore = Ignore(path, disk.load(path))
    except Unreadable as error:
        # Git reads no symlinked .gitignore of a work tree either.
        notes.append(f"{error}: its patterns are not used")
        return above
    notes.extend(ignore.notes)
    return (ignore, *above)


def _ignored(path: str, ignores: tuple[Ignore, ...], *, is_folder: bool) -> bool:
    for ignore in ignores:
        said = ignore.says(path, is_folder=is_folder)
        if said is not None:
            return said
    return False


def _entry(child: os.DirEntry[str]) -> Entry | None:
    if child.is_symlink():
        return Entry(kind="symlink", tracked=False)
    if not child.is_file(follow_symlinks=False):
        return None
    try:
        mode = child.stat(follow_symlinks=False).st_mode
    except OSError:
        return None
    return Entry(kind="file", tracked=False, executable=bool(mode & 0o111))
