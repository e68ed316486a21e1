"""A repository whose manifests are broken in every way that was thought of: notes, no tracebacks, no hanging."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DEEP = "[" * 100_000
FILES = {
    "README.md": (
        "# Shop\n\n```sh\nnpm run build\nmake test\njust check\ntask lint\npython -m shop.main --port 1\n./run.sh --x\ndocker compose up web\n"
        "uv sync --python 3.9\n```\n\n`GET /api/x`, `shop.api.Client`, `SHOP_API_KEY` (default: `1`), [a](b.md). Node.js 20 is required.\n\n"
        "Current version: 1.2.3\n\n| Variable | Default |\n|---|---|\n| SHOP_A | 1 |\n"
    ),
    "package.json": "[]",
    "web/package.json": '{"scripts": {"build": ',
    "web/README.md": "# Web\n\n```sh\nnpm run build\n```\n",
    "deep/package.json": DEEP,
    "deep/README.md": "# Deep\n\n```sh\nnpm run build\n```\n",
    "Makefile": "include Makefile other.mk\n" + "x:\n\ttrue\n" * 200_000,
    "other.mk": "include Makefile\n$(eval $(call f))\n",
    "justfile": "import 'justfile'\ncheck:\n",
    "Taskfile.yml": "version: '3'\nincludes:\n  a: ./Taskfile.yml\ntasks: [1, 2]\n",
    "compose.yaml": "include: [compose.yaml, other.yaml]\nservices: &a\n  web: *a\n",
    "other.yaml": "include:\n  - compose.yaml\nservices: 7\n",
    "pyproject.toml": "[project\nname =",
    "Cargo.toml": "[package]\nversion = 7\n",
    "go.mod": "go x.y\n",
    ".nvmrc": "\x00lts/*\n",
    "cookiecutter.json": "[1]",
    "openapi.json": '{"openapi": "3.1.0", "paths": [',
    "api/openapi.yaml": "openapi: 3.1.0\npaths: &p\n  /x: *p\n",
    "swagger.json": '{"swagger": "2.0", "paths": []}',
    ".github/workflows/ci.yml": "name: [\njobs: 7",
    ".github/workflows/list.yml": "- a\n",
    "src/shop/__init__.py": "from shop.api import *\n",
    "src/shop/api.py": "from shop import *\nfrom fastapi import FastAPI\napp = FastAPI()\nclass Client(Client): ...\n",
    "src/shop/main.py": "import argparse\nargparse.ArgumentParser(parents=[x for x in y]).parse_args(\n",
    "src/shop/deep.py": "SHOP_A = " + "(" * 5_000,
    "run.sh": "case $1 in\n--a) while :; do shift; done\n",
    ".env.example": "SHOP_A\n=\n\x00\n",
    "nul.py": "\x00app.get('/x')\n",
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("odd")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def guard(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guard", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)


def test_checking_it(repository: Path) -> None:
    done = guard(repository, "check", "--preview", "--no-cache", "--output-format", "json")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert {finding["rule"] for finding in report["findings"]} == {"broken-link"}, "nothing is certain but the link"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("scripts", "package.json: not a table"),
        ("scripts", "web/package.json: not JSON"),
        ("scripts", "deep/package.json: not JSON"),
        ("scripts", "not all are known"),
        ("compose", "incomplete"),
        ("workflows", "not all are known: cannot be read"),
        ("endpoints", "openapi.json: not all of it could be read"),
        ("versions", ""),
        ("variables", ""),
        ("modules", "shop: src/shop"),
        ("programs", ""),
    ],
)
def test_what_is_told_of_it(repository: Path, kind: str, said: str) -> None:
    done = guard(repository, "facts", kind)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith(kind)
    assert said in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules.unknown-symbol]\nseverity = 'loud'\n", "guard.toml"),
        ("[rules.unknown-symbl]\nseverity = 'off'\n", "unknown-symbol"),
        ("[[contracts]]\ntype = 'undocumented-endpoint'\n", "file"),
        ("[rules\n", "guard.toml"),
    ],
)
def test_wrong_configuration(repository: Path, tmp_path: Path, text: str, said: str) -> None:
    config = tmp_path / "guard.toml"
    config.write_text(text, encoding="utf-8")
    done = guard(repository, "check", "--no-cache", "--config", str(config))
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert said in done.stderr + done.stdout
