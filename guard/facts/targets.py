"""Where a link leads: its destination, resolved as the forge resolves it, and as the site does where one is configured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Literal
from urllib.parse import unquote

import msgspec

from guard.documents.claims import Claims
from guard.documents.mentions import has_ending
from guard.facts.built import Built, is_name, is_of_code
from guard.facts.files import Files
from guard.facts.labels import Labels
from guard.facts.site import Site, Sites, is_page, page_candidates

Outcome = Literal[
    "found",  # `path` exists
    "missing",  # a path of this repository, and nothing is there
    "outside",  # `..` beyond the root
    "external",  # another scheme or host
    "workstation",  # an absolute path of somebody's machine
    "forge-page",  # the forge's own pages: ../../issues
    "route",  # a page that only the rendered site has
    "label",  # a name that the document at `path` has for one of its places
    "beyond",  # inside a submodule, or through a link that leaves the repository
    "template",  # filled in later
    "placeholder",  # an example of a link
    "empty",
    "host",  # a host without a scheme: malformed-link speaks of it
]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,30}:")
_DRIVE = re.compile(r"[a-zA-Z]:[\\/]")
_HOME = re.compile(r"/(?:home|Users|root|mnt/[a-z]|c|tmp|var|opt|usr|etc)/")
_TEMPLATE = re.compile(
    r"^[A-Z][A-Z0-9]{0,30}_[A-Z0-9_]{1,30}/|\{\{|\{%|<%|\$\{|\{[\w. ()-]{0,60}\}|%[A-Z_]{2,40}%|<[\w. /|-]{0,60}>|\$\(|\{\?|\[\["
)
_PLACEHOLDER = re.compile(
    r"(?:^|/)(?:\.{3,}|…|path/to|your[-_]|my[-_]|<|xxx?\b|XXX|TODO|foo\b|bar\b|example\.(?:md|png|com))|^(?:url|link|path|href|src|target|image"
    r"|image[-_]?url|URL|LINK|the-url|some-url|dest|destination|filename|file|\[[^\]]{0,80}\]|\w{1,40}_url)$|\.\.\.",
)
_LINE_SUFFIX = re.compile(r":\d++(?>(?:[:-]\d++)?)$")
_HOST = re.compile(
    r"www\.[\w-]++\.[\w.-]++(?:[/?#:]|$)|(?:[a-z0-9-]{1,60}+\.){1,4}(?:com|org|net|dev|edu|gov|app)(?:[/?#:]|$)"
)
_RUST = re.compile(
    r"(?:[a-z]{2,10}@)?(?:crate|self|super|Self|[A-Za-z_]\w{0,60})(?:::[\w<>!()]{1,60}){1,10}(?:#.*)?|[a-z]{2,10}@[\w:!()]{1,100}|crate(?:#.*)?"
)
"""What rustdoc resolves in documents that are comments of Rust code."""
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_FORGE_PAGES = frozenset(
    """
    issues pulls pull actions wiki releases discussions security projects labels milestones milestone commits commit
    compare blame settings stargazers network graphs tags branches packages contributors deployments fork
    merge_requests - pulse activity forks watchers search
    """.split()
)


class Target(msgspec.Struct, frozen=True):
    """`path` is what the destination names, relative to the root (with its page's ending once found); `written_path` is
    the path part as written, still encoded; `fragment` is decoded, None where the destination has no `#`."""

    outcome: Outcome
    path: str = ""
    written_path: str = ""
    fragment: str | None = None
    same_document: bool = False


class Targets:
    def __init__(self, files: Files, sites: Sites, labels: Labels, built: Built) -> None:
        self._files = files
        self._sites = sites
        self._labels = labels
        self._built = built
        self._known: dict[tuple[str, str], Target] = {}

    def resolve(self, document: str, claims: Claims, destination: str) -> Target:
        """Where `destination`, written in `document`, leads. Several rules ask the same; the answer is kept."""
        key = document, destination
        if key not in self._known:
            self._known[key] = self._resolve(document, claims, destination)
        return self._known[key]

    def _resolve(self, document: str, claims: Claims, destination: str) -> Target:
        outcome = classify(destination)
        if outcome is not None:
            return Target(outcome)
        written, hash_sign, fragment = destination.partition("#")
        name = unquote(fragment, errors="surrogateescape") if hash_sign else None
        written_path = written.partition("?")[0]
        if not written_path:
            return Target("found", document, "", name, same_document=True)
        path = unquote(written_path, errors="surrogateescape").replace("\\", "/")
        found = self._locate(document, claims, path)
        return msgspec.structs.replace(found, written_path=written_path, fragment=name)

    def from_root(self, target: Target) -> str:
        """The path that a dead relative destination names when read from the root; "" when there is none."""
        path = clean(unquote(target.written_path, errors="surrogateescape"))
        return path if path and "/" in path and self._files.exists(path) else ""

    def _locate(self, document: str, claims: Claims, path: str) -> Target:
        site = self._sites.of(document)
        first = None
        for candidate in self._candidates(document, path, site):
            kind = self._files.kind(candidate)
            if kind == "beyond":
                return Target("beyond", candidate)
            if kind is not None:
                return Target("found", candidate)
            first = first if first is not None else candidate
        elsewhere = self._on_site(document, claims, path, site) or self._made(document, path, site)
        if elsewhere is not None:
            return elsewhere
        if first is None:
            return self._outside(document, path)
        if _LINE_SUFFIX.search(first) and self._files.exists(_LINE_SUFFIX.sub("", first)):
            return Target("found", _LINE_SUFFIX.sub("", first))
        return Target("missing", first)

    def _on_site(self, document: str, claims: Claims, path: str, site: Site | None) -> Target | None:
        """What `path` is to a site that renders the document."""
        if site is None and not is_page(claims.front):
            return None
        for page in self._pages(document, path, site):
            if self._files.kind(page) == "file":
                return Target("found", page)
        if path.startswith("/") or (site is not None and site.kind == "mintlify" and not path.startswith(".")):
            return Target("route", path.lstrip("/"))
        if home := self._labels.home(site, path):
            return Target("label", home)
        return Target("route", path) if is_of_code(path, site) or is_name(path, site) else None

    def _made(self, document: str, path: str, site: Site | None) -> Target | None:
        """Where `path` leads on a site whose build makes the target, or shows the document at another place too."""
        here = clean(join(dirname(document), path))
        if here is not None and self._built.makes(site, here):
            return Target("route", here)
        for folder in self._built.folders(document):
            there = clean(join(folder, path)) or ""
            if self._built.makes(site, there):
                return Target("route", there)
            if found := next((page for page in page_candidates(there) if self._files.kind(page) == "file"), ""):
                return Target("found", found)
        return None

    def _candidates(self, document: str, path: str, site: Site | None) -> Iterator[str]:
        """The paths that the destination may name literally; the forge's reading first."""
        if path.startswith("/"):
            yield clean(path.lstrip("/")) or ""
        elif (relative := clean(join(dirname(document), path))) is not None:
            yield relative
        if document.startswith(".github/") and (relative := clean(path)) is not None:
            # Templates and community files are shown on pages elsewhere; their links are written from the root.
            yield relative
        if site is None:
            return
        bare = path.removeprefix("@site/").lstrip("/") if path.startswith(("/", "@site/")) else None
        if bare is not None:
            for folder in (site.content, site.folder):
                for below in (
                    "",
                    "static",
                    "public",
                    "docs",
                    "src/pages",
                    "content",
                    "assets",
                    "docs/public",
                    ".vitepress/public",
                ):
                    if (candidate := clean(join(folder, below, bare))) is not None:
                        yield candidate
        else:
            for base in (document.rpartition(".")[0], site.content):
                if (candidate := clean(join(base, path))) is not None:
                    yield candidate
            yield from _of_default_locale(document, path, site)

    def _pages(self, document: str, path: str, site: Site | None) -> Iterator[str]:
        """The pages whose route the destination may be: from the file's folder, from the page's own folder, from the root."""
        if path.startswith("/"):
            content = site.content if site else ""
            folder = site.folder if site else ""
            bare = path.strip("/")
            bases = [
                content,
                join(content, "docs"),
                join(folder, "docs"),
                join(folder, "content"),
                join(folder, "src/pages"),
                folder,
            ]
            starts = [join(base, bare) for base in dict.fromkeys(bases)]
            _, _, tail = bare.partition("/")
            starts += [join(base, tail) for base in dict.fromkeys(bases) if tail]
        else:
            starts = [join(dirname(document), path), join(document.rpartition(".")[0], path)]
            if site is not None:
                starts.append(join(site.content, path))
                top, found, below = document.partition("/content/")
                if site.kind == "hugo" and found:
                    starts += [join(top, "content", path), join(top, "content", below.partition("/")[0], path)]
        for start in starts:
            cleaned = clean(start)
            if cleaned is not None:
                yield from page_candidates(cleaned)

    def _outside(self, document: str, path: str) -> Target:
        """Links that climb out of the root: two levels up are the forge's pages of this repository."""
        parts = [part for part in join(dirname(document), path).split("/") if part not in {"", "."}]
        depth = 0
        lowest = 0
        rest: list[str] = []
        for part in parts:
            if part == "..":
                depth -= 1
                lowest = min(lowest, depth)
                rest = rest[:-1]
            else:
                depth += 1
                rest.append(part)
        tail = parts[len(parts) - next((n for n, p in enumerate(reversed(parts)) if p == ".."), len(parts)) :]
        in_template = document.startswith(".github/")
        if tail and (lowest == -2 or in_template) and tail[0] in _FORGE_PAGES:
            return Target("forge-page")
        if len(tail) > 2 and tail[0] in {"blob", "tree", "raw"} and (lowest == -2 or in_template):
            inner = "/".join(tail[2:])
            return Target("found" if self._files.exists(inner) else "missing", inner)
        return Target("outside", path)


def classify(destination: str) -> Outcome | None:
    """What a destination is that names no path of a repository; None when it names one."""
    if not destination or destination == "#":
        return "empty"
    if destination.startswith("//"):
        return "external"
    if _DRIVE.match(destination) or destination.startswith("file:"):
        return "workstation"
    if _TEMPLATE.search(destination):
        return "template"
    scheme = _SCHEME.match(destination)
    if scheme and not has_ending(scheme[0][:-1]):
        return "external"
    if _PLACEHOLDER.search(destination.partition("#")[0]):
        return "placeholder"
    if _RUST.fullmatch(destination.strip("`")):
        return "external"
    if _HOST.match(destination):
        return "host"
    if _HOME.match(destination):
        return "workstation"
    if destination.startswith(("~", "@/", "$")):
        return "template"
    return None


def clean(path: str) -> str | None:
    """`path` without `.` and `..`; None when it leaves the root. The root is ""."""
    path = normpath(path) if path else "."
    if path == ".." or path.startswith("../"):
        return None
    return "" if path == "." else path.strip("/")


def _of_default_locale(document: str, path: str, site: Site) -> Iterator[str]:
    """What a page of a translation falls back to: `docs/ja/../assets` is `docs/assets` where `docs/ja/assets` is not."""
    below = document.removeprefix(site.content).lstrip("/")
    locale, slash, _ = below.partition("/")
    found = clean(join(dirname(below), path)) if slash and _LOCALE.fullmatch(locale) else None
    if found and found.startswith(f"{locale}/"):
        yield join(site.content, found[len(locale) + 1 :])
