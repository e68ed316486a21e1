"""The anchors of every document: what a fragment may name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from guard.documents.claims import Claims, Title
from guard.documents.languages import reader_of
from guard.facts import slugs
from guard.facts.components import Components
from guard.facts.site import Sites

_LINES = re.compile(r"L\d++(?>(?:C\d++)?)(?>(?:-L?\d++(?:C\d++)?)?)")
_DOCSIFY = re.compile(r"[ ]:id=([\w-]{1,100})(?:[ ]|\Z)")
"""What Docsify takes for the id of a heading: `## Begin :id=start`."""
_IN_CONTENTS = re.compile(r"\s{0,9}\[!?toc\]\s{0,9}\Z")
"""What tells Fumadocs whether a heading belongs into the table of contents."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_COMPONENTS = (
    (frozenset({"tab"}), frozenset({"title"}), ""),
    (frozenset({"step", "update"}), frozenset({"title", "label"}), ""),
    (frozenset({"accordion"}), frozenset({"title"}), "mintlify-plain"),
    (frozenset({"view"}), frozenset({"title"}), "mintlify-plain"),
)
"""Tags of Mintlify, their attributes of which it makes anchors, and the dialect of those where it is not that of headings."""
_FIELDS = frozenset({"param", "paramfield", "responsefield"})
_NAMES = frozenset({"name", "query", "path", "body", "header"})
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


def of_claims(claims: Claims, dialects: tuple[str, ...], *, as_mdx: bool = False) -> Anchors:
    """The anchors of a document whose readers may see it in any of `dialects`."""
    generated: dict[str, int] = {}
    for dialect in dialects:
        for texts in _readings(claims, as_mdx):
            for heading, name in zip(claims.headings, slugs.anchors(texts, dialect), strict=True):
                generated.setdefault(name, heading.span.line)
        if dialect.startswith("mintlify"):
            for name, line in _of_titles(claims.titles, dialect):
                generated.setdefault(name, line)
    explicit = {anchor.name.removeprefix("user-content-"): anchor.span.line for anchor in claims.anchors}
    for heading in claims.headings:
        if heading.id:
            explicit.setdefault(heading.id, heading.span.line)
            # A forge shows `{#id}` as text and makes it part of its slug.
            generated.setdefault(slugs.github(f"{heading.text} {{#{heading.id}}}"), heading.span.line)
        if told := _DOCSIFY.search(heading.text):
            explicit.setdefault(told[1], heading.span.line)
    return Anchors(generated, explicit)


def _readings(claims: Claims, as_mdx: bool) -> Iterator[list[str]]:
    """The texts of the headings as written, and as most sites of MDX trim them: `## X [!toc]`, `## X <Badge />`."""
    written = [heading.text for heading in claims.headings]
    yield written
    trimmed = [_IN_CONTENTS.sub("", text).strip() for text in written] if as_mdx else written
    if trimmed != written:
        yield trimmed


def _of_titles(titles: tuple[Title, ...], dialect: str) -> Iterator[tuple[str, int]]:
    """The anchors that Mintlify makes of its components, each kind numbered for itself."""
    for tags, attributes, own in _COMPONENTS:
        chosen = [one for one in titles if one.tag in tags and one.attribute in attributes]
        names = slugs.anchors((one.text for one in chosen), own or dialect)
        yield from zip(names, (one.span.line for one in chosen), strict=True)
    for one in titles:
        if one.tag in _FIELDS and one.attribute in _NAMES:
            yield slugs.mintlify_plain(f"param-{_CAMEL.sub(' ', one.text)}"), one.span.line


_DESCRIBED = frozenset({"openapi", "openapi-schema", "asyncapi", "api"})
"""Keys of front matter by which a page shows an operation of an API, with an anchor for each of its parameters."""


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
            self._known[path] = of_claims(
                self._claims_of(path), self._dialects_of(path), as_mdx=reader_of(path, "markdown") == "mdx"
            )
        return self._known[path]

    def unseen(self, path: str) -> str:
        """Why the document may have more anchors than `of` knows, as the end of a sentence; "" when they are complete."""
        claims, site = self._claims_of(path), self._sites.of(path)
        if claims.unread:
            return "the document could not be read"
        if claims.includes:
            return "the document includes others"
        if not _DESCRIBED.isdisjoint(claims.front):
            return "made from the description of an API"
        if site is not None and site.kind == "myst":
            return "a label of Sphinx, perhaps"
        maker = self._components.unseen(path, claims, site)
        return f"{maker} of the page may make it" if maker else ""
