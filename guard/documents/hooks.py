"""The hooks of pre-commit that a document shows how to take, in its blocks of YAML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import msgspec

from guard.documents.claims import Fence, Word
from guard.documents.document import Document
from guard.documents.yaml import Mapping, Node, Scalar, Sequence, read
from guard.model import Span


class TakenHook(msgspec.Struct, frozen=True):
    """`name` is the hook's id; `repository` is the URL that the block takes it from."""

    repository: str
    name: Word


def taken_hooks(document: Document) -> Iterator[TakenHook]:
    for fence in document.claims.fences:
        if fence.language.lower() in {"yaml", "yml", ""}:
            text = document.source(fence.span)
            if "repo:" in text and "id:" in text:
                yield from _of_block(fence, text)


def _of_block(fence: Fence, text: str) -> Iterator[TakenHook]:
    lines = text.splitlines()
    plain = textwrap.dedent("\n".join([" " * (fence.span.column - 1) + lines[0], *lines[1:]]))
    indent = len(lines[-1]) - len(plain.splitlines()[-1]) if plain.strip() else 0
    root = read(plain)
    repos = _get(root, "repos") or root
    for repo in repos.items if isinstance(repos, Sequence) else (repos,):
        url, hooks = _get(repo, "repo"), _get(repo, "hooks")
        for hook in hooks.items if isinstance(hooks, Sequence) else ():
            name = _get(hook, "id")
            if isinstance(url, Scalar) and isinstance(name, Scalar) and name.style == "plain":
                yield TakenHook(url.text, Word(name.text, _moved(name.span, fence, indent)))


def _get(node: object, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _moved(span: Span, fence: Fence, indent: int) -> Span:
    """A place of the block as a place of the document."""
    above = fence.span.line - 1
    return Span(span.line + above, span.column + indent, span.end_line + above, span.end_column + indent)
