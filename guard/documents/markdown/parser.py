"""markdown-it-py, made to remember where each inline construct stands.

Inline tokens carry no column, so the rules for links, images, autolinks, code and HTML are wrapped to note their start
and end in `token.meta`. Emphasis is not parsed outside headings: it never decides where a link or a code span stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token

from guard.documents.markdown import mdx

MAX_NESTING = 100
"""Above the presets' 20, under which text at depth 10 vanishes without a token; 400 and more exhausts the stack."""

_InlineRule = Callable[[StateInline, bool], bool]


def _placed(rule: _InlineRule) -> _InlineRule:
    """The same rule, which also writes `start` and `end` (offsets into the inline content) into its first token.

    Links and images also get `label_end`, where the bracket closes.
    """

    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[before : before + 2]:
                if token.type != "text":
                    token.meta = {**token.meta, "start": start, "end": state.pos}
                    if state.src[start] in "![":
                        bracket = start + (state.src[start] == "!")
                        token.meta["label_end"] = parseLinkLabel(state, bracket, token.type == "link_open")
                    break
        return True

    return run


def _make(*disabled: str, as_mdx: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "store_labels": True}).enable("table")
    for name, rule in (
        ("link", link),
        ("image", image),
        ("autolink", autolink),
        ("html_inline", mdx.inline if as_mdx else html_inline),
        ("backticks", backtick),
    ):
        parser.inline.ruler.at(name, _placed(rule))
    if as_mdx:
        parser.block.ruler.before("table", "mdx_module", mdx.module)
        parser.block.ruler.before("table", "mdx_flow", mdx.flow, {"alt": ["paragraph", "reference", "blockquote"]})
        parser.disable(["code", "html_block", "autolink"])
    if disabled:
        parser.disable(list(disabled))
    # The destination is wanted as it was written, and none is too dangerous to be looked at.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@cache
def _full(as_mdx: bool) -> MarkdownIt:
    return _make(as_mdx=as_mdx)


@cache
def _lean(as_mdx: bool) -> MarkdownIt:
    parser = _make("emphasis", "entity", "balance_pairs", "fragments_join", as_mdx=as_mdx)
    parser.inline.terminator_re = re.compile(r"[\n!<\[\\\]`{]" if as_mdx else r"[\n!<\[\\\]`]")
    return parser


Definition = dict[str, Any]
"""What the parser knows of a reference definition: `href`, `title`, `map` (lines from 0)."""


class Blocks(NamedTuple):
    tokens: list[Token]
    definitions: dict[str, Definition]
    """By normalised label; the first definition of a label wins."""
    repeated: list[Definition]
    """Later definitions of a label that has one."""
    as_mdx: bool = False
    """Whether the document was read as MDX, and its blocks are to be."""


def blocks(source: str, *, as_mdx: bool = False) -> Blocks:
    """The block tokens of `source` (LF line endings, no NUL) and its reference definitions."""
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser = _lean(as_mdx)
    parser.block.parse(source, parser, env, tokens)
    return Blocks(tokens, env.get("references", {}), env.get("duplicate_refs", []), as_mdx)


_WORTH_PARSING = re.compile(r"[\[<`]")
_WORTH_PARSING_AS_MDX = re.compile(r"[\[<`{]")


def inlines(content: str, parsed: Blocks, *, heading: bool = False) -> list[Token]:
    """The inline tokens of one block's content. Empty outside headings when nothing in it can be a claim."""
    worth = _WORTH_PARSING_AS_MDX if parsed.as_mdx else _WORTH_PARSING
    if not heading and not worth.search(content):
        return []
    parser = (_full if heading else _lean)(parsed.as_mdx)
    tokens: list[Token] = []
    parser.inline.parse(content, parser, {"references": parsed.definitions}, tokens)
    return tokens
