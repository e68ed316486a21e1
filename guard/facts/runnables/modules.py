"""The Python modules of a repository, by dotted name."""

from __future__ import annotations

from functools import cached_property
from posixpath import basename, dirname

from guard.facts.files import Files

_ROOTS = frozenset({"src", "lib", "python"})
"""Folders that are put on the path, though somebody has made packages of them."""


_ENDINGS = (".py", "/__init__.py", ".pyi", ".pyx", ".so", "/__main__.py")
_DEEP = 1
"""How many slashes a folder's path has that nobody puts on the path without saying so."""


class Modules:
    def __init__(self, files: Files) -> None:
        self._files = files

    def exists(self, name: str) -> bool:
        """Whether some folder of the repository, put on the path, would make `name` a module or a package."""
        path = name.replace(".", "/")
        if any(self._files.ending_with(f"{path}{ending}") for ending in _ENDINGS):
            return True
        return any(self._files.is_folder(one) for one in (path, *self._files.ending_with(path)))

    def is_compiled(self, name: str) -> bool:
        """Whether the top package of `name` has modules that a compiler makes: what is not there may be one of them."""
        folders = self.tops.get(name.partition(".")[0], ())
        inside = tuple(f"{folder}/" for folder in folders)
        return any(path.endswith((".pyx", ".pxd")) and path.startswith(inside) for path in self._files.paths) or any(
            self._files.exists(f"{dirname(folder)}/{file}".lstrip("/"))
            for folder in folders
            for file in ("Cargo.toml", "meson.build")
        )

    def is_own(self, name: str) -> bool:
        """Whether the top package of `name` is the repository's own: a folder with Python files in it."""
        return name.partition(".")[0] in self.tops

    def dotted(self, path: str) -> str:
        """The module that the file at `path` is, from its outermost package on."""
        module = path.removesuffix(".py").removesuffix("/__init__")
        folder = dirname(module)
        while folder in self._packages and basename(folder) not in _ROOTS:
            folder = dirname(folder)
        return module[len(folder) :].strip("/").replace("/", ".")

    def near(self, name: str) -> tuple[str, ...]:
        """Modules of the same top package whose last name is the same."""
        top, last = name.partition(".")[0], name.rpartition(".")[2]
        found = []
        for path in (*self._files.named(f"{last}.py"), *self._files.named(last)):
            dotted = self.dotted(path)
            if dotted.startswith(f"{top}."):
                found.append(dotted)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _packages(self) -> frozenset[str]:
        return frozenset(dirname(path) for path in self._files.paths if basename(path) == "__init__.py")

    @cached_property
    def tops(self) -> dict[str, tuple[str, ...]]:
        """The top packages and their folders: those with an `__init__.py` that stand in none that has one too."""
        tops: dict[str, list[str]] = {}
        for folder in sorted(self._packages):
            above = dirname(folder)
            if (
                folder
                and (above not in self._packages or basename(above) in _ROOTS)
                and self._may_be_on_the_path(above)
            ):
                tops.setdefault(basename(folder), []).append(folder)
        return {name: tuple(folders) for name, folders in tops.items()}

    def _may_be_on_the_path(self, folder: str) -> bool:
        """Whether people put `folder` on the path: it is near the root, is called so, or holds a project."""
        if folder.count("/") < _DEEP or basename(folder) in _ROOTS:
            return True
        return any(self._files.exists(f"{folder}/{name}") for name in ("pyproject.toml", "setup.py", "setup.cfg"))
