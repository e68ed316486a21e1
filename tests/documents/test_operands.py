"""The paths that commands cannot run without."""

from __future__ import annotations

import pytest

from guard.documents.document import Document
from guard.documents.markdown import read
from guard.documents.operands import operands


def found(block: str) -> list[tuple[str, bool]]:
    text = f"```sh\n{block}\n```\n"
    document = Document("README.md", text, read(text), language="markdown")
    return [(one.path, one.runs) for one in operands(document, ("shop", "shop-main"))]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("node x.js a.json", [("x.js", True)]),
        ("X=1 sh ./x.sh", [("./x.sh", True)]),
        ("cat docs/a.md", [("docs/a.md", False)]),
        ("cd ~/src/shop\ngo build ./cmd/x", [("./cmd/x", False)]),
        ("cd /opt/shop-main/ && cat docs/a.md", [("/opt/shop-main/", False), ("docs/a.md", False)]),
        ("cd ~/src/other\ngo build ./cmd/x", []),
        ("cd ~/src/shop\ncd ..\ngo build ./cmd/x", []),
        ("cd ~/src/shop\nssh host\ncat docs/a.md", []),
        ("cd ~/src/shop\n```\n\n```sh\ncat docs/b.md", [("docs/b.md", False)]),
    ],
)
def test_operands(block: str, expected: list[tuple[str, bool]]) -> None:
    assert found(block) == expected
