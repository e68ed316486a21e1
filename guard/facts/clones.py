"""Whether what a document clones, names or links to is this repository or another one."""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING

from guard.documents.document import Document
from guard.facts.forge import Forges, parse_remote
from guard.model import Span

if TYPE_CHECKING:
    from guard.facts.facts import Facts

_REPOSITORY = re.compile(
    r"(?:github\.com/)?(?P<name>[A-Za-z][\w-]{0,38}/[\w.-]{1,60})\)?[`*\"]{0,3}[ \t]{1,3}(?:GitHub )?repo(?:sitory)?\b"
)
"""The `owner/name` repository, the repository at github.com/owner/name."""
_LINKED = re.compile(r"(?i)repo(?:sitory)?[`*]{0,2}\]\((?P<url>https?://[^\s)]{1,300})\)")
_ITEM = re.compile(r"[ \t]{0,20}(?:[-*+]|\d{1,3}[.)])[ \t]")
_HEAD = re.compile(r"[ \t]{0,20}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}\*\*(?P<name>[A-Za-z][\w-]{0,38}/[\w.-]{1,60})\*\*")
"""An item of a list that is about **owner/name**."""
_MOST_LINES = 6


def is_other(url: str, forges: Forges) -> bool:
    """Whether `url` is another repository's; forks bear the same name. A URL of no known forge may be this one's."""
    remote = parse_remote(url)
    return remote is not None and _name(remote[1]) not in {_name(own.name) for own in forges.own}


def is_linked_elsewhere(document: Document, path: str, forges: Forges) -> bool:
    """Whether the document links a file of that name in another repository."""
    name = basename(path.rstrip("/"))
    targets = (link.destination.partition("#")[0] for link in document.claims.links)
    return any(target.endswith("/" + name) and is_other(target, forges) for target in targets if name)


def speaks_of_other(document: Document, span: Span, facts: Facts) -> bool:
    """Whether the list or paragraph up to `span` says which repository it is about, and that is another one."""
    own = True
    for number in range(span.line, max(0, span.line - _MOST_LINES), -1):
        line = document.lines.content(number)
        if not line.strip() or line.startswith("#"):
            return False
        if any(is_other(found["url"], facts.forges) for found in _LINKED.finditer(line)):
            return True
        named = [found["name"] for found in _REPOSITORY.finditer(line)]
        if own and (item := _HEAD.match(line)):
            named.append(item["name"])
        own = own and _ITEM.match(line) is None  # the items above are about other things
        if any(_is_of_others(name, facts) for name in named):
            return True
    return False


def _is_of_others(name: str, facts: Facts) -> bool:
    """Whether `owner/name` is a repository, and not this one; a path of this one has the same form."""
    own = {_name(forge.name) for forge in facts.forges.own}
    return bool(own) and _name(name) not in own and not facts.files.is_folder(name.partition("/")[0])


def _name(repository: str) -> str:
    return repository.rpartition("/")[2].lower()
