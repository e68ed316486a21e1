"""An absolute URL into this very repository must name something that is there.

`https://github.com/owner/name/blob/main/docs/setup.md` breaks as quietly as a relative link does, and no link checker
without a network sees it. The repository's names are read from its remotes, its manifests or its front page
(`guard facts` shows them).

Not judged: tags, commits and branches other than the usual ones, for they speak of another state of the files.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Link
from guard.facts import Facts
from guard.facts.anchors import is_always_right
from guard.facts.near import nearest
from guard.facts.targets import clean
from guard.model import Status

SEVERITY = "error"
STATUSES = (Status.LIVING, Status.LEDGER, Status.PROPOSAL)
SLIP = "URL into this repository with {subject} for {right}"
MESSAGE = "URL into this repository leads nowhere: {path}"
ANCHOR = "URL into this repository names no heading of {path}: #{fragment}"

_REMOTE = "https://github.com/o/r.git"
EXAMPLES = (
    good(
        "<https://github.com/o/r/blob/main/a.md#b> https://github.com/o/r/blob/main/a.md#B",
        files={"a.md": "# B"},
        remote=_REMOTE,
    ),
    good("https://github.com/o/r/blob/v1.0/gone.md https://github.com/other/r/blob/main/gone.md", remote=_REMOTE),
    good(
        "![b](https://github.com/o/r/actions/workflows/ci.yml/badge.svg)",
        files=[".github/workflows/ci.yml"],
        remote=_REMOTE,
    ),
    bad(
        "[x](https://github.com/o/r/tree/main/sandbox)",
        files=["agent/sandbox/a.py"],
        gone={"sandbox/a.py": "agent/sandbox/a.py"},
        remote=_REMOTE,
        says="URL into this repository leads nowhere: sandbox",
        fixed="[x](https://github.com/o/r/tree/main/agent/sandbox)",
    ),
    bad(
        "[x](https://github.com/o/r/blog/main/a.md)",
        files=["a.md"],
        remote=_REMOTE,
        says="URL into this repository with blog for blob",
        fixed="[x](https://github.com/o/r/blob/main/a.md)",
    ),
    bad(
        "[x](https://github.com/o/blog/blog/main/a.md)",
        files=["a.md"],
        remote="https://github.com/o/blog.git",
        says="URL into this repository with blog for blob",
        fixed="[x](https://github.com/o/blog/blob/main/a.md)",
    ),
    bad(
        "https://raw.githubusercontent.com/o/r/master/gone.sh",
        remote=_REMOTE,
        says="URL into this repository leads nowhere: gone.sh",
    ),
    bad(
        "https://github.com/o/r/actions/workflows/test.yml",
        files=[".github/workflows/ci.yml"],
        remote=_REMOTE,
        says="URL into this repository leads nowhere: .github/workflows/test.yml",
    ),
)

_BRANCHES = frozenset({"main", "master", "HEAD", "develop", "dev", "trunk"})
_PAGE = re.compile(
    r"https?://(?:www\.)?(?P<host>github\.com|gitlab\.com|codeberg\.org)/(?P<name>[\w.-]{1,100}/[\w.-]{1,100})/(?:-/)?"
    r"(?P<kind>blob|tree|raw|edit|blame|actions/workflows|src/branch)/(?P<rest>[^?#]{1,600})[^#]{0,600}(?:#(?P<fragment>.{0,300}))?"
)
_RAW = re.compile(
    r"https?://raw\.githubusercontent\.com/(?P<name>[\w.-]{1,100}/[\w.-]{1,100})/(?:refs/heads/)?(?P<rest>[^?#]{1,600}).{0,600}"
)


_SLIP = re.compile(
    r"(?P<begin>https?://github\.com/(?P<name>[\w.-]{1,100}/[\w.-]{1,100})/)(?P<kind>[a-z]{3,6})/(?:main|master)/(?P<rest>[^?#]{1,600})[^#]{0,600}(?:#.{0,300})?"
)
_KINDS = ("blob", "tree")
_ONE_LETTER = 75.0
"""The likeness of two words of four letters that differ in one."""


class Place(msgspec.Struct, frozen=True):
    """A path of this repository that a URL names; `written` is how it stands in the URL."""

    path: str
    written: str
    branch: str
    fragment: str = ""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for link in document.claims.links:
        if link.kind == "reference" or ("git" not in link.destination and "codeberg" not in link.destination):
            continue
        place = _place(facts, link.destination)
        if place is not None:
            yield _judge(document, facts, link, place)
        elif slip := _slip(document, facts, link):
            yield slip


def _slip(document: Document, facts: Facts, link: Link) -> Outcome | None:
    """`/blog/main/a.md` where `/blob/main/a.md` is meant."""
    found = _SLIP.fullmatch(link.destination)
    if found is None or found["kind"] in _KINDS or not _is_own(facts, "github.com", found["name"]):
        return None
    path = clean(unquote(found["rest"]))
    right = next(iter(nearest(found["kind"], _KINDS, least=_ONE_LETTER)), "")
    if not right or path is None or not facts.files.exists(path):
        return None
    # Where it stands and nowhere before: the repository itself may be called blog.
    mended = found["begin"] + right + link.destination[found.end("kind") :]
    plain = document.source(link.target) == link.destination
    fix = document.replace(link.target, mended, safe=True) if plain else None
    evidence = Evidence(f"{path} is there, and GitHub shows files at /{right}/", path=path)
    return document.finding(
        link.span, SLIP, subject=found["kind"], right=right, target=path, evidence=[evidence], fix=fix
    )


def _is_own(facts: Facts, host: str, name: str) -> bool:
    plain = name.removesuffix(".git").casefold()
    return any(own.host == host and own.name.casefold() == plain for own in facts.forges.own)


def _place(facts: Facts, url: str) -> Place | None:
    found = _PAGE.fullmatch(url) or _RAW.fullmatch(url)
    if found is None:
        return None
    host = found.groupdict().get("host") or "github.com"
    if not _is_own(facts, host, found["name"]):
        return None
    groups = found.groupdict()
    if groups.get("kind") == "actions/workflows":
        file = found["rest"].removesuffix("/badge.svg").strip("/")
        return Place(f".github/workflows/{unquote(file)}", file, "HEAD") if "/" not in file else None
    branch, _, written = found["rest"].partition("/")
    path = clean(unquote(written))
    return Place(path, written, branch, unquote(groups.get("fragment") or "")) if path is not None else None


def _judge(document: Document, facts: Facts, link: Link, place: Place) -> Outcome:
    if place.branch not in _BRANCHES:
        return Unjudged("url: speaks of a tag, a commit or another branch")
    if any(character in place.path for character in "{}<>$*…"):
        return Unjudged("url: placeholder")
    if facts.files.exists(place.path):
        return _fragment(document, facts, link, place)
    home = facts.homes.of(place.path)
    fix = None
    source = document.source(link.target)
    if home.best and place.written in source and not place.path.startswith(".github/workflows/"):
        fix = document.replace(
            link.target, source.replace(place.written.rstrip("/"), home.best, 1), safe=bool(home.certain)
        )
    return document.finding(
        link.span,
        MESSAGE,
        subject=link.destination,
        path=place.path,
        target=place.path,
        evidence=home.evidence,
        fix=fix,
    )


def _fragment(document: Document, facts: Facts, link: Link, place: Place) -> Outcome:
    if not place.fragment or is_always_right(place.fragment) or not facts.is_markdown(place.path):
        return HOLDS
    anchors = facts.anchors.of(place.path)
    if place.fragment in anchors or anchors.other_case(place.fragment):
        return HOLDS  # GitHub finds it in any case
    claims = facts.claims_of(place.path)
    if claims.includes or claims.unread:
        return Unjudged("anchor: the document includes others")
    evidence = Evidence(f"{place.path} has no heading or id that makes #{place.fragment}", path=place.path)
    return document.finding(
        link.span,
        ANCHOR,
        subject=link.destination,
        path=place.path,
        fragment=place.fragment,
        target=f"{place.path}#{place.fragment}",
        evidence=[evidence],
    )
