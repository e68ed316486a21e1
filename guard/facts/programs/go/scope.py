"""What names stand for, in the packages of a module."""

from __future__ import annotations

from collections import defaultdict

from guard.facts.programs.go.made import Names, Value
from guard.facts.programs.go.module import Module
from guard.facts.programs.go.package import File, Function

_COBRA = "github.com/spf13/cobra"


class Scope:
    """`names` are those of packages, by their folders."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self.names: defaultdict[str, Names] = defaultdict(dict)

    def outer(self, file: File) -> Names:
        return self.names[file.folder]

    def known(self, file: File, name: str, local: Names) -> Value | None:
        return local.get(name) or self.outer(file).get(name)

    def function(self, file: File, at: int, local: Names) -> Function | None:
        """The function that is called at `at`, `f(` or `pkg.F(`, if it is one of this module that may have to do with cobra."""
        name = file.text(at)
        if file.text(at + 1) == "(":
            package = self._module.package(file.folder)
            return package.functions.get(name) if package is not None else None
        if file.text(at + 1) != "." or file.text(at + 3) != "(" or self.known(file, name, local) is not None:
            return None
        folder = self._module.imported(file, name)
        there = self._module.package(folder) if folder is not None else None
        function = there.functions.get(file.text(at + 2)) if there is not None else None
        return function if function is not None and _COBRA in function.file.imports.values() else None

    def text(self, file: File, start: int, end: int, local: Names) -> str | None:
        """The string that stands between `start` and `end`, if it is a plain one."""
        if end - start != 1:
            return None
        token = file.tokens[start]
        if token.kind == "string":
            return token.text
        given = local.get(token.text)
        package = self._module.package(file.folder)
        constants = package.constants if package is not None else {}
        return given if isinstance(given, str) else constants.get(token.text)
