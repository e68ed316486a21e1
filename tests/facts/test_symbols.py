"""What modules and classes give, as far as their source tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import Claims
from guard.facts import Facts
from guard.facts.symbols import Symbols
from guard.facts.symbols.reading import LARGEST, UNREAD, read
from guard.snapshot import Snapshot


def symbols_of(**sources: str) -> Symbols:
    return Facts(Snapshot.of({f"{path}.py": text for path, text in sources.items()}), lambda _: Claims()).symbols


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("x = 1", "x"),
        ("x: int", "x"),
        ("a, (b, *x) = f()", "x"),
        ("import x.y", "x"),
        ("from y import z as x", "x"),
        ("try:\n    import y as x\nexcept ImportError:\n    x = None", "x"),
        ("if True:\n    def x(): ...", "x"),
        ("with f() as x: ...", "x"),
        ("for x in y: ...", "x"),
        ("def f():\n    global x\n    x = 1", "x"),
        ("if (x := 1): ...", "x"),
        ("match y:\n    case 1:\n        x = 1", "x"),
        ("async def x(): ...", "x"),
        ("class x: ...", "x"),
    ],
)
def test_what_a_module_binds(source: str, name: str) -> None:
    assert name in read(source).names


@pytest.mark.parametrize("source", ["def f():\n    x = 1", "class C:\n    x = 1", "f(x=1)", "y.x = 1", "x", "'x'"])
def test_what_it_does_not_bind(source: str) -> None:
    assert "x" not in read(source).names


@pytest.mark.parametrize(
    "source",
    [
        "def __getattr__(name): ...",
        "globals()['x'] = 1",
        "import sys\nsys.modules[__name__] = f()",
        "for name in y:\n    globals().update({name: 1})",
        "exec('x = 1')",
    ],
)
def test_a_module_that_makes_names_up_is_open(source: str) -> None:
    assert read(source).open


@pytest.mark.parametrize("source", [b"def f(:", b"\x00", b"\xff\xfe", b"x = (" * 5000, b"x" * (LARGEST + 1)])
def test_what_is_no_python_is_open(source: bytes) -> None:
    assert read(source) == UNREAD


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert read(text).open in {True, False}


def test_names_are_passed_on_by_star_imports() -> None:
    symbols = symbols_of(
        **{"shop/__init__": "from .api import *\n", "shop/api": "from .deep import *\n", "shop/deep": "x = 1\n"},
    )
    assert symbols.gives("shop/__init__.py", "x") is True
    assert symbols.gives("shop/__init__.py", "y") is False
    assert symbols.gives("shop/__init__.py", "api") is True


def test_a_star_import_from_elsewhere_may_give_anything() -> None:
    assert symbols_of(a="from django.db.models import *\n").gives("a.py", "x") is None


def test_star_imports_in_a_circle_end() -> None:
    symbols = symbols_of(a="from b import *\n", b="from a import *\n")
    assert symbols.gives("a.py", "x") in {None, False}


@pytest.mark.parametrize(
    ("source", "member", "has"),
    [
        ("class C:\n    def x(self): ...", "x", True),
        ("class C:\n    def f(self):\n        self.x = 1", "x", True),
        ("class C:\n    __slots__ = ('x',)", "x", True),
        ("class C:\n    x: int = 1", "x", True),
        ("class B:\n    x = 1\nclass C(B): ...", "x", True),
        ("class C:\n    def y(self): ...", "x", False),
        ("class C:\n    def y(self): ...", "__init__", True),
        ("@dataclass(frozen=True)\nclass C:\n    y: int", "x", False),
        ("@magic\nclass C:\n    y: int", "x", None),
        ("class C(Elsewhere): ...", "x", None),
        ("class C(metaclass=M): ...", "x", None),
        ("class C(namedtuple('C', 'a b')): ...", "x", None),
        ("class C:\n    def __getattr__(self, name): ...", "x", None),
        ("class C(C): ...", "x", None),
    ],
)
def test_members_of_a_class(source: str, member: str, *, has: bool | None) -> None:
    assert symbols_of(a=source).has_member("a.py", "C", member) is has


def test_places_are_told_with_tests_last() -> None:
    symbols = symbols_of(**{"tests/a": "\ndef x(): ...\n", "z": "\n\nclass x: ...\n"})
    assert [(place.path, place.line) for place in symbols.defined("x")] == [("z.py", 3), ("tests/a.py", 2)]
