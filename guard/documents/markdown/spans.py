"""The claims inside one block of text: links, images, code, HTML, and words that look like paths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Literal

from markdown_it.helpers import parseLinkDestination
from markdown_it.token import Token

from guard.documents import mentions
from guard.documents.claims import Anchor, CodeSpan, Heading, Link, Mention, Mislink
from guard.documents.markdown import mdx, parser, places
from guard.documents.markdown.collector import Collector
from guard.documents.markdown.markup import read_markup, read_titles
from guard.documents.markdown.places import Places
from guard.documents.shell import inline
from guard.model import Span

_BARE_URL = re.compile(r"https?://[^\s<>\"'`|\\^{}]++")
_UNDEFINED = re.compile(r"(?<![\w\]\\!`])!?+\[(?P<text>[^\[\]]{1,300}+)\]\[(?P<label>[^\[\]]{0,300}+)\]")
_MISLINK = re.compile(r"!?+\[[^\[\]]{1,300}+\]\((?P<inside>\({0,1}+[^()\n]{1,500}+)\)")
_EXPLICIT_ID = re.compile(
    r"\{:?[ \t]{0,9}+#([\w:.-]++)[^{}]{0,200}+\}$"  # Python-Markdown, Docusaurus, Mintlify and others
    r"|\[#([A-Za-z][\w:.-]{0,200}+)\]$"  # Fumadocs
)
_COMMENTED_ID = re.compile(r"\{/\*[ \t]{0,9}+#([\w:.-]++)[ \t]{0,9}+\*/\}\s{0,9}+$")
"""Docusaurus in MDX that other tools can read too."""
# `**locale**{ #locale }`: an id for what stands before it, in the Markdown of Python and of many generators
_ATTRIBUTES = re.compile(
    r"(?<!\{)\{:?[ \t]{0,4}(?:[.\w=\"'-]{1,40}[ \t]{1,4}){0,4}#([\w:.-]{1,80})(?:[ \t][^{}\n]{0,80})?\}"
)
_TARGET_LINE = re.compile(r"\(([\w:.-]++)\)=")
_COMMAND_START = re.compile(r"\A[\w./@-]++\s++\S")


def read_inline(token: Token, heading: Token | None, collector: Collector, *, is_cell: bool) -> None:
    content = token.content
    if not content or token.map is None:
        return
    first = token.map[0]
    if heading is not None:
        where = places.of_heading(content, first, collector.contents, heading.markup)
    elif is_cell:
        where, cursor = places.of_cell(content, first, collector.contents, collector.cell_cursor(first))
        collector.cell_done(cursor)
    else:
        where = places.of_paragraph(content, first, collector.contents)
    tokens = parser.inlines(content, collector.parsed, heading=heading is not None)
    taken = _read_tokens(tokens, content, where, collector)
    prose = _blank(content, taken)
    _read_prose(prose, content, where, collector)
    if heading is not None:
        _read_heading(heading, tokens, content, where, collector)
    elif collector.parsed.as_mdx and "<h" in content:
        read_titles(content, where, collector)


def _read_heading(heading: Token, tokens: list[Token], content: str, where: Places, collector: Collector) -> None:
    text = _plain(tokens)
    explicit = _EXPLICIT_ID.search(text.rstrip())
    if explicit:
        text = text[: explicit.start()].rstrip()
    elif collector.parsed.as_mdx:
        explicit = _COMMENTED_ID.search(content)
    name = next(filter(None, explicit.groups()), "") if explicit else ""
    collector.headings.append(Heading(int(heading.tag[1:]), text, where.span(0, len(content)), name))


def _plain(tokens: Iterable[Token]) -> str:
    """What a reader sees of inline tokens: text and code; images and tags are nothing."""
    parts: list[str] = []
    for token in tokens:
        if token.type in {"text", "text_special", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)


def _read_tokens(tokens: list[Token], content: str, where: Places, collector: Collector) -> list[tuple[int, int]]:
    """Reads the placed tokens; returns the stretches that are not prose."""
    taken: list[tuple[int, int]] = []
    inside_link = 0
    for token in tokens:
        if "start" not in token.meta:
            continue
        start, end = token.meta["start"], token.meta["end"]
        taken.append((start, end))
        if token.type == "code_inline":
            _read_code(token, content, where, collector, in_link=start < inside_link)
        elif token.type == "html_inline":
            read_markup(token.content, partial(_span_from, where, start), collector)
        elif token.type == mdx.EXPRESSION:
            read_markup(content[start:end], partial(_span_from, where, start), collector)
        elif token.type in {"link_open", "image"}:
            _read_link(token, content, where, collector)
            if token.type == "link_open":
                inside_link = max(inside_link, end)
    return taken


def _span_from(where: Places, base: int, start: int, end: int) -> Span:
    return where.span(base + start, base + end)


def _read_link(token: Token, content: str, where: Places, collector: Collector) -> None:
    start, end = token.meta["start"], token.meta["end"]
    image = token.type == "image"
    destination = str(token.attrs.get("src" if image else "href", ""))
    span = where.span(start, end)
    if token.markup == "autolink":
        collector.links.append(Link("autolink", destination, span, where.span(start + 1, end - 1)))
        return
    label = token.meta.get("label")
    if label is not None:
        if label.startswith("^"):
            return  # a footnote
        written = content[start:end].rstrip("]").rpartition("[")[2]
        collector.links.append(Link("reference", destination, span, span, image, written or str(label)))
        return
    target = _destination(content, token.meta["label_end"], end)
    collector.links.append(Link("inline", destination, span, where.span(*target), image))


def _destination(content: str, label_end: int, end: int) -> tuple[int, int]:
    """Where the destination of an inline link stands whose label ends at `label_end`: behind `](` and blanks."""
    position = label_end + 2
    while position < end - 1 and content[position] in " \t\n":
        position += 1
    found = parseLinkDestination(content, position, end)
    if not found.ok or position >= end - 1:
        return position, position
    if content[position] == "<":
        return position + 1, found.pos - 1
    return position, found.pos


def _read_code(token: Token, content: str, where: Places, collector: Collector, *, in_link: bool) -> None:
    start, end = token.meta["start"], token.meta["end"]
    ticks = len(token.markup)
    inner = content[start + ticks : end - ticks]
    lead = (len(inner) - len(token.content)) // 2  # one blank is taken off on both sides, or none
    begin = start + ticks + lead
    span = where.span(begin, begin + len(token.content))
    collector.code.append(CodeSpan(token.content, span))
    if in_link:
        return
    if found := mentions.in_code(token.content):
        hints = mentions.hints(content, start, end)
        place = where.span(begin + found.start, begin + found.end)
        collector.mentions.append(Mention(found.text, place, "code", hints))
    elif span.line == span.end_line and _COMMAND_START.match(token.content):
        collector.commands += inline(token.content, span.line, span.column)


def _blank(content: str, taken: list[tuple[int, int]]) -> str:
    """`content` with what is not prose blanked out, every offset kept."""
    if not taken:
        return content
    parts: list[str] = []
    position = 0
    for start, end in sorted(taken):
        if end <= position:
            continue
        begin = max(start, position)
        parts.append(content[position:begin])
        parts.append("\x00" * (end - begin))
        position = end
    parts.append(content[position:])
    return "".join(parts)


def _read_prose(prose: str, content: str, where: Places, collector: Collector) -> None:
    if "http" in prose:
        for url in _BARE_URL.finditer(prose):
            text = _trim_url(url[0])
            span = where.span(url.start(), url.start() + len(text))
            collector.links.append(Link("autolink", text, span, span))
    if "](" in prose or "][" in prose:
        _read_mislinks(prose, content, where, collector)
    if prose.startswith("(") and (target := _TARGET_LINE.fullmatch(prose.strip())):
        collector.anchors.append(Anchor(target[1], where.span(0, len(content))))
    if "{" in prose and "#" in prose:
        for given in _ATTRIBUTES.finditer(prose):
            collector.anchors.append(Anchor(given[1], where.span(given.start(1), given.end(1))))
    if "." in prose or "/" in prose:
        for found in mentions.in_prose(prose):
            hints = mentions.hints(content, found.start, found.end)
            collector.mentions.append(Mention(found.text, where.span(found.start, found.end), "prose", hints))


def _trim_url(url: str) -> str:
    """A bare URL as GitHub links it: without trailing punctuation and an unbalanced closing parenthesis."""
    end = len(url)
    unopened = url.count(")") - url.count("(")
    while end:
        if url[end - 1] == ")" and unopened > 0:
            unopened -= 1
        elif url[end - 1] not in "?!.,:*_~;'\"":
            break
        end -= 1
    return url[:end]


def _read_mislinks(prose: str, content: str, where: Places, collector: Collector) -> None:
    for found in _UNDEFINED.finditer(prose):
        label = found["label"] or found["text"]
        if label.strip() and "\x00" not in label and not label.startswith("^"):
            collector.mislinks.append(Mislink("undefined", label, where.span(*found.span())))
    for found in _MISLINK.finditer(prose):
        text = content[found.start("inside") : found.end("inside")]
        if found["inside"].startswith("("):
            kind: Literal["doubled", "nested", "spaced"] = "doubled"
        elif text.startswith("[") and text.endswith(")"):
            kind = "nested"
        elif (
            " " in text.strip()
            and "\x00" not in found["inside"]
            and mentions.has_ending(text.partition("#")[0].strip())
        ):
            kind = "spaced"
        else:
            continue
        collector.mislinks.append(Mislink(kind, text.lstrip("("), where.span(*found.span())))
