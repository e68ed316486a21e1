"""A fragment must name a heading or an id of the document that it points into.

Anchors are computed as GitHub computes them, emoji, duplicates and HTML ids included; documents of a configured docs site
may use that generator's anchors too. Fragments into source files (`#L10`), `#top` and text fragments are right anyhow.

Not judged: pages that pull in other files when they are rendered or show components that may make ids, pages made of the
description of an API, dotted anchors that mkdocstrings makes, templates, and files that are not Markdown.
"""

import re
from collections import Counter
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Finding, Outcome, Unjudged, bad, good
from guard.documents.claims import Link
from guard.documents.records import is_template
from guard.facts import Facts
from guard.facts.anchors import Anchors, is_always_right, of_claims
from guard.facts.near import near_name
from guard.facts.ordered import ordered
from guard.facts.slugs import github
from guard.model import Status

SEVERITY = "error"
STATUSES = (Status.LIVING, Status.LEDGER, Status.PROPOSAL)
MESSAGE = "no such heading: {subject}"

EXAMPLES = (
    good("# Über uns\n\n[a](#über-uns) [b](#top) [c](main.py#L3-L9)", files=["main.py"]),
    good("# Foo\n# Foo\n[second](#foo-1)"),
    good("[x](other.md#a-b) [y](other.md#id)", files={"other.md": '# A & B\n## a b\n<a id="id"></a>'}),
    good("# ⚙️ Setup\n\n[s](#️-setup)"),
    bad(
        "# Package sources\n\n[x](#package-source)",
        says="no such heading: #package-source",
        fixed="# Package sources\n\n[x](#package-sources)",
    ),
    good(
        "Why? See [this](#why-no-theme).",
        path="faq/a.md",
        files={"FAQ.md": "# Why no theme\n\nWhy? See [this](#why-no-theme)."},
    ),
    good('<!-- ALL-CONTRIBUTORS-LIST:START -->\n\n<a href="#infra-ann">x</a>\n\n<!-- ALL-CONTRIBUTORS-LIST:END -->'),
    good("[x](#start)", path="docs/a.md", files={"docs/conf.py": "myst_parser", "docs/b.md": "(Start)=\n# Go"}),
    good(
        "[x](all.md#retry)",
        path="docs/a.md",
        files={
            "docs/.vitepress/config.ts": "",
            "docs/all.md": "# All\n\n<Settings />",
            "docs/Settings.vue": '<h2 :id="key">',
        },
    ),
    bad(
        "[x](all.md#retry)",
        path="docs/a.md",
        files={"docs/.vitepress/config.ts": "", "docs/all.md": "# All\n\n<Logo />", "docs/Logo.vue": "<img>"},
        says="no such heading: all.md#retry",
    ),
    good("---\nopenapi: post /v1/items\n---\n\n[all parameters](#body-name)", path="docs/a.mdx"),
    good(
        "[a](b.mdx#azure-instances) [b](b.mdx#base-url) [c](b.mdx#worker) [d](b.mdx#worker-2) [e](b.mdx#what-now)",
        path="docs/a.mdx",
        files={
            "docs/docs.json": "{}",
            "docs/b.mdx": '<Tab title="Azure instances">\n```sh\na\n\n# no\n```\n## `base_url`\n</Tab>\n'
            '## Worker <sup>*</sup>\n## Worker\n<Accordion title="What now?">\n</Accordion>',
        },
    ),
    good(
        "## Ports [!toc] [#port]\n## Volumes [!toc]\n<Tip>\n[a](#port) [b](#volumes)\n</Tip>\n{/* [c](#gone) */}",
        path="a.mdx",
    ),
    bad("<Tip>\n[a](#gone)\n</Tip>", path="a.mdx", says="no such heading: #gone"),
    good('<Card href="#reference" />', path="docs/templates/page_template.mdx"),
    bad('<Card\n  title="Start"\n  href="#gone"\n/>', path="a.mdx", says="no such heading: #gone"),
    good(
        "{{< roles >}}\n\n[x](#agents)",
        path="web/content/a.md",
        files={"web/config.toml": 'baseURL = "/"', "web/layouts/shortcodes/roles.html": "<h2>{{ .x }}</h2>"},
    ),
    good("---\nfurther_reading:\n- a\n---\n\n[x](#further-reading)"),
    good(
        "[a](#When-$x) [b](state) [c](props) [d](../02-b/effect) [e](bind) [f](effect)",
        path="docs/01-a/01-intro.md",
        files=[f"docs/02-b/0{number}-{name}.md" for number, name in enumerate(("effect", "state", "props", "bind"))],
    ),
    bad("[x](other.md#gone)", files={"other.md": "# Here"}, says="no such heading: other.md#gone"),
    bad('<a href="#stats">Stats</a>\n\n# Other', says="no such heading: #stats"),
)

