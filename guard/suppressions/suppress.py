"""Sets findings aside where a comment says so, and judges the comments themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from guard.documents.claims import Comment
from guard.judgments import EXPIRED, GROUP, JUDGMENTS, MALFORMED, UNKNOWN_RULE, UNUSED, WITHOUT_REASON, judgment
from guard.model import Finding, SetAside
from guard.settings import did_you_mean
from guard.suppressions.directive import Directive, Malformed, directive
from guard.suppressions.reach import END, Reaches, Stretch
from guard.suppressions.removal import removal

_OWN = frozenset({GROUP, *(info.name for info in JUDGMENTS)})


class Names(msgspec.Struct, frozen=True):
    """Names of rules and of groups: all that there are, and those that are active."""

    known: Collection[str]
    active: Collection[str]


class Suppressed(msgspec.Struct, frozen=True):
    """`set_aside` has one place for each finding; `judgments` are those of the comments."""

    set_aside: tuple[SetAside | None, ...]
    judgments: tuple[Finding, ...]


def suppress(
    findings: Sequence[Finding],
    comments: Mapping[str, Sequence[Comment]],
    names: Names,
    *,
    today: date,
    text: Callable[[str], str] | None = None,
) -> Suppressed:
    """`text` gives a document by its path; without it nothing is offered to delete the comments that do nothing."""
    pages = {path: _Page(path, said, names, today) for path, said in comments.items()}
    set_aside = tuple(pages[finding.path].over(finding) if finding.path in pages else None for finding in findings)
    return Suppressed(set_aside, tuple(judged for page in pages.values() for judged in page.judgments(text)))


class _Page:
    """The suppressions of one document, and which of their names were of use."""

    def __init__(self, path: str, comments: Sequence[Comment], names: Names, today: date) -> None:
        self.path = path
        self.names = names
        self.today = today
        self.said = [(comment, said) for comment in comments if (said := directive(comment.text, names.known))]
        self.used: set[tuple[int, str]] = set()
        self.unended: set[tuple[int, str]] = set()
        self.reaches = Reaches()
        self._spread()
        self.reaches.seal()

    def _spread(self) -> None:
        """Gives every suppression its stretch of lines."""
        off: dict[str, tuple[int, int]] = {}
        for number, (comment, said) in enumerate(self.said):
            if isinstance(said, Malformed):
                continue
            line = comment.span.line
            for name in said.names:
                if said.word == "off":
                    off.setdefault(name, (number, line))
                elif said.word == "on" and name in off:
                    self._cover(name, *off.pop(name), line)
                elif said.word == "on":
                    self.unended.add((number, name))
                elif said.word == "ignore-file":
                    self._cover(name, number, 0, END)
                elif lines := _lines(comment):
                    self._cover(name, number, *lines)
        for name, (number, line) in off.items():
            self._cover(name, number, line, END)

    def _cover(self, name: str, number: int, first: int, last: int) -> None:
        said = self.said[number][1]
        if isinstance(said, Directive) and not self._is_expired(said):
            self.reaches.add(name, Stretch(first, last, number))

    def _is_expired(self, said: Directive) -> bool:
        return said.until is not None and said.until < self.today

    def over(self, finding: Finding) -> SetAside | None:
        """What sets `finding` aside: the suppression that stands nearest above it."""
        first, last = finding.span.line, finding.span.end_line
        found = [
            (stretch, name)
            for name in (finding.rule, finding.group)
            if (stretch := self.reaches.over(name, first, last))
        ]
        if not found:
            return None
        stretch, name = max(found)
        self.used.add((stretch.number, name))
        comment, said = self.said[stretch.number]
        reason = said.reason if isinstance(said, Directive) else ""
        return SetAside(finding, "suppression", reason, self.path, comment.span.line)

    def judgments(self, text: Callable[[str], str] | None) -> Iterator[Finding]:
        for number, (comment, said) in enumerate(self.said):
            place = (self.path, comment.span)
            if isinstance(said, Malformed):
                yield judgment(MALFORMED, place, said.message, subject=said.subject, evidence=said.cure)
                continue
            yield from self._names_judged(number, comment, said)
            if said.word == "on":
                continue
            if not said.reason:
                message = f"suppression without a reason: {said}"
                yield judgment(
                    WITHOUT_REASON, place, message, subject=str(said), evidence="nothing follows the bracket"
                )
            if self._is_expired(said):
                message = f"suppression expired on {said.until}: {said}"
                yield judgment(EXPIRED, place, message, subject=str(said), evidence=f"today is {self.today}")
            else:
                yield from self._use_judged(number, comment, said, text)

    def _names_judged(self, number: int, comment: Comment, said: Directive) -> Iterator[Finding]:
        place = (self.path, comment.span)
        unended = [name for name in said.names if (number, name) in self.unended]
        if unended:
            message = f"nothing is off that this could turn on: {_listed(unended)}"
            yield judgment(MALFORMED, place, message, subject=str(said), evidence="no guard: off[...] above names it")
        own = [name for name in said.names if name in _OWN]
        if own:
            message = f"cannot be suppressed: {_listed(own)}"
            evidence = "change the comment, the baseline or the settings that it speaks of"
            yield judgment(UNKNOWN_RULE, place, message, subject=str(said), evidence=evidence)
        unknown = [name for name in said.names if name not in self.names.known and name not in _OWN]
        if unknown:
            evidence = did_you_mean(unknown[0][:100], self.names.known) or "guard rules lists every name"
            message = f"no such rule or group: {_listed(unknown)}"
            yield judgment(UNKNOWN_RULE, place, message, subject=str(said), evidence=evidence)

    def _use_judged(
        self, number: int, comment: Comment, said: Directive, text: Callable[[str], str] | None
    ) -> Iterator[Finding]:
        idle = [name for name in said.names if name in self.names.active and (number, name) not in self.used]
        if not idle:
            return
        found = judgment(
            UNUSED,
            (self.path, comment.span),
            f"suppression sets nothing aside: {_listed(idle)}",
            subject=str(said),
            evidence="no such finding where it reaches",
        )
        # An `off` has its `on` somewhere below: deleting one of the two would be half an answer.
        if text is not None and len(idle) == len(said.names) and said.word != "off":
            found = msgspec.structs.replace(found, fix=removal(self.path, comment, text(self.path)))
        yield found


def _lines(comment: Comment) -> tuple[int, int] | None:
    """What a plain `ignore` covers: the next block when it stands alone, else its own lines."""
    if not comment.alone:
        return comment.span.line, comment.span.end_line
    return (comment.block.line, comment.block.end_line) if comment.block else None


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:100] for name in names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
