"""How many files a folder has and how many tests a file, in every way that people count them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator
from fnmatch import translate
from posixpath import basename, splitext
from typing import TYPE_CHECKING

import msgspec

from guard.facts.files import Files
from guard.facts.trees import parsed
from guard.snapshot import Snapshot, Unreadable

if TYPE_CHECKING:
    from guard.facts.compose import ComposeFile, Project
    from guard.facts.workflows import Workflow

_LARGEST = 1_500_000
_PROSE = (".md", ".mdx", ".mdc", ".rst", ".adoc", ".txt")
_INDEXES = frozenset({"readme", "index", "_index", "__init__", "mod", "summary"})


class Ways(msgspec.Struct, frozen=True):
    """`numbers` are those that some way of counting gives, `most` the largest; `told` says in words what there is."""

    numbers: frozenset[int]
    most: int
    told: str


class Counts:
    def __init__(self, snapshot: Snapshot, files: Files) -> None:
        self._snapshot = snapshot
        self._files = files
        self._tests: dict[str, Ways | None] = {}

    def of_folder(self, folder: str, endings: Collection[str] = ()) -> Ways:
        """The files of `folder`, of all kinds or of those with one of `endings`."""
        inside = [path for path in self._files.paths if path.startswith(f"{folder}/")]
        if endings:
            inside = [path for path in inside if path.lower().endswith(tuple(endings))]
        depth = len(folder) + 1
        direct = [path for path in inside if "/" not in path[depth:]]
        numbers = {number for each in (direct, inside) for number in _countings(each)}
        below = {path[depth:].partition("/")[0] for path in inside if "/" in path[depth:]}
        if not endings:
            shown = [name for name in below if not name.startswith((".", "_"))]
            numbers |= {len(below), len(shown), len(below) + len(direct), len(shown) + len(direct)}
        documents = sum(path.lower().endswith(_PROSE) for path in direct)
        told = f"{folder} has {len(direct)} files, {documents} of them documents, and {len(below)} folders; {len(inside)} files at any depth"
        return Ways(frozenset(numbers - {0}), max(numbers, default=0), told)

    def of_pattern(self, pattern: str) -> Ways:
        """The files whose whole path fits a shell pattern; `*` stays within a folder or does not."""
        fits = _matcher(pattern)
        wide = [path for path in self._files.paths if fits(path)]
        narrow = [path for path in wide if path.count("/") == pattern.count("/")]
        numbers = {number for each in (wide, narrow) for number in _countings(each)}
        return Ways(frozenset(numbers - {0}), len(wide), f"{len(narrow)} files fit {pattern}")

    def of_tests(self, path: str) -> Ways | None:
        """The tests of a Python file; None where the file itself does not tell how many run."""
        if path not in self._tests:
            self._tests[path] = self._read_tests(path)
        return self._tests[path]

    def _read_tests(self, path: str) -> Ways | None:
        try:
            text = self._snapshot.text(path)
        except Unreadable:
            return None
        if not path.endswith(".py") or "def test" not in text or "parametri" in text:
            return None
        module = parsed(text, _LARGEST)
        if module is None:
            return None
        classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
        if any(not _is_plain(one) for one in classes) or "pytest_generate_tests" in text:
            return None
        functions = [*_tests_of(module), *(test for one in classes for test in _tests_of(one))]
        numbers = frozenset({len(functions), sum(not one.decorator_list for one in functions)})
        return Ways(numbers, len(functions), f"{path} has {len(functions)} test functions")


def of_jobs(workflow: Workflow) -> Ways | None:
    """The jobs of a workflow; None where it cannot be read, or where one of them runs more than once or calls another workflow."""
    if workflow.fault == "cannot be read" or not workflow.ids or workflow.repeated:
        return None
    return Ways(frozenset({len(workflow.ids)}), len(workflow.ids), f"its jobs are {', '.join(workflow.ids[:12])}")


def of_services(file: ComposeFile, project: Project | None) -> Ways | None:
    """The services of a compose file, alone and with the others of its folder; None where not all are known."""
    if not file.complete or file.includes or (project and not project.complete):
        return None
    alone = [one.name.text for one in file.services if one.stands_alone]
    plain = [one.name.text for one in file.services if one.stands_alone and not one.profiles]
    together = project.names if project else ()
    numbers = frozenset({len(alone), len(plain), len(file.services), len(together)})
    return Ways(numbers, max(numbers), f"its services are {', '.join(alone[:12])}")


def _countings(paths: list[str]) -> Iterator[int]:
    """All, those of one ending, those that are documents or none, each with and without indexes and what is hidden."""
    endings = {splitext(path)[1].lower() for path in paths}
    groups = [paths, *([path for path in paths if path.lower().endswith(ending)] for ending in endings if ending)]
    groups.append([path for path in paths if path.lower().endswith(_PROSE)])
    groups.append([path for path in paths if not path.lower().endswith(_PROSE)])
    for group in groups:
        plain = [path for path in group if splitext(basename(path))[0].lower() not in _INDEXES]
        shown = [path for path in group if not basename(path).startswith((".", "_"))]
        yield from (len(group), len(plain), len(shown), sum(path in plain for path in shown))
        yield len({splitext(path)[0] for path in plain})


def _matcher(pattern: str) -> Callable[[str], object]:
    return re.compile(translate(pattern.replace("**/", "*").replace("***", "*"))).match


def _tests_of(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for one in node.body:
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name.startswith("test"):
            yield one


def _is_plain(one: ast.ClassDef) -> bool:
    """Whether the class has its tests from nowhere else."""
    bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in one.bases}
    return bases <= {"TestCase", "IsolatedAsyncioTestCase", "object", "ABC"}
