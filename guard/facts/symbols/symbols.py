"""What the Python modules of a repository define, each read when somebody first asks for it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from guard.facts.files import Files
from guard.facts.kept import Kept
from guard.facts.symbols.model import Class, Module
from guard.facts.symbols.reading import LARGEST, UNREAD, read
from guard.snapshot import Snapshot, Unreadable

_DEFINED = re.compile(
    rb"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w{1,100})|^([A-Za-z_]\w{0,100})[ \t]*(?::[^=\n]{0,200})?=[^=]", re.M
)
_DEFINING = re.compile(
    rb"(?:\b(?:def|class|fn|func|function|struct|enum|trait|type|interface|const|let|var|val|static|mod)[ \t]+(?:\([^()\n]{0,80}\)[ \t]*)?"
    rb"|^[ \t]{0,16}(?:self\.|this\.|async |export |public |private |readonly )?(?=[A-Za-z_]\w{3,80}[ \t]{0,4}(?::[^=\n]{1,60})?=[^=]))([A-Za-z_]\w{3,80})",
    re.MULTILINE,
)
_LANGUAGES = tuple(
    ".py .pyi .pyx .js .ts .tsx .jsx .mjs .cjs .vue .svelte .go .rs .java .kt .rb .php .cs .swift .scala .c .h .cpp .hpp .sh".split()
)
_DEPTH = 8
"""How many modules that pass names on (`from x import *`) are followed in a row."""


class Place(NamedTuple):
    """Where a name is defined at the top of a module; lines count from 1."""

    path: str
    line: int


class Symbols:
    def __init__(self, snapshot: Snapshot, files: Files, kept: Kept | None = None) -> None:
        self._kept = kept or Kept(snapshot)
        self._snapshot = snapshot
        self._files = files
        self._read: dict[str, Module] = {}

    def finds_modules(self, module: str) -> bool:
        """Whether a package that holds `module` puts a finder of its own among those of Python."""
        packages = accumulate(module.split("."), "{}.{}".format)
        paths = [path for package in packages for path in self.paths_of(package)]
        return any(b"meta_path" in content for _, content in self._snapshot.glances(paths))

    def paths_of(self, name: str) -> tuple[str, ...]:
        """The files that may be the module `name`, whichever folder is put on the path."""
        path = name.replace(".", "/")
        endings = (".py", "/__init__.py", ".pyi", ".pyx")
        return tuple(found for ending in endings for found in self._files.ending_with(path + ending))

    def module(self, path: str) -> Module:
        if path not in self._read:
            try:
                self._read[path] = read(self._snapshot.read(path))
            except Unreadable:
                self._read[path] = UNREAD
        return self._read[path]

    def gives(self, path: str, name: str, depth: int = _DEPTH) -> bool | None:
        """Whether the module at `path` has `name`; None where that cannot be known."""
        if self._plainly(path, name):
            return True
        module = self.module(path)
        if name in module.names:
            return True
        if self._is_submodule(path, name):
            return True
        if module.open or depth == 0:
            return None
        for star in module.stars:
            sources = self._star(path, star)
            answers = [self.gives(source, name, depth - 1) for source in sources if source != path]
            if not answers or any(answer is not False for answer in answers):
                return True if True in answers else None
        return False

    def _plainly(self, path: str, name: str) -> bool:
        """Whether a line of the file binds `name` at its beginning: nothing need be parsed to see that."""
        try:
            content = self._snapshot.read(path)
        except Unreadable:
            return False
        word = re.escape(name.encode("utf-8", "surrogateescape"))
        bound = rb"(?m)^(?:(?:async[ \t]+)?(?:def|class)[ \t]+%b\b|%b[ \t]*(?::[^=\n]{0,200})?=[^=])" % (word, word)
        return re.search(bound, content) is not None

    def has_member(self, path: str, owner: str, name: str, depth: int = _DEPTH) -> bool | None:
        """Whether the class `owner` of the module at `path` has the member `name`; None where that cannot be known."""
        found = self.module(path).classes.get(owner)
        if found is None:
            return None
        if name in found.members:
            return True
        return None if found.open or depth == 0 else self._inherits(path, found, name, depth)

    def _inherits(self, path: str, owner: Class, name: str, depth: int) -> bool | None:
        for base in owner.bases:
            if base == "object":
                continue
            if base not in self.module(path).classes or base == owner.name:
                return None
            answer = self.has_member(path, base, name, depth - 1)
            if answer is not False:
                return answer
        return hasattr(object, name)

    def defined(self, name: str) -> tuple[Place, ...]:
        """Where programs define `name` at the top of a module, tests last."""
        return self._index.get(name, ())

    def is_defined(self, name: str) -> bool:
        """Whether some program of any language defines `name`, at any depth: a function, a type, a constant, a variable."""
        return name in self._definitions

    @cached_property
    def _definitions(self) -> frozenset[str]:
        return frozenset(self._kept.get("definitions", list[str], self._look_everywhere))

    def _look_everywhere(self) -> list[str]:
        found: set[bytes] = set()
        for _, content in self._snapshot.glances([path for path in self._files.paths if path.endswith(_LANGUAGES)]):
            if len(content) <= LARGEST:
                found.update(_DEFINING.findall(content))
        return sorted(name.decode("ascii") for name in found)

    @cached_property
    def _index(self) -> dict[str, tuple[Place, ...]]:
        return self._kept.get("symbols", dict[str, tuple[Place, ...]], self._look)

    def _look(self) -> dict[str, tuple[Place, ...]]:
        index: dict[str, list[Place]] = {}
        sources = [path for path in self._files.paths if path.endswith(".py")]
        for path, content in self._snapshot.glances(sorted(sources, key=lambda path: ("test" in path, path))):
            if len(content) > LARGEST:
                continue
            line = at = 0
            for found in _DEFINED.finditer(content):
                line, at = line + content.count(b"\n", at, found.start()), found.start()
                name = (found[1] or found[2]).decode("utf-8", "replace")
                index.setdefault(name, []).append(Place(path, line + 1))
        return {name: tuple(places) for name, places in index.items()}

    def _is_submodule(self, path: str, name: str) -> bool:
        folder, _, file = path.rpartition("/")
        if not file.startswith("__init__."):
            return False
        inner = f"{folder}/{name}".lstrip("/")
        return self._files.is_folder(inner) or any(
            self._files.exists(inner + ending) for ending in (".py", ".pyi", ".so", ".pyx")
        )

    def _star(self, path: str, star: str) -> tuple[str, ...]:
        name = star.lstrip(".")
        level = len(star) - len(name)
        if not level:
            return self.paths_of(name)
        parts = path.split("/")[:-level]
        base = "/".join([*parts, *name.split(".")] if name else parts)
        return tuple(found for ending in (".py", "/__init__.py") if self._files.exists(found := base + ending))
