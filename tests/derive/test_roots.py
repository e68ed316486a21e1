"""The root itself as what a section is made of: `of=.`, and what is meant without `of`."""

from __future__ import annotations

from pathlib import Path

import pytest

from guard.freshness import look
from guard.session import Session

FILES = {
    "README.md": "# Top\n\nFirst words.\n",
    "src/a.py": "",
    "compose.yaml": "services:\n  web:\n    image: nginx\n",
}


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        ("tree", "├── src/\n"),
        ("tree of=. depth=1", "├── src/\n"),
        ("index of=.", "- [Top](README.md) - First words."),
        ("services", "| `web` | `nginx` |"),
        ("services of=.", "| `web` | `nginx` |"),
        ("count of=*.md", "2"),
    ],
)
def test_the_root_is_a_folder(tmp_path: Path, marker: str, holds: str) -> None:
    for name, text in {**FILES, "made.md": f"<!-- guard:begin {marker} -->\n<!-- guard:end -->\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = look(Session.open(tmp_path))
    assert found.troubles == ()
    (section,) = found.sections
    assert holds in section.new
