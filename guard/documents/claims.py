"""The claims of a document: what it says that can be false, each with its exact span.

Plain values, made by the readers, kept in the cache as msgpack. Nothing here knows a fact.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from guard.model import Span


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """`text` is what a reader sees, markup taken away; `span` covers that text's source; `id` is an explicit `{#id}`."""

    level: int
    text: str
    span: Span
    id: str = ""


class Anchor(msgspec.Struct, frozen=True, array_like=True):
    """An HTML `id` or `name`."""

    name: str
    span: Span


class Title(msgspec.Struct, frozen=True, array_like=True):
    """A title that a tag of MDX bears, `<Tab title="Docker">`: some sites make an anchor of it. `tag` is in lower case."""

    tag: str
    attribute: str
    text: str
    span: Span


LinkKind = Literal["inline", "reference", "autolink", "html", "definition"]


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A link, an image, or a reference definition.

    `destination` is as a browser would get it (escapes and entities resolved, percent-encoding kept). `span` covers the
    whole construct and `target` the destination's source, in another place than `span` for references. `label` is the
    reference label as written, empty elsewhere.
    """

    kind: LinkKind
    destination: str
    span: Span
    target: Span
    image: bool = False
    label: str = ""


class Mislink(msgspec.Struct, frozen=True, array_like=True):
    """What was meant as a link and is none: the reader sees its brackets.

    `doubled`: `[a]((b)`; `nested`: `[a]([b](c))`; `spaced`: `[a](b c.md)`; `undefined`: `[a][b]` without a definition.
    `text` is the destination or the label as written.
    """

    kind: Literal["doubled", "nested", "spaced", "undefined"]
    text: str
    span: Span


class CodeSpan(msgspec.Struct, frozen=True, array_like=True):
    """Inline code. `text` is the content as rendered; `span` covers the source between the backticks."""

    text: str
    span: Span


class Fence(msgspec.Struct, frozen=True, array_like=True):
    """A fenced or indented code block. `span` covers its content lines; `language` is the info string's first word."""

    language: str
    info: str
    span: Span


class TreeNode(msgspec.Struct, frozen=True, array_like=True):
    """A name in a drawn directory tree. `depth` 0 is the root line; `span` covers the name alone."""

    name: str
    depth: int
    comment: str
    span: Span
    folder: bool


class Tree(msgspec.Struct, frozen=True, array_like=True):
    nodes: tuple[TreeNode, ...]
    span: Span


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A word of a command line. `text` has quotes and escapes resolved; `literal` is false if it has expansions."""

    text: str
    span: Span
    literal: bool = True


class Command(msgspec.Struct, frozen=True, array_like=True):
    """A simple command. `words[0]` is the program; assignments and redirections stand apart.

    `folder` is what earlier `cd` commands of the block lead to, as written ("" at the start, None when it cannot be
    known). `creates` are the paths that earlier commands of the block make. `block` numbers the fence; -1 is inline code.
    """

    words: tuple[Word, ...]
    assignments: tuple[Word, ...]
    inputs: tuple[Word, ...]
    outputs: tuple[Word, ...]
    folder: str | None
    creates: tuple[str, ...]
    block: int


class Mention(msgspec.Struct, frozen=True, array_like=True):
    """A word that looks like a path. `where` tells how it stands there; `hints` what its sentence says about it."""

    text: str
    span: Span
    where: Literal["code", "prose", "comment", "owner", "string"]
    hints: tuple[str, ...] = ()


class Comment(msgspec.Struct, frozen=True, array_like=True):
    """A comment of the document's language, its delimiters taken away. `alone`: nothing else stands on its lines."""

    text: str
    span: Span
    alone: bool
    block: Span | None = None
    """The next block below a comment that stands alone: what a suppression there covers."""


class Unread(msgspec.Struct, frozen=True, array_like=True):
    """Lines that could not be analysed, and why."""

    line: int
    end_line: int
    reason: str


class Claims(msgspec.Struct, frozen=True, array_like=True):
    """All that one document says, in the order of the document."""

    headings: tuple[Heading, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    links: tuple[Link, ...] = ()
    mislinks: tuple[Mislink, ...] = ()
    code: tuple[CodeSpan, ...] = ()
    fences: tuple[Fence, ...] = ()
    trees: tuple[Tree, ...] = ()
    commands: tuple[Command, ...] = ()
    mentions: tuple[Mention, ...] = ()
    comments: tuple[Comment, ...] = ()
    unread: tuple[Unread, ...] = ()
    front: dict[str, str] = {}
    """The plain scalar keys of the front matter."""
    includes: bool = False
    """Whether other files are pulled in when the document is rendered, so that it has anchors which are not seen here."""
    titles: tuple[Title, ...] = ()
