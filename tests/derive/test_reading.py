"""Sources, each from good files and from bad ones; every complaint names the file and the cure."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.derive.sources import KINDS, SourceError, options_of, read
from guard.engine.library import Library
from guard.facts import Facts
from guard.snapshot import Snapshot


def facts_of(files: dict[str, str]) -> Facts:
    snapshot = Snapshot.of(files)
    return Facts(snapshot, Library(snapshot).claims_of)


def value(kind: str, files: dict[str, str], **options: Any) -> Any:
    options = {"of": next(iter(files)), **options}
    return msgspec.to_builtins(read(kind, facts_of(files), msgspec.convert(options, options_of(kind))))


ROWS = "| Date | ID | What | Status |\n| --- | --- | --- | --- |\n"
LOG = (
    "# Log\n\n"
    + ROWS
    + "| 2024-03-01 | B-2 | two | done |\n| 2024-01-01 | **B-10.1** | ten | open |\n| 2024-02-01 | [B-1](#x) | one | done |\n"
)


def test_a_ledger_from_its_index() -> None:
    found = value("ledger", {"L.md": LOG}, id="B-<n>", entries="index")
    assert (found["count"], found["unique"], found["statuses"]) == (3, 3, {"done": 2, "open": 1})
    assert found["latest"]["id"] == "B-10.1"
    assert [one["id"] for one in found["newest"]] == ["B-2", "B-1", "B-10.1"]
    assert found["entries"][0]["fields"] == {"Date": "2024-03-01", "ID": "B-2", "What": "two", "Status": "done"}


def test_a_ledger_from_its_sections() -> None:
    text = "# Log\n\n## B-1: one\n\n**Status**: done\n**Date**: 2024-01-01\n\n## B-2 | 2024-02-01 | two\n\n```\n## B-3\n```\n"
    found = value("ledger", {"L.md": text}, id="B-<n>", entries="sections")
    assert [(one["id"], one["title"], one["date"], one["status"]) for one in found["entries"]] == [
        ("B-1", "one", "2024-01-01", "done"),
        ("B-2", "two", "2024-02-01", ""),
    ]


@pytest.mark.parametrize(
    ("text", "entries", "says"),
    [
        (
            LOG + "| 2024-03-09 | P0 | x | y |\n",
            "index",
            "L.md:8: not all entries can be counted: line 8: a row without an id: P0",
        ),
        (LOG + "\n| 2024-03-09 | other | x | y |\n", "index", "L.md:9: not all entries"),
        ("## B-1\n\n## b 2: x\n", "sections", "a heading that looks like an entry: b 2: x"),
        (LOG + "\n## B-1\n\n## B-2\n", "both", "B-10.1 is in the index and has no section"),
        (LOG + "\n## B-1\n\n## B-2\n\n## B-10.1\n\n## B-7\n", "both", "B-7 has a section and is not in the index"),
        ("# Nothing\n", "both", "L.md: no entry with an id such as B-<n>"),
    ],
)
def test_a_ledger_that_cannot_be_counted(text: str, entries: str, says: str) -> None:
    with pytest.raises(SourceError) as error:
        value("ledger", {"L.md": text}, id="B-<n>", entries=entries)
    assert says in str(error.value)


def test_lines_that_are_allowed_are_no_entries() -> None:
    text = LOG + "| 2024-03-09 | P0 track | x | y |\n\n| 2024-04-01 | B-11 | loose | open |\n"
    found = value("ledger", {"L.md": text}, id="B-<n>", entries="index", allow=["P0"])
    assert found["count"] == 4, "a row that has lost its table is an entry all the same"


@pytest.mark.parametrize("pattern", ["", "B", "<n>", "B-<n>-<m>"])
def test_patterns_of_ids_that_are_none(pattern: str) -> None:
    with pytest.raises(SourceError, match="not a pattern of ids"):
        value("ledger", {"L.md": LOG}, id=pattern)


def test_rows_with_comments_count_and_rows_in_comments_do_not() -> None:
    text = LOG.replace("| two |", "| two <!-- x --> |") + "\n<!--\n| 2024-01-01 | B-99 | no | no |\n-->\n"
    assert value("ledger", {"L.md": text}, id="B-<n>", entries="index")["count"] == 3


TABLE = "# A\n\n## One\n\n| a | b |\n|---|---|\n| 1 | x \\| y |\n| 2 |\n\n## Two\n\n| c |\n|---|\n| 3 |\n"


def test_tables() -> None:
    found = value("table", {"t.md": TABLE}, heading="one")
    assert (found["columns"], found["count"]) == (("a", "b"), 2)
    assert list(found["rows"]) == [{"a": "1", "b": "x \\| y"}, {"a": "2", "b": ""}]
    assert list(value("table", {"t.csv": 'a,b\n1,"x\ny"\n'})["rows"]) == [{"a": "1", "b": "x\ny"}]
    assert list(value("table", {"t.tsv": "a\tb\n1\t2\n"})["rows"]) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    ("name", "text", "options", "says"),
    [
        ("t.md", TABLE, {}, "t.md: more than one table: lines 5, 12; name the heading"),
        ("t.md", TABLE, {"heading": "Tow"}, "no table under Tow (there are A, One, Two)"),
        ("t.md", "# A\n", {}, "t.md: no table"),
        ("t.md", "| a | a |\n|---|---|\n", {}, "two columns have the same name"),
        ("t.md", "| a |\n|---|\n| 1 | 2 |\n", {}, "t.md:3: 2 cells where the header has 1"),
        ("t.csv", "", {}, "empty"),
        ("t.csv", 'a\n"x', {}, "not CSV"),
    ],
)
def test_tables_that_are_none(name: str, text: str, options: dict[str, str], says: str) -> None:
    with pytest.raises(SourceError) as error:
        value("table", {name: text}, **options)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "key", "wanted"),
    [
        ("a.toml", "[project]\nversion = '1.10'\n", "project.version", "1.10"),
        ("a.toml", '[tool."odd key"]\nx = [1, {y = true}]\n', 'tool."odd key".x[1].y', True),
        ("a.json", '{"a": [{"b": 1.5}]}', "a[0].b", 1.5),
        ("a.yaml", "a:\n  b: 1.10\n  c: [x, 0x1F]\n  d: null\n", "a.b", "1.10"),
        ("a.yaml", "a:\n  c: [x, 0x1F]\n", "a.c", ["x", 31]),
        ("a.yml", "x: &x {k: v}\ny:\n  <<: *x\n", "y.k", "v"),
    ],
)
def test_values(name: str, text: str, key: str, wanted: object) -> None:
    assert value("value", {name: text}, key=key) == wanted


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "text", "key", "says"),
    [
        ("a.toml", "[project]\nversion = 1\n", "project.versoin", "no key project.versoin (did you mean version?)"),
        ("a.toml", "x = ", "x", "a.toml: not TOML"),
        ("a.toml", f"x = {'9' * 5000}\n", "x", "a.toml: not TOML"),
        ("a.json", "[", "x", "a.json: not JSON"),
        ("a.json", "[1]", "x[0]", "no key x"),
        ("a.json", "[1]", "[3]", "no element 3"),
        ("a.yaml", "a: [", "a", "not YAML"),
        ("a.yaml", BOMB, "i", "too many values"),
        ("a.ini", "", "x", "read from TOML, YAML and JSON"),
        ("a.json", "{}", "a..b", "not a key"),
        ("a.json", "{}", "", "not a key"),
    ],
)
def test_values_that_are_none(name: str, text: str, key: str, says: str) -> None:
    with pytest.raises(SourceError) as error:
        value("value", {name: text}, key=key)
    assert says in str(error.value)


CODE = (
    "import x\n\n# region: setup\ndef f():\n    # region inner\n    return 1\n    # endregion\n# endregion\n\ny = 2\n"
)


@pytest.mark.parametrize(
    ("name", "text", "options", "wanted"),
    [
        ("a.py", CODE, {"lines": "1-1"}, "import x"),
        ("a.py", CODE, {"lines": "10"}, "y = 2"),
        ("a.py", CODE, {"region": "inner"}, "return 1"),
        ("a.js", "// #region a\nx()\n// #endregion\n", {"region": "a"}, "x()"),
        ("a.py", "# --8<-- [start:a]\nx\n# --8<-- [end:a]\n", {"region": "a"}, "x"),
        ("a.md", "# A\n\n## B\n\nbe\n\n### C\n\nsee\n\n## D\n", {"heading": "b"}, "be\n\n### C\n\nsee"),
        ("a.txt", "\n\n  x\n  y\n\n", {}, "x\ny"),
    ],
)
def test_excerpts(name: str, text: str, options: dict[str, str], wanted: str) -> None:
    assert value("excerpt", {name: text}, **options)["text"] == wanted


@pytest.mark.parametrize(
    ("name", "text", "options", "says"),
    [
        ("a.py", CODE, {"lines": "5-99"}, "has 11 lines, not 99"),
        ("a.py", CODE, {"lines": "9-3"}, "not lines: 9-3"),
        ("a.py", CODE, {"region": "setpu"}, "no region setpu (did you mean setup?)"),
        ("a.py", "# region: a\nx\n", {"region": "a"}, "a.py:1: the region a has no end"),
        ("a.py", "# region a\n# endregion\n", {"region": "a"}, "empty"),
        ("a.md", "# A\n\n# A\n", {"heading": "A"}, "more than one heading A: lines 1, 3"),
        ("a.md", "# Abc\n", {"heading": "Abd"}, "no heading Abd (there are Abc)"),
        ("a.py", CODE, {"lines": "1", "region": "x"}, "one of lines, heading and region"),
    ],
)
def test_excerpts_that_are_none(name: str, text: str, options: dict[str, str], says: str) -> None:
    with pytest.raises(SourceError) as error:
        value("excerpt", {name: text}, **options)
    assert says in str(error.value)


def test_variables_and_their_comments() -> None:
    text = "# Head of the file\n\n# The port\n# to listen on\nPORT=80\nexport HOST='a # b'\nKEY= # secret\n# OPTIONAL=1\n\n# lonely\n\nLAST=\n"
    found = value("env", {".env.example": text})
    assert [(one["name"], one["default"], one["comment"], one["optional"]) for one in found] == [
        ("PORT", "80", "The port to listen on", False),
        ("HOST", "a # b", "", False),
        ("KEY", "", "secret", False),
        ("OPTIONAL", "1", "", True),
        ("LAST", "", "", False),
    ]
    with pytest.raises(SourceError, match=r"\.env\.example:2: not an assignment"):
        value("env", {".env.example": "A=1\nno assignment here\n"})


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"package.json": '{"scripts": {"dev": "vite", "//": "no"}}'}, [("npm run dev", "vite")]),
        ({"package.json": '{"scripts": {"dev": "vite"}}', "pnpm-lock.yaml": ""}, [("pnpm run dev", "vite")]),
        ({"web/package.json": '{"scripts": {"dev": "vite"}}', "yarn.lock": ""}, [("yarn run dev", "vite")]),
        ({"pyproject.toml": '[project.scripts]\nx = "a:b"\n'}, [("x", "a:b")]),
        ({"pyproject.toml": '[tool.poe.tasks]\nt = {cmd = "ruff", help = "h"}\n'}, [("poe t", "ruff")]),
        (
            {"Makefile": "X := 1\n.PHONY: a\na: ## says\n\t@echo x\nb:\n\tone\n\ttwo\n%.o:\n\tcc\n"},
            [("make a", "echo x"), ("make b", "")],
        ),
    ],
)
def test_scripts(files: dict[str, str], wanted: list[tuple[str, str]]) -> None:
    assert [(one["call"], one["runs"]) for one in value("scripts", files)] == wanted


@pytest.mark.parametrize(
    "files", [{"package.json": "[]"}, {"package.json": "{}"}, {"setup.py": ""}, {"Makefile": "X = 1\n"}]
)
def test_files_without_scripts(files: dict[str, str]) -> None:
    with pytest.raises(SourceError):
        value("scripts", files)


def test_routes() -> None:
    text = '{"paths": {"/a": {"post": {"operationId": "x"}, "get": {"summary": "s", "tags": ["t"], "deprecated": true}, "parameters": []}}}'
    found = value("routes", {"openapi.json": text})
    assert [(one["method"], one["path"], one["summary"], one["deprecated"]) for one in found] == [
        ("GET", "/a", "s", True),
        ("POST", "/a", "x", False),
    ]
    assert len(value("routes", {"openapi.json": text}, tag="t")) == 1
    for wrong in ("{}", "[]", '{"paths": {}}'):
        with pytest.raises(SourceError):
            value("routes", {"openapi.json": wrong})


def test_files_are_counted_or_refused() -> None:
    files = {"docs/a.md": "", "docs/deep/b.md": "", "c.py": ""}
    found = value("files", files, of="docs/**/*.md", ignore=["deep/"])
    assert (found["count"], [one["path"] for one in found["files"]]) == (1, ["docs/a.md"])
    for wrong in ("*.rst", "[", ""):
        with pytest.raises(SourceError):
            value("files", files, of=wrong)


@pytest.mark.parametrize("path", ["../x.md", "/etc/passwd", ".git/config", "a/../../x", "gone.md", "docs", "a\\b"])
@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"files", "ledger", "value"}))
def test_no_source_leaves_the_repository(kind: str, path: str) -> None:
    with pytest.raises(SourceError):
        value(kind, {"README.md": "# A\n", "docs/a.md": ""}, of=path)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="#|-B1 \n\t<!>`~=[]{}:,\"'.&*%$x\\é\r", max_size=120),
    st.sampled_from(sorted(set(KINDS) - {"files"})),
)
def test_any_text_is_read_or_refused(text: str, kind: str) -> None:
    names = {"value": "a.yaml", "scripts": "Makefile", "routes": "o.yaml", "compose": "compose.yaml", "table": "t.csv"}
    options = {"ledger": {"id": "B-<n>"}, "value": {"key": "x"}}.get(kind, {})
    for name in {names.get(kind, "a.md"), "a.md"}:
        with suppress(SourceError):
            value(kind, {name: text}, **options)
