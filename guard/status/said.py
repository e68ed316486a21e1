"""The status of a document: said by the configuration, by the document itself, or by its name, in this order."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from guard.model import Status
from guard.status.generated import says_generated
from guard.status.names import by_name, holds_decisions

if TYPE_CHECKING:
    from guard.settings import Settings

_OWN = {status.value: status for status in Status}
_COMMON = {
    **dict.fromkeys(("superseded", "deprecated", "archived", "obsolete", "rejected", "withdrawn"), Status.HISTORICAL),
    **dict.fromkeys(("draft", "proposed", "proposal"), Status.PROPOSAL),
}
_OWN_WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,40}+")
_WORD = re.compile(r"[a-z]++")


def status_of(
    path: str, front: Mapping[str, str], settings: Settings, *, head: str = "", older: Container[str] = ()
) -> Status:
    """`path` is relative to the root; `front` the front matter; `head` the first lines, where producers leave marks.

    `older` are the pages that a site keeps for an older version.

    Among the configuration's patterns the last one that matches, in the order of the file, decides.
    """
    for status, globs in reversed(settings.status):
        if globs.match(path):
            return status
    said = _by_front(path, front)
    if said:
        return said
    if says_generated(path, head):
        return Status.GENERATED
    return Status.HISTORICAL if path in older else by_name(path)


def misspelt(front: Mapping[str, str]) -> str:
    """The word that the front matter gives for `guard` and that is no status; "" where it gives none or another thing."""
    word = front.get("guard", "").strip()
    if word.lower() in _OWN or word.lower() in {"true", "false", "yes", "no", "on", "off", "null", "none"}:
        return ""
    return word if _OWN_WORD.fullmatch(word) else ""


def _by_front(path: str, front: Mapping[str, str]) -> Status | None:
    """`guard: historical`, or the `status: superseded by 12` that decision records carry."""
    own = _OWN.get(front.get("guard", "").strip().lower())
    if own:
        return own
    found = _WORD.search(front.get("status", "")[:100].lower())
    word = found.group() if found else ""
    if word == "accepted" and holds_decisions(path):
        return Status.HISTORICAL
    return _COMMON.get(word)
