"""The sessions of a noxfile, and their tags, read without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import product

from guard.facts.runnables.target_file import TargetFile
from guard.facts.trees import parsed

NAMES = ("noxfile.py",)
_LARGEST = 1_500_000
_MOST = 2_000
_PASSED = frozenset({"parametrize", "wraps", "lru_cache", "cache", "contextmanager"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def read_sessions(path: str, text: str) -> TargetFile | None:
    return _read(path, text, "nox")


def read_tags(path: str, text: str) -> TargetFile | None:
    return _read(path, text, "nox tag")


def _read(path: str, text: str, program: str) -> TargetFile:
    tree = parsed(text, _LARGEST)
    if tree is None:
        return TargetFile(path, program, frozenset(), unknown="cannot be read")
    found = _Sessions(tree)
    named = found.names if program == "nox" else found.tags
    return TargetFile(path, program, frozenset(named), tuple(found.patterns), found.unknown)


class _Sessions:
    def __init__(self, tree: ast.Module) -> None:
        self.names: set[str] = set()
        self.tags: set[str] = set()
        self.patterns: list[str] = []
        self.unknown = ""
        self._constants = dict(_constants(tree))
        marks: set[int] = set()
        for statement in tree.body:
            if isinstance(statement, Function):
                marks.update(id(_called(one)) for one in statement.decorator_list)
                self._function(statement)
            elif isinstance(statement, ast.ImportFrom) and (
                statement.level or any(name.name == "*" for name in statement.names)
            ):
                self._doubt(f"line {statement.lineno} imports what may be sessions")
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute | ast.Call)
                and _makes(node)
                and not {id(node), id(_called(node))} & marks
            ):
                self._doubt(f"line {node.lineno} makes sessions")

    def _doubt(self, reason: str) -> None:
        self.unknown = self.unknown or reason

    def _function(self, function: Function) -> None:
        marks = [one for one in function.decorator_list if _last(_called(one)) == "session"]
        others = {_last(_called(one)) for one in function.decorator_list} - {"session"} - _PASSED
        if not marks:
            if others:
                self._doubt(f"line {function.lineno} may make a session")
            return
        given = {key.arg: key.value for key in marks[0].keywords} if isinstance(marks[0], ast.Call) else {}
        if None in given:
            self._doubt(f"line {function.lineno} computes a session")
        name = self._value(given["name"]) if "name" in given else function.name
        if not isinstance(name, str):
            self._doubt(f"line {function.lineno} computes a session's name")
            return
        self._add(name, self._pythons(given.get("python", given.get("py"))), self._parameters(function))
        tags = self._value(given["tags"]) if "tags" in given else []
        if isinstance(tags, list | tuple):
            self.tags.update(tag for tag in tags if isinstance(tag, str))
        else:
            self._doubt(f"line {function.lineno} computes tags")

    def _add(self, name: str, pythons: Sequence[str] | None, signatures: Sequence[str] | None) -> None:
        self.names.add(name)
        heads = [name] if pythons is None else [name, *(f"{name}-{python}" for python in pythons)]
        self.names.update(heads)
        if pythons is None:
            self.patterns.append(f"{name}-%")
        if signatures != []:
            self.patterns += [f"{head}(%" for head in heads]  # however its values are written
        self.names.update(f"{head}({one})" for head in heads for one in signatures or ())

    def _pythons(self, given: ast.expr | None) -> Sequence[str] | None:
        """The versions of Python that a session has names with; None where they are computed."""
        value = self._value(given) if given is not None else None
        if isinstance(value, str):
            return [value]
        if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            return list(value)
        return [] if given is None or value is None or isinstance(value, bool) else None

    def _parameters(self, function: Function) -> Sequence[str] | None:
        """What stands in the brackets of a parametrized session's names; None where it is computed."""
        found: list[str] = [""]
        # The decorator nearest to the function is applied first.
        for one in reversed(function.decorator_list):
            if _last(_called(one)) == "parametrize":
                each = self._signatures(one) if isinstance(one, ast.Call) else None
                if each is None or len(each) * len(found) > _MOST:
                    return None
                found = [", ".join(filter(None, pair)) for pair in product(each, found)]
        return [one for one in found if one]

    def _signatures(self, call: ast.Call) -> list[str] | None:
        if len(call.args) != 2 or any(key.arg not in {"ids", "tags"} for key in call.keywords):
            return None
        names, values = self._value(call.args[0]), self._value(call.args[1])
        if isinstance(names, str):
            names = [name.strip() for name in names.split(",") if name.strip()]
        if not isinstance(names, list | tuple) or not isinstance(values, list | tuple):
            return None
        ids = next((self._value(key.value) for key in call.keywords if key.arg == "ids"), [])
        if not isinstance(ids, list | tuple):
            return None
        found = []
        for number, value in enumerate(values):
            given = (value,) if len(names) == 1 else value
            if not isinstance(given, list | tuple) or len(given) != len(names):
                return None
            said = ids[number] if number < len(ids) else None
            found.append(said or ", ".join(f"{name}={one!r}" for name, one in zip(names, given, strict=True)))
        return found

    def _value(self, node: ast.expr) -> object:
        """What a literal is, or a name that the module gives a literal once; a fresh object where that cannot be known."""
        if isinstance(node, ast.Name) and node.id in self._constants:
            node = self._constants[node.id]
        try:
            return ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            return _COMPUTED


_COMPUTED = object()


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names of the module that are bound once."""
    bound: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            bound.setdefault(node.id, []).append(None)
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name) and len(bound.get(target.id, ())) == 1:
            yield target.id, value


def _called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _makes(node: ast.Attribute | ast.Call) -> bool:
    """Whether it is nox's `session`; functions that are sessions call their own argument so too."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "session"
    return isinstance(node.value, ast.Name) and node.value.id in {"nox", "nox_poetry"} and node.attr == "session"
