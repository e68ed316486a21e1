"""A relative link must lead to a file or folder of this repository.

A reader who meets one dead link stops trusting the page around it. Links and images are resolved as the forge resolves
them: from the document's folder, or from the repository's root when they begin with `/`. Where a docs generator is
configured, its routes count too: `setup` may mean `setup.md`. When history or a unique name shows exactly one file that
can be meant, the fix points the link there.

Not judged: links with placeholders or templates in them, routes that only the rendered site has, what its build makes, what
git ignores, what lies inside a submodule. Raw HTML of an MkDocs page is read as the browser reads it, from the page's URL.
"""

import re
from collections.abc import Iterator
from posixpath import basename, splitext

from guard import HOLDS, Document, Evidence, Fix, Outcome, Unjudged, bad, good
from guard.documents.claims import Link
from guard.documents.mentions import has_ending
from guard.documents.records import is_part, is_template, shows_examples
from guard.facts import Facts
from guard.facts.homes import GENERIC, Home, relative
from guard.facts.routed import LEAST, is_route
from guard.facts.targets import Target
from guard.model import Status

SEVERITY = "error"
STATUSES = (Status.LIVING, Status.LEDGER, Status.PROPOSAL)
MESSAGE = "link leads nowhere: {subject}"
OUTSIDE = "link leads out of the repository: {subject}"

EXAMPLES = (
    good("See [setup](setup.md) and [the API](/docs/api.md#errors).", files=["setup.md", "docs/api.md"]),
    good("See [setup](set%20up.md?plain=1#L3).", files=["set up.md"]),
    good("Write `[text](old/setup.md)`, or [issues](../../issues), [x](https://x.y/z.md), [a](path/to/file.md)."),
    good("[setup](setup)", files={"docs/setup.md": "", "mkdocs.yml": "site_name: x\n"}, path="docs/index.md"),
    bad(
        "See [setup](old/setup.md#first).",
        files=["docs/setup.md"],
        says="link leads nowhere: old/setup.md#first",
        fixed="See [setup](docs/setup.md#first).",
    ),
    bad(
        "See [setup](./setup.md).",
        path="docs/index.md",
        files=["guide/install.md", "guide/setup.md", "other/setup.md"],
        gone={"docs/setup.md": "guide/install.md"},
        says="link leads nowhere: ./setup.md",
        fixed="See [setup](../guide/install.md).",
    ),
    good("[a](one), [b](two), [c](three)", files=["one.md", "two.md", "three.md"]),
    good("[a](../two/) and [b](../../accounts/)", path="x/docs/one.md", files=["x/docs/two.md"]),
    good("See [LICENSE](LICENSE), [pools](internal-wiki/pools).", path="commands/a.md"),
    good("![x](../assets/a.png)", path="docs/ja/guide/a.md", files={"docs/assets/a.png": "", "mkdocs.yml": ""}),
    good("![a](../assets/a.gif)"),
    good("[a](./examples/basic)", path="docs/react/a.md", files={"docs/config.json": '{"to": "react/examples/basic"}'}),
    good("See [the last](latest.md).", path="skills/log/entry_template.md", files=["docs/latest.md"]),
    good(
        "[a](/docs/a), [b](/docs/b#x), [c](/docs/c), [d](/docs/people)",
        path="docs/index.md",
        files=["docs/a.md", "docs/b.md", "docs/c.md"],
    ),
    good("[a](/settings/x), [b](/docs/api.html)", files=["docs/a.md"]),
    bad("![logo](img/logo.png)", files=["a.py"], says="link leads nowhere: img/logo.png"),
    good(
        "[a](start), [b](page.html){.external}, [c](../ref/tools)",
        path="docs/use/a.md",
        files={
            "docs/_config.yml": "only_build_toc_files: true",
            "docs/b.md": "(start)=\n# Start",
            ".gitignore": "tools.md",
        },
    ),
    good(
        '<a href="../shop/setup/">a</a>',
        path="docs/index.md",
        files={"mkdocs.yml": "site_url: https://x.org/shop/", "docs/setup.md": ""},
    ),
    good('<a href="../../rules#levels">a</a>', path="crates/docs/rules.md"),
    good("[a](./docs/start/one)", path="src/content/en/index.mdx", files=["src/content/en/start/one.mdx"]),
    good("---\npermalink: /index.html\n---\n\n[a](use/)", path="docs/pages/index.md", files=["docs/use/a.md"]),
    good(
        "[a](effect) [b](state#X) [c](props) [d](../02-b/effect) [e](bind) [f](../kit) [g](/tutorial)",
        path="docs/01-a/01-intro.md",
        files=[f"docs/02-b/0{number}-{name}.md" for number, name in enumerate(("effect", "state", "props", "bind"))],
    ),
    bad(
        "[x](docs/setup.md)",
        path="docs/index.md",
        files=["docs/setup.md", "setup.md"],
        says="link leads nowhere: docs/setup.md",
        fixed="[x](setup.md)",
    ),
    bad('<a href="setup.md">x</a>', says="link leads nowhere: setup.md"),
    bad("[x](tools/)", path="examples/README.md", files=["examples/use/a.py"], says="link leads nowhere: tools/"),
    bad("[x](../other/README.md)", says="link leads out of the repository: ../other/README.md"),
    bad("[a][b]\n\n[b]: gone.md", says="link leads nowhere: gone.md"),
)

