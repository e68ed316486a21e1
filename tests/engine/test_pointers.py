"""Which other documents are read together with those that are held."""

from __future__ import annotations

import pytest

from guard.engine.choosing import Candidate
from guard.engine.holding import pointed_at, pointers
from guard.model import Status
from guard.snapshot import Snapshot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [a](../guide.md#place).", {"../guide.md"}),
        ("[a]: docs/b.mdx#x", {"docs/b.mdx"}),
        ("`/docs/b.md#x` and (c.md#y)", {"/docs/b.md", "c.md"}),
        ("[a](guide.md) # heading", set()),
        ("[a](guide.md#)", set()),
        (".md#x", {".md"}),
        ("x" * 300 + ".md#x", {"x" * 200 + ".md"}),
    ],
)
def test_documents_that_are_pointed_into(text: str, expected: set[str]) -> None:
    assert {one[-203:] for one in pointers(text.encode())} == expected


def test_a_target_is_found_from_its_folder_from_the_root_or_by_a_rare_name() -> None:
    texts = {
        "docs/a.md": "[1](../old/one.md#x) [2](/old/two.md#x) [3](../gone/three.md#x) [4](../gone/README.md#x) [5](b.md#x)",
        "docs/b.md": "",
        "old/one.md": "",
        "old/two.md": "",
        "other/three.md": "",
        **{f"{name}/README.md": "" for name in ("a", "b", "c", "d")},
    }
    held = [Candidate(path, "markdown", Status.LIVING) for path in ("docs/a.md", "docs/b.md")]
    assert pointed_at(Snapshot.of(texts), held) == ["old/one.md", "old/two.md", "other/three.md"]
