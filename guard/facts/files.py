"""What there is: files and folders, exact in case, asked of the snapshot's list and never of the file system."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from posixpath import basename, dirname
from typing import Literal

from guard.snapshot import Snapshot

Kind = Literal["file", "folder", "beyond"]
"""`beyond`: inside a submodule or behind a link that leaves the repository; what is there cannot be known."""

MAX_LINKS = 20


class Files:
    """Paths are relative to the root, without a leading or trailing slash; "" is the root itself."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._snapshot.entries)

    @cached_property
    def folders(self) -> frozenset[str]:
        found = {""}
        for path in self._snapshot.entries:
            folder = dirname(path)
            while folder not in found:
                found.add(folder)
                folder = dirname(folder)
        return frozenset(found)

    def kind(self, path: str) -> Kind | None:
        """What stands at `path`; None when nothing does."""
        path = path.strip("/")
        entry = self._snapshot.entries.get(path)
        if entry is not None and entry.kind == "file":
            return "file"
        if path in self.folders:
            return "folder"
        if entry is not None and entry.kind == "submodule":
            return "folder"
        return self._through_links(path, MAX_LINKS)

    def _through_links(self, path: str, budget: int) -> Kind | None:
        """`path` where a symbolic link or a submodule stands on the way."""
        if not self._specials or budget == 0:
            return None
        parts = path.split("/")
        for count in range(1, len(parts) + 1):
            head = "/".join(parts[:count])
            special = self._specials.get(head)
            if special == "submodule":
                return "beyond"
            if special == "symlink":
                target = self._snapshot.link_target(head)
                if target is None:
                    return "file" if count == len(parts) else "beyond"
                rest = "/".join([target, *parts[count:]]).strip("/")
                if rest in self.folders:
                    return "folder"
                entry = self._snapshot.entries.get(rest)
                if entry is not None and entry.kind == "file":
                    return "file"
                # A link to what nobody commits is a file of the forge all the same.
                return self._through_links(rest, budget - 1) or ("file" if count == len(parts) else None)
        return None

    @cached_property
    def _specials(self) -> dict[str, str]:
        return {path: entry.kind for path, entry in self._snapshot.entries.items() if entry.kind != "file"}

    def exists(self, path: str) -> bool:
        return self.kind(path) is not None

    def is_folder(self, path: str) -> bool:
        return self.kind(path) == "folder"

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """Files and folders by base name."""
        named: dict[str, list[str]] = defaultdict(list)
        for path in (*self._snapshot.entries, *self.folders):
            if path:
                named[basename(path)].append(path)
        return named

    def named(self, name: str) -> list[str]:
        """The files and folders that bear `name`."""
        return self._named.get(name, [])

    def ending_with(self, path: str) -> list[str]:
        """The files and folders whose path is `path` or ends with `/path`."""
        path = path.strip("/")
        return [found for found in self.named(basename(path)) if found == path or found.endswith("/" + path)]

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        folded: dict[str, list[str]] = defaultdict(list)
        for path in (*self._snapshot.entries, *self.folders):
            folded[path.casefold()].append(path)
        return folded

    def other_case(self, path: str) -> str | None:
        """The one path that differs from `path` only in case."""
        found = [real for real in self._folded.get(path.strip("/").casefold(), []) if real != path]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = defaultdict(list)
        for path in (*self._snapshot.entries, *self.folders):
            if path:
                children[dirname(path)].append(basename(path))
        return children

    def children(self, folder: str) -> list[str]:
        """The names directly below `folder`."""
        return self._children.get(folder.strip("/"), [])

    def near(self, path: str) -> list[str]:
        """Paths that `path` may have been meant to be, the likeliest first; at most three."""
        from guard.facts.near import near

        return near(path, self)
