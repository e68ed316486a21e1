"""Which repository of which forge this is, so that absolute URLs into it can be held against its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import msgspec

from guard.snapshot import GitError, Snapshot

_HOSTS = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
_REMOTE = re.compile(
    r"(?:https?://|ssh://|git\+https://|git://)?(?:[^\s/@\"']{1,200}@)?(?P<host>github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)"
    r"(?::\d{1,5}(?=/))?[/:](?P<name>[\w.-]{1,100}/[\w.-]{1,100}?)(?:\.git)?(?=[/#?\"'\s)]|$)"
)
# What names the repository in the files that describe it to a registry.
_MANIFESTS = (
    (
        "package.json",
        r"\"(?:repository|homepage|bugs)\"\s{0,9}:\s{0,9}(?:\{[^{}]{0,300}\"url\"\s{0,9}:\s{0,9})?\"([^\"]{1,300})\"",
    ),
    (
        "pyproject.toml",
        (
            r"(?im)^\s{0,9}[\"']?(?:repository|source|source[ -]?code|code|github|homepage|changelog|issues|issue[ -]tracker|bug[ -]tracker"
            r"|documentation|tracker)[\"']?\s{0,9}=\s{0,9}[\"']([^\"']{1,300})"
        ),
    ),
    ("setup.py", r"(?:url|Source|Source Code|GitHub)[\"']?\s{0,9}[=:]\s{0,9}[\"']([^\"']{1,300})"),
    ("setup.cfg", r"(?im)^\s{0,9}(?:url|source|home[-_]page)\s{0,9}=\s{0,9}(\S{1,300})"),
    ("Cargo.toml", r"(?m)^\s{0,9}(?:repository|homepage)\s{0,9}=\s{0,9}\"([^\"]{1,300})"),
    ("go.mod", r"(?m)^module\s{1,9}(\S{1,300})"),
    ("composer.json", r"\"(?:homepage|source)\"\s{0,9}:\s{0,9}\"([^\"]{1,300})\""),
)
# What only the repository's own front page links to.
_OWN_ON_README = re.compile(
    r"(?:github\.com|img\.shields\.io/github/[\w/-]{1,60}?|codecov\.io/gh|api\.star-history\.com/svg\?repos=|star-history\.com/#)"
    r"/?(?P<name>[\w.-]{1,100}/[\w.-]{1,100}?)(?:\.git\b|/actions/workflows|/workflows/|/graphs/contributors|/issues\b|/releases\b"
    r"|/discussions\b|/blob/|/tree/|/stargazers|/network|/badge|/branch|&|$|[\"')\s])"
)


class Forge(msgspec.Struct, frozen=True):
    """`name` is `owner/repository`; `source` says where it was read."""

    host: str
    name: str
    source: str


def parse_remote(url: str) -> tuple[str, str] | None:
    """(host, owner/name) of a forge's URL."""
    found = _REMOTE.match(url.strip().removeprefix("git+"))
    return (found["host"], found["name"]) if found else None


class Forges:
    """The names by which this repository may be known: its remotes, its manifests, its front page."""

    def __init__(self, snapshot: Snapshot, declared: str = "") -> None:
        self._snapshot = snapshot
        self._declared = declared

    @cached_property
    def own(self) -> tuple[Forge, ...]:
        if self._declared:
            declared = parse_remote(self._declared)
            return (Forge(*declared, "configuration"),) if declared else ()
        found = dict.fromkeys([*self._remotes(), *self._manifests()])
        if not found:
            found = dict.fromkeys(self._front_page())
        return tuple(found)

    def is_of(self, *names: str) -> bool:
        """Whether this is one of the repositories `names`, or a fork that bears the name."""
        return any(own.name.lower() in names for own in self.own)

    @cached_property
    def project_names(self) -> tuple[str, ...]:
        """What the manifests at the root call the project."""
        found = (
            re.search(
                r"(?m)^name\s{0,9}=\s{0,9}[\"']([\w.-]{1,100})",
                self._snapshot.text_if_readable("pyproject.toml")[:20_000],
            ),
            re.search(
                r"(?m)^name\s{0,9}=\s{0,9}\"([\w.-]{1,100})", self._snapshot.text_if_readable("Cargo.toml")[:20_000]
            ),
            re.search(
                r"\"name\"\s{0,9}:\s{0,9}\"(?:@[\w.-]{1,60}/)?([\w.-]{1,100})\"",
                self._snapshot.text_if_readable("package.json")[:20_000],
            ),
        )
        return tuple(name[1] for name in found if name)

    def _remotes(self) -> Iterator[Forge]:
        if self._snapshot.git is None:
            return
        try:
            lines = self._snapshot.git.run("config", "--get-regexp", r"^remote\..*\.url$").decode("utf-8", "replace")
        except GitError:
            return
        for line in lines.splitlines():
            key, _, url = line.partition(" ")
            remote = parse_remote(url)
            # A fork's upstream is another repository in name only: its files are ours as far as documents go.
            if remote:
                yield Forge(*remote, f"git {key}")

    def _manifests(self) -> Iterator[Forge]:
        for path, pattern in _MANIFESTS:
            for value in re.findall(pattern, self._snapshot.text_if_readable(path)[:100_000]):
                remote = parse_remote(value)
                if remote:
                    yield Forge(*remote, path)

    def _front_page(self) -> Iterator[Forge]:
        """The repository that the README names most, by links that only one's own page has."""
        names = Counter(
            found["name"] for found in _OWN_ON_README.finditer(self._snapshot.text_if_readable("README.md")[:200_000])
        )
        for name, count in names.most_common(1):
            if count >= 2:
                yield Forge("github.com", name, "README.md")
