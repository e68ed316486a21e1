"""Components in pages: tags of which a docs generator makes what their own files say, ids among it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, normpath, splitext

from guard.documents.claims import Claims
from guard.documents.lines import Lines
from guard.facts.site import Site
from guard.snapshot import Snapshot

_ENDINGS = (".vue", ".tsx", ".jsx", ".astro", ".svelte", ".ts", ".js")
_IMPORT = re.compile(
    r"(?m)^[ \t]{0,8}import[ \t]{1,9}([^\n'\"]{1,300}?)[ \t]{0,9}from[ \t]{0,9}[\"']([^\"'\n]{1,300})[\"']"
)
_NAME = re.compile(r"(\w{1,80})[ \t]{0,9}(?:,|\}|$)")
_TAG = re.compile(r"<([A-Z]\w{0,80}|[a-z]\w{0,40}(?:-\w{1,40}){1,6})(?![\w-])")
_IDS = re.compile(r"(?<![\w-])id[ \t]{0,4}=|v-html|dangerouslySetInnerHTML|set:html|Markdown|\.mdx?[\"']")
"""What shows that a component has ids, or renders text of somewhere else."""
_BOUND = re.compile(r"[ \t\n](?::|v-bind:)id[ \t]{0,4}=|^#{1,6}[ \t][^\n]{0,200}\{\{", re.MULTILINE)
_VUE = "vitepress"
_MDX = frozenset({"docusaurus", "nextra", "rspress", "gatsby"})
_OTHERS = frozenset({"mintlify", "fumadocs"})
"""Generators whose components make anchors by rules of their own."""
_PACKAGES = (
    "@theme/",
    "@docusaurus/",
    "@astrojs/",
    "astro:",
    "vitepress",
    "nextra",
    "rspress",
    "next/",
    "react",
    "vue",
)
"""Where the components of the generators themselves come from: they make no ids."""
_PLAIN = frozenset(
    """
    admonition aside badge callout card cardgrid cards caution clientonly codeblock codegroup codegroupitem danger details
    filetree fragment head icon image info keepalive linkbutton linkcard note script step steps suspense tab tabitem
    tabpane tabs teleport tip transition transitiongroup warning youtube
    """.split()
)
_SHORTCODE = re.compile(r"\{\{[<%][ \t]{0,9}([\w/-]{1,80})")
_HEADS = re.compile(r"<h[1-6][ >]|(?<![\w-])id[ \t]{0,4}=|\bpartial\b|\.Inner\b[^}]{0,40}markdownify")
_OF_HUGO = frozenset(
    {
        *("comment", "details", "figure", "gist", "highlight", "instagram", "param", "qr", "ref", "relref"),
        *("tweet", "vimeo", "x", "youtube"),
    }
)
"""Shortcodes that Hugo brings: none makes a heading."""
_DEPTH = 3
"""How many components within components are looked into."""


class Components:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._homes: dict[str, list[str]] | None = None

    def unseen(self, path: str, claims: Claims, site: Site | None) -> str:
        """What in the page at `path` may make ids that its text does not show, `<Settings>`; "" when nothing does."""
        if site is not None and site.kind == "hugo":
            return self._shortcode(_without_code(self._snapshot.text_if_readable(path), claims), site)
        vue = site is not None and site.kind == _VUE
        if not vue and not _is_mdx(path, site):
            return ""
        text = _without_code(self._snapshot.text_if_readable(path), claims)
        if vue and _BOUND.search(text):
            return "the template"
        sources = dict(_imports(text))
        for name in dict.fromkeys(_TAG.findall(text)):
            if (vue or name[:1].isupper()) and self._makes_ids(name, sources.get(name, "")):
                return f"<{name}>"
        return ""

    def _shortcode(self, text: str, site: Site) -> str:
        """A shortcode of Hugo that may make headings: of a theme, or with headings, ids or partials in its layout."""
        for name in dict.fromkeys(_SHORTCODE.findall(text)):
            layout = f"{site.folder}/layouts/shortcodes/{name}.html".lstrip("/")
            theirs = layout not in self._snapshot.entries
            if (theirs and name not in _OF_HUGO) or _HEADS.search(self._snapshot.text_if_readable(layout)):
                return f"the shortcode {name}"
        return ""

    def _makes_ids(self, name: str, source: str) -> bool:
        if source.startswith(_PACKAGES):
            return False
        # What a folder's index only hands on is in a file of the component's own name.
        homes = {*self._sources(source), *self._by_name(name)} if source else self._by_name(name)
        if not homes:
            return bool(source) or not (_folded(name) in _PLAIN or name.startswith("VP"))
        return any(self._has_ids(home, _DEPTH) for home in homes)

    def _has_ids(self, path: str, depth: int) -> bool:
        text = self._snapshot.text_if_readable(path)
        if _IDS.search(text):
            return True
        inner = {source for name, source in _imports(text) if name[:1].isupper() and f"<{name}" in text}
        return depth > 0 and any(self._has_ids(home, depth - 1) for one in inner for home in self._sources(one))

    def _sources(self, source: str) -> list[str]:
        """The files that an import may mean: those whose path ends as it does."""
        tail = normpath(re.sub(r"\A(?:@site/|~/|@/|\$[\w-]{1,40}/|/|(?:\.{1,2}/){1,9})", "", source))
        stem = splitext(tail)[0] if tail.endswith(_ENDINGS) else tail
        found = [*self._by_name(basename(stem)), *self._by_name("index")]
        return [path for path in found if f"/{splitext(path)[0]}".endswith((f"/{stem}", f"/{stem}/index"))]

    def _by_name(self, name: str) -> list[str]:
        if self._homes is None:
            self._homes = {}
            for path in self._snapshot.entries:
                stem, ending = splitext(basename(path))
                if ending in _ENDINGS:
                    self._homes.setdefault(_folded(stem), []).append(path)
        return self._homes.get(_folded(name), [])


def _is_mdx(path: str, site: Site | None) -> bool:
    """Whether tags of the page are components to what renders it."""
    if site is not None and site.kind in _OTHERS:
        return False
    return path.endswith(".mdx") or (site is not None and site.kind in _MDX)


def _folded(name: str) -> str:
    return name.replace("-", "").replace("_", "").casefold()


def _imports(text: str) -> Iterator[tuple[str, str]]:
    """The local names of what is imported, and where from."""
    for names, source in _IMPORT.findall(text):
        for name in _NAME.findall(names):
            yield name, source


def _without_code(text: str, claims: Claims) -> str:
    """`text` less its fences and code spans, in which a tag is shown and not used."""
    lines = Lines(text)
    parts, position = [], 0
    for span in sorted([fence.span for fence in claims.fences] + [code.span for code in claims.code]):
        start, end = lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)
        if start >= position:
            parts.append(text[position:start])
            position = end
    return "".join((*parts, text[position:]))
