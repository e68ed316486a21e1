"""Where raw HTML of a page leads. MkDocs leaves it as it is, so a browser takes it for a URL beside the page's own URL."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join, splitext
from urllib.parse import unquote, urlsplit

from guard.facts.files import Files
from guard.facts.site import Site, Sites, page_candidates
from guard.facts.targets import Target
from guard.snapshot import Snapshot

_SITE_URL = re.compile(r"(?m)^site_url:[ \t]{0,20}[\"']?(https?://[^\s\"'#]{1,300})")
_FLAT = re.compile(r"(?m)^use_directory_urls:[ \t]{0,20}(?:false|False|no)\b")
_INDEXES = frozenset({"index", "README"})


class Hrefs:
    def __init__(self, snapshot: Snapshot, files: Files, sites: Sites) -> None:
        self._snapshot = snapshot
        self._files = files
        self._sites = sites

    def resolve(self, document: str, destination: str) -> Target | None:
        """What the reader of the site gets: a page or a file of it, or a page of another site of its host ("route"). None if nothing."""
        site = self._sites.of(document)
        if site is None or site.kind != "mkdocs" or destination.startswith("/"):
            return None
        text = self._snapshot.text_if_readable(site.config)
        given = _SITE_URL.search(text)
        base = _parts(urlsplit(given[1]).path) if given else []
        path = unquote(re.split(r"[?#]", destination, maxsplit=1)[0])
        reached, above = _join(base + _route(document, site, flat=_FLAT.search(text) is not None), path)
        if (above and not given) or reached[: len(base)] != base:
            return Target("route")
        return self._at(join(site.content, *reached[len(base) :]))

    def _at(self, path: str) -> Target | None:
        for candidate in (path, *page_candidates(path)):
            if self._files.kind(candidate) is not None:
                return Target("found", candidate)
        return None


def _route(document: str, site: Site, *, flat: bool) -> list[str]:
    """The folder of the page's URL, below the site's: a page that is no index has a folder of its own, unless URLs are flat."""
    below = document.removeprefix(f"{site.content}/")
    stem = splitext(basename(below))[0]
    return _parts(dirname(below)) + ([] if flat or stem in _INDEXES else [stem])


def _join(parts: list[str], path: str) -> tuple[list[str], bool]:
    """`path` followed from the folder `parts`, and whether it climbs above the root, where a browser stays."""
    reached, above = list(parts), False
    for part in path.split("/"):
        if part == "..":
            above |= not reached
            reached = reached[:-1]
        elif part not in {"", "."}:
            reached.append(part)
    return reached, above


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]
