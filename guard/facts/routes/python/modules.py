"""Python modules as trees: what their names stand for, and which module an import leads to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from posixpath import dirname, join
from typing import NamedTuple

from guard.facts.symbols.reading import parse as parse_tree
from guard.snapshot import Snapshot, Unreadable

_PLACING = frozenset({"prefix", "url_prefix", "path", "root_path"})

_LEAVES = (ast.Name, ast.Constant, ast.operator, ast.expr_context, ast.cmpop, ast.boolop, ast.unaryop, ast.alias)
_TOLD = (
    *(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef),
    *(ast.Call, ast.Tuple, ast.Assign, ast.AnnAssign, ast.AugAssign),
)


class Import(NamedTuple):
    """`name` is "" where the module itself is imported."""

    module: str
    name: str


class Scope:
    """A module, a class or a function: what is assigned in it, by dotted name (`router`, `self.router`).

    A name that is assigned more than once stands for nothing that can be known: None.
    """

    def __init__(self, module: Module, node: ast.AST, parent: Scope | None = None) -> None:
        self.module = module
        self.node = node
        self.parent = parent
        self.names: dict[str, ast.expr | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | None] = {}
        self.loops: dict[str, ast.expr] = {}
        self.annotations: dict[str, str] = {}
        self.imports: dict[str, Import] = {}

    def set(self, name: str, value: ast.expr | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | None) -> None:
        if name not in self.names or not _is_alike(self.names[name], value):
            self.names[name] = None if name in self.names else value


def _is_alike(one: ast.AST | None, other: ast.AST | None) -> bool:
    """Whether two calls make the same kind of thing: `FastAPI(debug=True)` here, `FastAPI()` there."""
    if not isinstance(one, ast.Call) or not isinstance(other, ast.Call) or dotted(one.func) != dotted(other.func):
        return False
    return not any(said.arg in _PLACING for call in (one, other) for said in call.keywords)


class Module:
    """`scopes` has the scope of every class and function, and of the module itself."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path = path
        self.tree = tree
        self.top = Scope(self, tree)
        self.scopes: dict[int, Scope] = {id(tree): self.top}
        self.nodes: list[tuple[ast.AST, Scope]] = []
        """Every decorated thing, call and assignment with the scope it stands in, in the order of the file."""
        self._survey()

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")

    def _survey(self) -> None:
        waiting: list[tuple[ast.AST, Scope]] = [(child, self.top) for child in reversed(self.tree.body)]
        while waiting:
            node, scope = waiting.pop()
            if isinstance(node, _LEAVES):
                continue
            inner = self._enter(node, scope)
            if isinstance(node, _TOLD):
                self.nodes.append((node, scope))
            waiting += [(child, inner) for child in reversed(list(ast.iter_child_nodes(node)))]

    def _enter(self, node: ast.AST, scope: Scope) -> Scope:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            scope.set(node.name, node)
            inner = self.scopes[id(node)] = Scope(self, node, scope)
            if not isinstance(node, ast.ClassDef):
                _take_arguments(node, inner)
            return inner
        if isinstance(node, ast.Import | ast.ImportFrom):
            scope.imports.update(_imports(node, self.path))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                _assign(scope, target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            _assign(scope, node.target, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor) and isinstance(node.target, ast.Name):
            scope.loops[node.target.id] = node.iter
        return scope


def _take_arguments(node: ast.FunctionDef | ast.AsyncFunctionDef, inner: Scope) -> None:
    """Arguments hide what has their names outside."""
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        inner.names[argument.arg] = None
        if argument.annotation is not None:
            inner.annotations[argument.arg] = (dotted(argument.annotation) or "").rpartition(".")[2]


def _assign(scope: Scope, target: ast.expr, value: ast.expr) -> None:
    name = dotted(target)
    if name is None:
        return
    if name.startswith("self.") and scope.parent is not None and isinstance(scope.parent.node, ast.ClassDef):
        scope = scope.parent
    scope.set(name, value)


def _imports(node: ast.Import | ast.ImportFrom, path: str) -> Iterator[tuple[str, Import]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            yield name, Import(alias.name if alias.asname else name, "")
        return
    base = node.module or ""
    if node.level:
        folder = dirname(path)
        for _ in range(node.level - 1):
            folder = dirname(folder)
        base = "/" + join(folder, base.replace(".", "/")).strip("/")
    for alias in node.names:
        yield alias.asname or alias.name, Import(base, alias.name)


def dotted(node: ast.AST) -> str | None:
    """`a.b.c` as text; None for what is no such name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])


def parse(path: str, content: bytes) -> Module | None:
    """None for what is too large or no Python that this Python reads."""
    tree = parse_tree(content)
    try:
        return Module(path, tree) if tree else None
    except (RecursionError, MemoryError):
        return None


class Modules:
    """The modules of a snapshot, each parsed once, when somebody follows a name to it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._parsed: dict[str, Module | None] = {}

    def add(self, path: str, content: bytes) -> Module | None:
        if path not in self._parsed:
            self._parsed[path] = parse(path, content)
        return self._parsed[path]

    def at(self, path: str) -> Module | None:
        if path not in self._parsed:
            try:
                content = self._snapshot.read(path)
            except Unreadable:
                self._parsed[path] = None
            else:
                self.add(path, content)
        return self._parsed[path]

    def named(self, name: str, by: str) -> Module | None:
        """The module `name` as the file `by` imports it: from the nearest folder above it that has such a file."""
        rooted = name.startswith("/")
        tail = name.strip("/") if rooted else name.replace(".", "/")
        folder = "" if rooted else dirname(by)
        while True:
            for place in (tail,) if rooted else (join(folder, tail), join(folder, "src", tail)):
                for path in (f"{place}.py", f"{place}/__init__.py"):
                    if path in self._snapshot.entries:
                        return self.at(path)
            if not folder:
                return None
            folder = dirname(folder)
