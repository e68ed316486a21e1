"""The labels of a MyST project: names that `[text](name)` and `[text](#name)` lead to from any of its documents."""

from __future__ import annotations

import re
from urllib.parse import unquote

from guard.facts.site import Site
from guard.snapshot import Snapshot, Unreadable

_ENDINGS = (".md", ".ipynb", ".rst", ".txt")
# A notebook keeps each line as a string of JSON, `"(name)=\n",`.
_LABEL = re.compile(
    r"(?m)(?:^|\")[ \t>]{0,40}\((?P<target>[^()\n\"]{1,200})\)=(?=[ \t]{0,20}(?:$|\\n|\"))"
    r"|^[ \t>]{0,40}(?::(?:name|label):|name:|label:)[ \t]{1,9}(?P<option>[^\s\"']{1,200})[ \t]{0,20}$"
    r"|^[ \t]{0,40}\.\.[ ]_(?P<rst>[^\s_:`][^:\n`]{0,200}):[ \t]{0,20}$"
    r"|\{[^{}\n]{0,80}#(?P<attribute>[\w:.-]{1,100})[^{}\n]{0,80}\}"
    r"|\$\$[ \t]{0,9}\((?P<equation>[^()\n]{1,100})\)"
)


class Labels:
    """By site, each name folded as Sphinx folds it. A label in an example counts too: it only makes fewer links wrong."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[str, dict[str, str]] = {}

    def home(self, site: Site | None, name: str) -> str:
        """The path of the document of `site` that has the label `name`; "" when it is none's, or the site has no labels."""
        if site is None or site.kind != "myst":
            return ""
        if site.content not in self._known:
            self._known[site.content] = dict(self._read(site.content))
        return self._known[site.content].get(_folded(unquote(name)), "")

    def _read(self, content: str) -> list[tuple[str, str]]:
        below = f"{content}/" if content else ""
        paths = [path for path in self._snapshot.entries if path.startswith(below) and path.endswith(_ENDINGS)]
        return [(_folded(name), path) for path in sorted(paths, reverse=True) for name in self._names(path)]

    def _names(self, path: str) -> list[str]:
        try:
            text = self._snapshot.text(path)
        except Unreadable:
            return []
        return [found[found.lastgroup or 0] for found in _LABEL.finditer(text)]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
