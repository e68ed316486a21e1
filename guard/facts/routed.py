"""Links for the readers of a site that something elsewhere builds: nothing in the repository says that there is one."""

from __future__ import annotations

from collections import Counter
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from guard.documents.claims import Link
from guard.documents.document import Document
from guard.facts.ordered import ordered
from guard.facts.targets import Target

if TYPE_CHECKING:
    from guard.facts.facts import Facts

LEAST = 3
"""How many links of a document, or of a folder's documents, must leave out the ending before that is taken for the way of a site."""


def is_route(document: Document, facts: Facts, link: Link, target: Target) -> bool:
    """Whether the link is one for the readers of a site, though nothing here says that there is one.

    It begins at the root and leads to a folder that is not there or to HTML that nobody wrote; or it leaves the ending out, and so do
    others of the document.
    """
    if _is_url(document, link, target):
        return True
    if "." not in basename(target.path) and (
        _is_ordered(document, facts, target) or _is_mounted(document, facts, target)
    ):
        return True
    if "." not in basename(target.path) and target.path.partition("/")[0] in facts.remembered(_rendered):
        return target.written_path.startswith("/") or _is_page(facts, target.path)
    if target.written_path.startswith("/"):
        return target.path.endswith(".html") or not facts.files.is_folder(dirname(target.path))
    if "." not in basename(target.path) and any(
        _is_pretty(document, facts, one.destination) for one in document.claims.links
    ):
        return True
    if "." in basename(target.path) or not _is_page(facts, target.path):
        return False
    resolved = (
        facts.targets.resolve(document.path, document.claims, link.destination) for link in document.claims.links
    )
    without = {one.path for one in resolved if one.outcome == "missing" and "." not in basename(one.path)}
    return sum(_is_page(facts, path) for path in without) >= LEAST


def _is_ordered(document: Document, facts: Facts, target: Target) -> bool:
    """Whether the document is a page among numbered ones, or what it links is called like one."""
    sites = facts.remembered(ordered)
    return document.path.partition("/")[0] in sites or any(basename(target.path) in pages for pages in sites.values())


def _is_mounted(document: Document, facts: Facts, target: Target) -> bool:
    """Whether the app shows the pages around the MDX below another route: `./docs/start` is `start.mdx`, `/docs/start` too."""
    rest = target.written_path.removeprefix("./").strip("/").partition("/")[2].rstrip("/")
    folder = document.folder
    while rest and folder and document.path.endswith(".mdx"):
        if facts.files.is_folder(f"{folder}/{rest}") or _is_page(facts, f"{folder}/{rest}"):
            return True
        folder = dirname(folder)
    return False


def _is_url(document: Document, link: Link, target: Target) -> bool:
    """Whether raw HTML climbs to a name without ending that nothing has: a page of a site, unless the document is one that a forge shows."""
    if link.kind != "html" or link.image or "." in basename(target.path) or not target.written_path.startswith("../"):
        return False
    return "/" in document.path and not basename(document.path).lower().startswith("readme")


def _rendered(facts: Facts) -> frozenset[str]:
    """The top folders in whose documents links from the root leave the endings out, as sites have it: `[tools](/docs/tools)`."""
    counts: Counter[str] = Counter()
    for path in facts.living:
        top, slash, _ = path.partition("/")
        if slash and f"](/{top}/" in facts.text_of(path):
            for link in facts.claims_of(path).links:
                written = link.destination.partition("#")[0].lstrip("/")
                counts[top] += link.destination.startswith(f"/{top}/") and _is_page(facts, written)
    return frozenset(folder for folder, count in counts.items() if count >= LEAST)


def _is_pretty(document: Document, facts: Facts, destination: str) -> bool:
    """Whether `../setup/` or `setup/` is the page `setup.md` beside the document, as sites with a folder for every page have it."""
    path = destination.partition("#")[0].removesuffix("/")
    name = path.removeprefix("../")
    if "/" in name or "." in name or path == destination.partition("#")[0] == name:
        return False
    return facts.files.exists(f"{document.folder}/{name}.md") and not facts.files.exists(f"{document.folder}/{path}")


def _is_page(facts: Facts, path: str) -> bool:
    return any(facts.files.exists(path + ending) for ending in (".md", ".mdx", ".py", ".ipynb", ".rst"))
