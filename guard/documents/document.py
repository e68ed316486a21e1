"""A document as a rule sees it: its path, its status, its claims, and the way to make a finding about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from posixpath import dirname

from guard.documents.claims import Claims
from guard.documents.lines import Lines
from guard.model import Edit, Evidence, Finding, Fix, Span, Status


class Document:
    """`path` is relative to the root, with forward slashes; `text` is without a byte order mark."""

    def __init__(self, path: str, text: str, claims: Claims, *, language: str, status: Status = Status.LIVING) -> None:
        self.path = path
        self.text = text
        self.claims = claims
        self.language = language
        self.status = status

    @property
    def folder(self) -> str:
        return dirname(self.path)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def source(self, span: Span) -> str:
        """The document's own characters at `span`."""
        return self.lines.slice(span)

    def heading_path(self, line: int) -> tuple[str, ...]:
        """The texts of the headings that `line` stands under, outermost first; a heading stands under itself."""
        path: list[tuple[int, str]] = []
        for heading in self.claims.headings[: bisect_right(self._heading_lines, line)]:
            while path and path[-1][0] >= heading.level:
                path.pop()
            path.append((heading.level, heading.text))
        return tuple(text for _, text in path)

    @cached_property
    def _heading_lines(self) -> list[int]:
        return [heading.span.line for heading in self.claims.headings]

    def finding(  # noqa: PLR0913 - each is a thing of its own
        self,
        span: Span,
        message: str,
        *,
        subject: str,
        evidence: Iterable[Evidence] = (),
        fix: Fix | None = None,
        related: Iterable[Evidence] = (),
        target: str = "",
        **words: object,
    ) -> Finding:
        """A finding about `span`. `message` is a format string over `subject` and `words`."""
        return Finding(
            path=self.path,
            span=span,
            message=message.format(subject=subject, **words),
            subject=subject,
            evidence=tuple(evidence),
            fix=fix,
            related=tuple(related),
            target=target or subject,
            heading=self.heading_path(span.line),
        )

    def replace(self, span: Span, text: str, *, safe: bool) -> Fix:
        """A fix of one edit in this document."""
        return Fix(safe=safe, edits=(Edit(path=self.path, span=span, text=text),))