_OF_SITES = ("vitepress",)
_OF_PYTHON = ("python-markdown", "python-markdown-unicode")
_COPY = re.compile(r"-\d{1,2}\Z")
_TERM = re.compile(r"(?m)^([^\s:][^\n]{0,200})\n(?:[ \t]*\n)?:[ \t]")
_REFERENCE = re.compile(r"\]\[[A-Za-z_]\w{0,60}(?:\.\w{1,60}){1,8}\]")
LEAST = 5
"""How many references to symbols a folder must have to be written for a generator."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    begins, ends = _contributors(document)
    for link in document.claims.links:
        if link.kind == "reference" or "#" not in link.destination:
            continue
        target = facts.targets.resolve(document.path, document.claims, link.destination)
        if target.outcome != "found" or not target.fragment or is_always_right(target.fragment):
            continue
        if not facts.is_markdown(target.path):
            continue
        if is_template(document.path):
            yield Unjudged("anchor: the document is there to be copied")
            continue
        if begins <= link.span.line <= ends:
            yield Unjudged("anchor: in a list of contributors, whose links say what they did")
            continue
        yield _judge(document, facts, link, target.path, target.fragment)


def _contributors(document: Document) -> tuple[int, int]:
    """The lines of the list that a bot keeps: its `#infra-name` lead nowhere by design. (0, 0) where there is none."""
    lines = [comment.span.line for comment in document.claims.comments if "ALL-CONTRIBUTORS-LIST" in comment.text]
    return (lines[0], lines[-1]) if lines else (0, 0)


def _judge(document: Document, facts: Facts, link: Link, path: str, fragment: str) -> Outcome:
    anchors = facts.anchors.of(path)
    if fragment in anchors or fragment.removeprefix("user-content-") in anchors:
        return HOLDS
    site, claims = facts.sites.of(path), facts.claims_of(path)
    home = facts.labels.home(site, fragment)
    if home and path in {home, document.path}:
        return HOLDS
    if anchors.other_case(fragment):
        return HOLDS  # wrong-case speaks of it
    if reason := facts.anchors.unseen(path):
        return Unjudged(f"anchor: {reason}")
    if _is_of_front(facts.text_of(path), fragment):
        return Unjudged("anchor: made from the front matter")
    if path.partition("/")[0] in facts.remembered(ordered):
        return Unjudged("anchor: made by a docs generator that is configured elsewhere")
    if "." in fragment and site is not None:
        return Unjudged("anchor: made by the docs generator")
    if (
        site is not None
        and site.kind == "hugo"
        and not _terms(facts.text_of(path)).isdisjoint((fragment, _COPY.sub("", fragment)))
    ):
        return HOLDS
    if path == document.path and _is_part(document, facts, link, fragment):
        return Unjudged("anchor: of the document that this is a part of")
    if path.partition("/")[0] in facts.remembered(_rendered) and fragment in of_claims(claims, _OF_PYTHON):
        return Unjudged("anchor: made by a docs generator that is configured elsewhere")
    if fragment in of_claims(claims, _OF_SITES) and path.partition("/")[0] in facts.remembered(_slugged):
        return Unjudged("anchor: made by a docs generator that is configured elsewhere")
    return _finding(document, anchors, link, path, fragment)


def _is_of_front(text: str, fragment: str) -> bool:
    """Whether the front matter has such a key: `further_reading:`, of which a layout makes a section."""
    front = text[4:].partition("\n---")[0] if text.startswith("---\n") else ""
    return any(line.partition(":")[0].replace("_", "-") == fragment for line in front.split("\n") if ":" in line)


def _terms(text: str) -> frozenset[str]:
    """The anchors that Hugo can make of the terms of definition lists: a line, and below it one that begins with a colon."""
    return frozenset(github(term) for term in _TERM.findall(text))


def _is_part(document: Document, facts: Facts, link: Link, fragment: str) -> bool:
    """Whether another document holds the very line and has the heading: that one is put together from parts."""
    line = document.lines.content(link.span.line).strip()
    return any(
        line in facts.text_of(path) and fragment in facts.anchors.of(path)
        for path in facts.living
        if path != document.path and facts.is_markdown(path)
    )


def _rendered(facts: Facts) -> frozenset[str]:
    """The top folders whose documents are written for a generator of references: `[Model][shop.models.Model]`."""
    counts: Counter[str] = Counter()
    for path in facts.living:
        if "/" in path and facts.is_markdown(path) and facts.sites.of(path) is None:
            counts[path.partition("/")[0]] += len(_REFERENCE.findall(facts.text_of(path)))
    return frozenset(folder for folder, count in counts.items() if count >= LEAST)


def _slugged(facts: Facts) -> frozenset[str]:
    """The top folders whose documents have their own contents point to anchors that sites make and forges do not."""
    counts: Counter[str] = Counter()
    for path in facts.living:
        if "/" not in path or not facts.is_markdown(path) or facts.sites.of(path) is not None:
            continue
        claims = facts.claims_of(path)
        for link in claims.links:
            target = facts.targets.resolve(path, claims, link.destination) if "#" in link.destination else None
            if target and target.outcome == "found" and target.fragment and facts.is_markdown(target.path):
                dead = target.fragment not in facts.anchors.of(target.path)
                made = dead and target.fragment in of_claims(facts.claims_of(target.path), _OF_SITES)
                counts[path.partition("/")[0]] += made
    return frozenset(folder for folder, count in counts.items() if count >= LEAST)


def _finding(document: Document, anchors: Anchors, link: Link, path: str, fragment: str) -> Finding:
    best = near_name(fragment, anchors.names())
    evidence = Evidence(f"{path} has no heading or id that makes #{fragment}", path=path)
    near = Evidence(f"nearest: #{best}", path=path, line=anchors.line(best)) if best else None
    source = document.source(link.target)
    fix = None
    if best and "#" in source:
        fix = document.replace(link.target, source.partition("#")[0] + "#" + best, safe=False)
    return document.finding(
        link.span,
        MESSAGE,
        subject=link.destination,
        target=f"{path}#{fragment}",
        evidence=[evidence, near] if near else [evidence],
        fix=fix,
    )