_BRANCHES = frozenset({"assets", "gh-pages", "images", "media"})
"""Branches that people keep for pictures."""
_ALL_EXTERNAL = re.compile(r"(?m)^[ \t]{0,8}myst_all_links_external[ \t]{0,20}[=:][ \t]{0,20}[Tt]rue")
_EXTERNAL = re.compile(r"\A\{[^{}]{0,80}\.external\b")
_SOURCES = (".md", ".mdx", ".rst")
"""The endings of pages that a script may write before the build; git then ignores them."""
_CONFIGURATION = (".json", ".yaml", ".yml")
_COPIED = frozenset("templates template skills scaffolds boilerplate commands agents rules prompts".split())
_DEPTH = 2
"""How deep below a top folder the contents of a site are looked for."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for link in document.claims.links:
        if link.kind == "reference":
            continue
        target = facts.targets.resolve(document.path, document.claims, link.destination)
        if link.kind == "html" and target.outcome in {"missing", "outside"}:
            target = facts.hrefs.resolve(document.path, link.destination) or target
        if target.same_document or target.outcome in {"external", "empty", "workstation", "forge-page", "host"}:
            continue
        yield _judge(document, facts, link, target)


def _judge(document: Document, facts: Facts, link: Link, target: Target) -> Outcome:
    if target.outcome in {"found", "label"}:
        return HOLDS
    if reason := _elsewhere(document, facts, link, target):
        return Unjudged(f"link: {reason}")
    if target.outcome == "outside":
        depth = Evidence(f"{document.path} is {document.path.count('/')} folders below the root", path=document.path)
        return document.finding(link.span, OUTSIDE, subject=link.destination, evidence=[depth])
    if facts.files.other_case(target.path):
        return HOLDS  # wrong-case speaks of it
    if facts.ignored(target.path):
        return Unjudged("link: git ignores the target")
    if is_template(document.path) or is_part(document.path):
        return Unjudged("link: of a template or a part, whose readers are elsewhere")
    home = facts.homes.of(target.path)
    if not home.gone and (is_route(document, facts, link, target) or _is_told(document, facts, target)):
        return Unjudged("link: a page of a site that is configured elsewhere")
    if not home.gone and shows_examples(document.path) and not (_is_firm(target) or _tells_of_folder(document.path)):
        return Unjudged("link: in an example")
    from_root = facts.targets.from_root(target)
    if from_root and not (home.gone and home.certain):
        home = Home((Evidence(f"{from_root} is there, seen from the root", path=from_root),), from_root)
    return document.finding(
        link.span,
        MESSAGE,
        subject=link.destination,
        target=target.path,
        evidence=home.evidence,
        fix=_fix(document, link, target, home.best, safe=bool(home.certain)),
    )


def _elsewhere(document: Document, facts: Facts, link: Link, target: Target) -> str:
    """Why the target may be somewhere else than among the files of the repository; "" when it has to be there."""
    if target.outcome not in {"missing", "outside"}:
        return target.outcome
    if _is_of_build(document, facts, link, target):
        return "of the built site"
    if target.outcome == "outside":
        return "of another branch, perhaps" if _is_branch(document, target) else ""
    return "autolink" if link.kind == "autolink" else ""


def _is_of_build(document: Document, facts: Facts, link: Link, target: Target) -> bool:
    """Whether the link is one for the built pages: a page whose source git ignores, or one that MyST is told to leave as it is.

    `[text](page.html){.external}` is a URL to MyST, and so is every link where the configuration says so.
    """
    site = facts.sites.of(document.path)
    if "permalink" in document.claims.front and "." not in basename(target.path):
        return True  # its own URL is another one, and what is relative is seen from there
    if site is None:
        return False
    if site.kind == "myst" and (_ALL_EXTERNAL.search(facts.text_of(site.config)) or _is_external(document, link)):
        return True
    stem, ending = splitext(target.path)
    return ending in {"", ".html"} and any(facts.ignored(stem + source) for source in _SOURCES)


def _is_external(document: Document, link: Link) -> bool:
    behind = document.lines.content(link.span.end_line)[link.span.end_column - 1 :]
    return _EXTERNAL.match(behind) is not None


def _is_branch(document: Document, target: Target) -> bool:
    """Whether it is one of several links that leave the root by one level for the same name: a forge reads that as a branch."""
    depth = document.path.count("/") + 1
    lead = "../" * depth
    head = target.written_path.removeprefix(lead).partition("/")[0]
    same = sum(one.destination.startswith(f"{lead}{head}/") for one in document.claims.links)
    return target.written_path.startswith(f"{lead}{head}/") and head != ".." and (same >= LEAST or head in _BRANCHES)


def _is_told(document: Document, facts: Facts, target: Target) -> bool:
    """Whether a configuration of the repository has the route in quotes: the contents of a site, an alias."""
    site = facts.sites.of(document.path)
    if site is not None and site.kind == "docsify":
        start = f"{site.folder}/index.html".lstrip("/")
        stem = splitext(basename(target.path))[0]
        return start in facts.snapshot.entries and bool(re.search(rf"/{re.escape(stem)}(?!\w)", facts.text_of(start)))
    route = target.path.partition("/")[2] or target.path
    if "." in basename(route) and not has_ending(basename(route)):
        return False
    top = target.path.partition("/")[0]
    told = facts.remembered(_configured).get(top, "")
    return any(f"{mark}{lead}{route}{mark}" in told for mark in "\"'" for lead in ("", "/", f"{top}/", f"/{top}/"))


def _configured(facts: Facts) -> dict[str, str]:
    """The configuration that lies among the documents, by top folder."""
    found: dict[str, list[str]] = {}
    tops = {path.partition("/")[0] for path in facts.living if "/" in path and facts.is_markdown(path)}
    for path in facts.files.paths:
        top, slash, _ = path.partition("/")
        if slash and top in tops and path.endswith(_CONFIGURATION) and path.count("/") <= _DEPTH:
            found.setdefault(top, []).append(facts.text_of(path))
    return {top: "\n".join(texts) for top, texts in found.items()}


def _tells_of_folder(path: str) -> bool:
    """Whether the document is the README of a folder of examples: what it links is there for its readers, not in a project of theirs."""
    *folders, name = path.lower().split("/")
    return name.startswith("readme") and _COPIED.isdisjoint(folders) and not any(one.startswith(".") for one in folders)


def _is_firm(target: Target) -> bool:
    """Whether the link of a document that shows examples names what only this repository can have."""
    return basename(target.path) not in GENERIC - {"SKILL.md"} and "." in basename(target.path)


def _fix(document: Document, link: Link, target: Target, home: str, *, safe: bool) -> Fix | None:
    source = document.source(link.target)
    if not home or not source.startswith(target.written_path):
        return None
    written = relative(document.path, home, like=target.written_path)
    return document.replace(link.target, written + source[len(target.written_path) :], safe=safe)
