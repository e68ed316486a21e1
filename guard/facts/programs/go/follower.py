"""The commands of cobra that a program makes, with the flags that they are given.

The variables of its package, its `init` functions and `main` are followed, with the functions that these call by name, in
other packages of the module too; branches are followed both ways, and bodies of closures not at all.
"""

from __future__ import annotations

from guard.facts.programs.go import fields
from guard.facts.programs.go.made import FlagSet, Made, Many, Names, Value, define, owners_of
from guard.facts.programs.go.module import Module
from guard.facts.programs.go.package import File, Function, Package, behind_closure, behind_names, behind_path, invoked
from guard.facts.programs.go.scope import Scope

SETS = frozenset({"Flags", "PersistentFlags", "LocalFlags"})
REWRITTEN = "is given words that are computed"
_DEEPEST = 12
_MOST_NESTED = 80
_MOST_STEPS = 3_000_000


class Follower:
    def __init__(self, module: Module, folder: str) -> None:
        self.module = module
        self.folder = folder
        self.roots: list[Made] = []
        self.children: list[tuple[Made, Made]] = []
        self.lost = ""
        self.looked_up = False
        self._scope = Scope(module)
        self._running: list[Function] = []
        self.defined: set[tuple[int, int]] = set()
        self.entered: set[str] = set()
        self._calls: dict[tuple[int, int, int], tuple[Names, Value | None]] = {}
        self._steps = self._nested = 0

    def follow(self) -> None:
        package = self.enter(self.folder)
        if package is not None and "main" in package.functions:
            self.run(package.functions["main"], {})
        for parent, child in self.children:
            parent.level.commands |= dict.fromkeys(child.names, child.level)
            if child.computed or not child.names:
                parent.level.open = parent.level.open or "names of subcommands are computed"

    def enter(self, folder: str) -> Package | None:
        """What happens when a package is started, once: its variables are made, its `init` functions are called."""
        package = self.module.package(folder)
        if package is None or folder in self.entered:
            return package
        self.entered.add(folder)
        names = self._scope.names[folder]
        for stretch in package.variables:
            self.run(stretch, names)
        for function in package.starts:
            self.run(function, {})
        for other in dict.fromkeys(one for file in package.files for one in self.module.beside(file)):
            # Some packages add commands to those of others as soon as they are there.
            if other not in self.entered and self.module.has(other, b"func init()", b"AddCommand("):
                self.enter(other)
        return package

    def _function(self, file: File, at: int, local: Names) -> Function | None:
        function = self._scope.function(file, at, local)
        if function is not None:
            self.enter(function.file.folder)
        return function

    def run(self, function: Function, local: Names) -> Value | None:
        """Follows a body; returns the command that it returns."""
        if function in self._running or len(self._running) > _DEEPEST:
            if any(owners_of(one) for one in local.values()):
                self.lost = self.lost or "calls too deep to be followed"
            return None
        self._running.append(function)
        file, at = function.file, function.start
        returned: Value | None = None
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
                    returned = made if isinstance(made, (Made, Many)) else returned
                at = self._step(file, at, function.end, local)
        finally:
            self._running.pop()
        return returned

    def _step(self, file: File, at: int, end: int, local: Names) -> int:
        """Follows what begins at `at`; returns where to go on."""
        if file.tokens[at].kind != "name" or file.text(at - 1) == ".":
            return at + 1
        behind = file.text(at + 1)
        if file.text(at) == "var" and local is not self._scope.outer(file):
            local[behind] = Many([], whole=False)  # nothing is known of it yet
            return at + 1
        if behind == ":=" or (behind == "=" and file.text(at + 2) != "="):
            self._bind(file, at, at + 2, local)
            return at + 2
        if behind == "*" and file.text(at + 2) == "cobra" and file.text(at + 5) == "=":
            self._bind(file, at, at + 6, local)
            return at + 6
        if file.text(at) == "for" and file.text(at + 5) == "range":
            return self._loop(file, at, local)
        if behind == "," and (value := behind_names(file, at)):
            self._bind(file, at, value, local)
            return value
        if behind == "(":
            self._run_root(file, at, local)
            return at + 2
        if behind == "." and file.text(at + 3) == "=":
            self._set(file, at, local)
            return at + 4
        if behind == "." and file.text(at + 3) == "(":
            return self._method(file, at, local)
        if behind == "." and file.text(at + 2) not in ("", "Command"):
            place = behind_path(file, at)
            if file.text(place) in {*SETS, "AddCommand"} and file.text(place + 1) == "(":
                self.lost = self.lost or f"{file.text(at)} cannot be followed"
            return max(place, at + 1)
        return at + 1

    def _run_root(self, file: File, at: int, local: Names) -> None:
        """`f()`, and `newRoot().Execute()`."""
        made = self._call(file, at, at + 1, local)
        after = file.end(at + 1) + 1
        if isinstance(made, Made) and file.text(after) == "." and file.text(after + 1).startswith("Execute"):
            self.roots.append(made)

    def _loop(self, file: File, at: int, local: Names) -> int:
        """`for _, one := range several`, and what looks for the command that cobra brings."""
        if file.text(at + 8) == "Commands":
            if any(token.text == "help" and token.kind == "string" for token in file.tokens[at + 10 : at + 24]):
                local[file.text(at + 3)] = Made()  # the command that cobra brings
            return at + 10
        several = self.made(file, at + 6, local)
        local.pop(file.text(at + 3), None)
        if isinstance(several, Many):
            local[file.text(at + 3)] = several
        return at + 5

    def _bind(self, file: File, at: int, value: int, local: Names) -> None:
        made = self.made(file, value, local)
        new = file.text(value - 1) == ":="
        outer = self._scope.outer(file)
        names = local if new or file.text(at) in local or local is outer else outer
        if made is not None:
            names[file.text(at)] = made
        elif file.text(at) in names and not isinstance(names[file.text(at)], FlagSet):
            del names[file.text(at)]

    def made(self, file: File, at: int, local: Names) -> Made | FlagSet | Many | None:
        """What the expression at `at` stands for, if that is a command, several, or the flags of one."""
        if self._nested > _MOST_NESTED:
            self.lost = self.lost or "expressions too deep to be followed"
            return None
        self._nested += 1
        try:
            return self._made(file, at, local)
        finally:
            self._nested -= 1

    def _made(self, file: File, at: int, local: Names) -> Made | FlagSet | Many | None:
        if file.text(at) in ("&", "*"):
            copied = file.text(at) == "*"
            inner = self.made(file, at + 1, local)
            return inner.copy() if copied and isinstance(inner, Made) else inner
        if file.text(at) == "cobra" and file.text(at + 2) == "Command" and file.text(at + 3) == "{":
            return fields.literal(file, at + 3, lambda start, end: self._scope.text(file, start, end, local))
        if fields.lists_commands(file, at):
            parts = file.parts(at + 7, file.end(at + 6))
            items = [one for start, _ in parts if isinstance(one := self.made(file, start, local), Made)]
            return Many(items, whole=len(items) == len(parts))
        if file.text(at) == "func" and file.text(at + 1) == "(":
            closure = invoked(file, at)
            returned = self.run(closure, dict(local)) if closure is not None else None
            return returned if isinstance(returned, Made) else None
        name = file.text(at)
        known = self._scope.known(file, name, local)
        if isinstance(known, Made) and file.text(at + 1) == "." and file.text(at + 2) in SETS:
            return (
                FlagSet(known, persistent=file.text(at + 2) == "PersistentFlags") if file.text(at + 5) != "." else None
            )
        if isinstance(known, Made) and file.text(at + 2) == "Find":
            found = Made()
            found.anywhere = not fields.finds_own(file, at + 3)
            return found
        if known is None and (file.text(at + 1) == "(" or file.text(at + 3) == "("):
            opened = at + 1 if file.text(at + 1) == "(" else at + 3
            called = self._call(file, at, opened, local) if self._function(file, at, local) is not None else None
            return called if fields.is_whole(file, opened) and not isinstance(called, str) else None
        if file.text(at + 1) == "." and known is None and (folder := self.module.imported(file, name)) is not None:
            self.enter(folder)
            known = self._scope.names[folder].get(file.text(at + 2)) if file.text(at + 3) not in (".", "(") else None
            return known if not isinstance(known, str) else None
        if isinstance(known, Made) and file.text(at + 1) == "." and file.text(at + 2) in fields.HELD:
            return known if file.text(at + 3) not in (".", "(") else None
        return known if file.text(at + 1) not in (".", "(") and not isinstance(known, str) else None

    def _set(self, file: File, at: int, local: Names) -> None:
        made = self._scope.known(file, file.text(at), local)
        field = file.text(at + 2)
        if field in fields.HELD and made is None:
            held = self.made(file, at + 4, local)
            if isinstance(held, Made):
                local[file.text(at)] = held
        if not isinstance(made, Made):
            return
        plain = field == "Use" and file.text(at + 5) not in (".", "+", "(")
        fields.change(made, field, self._scope.text(file, at + 4, at + 5, local) if plain else None)

    def _call(self, file: File, at: int, opened: int, local: Names) -> Value | None:
        """`f(...)` or `pkg.F(...)`, once for each time that a body is followed."""
        key = id(local), id(file), opened
        if key not in self._calls:
            self._calls[key] = local, None
            self._calls[key] = local, self._called(file, at, opened, local)
        return self._calls[key][1]

    def _called(self, file: File, at: int, opened: int, local: Names) -> Value | None:
        parts = file.parts(opened + 1, file.end(opened))
        given = [self._given(file, *part, local) for part in parts]
        function = self._function(file, at, local)
        if function is not None:
            self.defined.add((id(file), opened))
            return self.run(function, fields.bound(function, given, file.text(file.end(opened) - 1) == "..."))
        name = file.text(at)
        for value in given:
            if name not in fields.HARMLESS and file.text(at - 1) != "func":
                for made in owners_of(value):
                    made.level.spoil(f"is given to {name}")
        return None

    def _given(self, file: File, start: int, end: int, local: Names) -> Value | None:
        text = self._scope.text(file, start, end, local)
        return text if text is not None else self.made(file, start, local)

    def _method(self, file: File, at: int, local: Names) -> int:
        """`name.method(...)`, and `name.Flags().method(...)`."""
        name, method, opened = file.text(at), file.text(at + 2), at + 3
        known = self._scope.known(file, name, local)
        behind = file.end(opened) + 1
        if known is None and self._function(file, at, local) is not None:
            self._call(file, at, opened, local)
            return opened + 1
        if method in SETS and file.text(behind) == ".":
            flags = FlagSet(known, persistent=method == "PersistentFlags") if isinstance(known, Made) else None
            self._flag(file, behind + 1, flags, name, local)
        elif isinstance(known, FlagSet):
            self._flag(file, at + 2, known, name, local)
        elif method == "AddCommand":
            self.defined.add((id(file), opened))
            self._add(file, opened, known, local)
        elif isinstance(known, Made) and method.startswith("Execute"):
            self.roots.append(known)
        elif isinstance(known, Made) and method in {"SetGlobalNormalizationFunc", "SetArgs"}:
            known.level.spoil(REWRITTEN if method == "SetArgs" else f"is changed by {method}")
        elif name not in fields.HARMLESS or self.module.imported(file, name) is not None:
            for start, _ in file.parts(opened + 1, file.end(opened)):
                for made in owners_of(self.made(file, start, local)) if not isinstance(known, Made) else ():
                    made.level.spoil(f"is given to {name}.{method}")
        return opened + 1

    def _add(self, file: File, opened: int, known: Value | None, local: Names) -> None:
        if isinstance(known, Made) and known.anywhere:
            self.looked_up = True
            return
        if not isinstance(known, Made):
            self.lost = self.lost or "commands are added where it cannot be followed"
            return
        for start, _ in file.parts(opened + 1, file.end(opened)):
            child = self.made(file, start, local)
            for one in owners_of(child) if not isinstance(child, FlagSet) else ():
                self.children.append((known, one))
            if child is None or isinstance(child, FlagSet) or (isinstance(child, Many) and not child.whole):
                known.level.open = known.level.open or "a subcommand cannot be followed"

    def _flag(self, file: File, at: int, flags: FlagSet | None, owner: str, local: Names) -> None:
        """`at` is the method of a set of flags."""
        kind = fields.kind_of(file.text(at))
        if file.text(at + 1) != "(" or kind is None:
            if file.text(at) in fields.CHANGING and flags is not None:
                flags.made.level.spoil(f"is changed by {file.text(at)}")
            return
        self.defined.add((id(file), at + 1))
        if flags is None or flags.made.anywhere:
            self.lost = self.lost or f"options of {owner} cannot be followed"
        else:
            define(flags, [self._scope.text(file, *part, local) for part in fields.names_of(file, at, kind)], kind)
