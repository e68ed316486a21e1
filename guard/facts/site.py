"""Docs generators: which folders a site is built from, and how it reads a link that is no file name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from posixpath import basename, dirname, join, normpath

import msgspec

from guard.snapshot import Snapshot

PAGE_ENDINGS = (".md", ".mdx", ".markdown", ".rst", ".ipynb", ".html", ".adoc", ".astro", ".tsx", ".jsx", ".vue")
INDEX_NAMES = ("index", "README", "_index", "readme", "Index")

_BY_CONFIG = {
    "zensical.toml": "mkdocs",
    "mint.json": "mintlify",
    "docs.json": "mintlify",
    "hugo.toml": "hugo",
    "hugo.yaml": "hugo",
    "_config.yml": "jekyll",
    "book.toml": "mdbook",
    "book.json": "gitbook",
    ".gitbook.yaml": "gitbook",
    "docfx.json": "docfx",
    "_sidebar.md": "docsify",
    "_quarto.yml": "quarto",
    "_toctree.yml": "doc-builder",
    "myst.yml": "myst",
}
_BY_STEM = {
    "docusaurus.config": "docusaurus",
    "astro.config": "astro",
    "theme.config": "nextra",
    "source.config": "fumadocs",
    "rspress.config": "rspress",
    "gatsby-config": "gatsby",
    ".eleventy": "eleventy",
    "eleventy.config": "eleventy",
}
_BOOK = re.compile(
    r"(?m)^[ \t]{0,8}(?:execute_notebooks|only_build_toc_files|launch_buttons|use_(?:repository|issues|multitoc)_\w{1,20}"
    r"|myst_\w{1,40})[ \t]{0,40}:"
)
"""What a `_config.yml` says only to Jupyter Book: Jekyll has a file of that name too."""
_OLD_HUGO = frozenset({"config.toml", "config.yaml", "config.yml"})
_BASE_URL = re.compile(r"(?im)^baseurl[ \t]{0,9}[:=]")
_MKDOCS = re.compile(r"mkdocs(?:[-_.]\w{1,30}){0,3}\.ya?ml")
"""`mkdocs.yml`, and what inherits from one: `mkdocs-common.yml`."""
_PYTHON_MARKDOWN = ("github", "python-markdown", "python-markdown-unicode")
_SITE_KEYS = frozenset(
    """
    sidebar_position sidebar_label slug layout permalink nav_order weight menu sidebar_custom_props id hide_title
    pagination_next pagination_prev parent has_children grand_parent draft aliases sidebartitle sidebarTitle mode icon
    displayed_sidebar next prev outline editLink navigation redirect_from categories toc_hide
    """.split()
)


class Site(msgspec.Struct, frozen=True):
    """`folder` holds the configuration; `content` the pages (they may be one)."""

    kind: str
    folder: str
    content: str
    config: str

    @property
    def dialects(self) -> tuple[str, ...]:
        if self.kind == "mkdocs":
            return _PYTHON_MARKDOWN
        if self.kind in {"jekyll"}:
            return ("github", "kramdown")
        if self.kind == "vitepress":
            return ("vitepress", "github")
        if self.kind == "docfx":
            return ("github", "docfx")
        if self.kind == "mintlify":
            return ("mintlify", "mintlify-hyphens", "github")
        return ("github",)


def is_page(front: Mapping[str, str]) -> bool:
    """Whether front matter shows that some site, configured elsewhere, renders the document."""
    return not _SITE_KEYS.isdisjoint(front)


class Sites:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def all(self) -> tuple[Site, ...]:
        """Every configured site, the deepest first."""
        found = [site for path in self._snapshot.entries for site in self._read(path)]
        return tuple(sorted(found, key=lambda site: -len(site.content)))

    def of(self, path: str) -> Site | None:
        """The site that renders the document at `path`."""
        for site in self.all:
            if not site.content or path.startswith(site.content + "/"):
                return site
        return None

    def _read(self, path: str) -> Iterator[Site]:
        name, folder = basename(path), dirname(path)
        kind = _BY_CONFIG.get(name) or ("mkdocs" if _MKDOCS.fullmatch(name) else None)
        if (name == "conf.py" and "myst" in self._snapshot.text_if_readable(path)) or (
            name == "_config.yml" and self._is_book(path)
        ):
            kind = "myst"
        if name in _OLD_HUGO and self._is_hugo(path):
            kind = "hugo"
        if kind is None:
            stem, _, ending = name.rpartition(".")
            kind = _BY_STEM.get(stem) if ending in {"js", "ts", "mjs", "cjs", "mts", "jsx", "tsx"} else None
        if kind is None and basename(folder) in {".vitepress", ".vuepress"} and name.startswith("config."):
            yield Site("vitepress", dirname(folder), dirname(folder), path)
            return
        if kind == "mkdocs":
            yield Site(kind, folder, self._mkdocs_content(path, folder), path)
        elif kind == "mdbook":
            yield Site(kind, folder, join(folder, "src"), path)
        elif kind == "jekyll" and not folder:
            # GitHub Pages at the root: the whole repository may be pages, yet most of it is read on the forge.
            return
        elif kind is not None and not (kind in {"astro", "gatsby", "eleventy"} and not folder):
            yield Site(kind, folder, folder, path)
        elif kind == "astro":
            yield Site(kind, folder, "src/content", path)

    def _is_book(self, path: str) -> bool:
        """Whether it configures Jupyter Book: MyST, where a link may name a label or an object."""
        return (
            join(dirname(path), "_toc.yml") in self._snapshot.entries
            or _BOOK.search(self._snapshot.text_if_readable(path)) is not None
        )

    def _is_hugo(self, path: str) -> bool:
        """Whether `config.toml` is of Hugo, which had no name of its own for it before."""
        content = join(dirname(path), "content/")
        return _BASE_URL.search(self._snapshot.text_if_readable(path)) is not None and any(
            entry.startswith(content) for entry in self._snapshot.entries
        )

    def _mkdocs_content(self, path: str, folder: str) -> str:
        declared = re.search(
            r"^docs_dir:\s{0,20}[\"']?([^\"'#\s]{1,200})", self._snapshot.text_if_readable(path), re.MULTILINE
        )
        content = normpath(join(folder, declared[1] if declared else "docs"))
        return "" if content == "." else content


def page_candidates(path: str) -> Iterator[str]:
    """The files that could stand behind the route or extension-less path `path`."""
    path = path.rstrip("/")
    for ending in PAGE_ENDINGS:
        yield path + ending
    for name in INDEX_NAMES:
        for ending in (".md", ".mdx", ".html", ".rst"):
            yield f"{path}/{name}{ending}".lstrip("/")
    if path.endswith("/index.html"):
        yield path.removesuffix("index.html") + "README.md"
    if path.endswith(".html"):
        yield from (path.removesuffix(".html") + ending for ending in (".md", ".mdx", ".rst", ".markdown"))
