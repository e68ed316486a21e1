"""Defaults that programs give, and those that documents tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import Document
from guard.documents.defaults import defaults, names
from guard.documents.markdown import read
from guard.facts.defaults import Defaults, kind, plain
from guard.snapshot import Snapshot


@pytest.mark.parametrize(
    ("path", "source", "value"),
    [
        ("a.py", "def f(a, size=10): ...", "10"),
        ("a.py", "def f(*, size: int = 10): ...", "10"),
        ("a.py", "async def f(size=-1, /): ...", "-1"),
        ("a.py", "class C:\n    size: int = 10", "10"),
        ("a.py", "class C:\n    size: int = Field(default=10, gt=0)", "10"),
        ("a.py", "class C:\n    size: int = Field(10)", "10"),
        ("a.py", "size = 10", "10"),
        ("a.py", "class C:\n    size: list = Field(default_factory=list)", None),
        ("a.py", "def f(size=None): ...", None),
        ("a.py", "def f(size=other()): ...", None),
        ("a.py", "parser.add_argument('--size', type=int, default=10)", None),
        ("a.py", "x = data.get('size', 10)", "10"),
        ("a.py", "os.environ.setdefault('size', '10')", None),
    ],
)
def test_python(path: str, source: str, value: str | None) -> None:
    given_there = Defaults(Snapshot.of({path: source}), frozenset({"size"})).of("size")
    assert [one.value for one in given_there] == ([] if "add_argument" in source else [value])


@pytest.mark.parametrize(
    ("path", "source", "value"),
    [
        ("a.py", "os.getenv('SHOP_SIZE', '10')", "'10'"),
        ("a.py", "class C:\n    SHOP_SIZE: int = 10  # why\n", "10"),
        ("a.py", "X_SHOP_SIZE = 1\nSHOP_SIZE = other()", None),
        ("a.py", "os.environ.setdefault('SHOP_SIZE', '10')", None),
        ("a.py", "safe_env('SHOP_SIZE', 10)", "10"),
        ("a.py", "os.getenv('SHOP_SIZE')", None),
        ("a.py", "parser.add_argument('SHOP_SIZE', default=10)", "10"),
        ("a.sh", "serve ${SHOP_SIZE:-10}", "10"),
        ("compose.yaml", "x: ${SHOP_SIZE:-10}", "10"),
        ("Dockerfile", "RUN x ${SHOP_SIZE-10}", "10"),
        ("a.ts", 'const x = process.env.SHOP_SIZE ?? "10"', '"10"'),
        ("a.js", "process.env['SHOP_SIZE'] || 10", "10"),
        ("a.js", "process.env.SHOP_SIZE || other()", None),
    ],
)
def test_variables(path: str, source: str, value: str | None) -> None:
    (one,) = Defaults(Snapshot.of({path: source}), frozenset({"SHOP_SIZE"})).of("SHOP_SIZE")
    assert (one.value, one.path) == (value, path)
    assert "SHOP_SIZE" in source.splitlines()[one.line - 1]


@pytest.mark.parametrize(
    ("path", "source", "value"),
    [
        ("compose.yaml", "services:\n  a:\n    environment:\n      - SHOP_SIZE=10\n", "10"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      SHOP_SIZE: '10'\n", "'10'"),
        ("Dockerfile", "ENV SHOP_SIZE=10\n", "10"),
        ("Dockerfile", "ARG SHOP_SIZE 10\n", "10"),
        (".env.example", "SHOP_SIZE=10 # why\n", "10"),
        (".env.example", "SHOP_SIZE=$OTHER\n", None),
    ],
)
def test_what_is_set_is_no_hard_default(path: str, source: str, value: str | None) -> None:
    (one,) = Defaults(Snapshot.of({path: source}), frozenset({"SHOP_SIZE"})).of("SHOP_SIZE")
    assert (one.value, one.soft) == (value, True)


@pytest.mark.parametrize(
    ("path", "source"), [(".github/workflows/ci.yml", "env:\n  SHOP_SIZE: 10\n"), ("a.sh", "SHOP_SIZE=10\n")]
)
def test_what_scripts_and_workflows_set_says_nothing(path: str, source: str) -> None:
    assert not Defaults(Snapshot.of({path: source}), frozenset({"SHOP_SIZE"})).of("SHOP_SIZE")


@pytest.mark.parametrize("path", ["tests/a.py", "test_a.py", "a.test.ts", "examples/a.py", "a.md"])
def test_tests_and_prose_give_none(path: str) -> None:
    assert not Defaults(Snapshot.of({path: "SHOP_SIZE = 1"}), frozenset({"SHOP_SIZE"})).of("SHOP_SIZE")


@pytest.mark.parametrize("source", ["def f(:", "\x00max_size", "max_size = " + "(" * 500])
def test_what_cannot_be_read_gives_none(source: str) -> None:
    assert not Defaults(Snapshot.of({"a.py": source}), frozenset({"max_size"})).of("max_size")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1_000", "1000"),
        ("True", "true"),
        ("'a'", "a"),
        ('"a"', "`a`"),
        ("None", "null"),
        ("1.0", "1"),
        ("1e3", "1000"),
        ("-1", "-1.0"),
    ],
)
def test_one_value_written_differently(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@given(st.text(max_size=30))
def test_plain_is_plain(text: str) -> None:
    assert kind(text) in {"number", "truth", "word", ""}
    assert plain(plain(text)) == plain(text) or text.strip()[:1] in {'"', "'", "`"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("* `size` (default: `4`): x", [("size", "4", "")]),
        ("`size`: int (optional, defaults to 30 seconds)", [("size", "30", "seconds")]),
        ('**`--mode`** (default "fast")', [("--mode", '"fast"', "")]),
        ("`a` and `size` (no default)", []),
        ("`size` is set; see the defaults (default: `x`) of `other`", []),
        ("```\n`size` (default: `4`)\n```", []),
        (
            "| Name | Type | Default |\n|---|---|---|\n| `SIZE` | int | `4` |\n| MODE | x | fast |\n| `X` | y | - |\n| `Y` | y | none |\n",
            [("SIZE", "4", ""), ("MODE", "fast", "")],
        ),
        ("| Name | Default | Default |\n|---|---|---|\n| `SIZE` | 1 | `4` |\n", []),
        ("| `SIZE` | Default |\n", []),
    ],
)
def test_what_documents_tell(text: str, found: list[tuple[str, str, str]]) -> None:
    document = Document("x.md", text, read(text), language="markdown")
    told = list(defaults(document))
    assert [(one.name, one.value, one.unit) for one in told] == found
    assert all(document.source(one.span) == one.value for one in told)
    assert {one.name for one in told} <= set(names(text))
