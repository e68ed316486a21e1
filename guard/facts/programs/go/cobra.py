"""The commands of cobra that one package makes, with the flags that they are given.

Its variables, its `init` functions and `main` are followed, with the functions that these call by name; branches are
followed both ways, and bodies of closures not at all.
"""

from __future__ import annotations

from guard.facts.programs.go.made import KINDS, FlagSet, Made, Names, define, name_it, owner_of
from guard.facts.programs.go.package import File, Function, Package, behind_closure, behind_names, load
from guard.facts.programs.model import Freezer, Level, Program
from guard.snapshot import Snapshot

_SETS = frozenset({"Flags", "PersistentFlags", "LocalFlags"})
_CHANGING = frozenset(
    {"AddFlag", "AddFlagSet", "AddGoFlag", "AddGoFlagSet", "SetNormalizeFunc", "ParseErrorsWhitelist"}
)
_HARMLESS = frozenset(
    {"cobra", "fmt", "viper", "doc", "os", "log", "errors", "ui", "strings", "len", "append", "string"}
)
_DEEPEST = 8
_MOST_STEPS = 400_000


class Follower:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.names: Names = {}
        self.roots: list[Made] = []
        self.children: list[tuple[Made, Made]] = []
        self.lost = ""
        self._running: list[Function] = []
        self._defined: set[tuple[int, int]] = set()
        self._steps = 0

    def follow(self) -> None:
        for stretch in self.package.variables:
            self.run(stretch, self.names)
        for function in self.package.starts:
            self.run(function, {})
        if "main" in self.package.functions:
            self.run(self.package.functions["main"], {})
        for parent, child in self.children:
            parent.level.commands |= dict.fromkeys(child.names, child.level)
            if child.computed or not child.names:
                parent.level.open = parent.level.open or "names of subcommands are computed"
        self._count()

    def run(self, function: Function, local: Names) -> Made | None:
        """Follows a body; returns the command that it returns."""
        if function in self._running or len(self._running) > _DEEPEST:
            return None
        self._running.append(function)
        file, at, returned = function.file, function.start, None
        try:
            while at < function.end:
                self._steps += 1
                if self._steps > _MOST_STEPS:
                    self.lost = "is too large to be followed"
                    return None
                if file.text(at) == "func" and file.text(at + 1) == "(":
                    at = behind_closure(file, at)
                    continue
                if file.text(at) == "return":
                    made = self.made(file, at + 1, local)
                    returned = made if isinstance(made, Made) else returned
                at = self._step(file, at, function.end, local)
        finally:
            self._running.pop()
        return returned

    def _step(self, file: File, at: int, end: int, local: Names) -> int:
        """Follows what begins at `at`; returns where to go on."""
        if file.tokens[at].kind != "name":
            return at + 1
        behind = file.text(at + 1)
        if file.text(at - 1) == ".":
            return at + 1
        if behind == ":=" or (behind == "=" and file.text(at + 2) != "="):
            self._bind(file, at, at + 2, local)
            return at + 2
        if behind == "*" and file.text(at + 2) == "cobra" and file.text(at + 5) == "=":
            self._bind(file, at, at + 6, local)
            return at + 6
        if file.text(at) == "for" and file.text(at + 5) == "range" and file.text(at + 8) == "Commands":
            if any(token.text == "help" and token.kind == "string" for token in file.tokens[at + 10 : at + 24]):
                local[file.text(at + 3)] = Made()  # the command that cobra brings
            return at + 10
        if behind == "," and (value := behind_names(file, at)):
            self._bind(file, at, value, local)
            return value
        if behind == "(":
            self._call(file, at, local)
            return at + 2
        if behind == "." and file.text(at + 3) == "=":
            self._set(file, at, local)
            return at + 4
        if behind == "." and file.text(at + 3) == "(":
            return self._method(file, at, local)
        if behind == "." and file.text(at + 2) not in ("", "Command"):
            return self._far(file, at)
        return at + 1

    def _far(self, file: File, at: int) -> int:
        """`a.b.Flags()`: a command that is held somewhere."""
        place = at
        while file.text(place + 1) == "." and file.tokens[place + 2].kind == "name":
            place += 2
        if file.text(place) in {*_SETS, "AddCommand"} and file.text(place + 1) == "(":
            self.lost = self.lost or f"{file.text(at)} cannot be followed"
        return max(place, at + 1)

    def _bind(self, file: File, at: int, value: int, local: Names) -> None:
        made = self.made(file, value, local)
        new = file.text(value - 1) == ":="
        names = local if new or file.text(at) in local or local is self.names else self.names
        if made is not None:
            names[file.text(at)] = made
        elif file.text(at) in names and not isinstance(names[file.text(at)], FlagSet):
            del names[file.text(at)]

    def made(self, file: File, at: int, local: Names) -> Made | FlagSet | None:
        """What the expression at `at` stands for, if that is a command or its flags."""
        if file.text(at) in ("&", "*"):
            copied = file.text(at) == "*"
            inner = self.made(file, at + 1, local)
            return inner.copy() if copied and isinstance(inner, Made) else inner
        if file.text(at) == "cobra" and file.text(at + 2) == "Command" and file.text(at + 3) == "{":
            return self._literal(file, at + 3)
        name = file.text(at)
        known = local.get(name) or self.names.get(name)
        if isinstance(known, Made) and file.text(at + 1) == "." and file.text(at + 2) in _SETS:
            return (
                FlagSet(known, persistent=file.text(at + 2) == "PersistentFlags") if file.text(at + 5) != "." else None
            )
        if isinstance(known, Made) and file.text(at + 2) == "Find" and self._finds_own(file, at + 3):
            return Made()
        if file.text(at + 1) == "(" and name in self.package.functions:
            return self._call(file, at, local)
        return known if file.text(at + 1) not in (".", "(") else None

    def _finds_own(self, file: File, opened: int) -> bool:
        """`root.Find([]string{"help"})`."""
        strings = [file.tokens[at].text for at in range(opened, file.end(opened)) if file.tokens[at].kind == "string"]
        return strings in (["help"], ["completion"])

    def _literal(self, file: File, opened: int) -> Made:
        made = Made()
        level = made.level
        for start, end in file.parts(opened + 1, file.end(opened)):
            key = file.text(start)
            value = self._text(file, start + 2, end)
            if key == "Use":
                name_it(made, value)
            elif key == "Aliases":
                made.names += [file.tokens[at].text for at in range(start, end) if file.tokens[at].kind == "string"]
            elif key == "Version":
                level.options |= {"--version": 0, "-v": 0}
            elif key in {"Run", "RunE", "Args", "ValidArgs", "ValidArgsFunction"}:
                level.arguments = True
                made.plain &= key in {"Run", "RunE"}
            elif key in {"DisableFlagParsing", "FParseErrWhitelist"}:
                level.spoil("lets pass what it does not know")
        return made

    def _text(self, file: File, start: int, end: int) -> str | None:
        """The string that stands between `start` and `end`, if it is a plain one."""
        if end - start != 1:
            return None
        token = file.tokens[start]
        return token.text if token.kind == "string" else self.package.constants.get(token.text)

    def _set(self, file: File, at: int, local: Names) -> None:
        made = local.get(file.text(at)) or self.names.get(file.text(at))
        field = file.text(at + 2)
        if not isinstance(made, Made):
            return
        if field == "Use":
            made.names = made.names[1:]
            plain = file.text(at + 5) not in (".", "+", "(")
            name_it(made, self._text(file, at + 4, at + 5) if plain else None)
        elif field == "Aliases":
            made.computed = True
        elif field in {"DisableFlagParsing", "FParseErrWhitelist", "TraverseChildren"}:
            made.level.spoil("lets pass what it does not know")
        elif field == "Version":
            made.level.options |= {"--version": 0, "-v": 0}

    def _call(self, file: File, at: int, local: Names) -> Made | None:
        name = file.text(at)
        given = [self.made(file, start, local) for start, _ in file.parts(at + 2, file.end(at + 1))]
        function = self.package.functions.get(name)
        if function is not None:
            inner: Names = {
                one: value for one, value in zip(function.parameters, given, strict=False) if value is not None
            }
            return self.run(function, inner)
        for value in given:
            if value is not None and name not in _HARMLESS and file.text(at - 1) != "func":
                owner_of(value).level.spoil(f"is given to {name}")
        return None

    def _method(self, file: File, at: int, local: Names) -> int:
        """`name.method(...)`, and `name.Flags().method(...)`."""
        name, method, opened = file.text(at), file.text(at + 2), at + 3
        known = local.get(name) or self.names.get(name)
        behind = file.end(opened) + 1
        if method in _SETS and file.text(behind) == ".":
            flags = FlagSet(known, persistent=method == "PersistentFlags") if isinstance(known, Made) else None
            self._flag(file, behind + 1, flags, name)
        elif isinstance(known, FlagSet):
            self._flag(file, at + 2, known, name)
        elif method == "AddCommand":
            self._defined.add((id(file), opened))
            self._add(file, opened, known, local)
        elif isinstance(known, Made) and method.startswith("Execute"):
            self.roots.append(known)
        elif isinstance(known, Made) and method in {"SetGlobalNormalizationFunc", "SetArgs"}:
            known.level.spoil(f"is changed by {method}")
        elif name not in _HARMLESS:
            for start, _ in file.parts(opened + 1, file.end(opened)):
                value = self.made(file, start, local)
                if value is not None and not isinstance(known, Made):
                    owner_of(value).level.spoil(f"is given to {name}.{method}")
        return opened + 1

    def _add(self, file: File, opened: int, known: Made | FlagSet | None, local: Names) -> None:
        if not isinstance(known, Made):
            self.lost = self.lost or "commands are added where it cannot be followed"
            return
        for start, end in file.parts(opened + 1, file.end(opened)):
            child = self.made(file, start, local) if file.text(end - 1) != "..." else None
            if isinstance(child, Made):
                self.children.append((known, child))
            else:
                known.level.open = known.level.open or "a subcommand cannot be followed"

    def _flag(self, file: File, at: int, flags: FlagSet | None, owner: str) -> None:
        """`at` is the method of a set of flags."""
        method = file.text(at)
        kind = method.removesuffix("F").removesuffix("P").removesuffix("Var") if method != "IP" else method
        if file.text(at + 1) != "(" or (kind not in KINDS and method not in {"Var", "VarP", "VarPF"}):
            if method in _CHANGING and flags is not None:
                flags.made.level.spoil(f"is changed by {method}")
            return
        self._defined.add((id(file), at + 1))
        if flags is None:
            self.lost = self.lost or f"options of {owner} cannot be followed"
            return
        parts = file.parts(at + 2, file.end(at + 1))[1 if "Var" in method else 0 :]
        short = "P" in method.removeprefix(kind) if kind else "P" in method
        define(flags, [self._text(file, *part) for part in parts[: 2 if short else 1]], kind)

    def _count(self) -> None:
        """What defines flags or adds commands without having been followed is held against the whole."""
        for file in self.package.files:
            for at, token in enumerate(file.tokens):
                if token.text == "AddCommand" and token.kind == "name" and file.text(at + 1) == "(":
                    missed = (id(file), at + 1) not in self._defined and file.text(at - 1) == "."
                elif token.text in _SETS and file.text(at + 1) == "(" and file.text(at + 3) == ".":
                    kind = file.text(at + 4).removesuffix("P").removesuffix("Var")
                    missed = kind in KINDS and (id(file), at + 5) not in self._defined
                elif token.text == "EnablePrefixMatching" or (token.text == "Args" and _is_set(file, at)):
                    missed = token.kind == "name"
                else:
                    continue
                if missed:
                    self.lost = self.lost or "options or commands are added where it cannot be followed"


def _is_set(file: File, at: int) -> bool:
    """`os.Args = ...`"""
    return file.text(at - 2) == "os" and file.text(at + 1) == "=" and file.text(at + 2) != "="


def read(snapshot: Snapshot, folder: str, name: str) -> Program:
    path = f"{folder}/main.go"
    package = load(snapshot, folder)
    if package is None:
        return Program(name, path, fault="is too large", open="is too large")
    follower = Follower(package)
    follower.follow()
    roots = list(dict.fromkeys(follower.roots))
    if len(roots) != 1:
        reason = "its command line is not read by cobra that can be followed"
        return Program(name, path, fault=reason, open=reason)
    level = roots[0].level
    level.arguments &= not roots[0].plain
    level.commands |= {"help": _own(), "completion": _own()}
    if follower.lost:
        for made in (roots[0], *(child for _, child in follower.children)):
            made.level.spoil(follower.lost)
    return Freezer(path).freeze(level, name)


def _own() -> Level:
    """A command that cobra brings."""
    level = Level()
    level.spoil("is of cobra itself")
    return level
