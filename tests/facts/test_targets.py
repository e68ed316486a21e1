"""Where links lead."""

from __future__ import annotations

import pytest

from guard.documents.claims import Claims
from guard.facts import Facts
from guard.facts.targets import classify
from guard.snapshot import Snapshot

FILES = dict.fromkeys(
    ["README.md", "docs/a.md", "docs/with space.md", "docs/sub/b.md", "src/main.py", "docs/100%.md", "package.json"], ""
)


def facts_of(files: dict[str, str], links: dict[str, str] | None = None) -> Facts:
    return Facts(Snapshot.of(files, links), lambda path: Claims())


@pytest.mark.parametrize(
    ("destination", "outcome", "path"),
    [
        ("a.md", "found", "docs/a.md"),
        ("./a.md?plain=1#x", "found", "docs/a.md"),
        ("with%20space.md", "found", "docs/with space.md"),
        ("/src/main.py", "found", "src/main.py"),
        ("../src", "found", "src"),
        ("sub/", "found", "docs/sub"),
        ("..", "found", ""),
        ("A.md", "missing", "docs/A.md"),
        ("gone.md", "missing", "docs/gone.md"),
        ("../../x.md", "outside", "../../x.md"),
        ("../../../issues/1", "forge-page", ""),
        ("../../../../other/x.md", "outside", "../../../../other/x.md"),
        ("../src/main.py:12", "found", "src/main.py"),
        ("main.py:55", "missing", "docs/main.py:55"),
    ],
)
def test_resolving(destination: str, outcome: str, path: str) -> None:
    target = facts_of(FILES).targets.resolve("docs/x.md", Claims(), destination)
    assert (target.outcome, target.path) == (outcome, path)


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        ("https://x.y", "external"),
        ("mailto:a@b", "external"),
        ("//x.y/z", "external"),
        ("C:\\dev\\x.md", "workstation"),
        ("file:///x", "workstation"),
        ("/home/name/x.md", "workstation"),
        ("{{ url }}", "template"),
        ("<path>", "template"),
        ("url", "placeholder"),
        ("path/to/file.md", "placeholder"),
        ("...", "placeholder"),
        ("#", "empty"),
        ("www.x.org", "host"),
        ("tower_http::cors", "external"),
        ("`tower::Service`", "external"),
        ("crate::routing::Router#method", "external"),
        ("fn@crate::middleware::from_fn", "external"),
        ("crate", "external"),
        ("a::b.md", None),
        ("FILE.md:55", None),
        ("a.md", None),
        ("Dockerfile", None),
    ],
)
def test_what_is_no_path(destination: str, outcome: str | None) -> None:
    assert classify(destination) == outcome


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [("ln/b.md", "found"), ("ln/gone.md", "missing"), ("away/x.md", "beyond"), ("ln", "found")],
)
def test_through_symbolic_links(destination: str, outcome: str) -> None:
    facts = facts_of(FILES, {"ln": "docs/sub", "away": "../elsewhere"})
    assert facts.targets.resolve("README.md", Claims(), destination).outcome == outcome


@pytest.mark.parametrize(
    ("config", "destination", "outcome"),
    [
        ("mkdocs.yml", "a", "found"),
        ("mkdocs.yml", "../a/", "found"),
        ("mkdocs.yml", "zzz", "missing"),
        ("docs/docusaurus.config.js", "/a", "found"),
        ("docs/docusaurus.config.js", "/zzz", "route"),
        ("docs/docusaurus.config.js", "/img/x.png", "route"),
    ],
)
def test_routes_of_a_docs_site(config: str, destination: str, outcome: str) -> None:
    facts = facts_of({**FILES, config: ""})
    assert facts.targets.resolve("docs/x.md", Claims(), destination).outcome == outcome
