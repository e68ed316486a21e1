"""The anchors of every document: what a fragment may name."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from guard.documents.claims import Claims
from guard.facts import slugs
from guard.facts.components import Components
from guard.facts.site import Sites

_LINES = re.compile(r"L\d++(?>(?:C\d++)?)(?>(?:-L?\d++(?:C\d++)?)?)")
_DOCSIFY = re.compile(r"[ ]:id=([\w-]{1,100})(?:[ ]|\Z)")
"""What Docsify takes for the id of a heading: `## Begin :id=start`."""
# Fragments that the forge or the browser understands on any page.
_ALWAYS = frozenset({"", "top", "readme", "readme-ov-file"})


class Anchors(msgspec.Struct, frozen=True):
    """`generated` maps each anchor that a heading makes to the heading's line; `explicit` are ids and names in the text."""

    generated: dict[str, int]
    explicit: dict[str, int]

    def line(self, name: str) -> int | None:
        return self.generated.get(name, self.explicit.get(name))

    def other_case(self, name: str) -> str | None:
        """The one anchor that differs from `name` only in case."""
        folded = name.casefold()
        found = {known for known in self.names() if known != name and known.casefold() == folded}
        return found.pop() if len(found) == 1 else None

    def __contains__(self, name: object) -> bool:
        return name in self.generated or name in self.explicit

    def names(self) -> tuple[str, ...]:
        return (*self.generated, *self.explicit)


def is_always_right(fragment: str) -> bool:
    """Fragments that need no anchor: `#top`, `#L10-L20`, text fragments."""
    return fragment.lower() in _ALWAYS or fragment.startswith(":~:") or _LINES.fullmatch(fragment) is not None


def of_claims(claims: Claims, dialects: tuple[str, ...]) -> Anchors:
    """The anchors of a document whose readers may see it in any of `dialects`."""
    generated: dict[str, int] = {}
    for dialect in dialects:
        for heading, name in zip(
            claims.headings, slugs.anchors((h.text for h in claims.headings), dialect), strict=True
        ):
            generated.setdefault(name, heading.span.line)
    explicit = {anchor.name.removeprefix("user-content-"): anchor.span.line for anchor in claims.anchors}
    for heading in claims.headings:
        if heading.id:
            explicit.setdefault(heading.id, heading.span.line)
            # A forge shows `{#id}` as text and makes it part of its slug.
            generated.setdefault(slugs.github(f"{heading.text} {{#{heading.id}}}"), heading.span.line)
        if told := _DOCSIFY.search(heading.text):
            explicit.setdefault(told[1], heading.span.line)
    return Anchors(generated, explicit)


class AllAnchors:
    """Anchors by document path, computed when first asked for."""

    def __init__(
        self,
        claims_of: Callable[[str], Claims],
        dialects_of: Callable[[str], tuple[str, ...]],
        components: Components,
        sites: Sites,
    ) -> None:
        self._claims_of = claims_of
        self._dialects_of = dialects_of
        self._components = components
        self._sites = sites
        self._known: dict[str, Anchors] = {}

    def of(self, path: str) -> Anchors:
        if path not in self._known:
            self._known[path] = of_claims(self._claims_of(path), self._dialects_of(path))
        return self._known[path]

    def unseen(self, path: str) -> str:
        """Why the document may have more anchors than `of` knows, as the end of a sentence; "" when they are complete."""
        claims, site = self._claims_of(path), self._sites.of(path)
        if claims.unread:
            return "the document could not be read"
        if claims.includes:
            return "the document includes others"
        if site is not None and site.kind == "myst":
            return "a label of Sphinx, perhaps"
        maker = self._components.unseen(path, claims, site)
        return f"{maker} of the page may make it" if maker else ""
