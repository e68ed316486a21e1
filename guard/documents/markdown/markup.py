"""The claims of HTML and of the tags of MDX: anchors, links, comments, headings, titles."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.token import Token

from guard.documents.claims import Anchor, Comment, Heading, Link, Title
from guard.documents.markdown import html, jsx, places
from guard.documents.markdown.collector import Collector
from guard.documents.markdown.places import Places
from guard.model import Span

_LINKING = frozenset({"a", "img", "source", "video", "link", "area", "iframe", "script"})


def read_markup(source: str, span: Callable[[int, int], Span], collector: Collector) -> None:
    for found in jsx.scan(source) if collector.parsed.as_mdx else html.scan(source):
        if isinstance(found, html.Remark):
            collector.comments.append(Comment(found.text.strip(), span(found.start, found.end), alone=False))
        elif isinstance(found, jsx.Title):
            place = span(found.start, found.end)
            collector.titles.append(Title(found.tag, found.name, found.text, place))
        elif found.name in {"id", "name"}:
            collector.anchors.append(Anchor(found.value, span(found.start, found.end)))
        elif _links(found, collector.parsed.as_mdx):
            place, target = span(found.tag_start, found.tag_end), span(found.start, found.end)
            collector.links.append(Link("html", found.value.strip(), place, target, found.name == "src"))


def _links(found: html.Attribute, as_mdx: bool) -> bool:
    """Whether the attribute is a link. In MDX components lead somewhere as `<a>` does: `<Card href="/start">`."""
    if found.name not in {"href", "src"} or found.value.startswith("{"):
        return False
    return found.tag in _LINKING or (as_mdx and found.name == "href")


def read_html_block(token: Token, below: Token | None, collector: Collector) -> None:
    if token.map is None:
        return
    where = places.of_paragraph(token.content.rstrip("\n"), token.map[0], collector.contents)
    before = len(collector.comments)
    read_markup(token.content, where.span, collector)
    block = _block_span(below, collector)
    stripped = token.content.strip()
    if stripped.startswith(("<!--", "{/*")) and stripped.endswith(("-->", "*/}")):
        collector.comments[before:] = [
            Comment(comment.text, comment.span, True, block) for comment in collector.comments[before:]
        ]
    read_titles(token.content, where, collector)


def read_titles(source: str, where: Places, collector: Collector) -> None:
    """The headings that are written as tags."""
    for title in html.titles(source):
        collector.headings.append(Heading(title.level, title.text, where.span(title.start, title.end)))


def _block_span(token: Token | None, collector: Collector) -> Span | None:
    if token is None or token.map is None:
        return None
    first, end = token.map
    return Span(first + 1, 1, end, len(collector.contents[end - 1]) + 1)
