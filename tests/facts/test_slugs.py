"""GitHub's anchors, to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guard.facts import slugs

VECTORS = Path(__file__).parents[3] / "shared/vectors/github-slugger.json"


@pytest.mark.skipif(not VECTORS.exists(), reason="the recorded cases are not part of this repository")
def test_every_recorded_case() -> None:
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))
    found = list(slugs.anchors(case["input"] for case in cases))
    assert len(cases) == 78
    assert found == [case["expected"] for case in cases]


@pytest.mark.parametrize(
    ("headings", "anchors"),
    [
        (["Foo", "Foo", "Foo-1"], ["foo", "foo-1", "foo-1-1"]),
        (["⚙️ Setup"], ["️-setup"]),
        (["A & B"], ["a--b"]),
        (["Über uns"], ["über-uns"]),
        (["`code_x` (v1.2)"], ["code_x-v12"]),
        (["日本語"], ["日本語"]),
        (["Ⓐ"], ["ⓐ"]),
        ([":tada: x"], ["tada-x"]),
        ([" Image before"], ["-image-before"]),
    ],
)
def test_github(headings: list[str], anchors: list[str]) -> None:
    assert list(slugs.anchors(headings)) == anchors


@pytest.mark.parametrize(
    ("dialect", "anchors"),
    [
        ("gitlab", ["a-b", "a-b-1"]),
        ("python-markdown", ["a-b", "a-b_1"]),
        ("kramdown", ["a--b", "a--b-1"]),
        ("mintlify", ["a-&-b", "a-&-b-2"]),
        ("mintlify-plain", ["a-and-b", "a-and-b-2"]),
    ],
)
def test_dialects(dialect: str, anchors: list[str]) -> None:
    assert list(slugs.anchors(["A & B", "A & B"], dialect)) == anchors


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("build.target", "build-target"),
        ("new URL(url, import.meta.url)", "new-url-url-import-meta-url"),
        ("Dev Containers / VS Code", "dev-containers-vs-code"),
        ("2.0 Größe", "_2-0-große"),
        ("a -- b", "a-b"),
        ("“Über”", "uber"),
        ("input *", "input"),
        ("!?", ""),
    ],
)
def test_vitepress(heading: str, anchor: str) -> None:
    assert list(slugs.anchors([heading], "vitepress")) == [anchor]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("base_url ", "base_url"),
        ("What's new?", "whats-new"),
        ("A/B: c.d", "a/b-c-d"),
        ("Größe — 2", "größe-—-2"),
        ("⚙️ Setup", "-setup"),
        ("3.0.1 (beta)", "3-0-1-beta"),
    ],
)
def test_mintlify(heading: str, anchor: str) -> None:
    """As `slugify` and `cleanHeadingId` of `@mintlify/common` make them."""
    assert slugs.mintlify(heading) == anchor


def test_mintlify_once_had_no_underscores() -> None:
    assert slugs.mintlify_hyphens("base_url") == "base-url"
