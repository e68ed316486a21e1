"""What the build of a site adds to it: pages and files that no file of the repository stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import basename, dirname, join, normpath

import msgspec

from guard.documents.mentions import has_ending
from guard.facts.files import Files
from guard.facts.site import Site
from guard.snapshot import Snapshot

_API = frozenset({"api", "api-reference", "reference", "apidocs", "autoapi", "generated", "autosummary"})
_FOR_MODELS = frozenset({"llms.txt", "llms-full.txt"})
"""What a plugin writes for readers that are models: sphinx-llm, mkdocs-llmstxt, vitepress-plugin-llms and their like."""
_OF_SPHINX = frozenset({"genindex.html", "modindex.html", "py-modindex.html", "search.html"})
_OUTPUT = re.compile(r"(?:^|/)(?:_build(?:/(?:dirhtml|html))?|build/html|site|dist|public)(?=/|$)")
_OPTION = re.compile(r"^[ \t]{0,8}\"(out|readme)\"\s{0,9}:\s{0,9}\"([^\"\n]{1,300})\"", re.MULTILINE)


class Reference(msgspec.Struct, frozen=True):
    """What TypeDoc makes: its folder as the readers of the site find it, and the document that becomes its first page."""

    out: str
    readme: str


class Built:
    def __init__(self, snapshot: Snapshot, files: Files) -> None:
        self._snapshot = snapshot
        self._files = files

    def makes(self, site: Site | None, path: str) -> bool:
        """Whether `path`, from the root, is in a folder that TypeDoc writes, or a file that the generator or a plugin writes."""
        if any(f"{path}/".startswith(f"{one.out}/") for one in self._references):
            return True
        if site is None or dirname(path) != site.content:
            return False
        name = basename(path)
        return (site.kind == "myst" and name in _OF_SPHINX) or (
            name in _FOR_MODELS and "llm" in self._snapshot.text_if_readable(site.config)
        )

    def folders(self, document: str) -> Iterator[str]:
        """The folders of a site in which the document is shown besides its own."""
        return (one.out for one in self._references if one.readme == document)

    @cached_property
    def _references(self) -> tuple[Reference, ...]:
        paths = (path for path in self._snapshot.entries if basename(path) in {"typedoc.json", "typedoc.jsonc"})
        found = map(self._reference, paths)
        return tuple(
            one for one in found if one.out and not one.out.startswith("..") and not self._files.is_folder(one.out)
        )

    def _reference(self, path: str) -> Reference:
        given = {
            name: normpath(join(dirname(path), value))
            for name, value in _OPTION.findall(self._snapshot.text_if_readable(path))
        }
        # Where the build puts a site is not where its readers are: `docs/_build/html/api` is `docs/api` to them.
        return Reference(_OUTPUT.sub("", given.get("out", "")).strip("/"), given.get("readme", ""))


def is_of_code(path: str, site: Site | None) -> bool:
    """API pages that generators write from source."""
    parts = path.lower().replace("_", "-").split("/")
    return site is not None and not _API.isdisjoint(part.strip("-") for part in parts[:-1])


def is_name(path: str, site: Site | None) -> bool:
    """Whether Sphinx looks for a label or an object of that name, `[init](custom-init)`, or a hook of Hugo makes something of it."""
    if site is None or has_ending(path) or path.startswith(".") or path.endswith("/"):
        return False
    return site.kind == "myst" or (site.kind == "hugo" and "/" not in path)
