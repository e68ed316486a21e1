"""Reads one Markdown document: block tokens first, then the claims of each block."""

from __future__ import annotations

import re

from markdown_it.token import Token

from guard.documents.claims import Claims, Unread
from guard.documents.lines import Lines
from guard.documents.markdown import front, mdx, parser
from guard.documents.markdown.blocks import read_code_block
from guard.documents.markdown.collector import Collector
from guard.documents.markdown.definitions import read_definitions
from guard.documents.markdown.markup import read_html_block
from guard.documents.markdown.script import begins_module
from guard.documents.markdown.spans import read_inline

MAX_SIZE = 4_000_000
"""Code points. Above it a document is data."""
MAX_CELLS = 20_000
"""Table completion in the parser is quadratic: 1.2 kB takes seconds."""

_DELIMITER_ROW = re.compile(r"\A[\s>]*+\|?+\s*+:?+-++:?+\s*+(?>(?:\|\s*+:?+-++:?+\s*+)+)\|?+\s*+")
# Lines of markup alone: list markers, quotes, table rules, fences' ends. No token's map need cover them.
_MARKUP_ONLY = re.compile(r"[\s>*+|:=`~.\d)-]*+")
_SPEAKING = frozenset({"inline", "fence", "code_block", "html_block", "hr", mdx.MODULE})
"""Tokens that speak for all their lines."""

# Snippets, Jekyll, Hugo, DocFX, MyST, mkdocs-macros, and MDX that imports a page.
_INCLUDES = re.compile(
    r"--8<--|\[!INCLUDE|\{%-?\s{0,9}include|\{\{[<%]\s{0,9}(?:include|readfile|partial)|^\s{0,9}\{![^}\n]{1,300}!\}"
    r"|^`{3,9}\{(?:include|eval-rst)\}|^:::[ ](?:mkdocs-click|\w{1,60}(?:\.\w{1,60}){1,8})\s{0,9}$|^import\s[^\n]{1,300}\.mdx?[\"'];?\s{0,9}$",
    re.MULTILINE,
)


def read(text: str, *, as_mdx: bool = False) -> Claims:
    """The claims of `text` (no byte order mark). Never raises: what cannot be analysed is listed in `unread`.

    A document that begins with an import is MDX whatever its name: some sites compile `.md` as MDX.
    """
    lines = Lines(text)
    if len(text) > MAX_SIZE:
        return _unread(len(lines), f"larger than {MAX_SIZE:,} characters")
    contents = [lines.content(number).replace("\0", "\ufffd") for number in range(1, len(lines) + 1)]
    if _cells(contents) > MAX_CELLS:
        return _unread(len(contents), f"a table with more than {MAX_CELLS:,} cells")
    front_lines, values = front.read(contents)
    source = "\n".join([""] * front_lines + contents[front_lines:])
    try:
        parsed = parser.blocks(source, as_mdx=as_mdx or begins_module(source.lstrip("\n")))
        collector = Collector(contents, parsed)
        _walk(parsed.tokens, collector)
    except RecursionError:
        return _unread(len(contents), "nested too deeply")
    read_definitions(collector)
    unread = _uncovered(parsed.tokens, collector, contents, front_lines)
    return collector.claims(values, unread, includes=_INCLUDES.search(source) is not None)


def _unread(count: int, reason: str) -> Claims:
    return Claims(unread=(Unread(1, count, reason),))


def _cells(contents: list[str]) -> int:
    """How many cells the tables would have when completed: columns of the rule times the lines below it."""
    cells = columns = 0
    for line in contents:
        if not line.strip(" \t>"):
            columns = 0
        elif "-" in line and "|" in line and _DELIMITER_ROW.fullmatch(line):
            columns = line.count("|")
        cells += columns
    return cells


def _walk(tokens: list[Token], collector: Collector) -> None:
    heading: Token | None = None
    for number, token in enumerate(tokens):
        kind = token.type
        if kind == "heading_open":
            heading = token
        elif kind == "heading_close":
            heading = None
        elif kind == "inline":
            is_cell = tokens[number - 1].type in {"th_open", "td_open"}
            read_inline(token, heading, collector, is_cell=is_cell)
        elif kind in {"fence", "code_block"}:
            read_code_block(token, collector)
        elif kind == "html_block":
            read_html_block(token, _next_block(tokens, number), collector)


def _next_block(tokens: list[Token], number: int) -> Token | None:
    """The first block below: what a comment that stands alone speaks of."""
    for token in tokens[number + 1 :]:
        if token.map and token.nesting >= 0 and token.type != "inline":
            return token
    return None


def _uncovered(tokens: list[Token], collector: Collector, contents: list[str], front_lines: int) -> tuple[Unread, ...]:
    """Lines with text that no token speaks for: the parser dropped them at its nesting limit."""
    covered = bytearray(len(contents) + 1)
    for token in tokens:
        if token.map and (token.type in _SPEAKING):
            covered[token.map[0] : token.map[1]] = b"\1" * (token.map[1] - token.map[0])
    for start, end in collector.definition_lines:
        covered[start:end] = b"\1" * (end - start)
    missing = [
        number
        for number, line in enumerate(contents)
        if number >= front_lines and not covered[number] and not _MARKUP_ONLY.fullmatch(line)
    ]
    ranges: list[list[int]] = []
    for number in missing:
        if ranges and ranges[-1][1] == number:
            ranges[-1][1] = number + 1
        else:
            ranges.append([number + 1, number + 1])
    return tuple(Unread(start, end, "nested too deeply") for start, end in ranges)
