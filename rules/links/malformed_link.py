"""A link must be written so that it is one.

Slips that a renderer shows as brackets, or turns into a link to somewhere else: a host without `https://`, a parenthesis
too many, a link inside a link's destination, blanks in a destination, a slash behind a file name, a reference that no
definition bears.

Not judged: references that documentation tools resolve themselves (`[text][module.Class]` on a MkDocs site).
"""

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Finding, Outcome, Unjudged, bad, good
from guard.documents.claims import Link, Mislink
from guard.documents.records import is_template
from guard.facts import Facts
from guard.model import Status

STATUSES = (Status.LIVING, Status.LEDGER, Status.PROPOSAL)
MESSAGE = "not the link it was meant to be: {subject}"

EXAMPLES = (
    good("[x](https://www.x.org) and [y][z]\n\n[z]: https://z.org"),
    good("`[a]((b)` and matrix[i][j] and [1][2]"),
    bad("[x](www.x.org)", says="not the link it was meant to be: www.x.org", fixed="[x](https://www.x.org)"),
    bad("# A\n\n[x]((#a) y", says="not the link it was meant to be: [x]((#a)", fixed="# A\n\n[x](#a) y"),
    bad(
        "[a]([https://x.y](https://x.y))",
        says="not the link it was meant to be: [a]([https://x.y](https://x.y))",
        fixed="[a](https://x.y)",
    ),
    bad("[a](my file.md)", says="not the link it was meant to be: [a](my file.md)", fixed="[a](<my file.md>)"),
    bad(
        "[a](b.md/#c)",
        files={"b.md": "# C"},
        says="not the link it was meant to be: b.md/#c",
        fixed="[a](b.md#c)",
    ),
    good("See [`Model`][shop.models.Model], [`local=True`][shop.configure(local)] and [it][tower::load_shed]."),
    bad("See [the guide][guide].", says="not the link it was meant to be: [the guide][guide]"),
)

_HOST = re.compile(
    r"(?:www\.[\w-]++\.[\w.-]++|(?:[a-z0-9-]{1,60}+\.){1,4}(?:com|org|io|dev|net|ai|app|co|edu|gov))(?:[/?#:]\S*)?"
)
_SLASH_BEHIND_FILE = re.compile(r"\.(?:md|mdx|markdown)/(?=#|$)")
_NESTED = re.compile(r"\[[^\[\]]{0,500}+\]\(([^()]{1,500}+)\)")
_CITATIONS = re.compile(r"\[([A-Za-z]{1,20}[ -]?)\d{1,4}\]\[\1\d{1,4}\]")
_SYMBOL = re.compile(r"`?[A-Za-z_]\w{0,80}(?:(?:\.|::)[\w<>!]{1,80}){1,12}(?:\([\w.]{0,60}\))?`?")
"""`pkg.Class.method`, `crate::Type`: mkdocstrings and rustdoc make links of them."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WHY = {
    "doubled": "there is one `(` too many",
    "nested": "a link stands where the destination belongs",
    "spaced": "a destination with blanks must stand in `<` `>`",
    "undefined": "no definition of that label is in the document",
}


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for link in document.claims.links:
        if link.kind in {"inline", "definition", "html"}:
            yield _link(document, facts, link)
    for mislink in document.claims.mislinks:
        outcome = _mislink(document, facts, mislink)
        if outcome is not None:
            yield outcome


def _link(document: Document, facts: Facts, link: Link) -> Outcome:
    source = document.source(link.target)
    if (
        _HOST.fullmatch(link.destination)
        and not is_template(document.path)
        and not facts.files.exists(link.destination.partition("/")[0])
    ):
        if link.destination.partition("/")[0].endswith((".md", ".io")) and "/" not in link.destination:
            return HOLDS
        evidence = Evidence("without a scheme it leads to a file of that name, and there is none")
        fix = document.replace(link.target, "https://" + source, safe=False)
        return document.finding(link.span, MESSAGE, subject=link.destination, evidence=[evidence], fix=fix)
    if _SLASH_BEHIND_FILE.search(link.destination.partition("?")[0]) and "://" not in link.destination:
        evidence = Evidence("a slash behind a file name makes a folder of it")
        fix = document.replace(link.target, _SLASH_BEHIND_FILE.sub(lambda m: m[0][:-1], source), safe=True)
        return document.finding(link.span, MESSAGE, subject=link.destination, evidence=[evidence], fix=fix)
    nested = _NESTED.fullmatch(link.destination)
    if nested and nested[1] in source:
        evidence = Evidence(_WHY["nested"])
        fix = document.replace(link.target, nested[1], safe=False)
        written = document.source(link.span)
        return document.finding(link.span, MESSAGE, subject=written, evidence=[evidence], fix=fix)
    return HOLDS


def _mislink(document: Document, facts: Facts, mislink: Mislink) -> Finding | Unjudged | None:
    written = document.source(mislink.span)
    fixed = ""
    if mislink.kind == "undefined":
        if not _LETTERS.search(mislink.text):
            return None
        if is_template(document.path) or mislink.text.startswith("%"):
            return Unjudged("link: of a template")
        if written == f"[{mislink.text}][{mislink.text}]" and mislink.text.isalpha():
            return Unjudged("link: a key that is pressed twice")
        if _CITATIONS.fullmatch(written):
            return Unjudged("link: two citations, one after the other")
        if _SYMBOL.fullmatch(mislink.text) or (written.endswith("[]") and mislink.text.isidentifier()):
            return Unjudged("link: a generator of references may resolve it")
        if facts.sites.of(document.path) is not None:
            return Unjudged("link: the docs generator may resolve the reference")
    elif mislink.kind == "doubled":
        fixed = written.replace("((", "(", 1)
    elif mislink.kind == "spaced":
        if "{" in mislink.text or "<" in mislink.text:
            return Unjudged("link: template")
        fixed = written.replace(f"]({mislink.text})", f"](<{mislink.text.strip()}>)")
    fix = document.replace(mislink.span, fixed, safe=False) if fixed else None
    evidence = Evidence(_WHY[mislink.kind])
    return document.finding(mislink.span, MESSAGE, subject=written, evidence=[evidence], fix=fix)
