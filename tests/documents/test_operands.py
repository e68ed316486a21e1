"""The paths that commands cannot run without."""

from __future__ import annotations

import pytest

from guard.documents.document import Document
from guard.documents.markdown import read
from guard.documents.operands import operands


def found(block: str) -> list[tuple[str, bool]]:
    text = f"```sh\n{block}\n```\n"
    document = Document("README.md", text, read(text), language="markdown")
    return [(one.path, one.runs) for one in operands(document, ("shop", "shop-main"), {"example.com/shop": ""})]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("node x.js a.json", [("x.js", True)]),
        ("X=1 sh ./x.sh", [("./x.sh", True)]),
        ("cat docs/a.md", [("docs/a.md", False)]),
        ("cd ~/src/shop\ngo build ./cmd/x", [("./cmd/x", False)]),
        ("go build -o ./bin/x ./cmd/x", [("./cmd/x", False)]),
        ("go test -coverprofile ./c.out ./pkg/... ./...", [("./pkg/", False)]),
        ("go run ./cmd/x --config ./x.yaml", [("./cmd/x", False)]),
        ("go -C tools run ./cmd/x", [("tools/cmd/x", False)]),
        ("go run cmd/x/main.go ./a", [("cmd/x/main.go", False), ("./a", False)]),
        ("go install example.com/shop/cmd/x@latest", [("cmd/x", False)]),
        ("go install example.com/shop/cmd/x@v1.2.3", []),
        ("go get example.com/shopper/cmd/x", []),
        ("cd /opt/shop-main/ && cat docs/a.md", [("/opt/shop-main/", False), ("docs/a.md", False)]),
        ("cd ~/src/other\ngo build ./cmd/x", []),
        ("cd ~/src/shop\ncd ..\ngo build ./cmd/x", []),
        ("cd ~/src/shop\nssh host\ncat docs/a.md", []),
        ("cd ~/src/shop\n```\n\n```sh\ncat docs/b.md", [("docs/b.md", False)]),
    ],
)
def test_operands(block: str, expected: list[tuple[str, bool]]) -> None:
    assert found(block) == expected
