"""Which fixes to apply: all of a fix or nothing of it, and none that is in the way of an earlier one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from itertools import pairwise

import msgspec

from guard.mend.splicing import MendError, Piece, Text, collide
from guard.model import Edit, Finding


class Skipped(msgspec.Struct, frozen=True):
    """A finding whose fix is left for another time, and why in a few words."""

    finding: Finding
    reason: str


class Plan(msgspec.Struct, frozen=True):
    """The edits to apply, by path and place, and what becomes of each finding whose fix was wanted."""

    edits: dict[str, tuple[Edit, ...]]
    fixed: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]


def plan(findings: Iterable[Finding], texts: Mapping[str, bytes], *, unsafe: bool) -> Plan:
    """Chooses fixes, each as a whole and in the order of `findings`: of two that overlap the first one stays.

    `texts` holds the bytes of every file that may be mended. Equal edits of several findings are one.
    """
    files = _Files(texts)
    fixed: list[Finding] = []
    skipped: list[Skipped] = []
    for finding in findings:
        if finding.fix is None or not (finding.fix.safe or unsafe):
            continue
        try:
            files.choose(finding.fix.edits)
        except MendError as error:
            skipped.append(Skipped(finding, str(error)))
        else:
            fixed.append(finding)
    return Plan(files.edits(), tuple(fixed), tuple(skipped))


class _Files:
    """The files that were named so far, and the pieces of each that are chosen to be replaced, in order."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        self._data = data
        self._texts: dict[str, Text] = {}
        self._chosen: dict[str, dict[Piece, Edit]] = {}
        self._order: dict[str, list[Piece]] = {}

    def choose(self, edits: Iterable[Edit]) -> None:
        """Takes all of `edits`, or raises MendError and takes none."""
        wanted = {(edit.path, self._text(edit.path).piece(edit)): edit for edit in edits}
        if not any(self._changes(path, piece) for path, piece in wanted):
            raise MendError("changes nothing")
        if any(one[0] == two[0] and collide(one[1], two[1]) for one, two in pairwise(sorted(wanted))):
            raise MendError("its edits overlap")
        new = {place: edit for place, edit in wanted.items() if place[1] not in self._chosen[place[0]]}
        if not all(self._free(path, piece) for path, piece in new):
            raise MendError("overlaps with another fix")
        for (path, piece), edit in new.items():
            insort(self._order[path], piece)
            self._chosen[path][piece] = edit

    def edits(self) -> dict[str, tuple[Edit, ...]]:
        return {
            path: tuple(self._chosen[path][piece] for piece in order)
            for path, order in sorted(self._order.items())
            if order
        }

    def _text(self, path: str) -> Text:
        if path not in self._texts:
            if path not in self._data:
                raise MendError(f"{path} is not to be mended")
            self._texts[path] = Text(self._data[path])
            self._chosen[path] = {}
            self._order[path] = []
        return self._texts[path]

    def _changes(self, path: str, piece: Piece) -> bool:
        return self._texts[path].text[piece.start : piece.end] != piece.text

    def _free(self, path: str, piece: Piece) -> bool:
        # The chosen pieces are apart from one another, so only the neighbours can be in the way.
        order = self._order[path]
        at = bisect_left(order, piece)
        return not any(collide(piece, other) for other in order[max(at - 1, 0) : at + 1])
