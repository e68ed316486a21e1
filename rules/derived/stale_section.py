"""A derived section must say what its source says.

Between the comments `guard:begin PRODUCER` and `guard:end`, or between the markers that `[[derived]]` names, stands text that
guard writes from a source: a table of contents, a tree, a count. It is compared by meaning, so that a formatter may run over it.
The fix writes it again, and `guard sot` does the same for whole repositories.

Markers without their other half, sources that are not there and lines that cannot be counted are findings as well: nothing is
silently left out.
"""

from collections.abc import Iterator
from shlex import quote

from guard import HOLDS, Document, Evidence, Outcome, bad, good
from guard.derive import Derived, Fault, derivation
from guard.facts import Facts
from guard.model import Span

SEVERITY = "error"
SECTIONS = True
MESSAGE = "the section {subject} is not what its source says"
BROKEN = "the section {subject} cannot be derived: {reason}"

_TOC = "# A\n\n<!-- guard:begin toc -->\n{}\n<!-- guard:end -->\n\n## One\n\n## Two\n"

EXAMPLES = (
    good(_TOC.format("- [One](#one)\n- [Two](#two)")),
    good(_TOC.format("* [One](#one)\n\n* [Two](#two)\n")),
    good("```md\n<!-- guard:begin toc -->\n<!-- guard:end -->\n```"),
    good("Of <!-- guard:begin count of=src/*.py -->2<!-- guard:end --> modules.", files=["src/a.py", "src/b.py"]),
    bad(
        _TOC.format("- [One](#one)"),
        says="the section toc is not what its source says",
        fixed=_TOC.format("- [One](#one)\n- [Two](#two)"),
    ),
    bad(
        "Of <!-- guard:begin count of=src/*.py -->3<!-- guard:end --> modules.",
        files=["src/a.py", "src/b.py"],
        says="the section count is not what its source says",
        fixed="Of <!-- guard:begin count of=src/*.py -->2<!-- guard:end --> modules.",
    ),
    bad(
        "<!-- guard:begin excerpt of=src/a.py -->\n<!-- guard:end -->",
        says="the section excerpt cannot be derived: src/a.py: not a file of the repository (nothing named a.py is in the repository)",
    ),
    bad("<!-- guard:begin toc -->\n", says="the section guard:begin cannot be derived: has no guard:end below it"),
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    for one in derivation(facts).of(document.path, document.text, document.claims):
        yield _judge(document, one)


def _judge(document: Document, one: Derived | Fault) -> Outcome:
    if isinstance(one, Fault):
        return _broken(document, one.span, one.name or "guard:begin", one.message)
    section = one.section
    if one.error:
        return _broken(document, section.begin, section.name, str(one.error))
    if one.fresh:
        return HOLDS
    start, stop = document.lines.place(section.start), document.lines.place(section.stop)
    evidence = (Evidence(_difference(one)), Evidence(f"`guard sot --execute {quote(section.name)}` writes it"))
    fix = document.replace(Span(*start, *stop), one.new, safe=True)
    return document.finding(_place(document, one), MESSAGE, subject=section.name, evidence=evidence, fix=fix)


def _place(document: Document, one: Derived) -> Span:
    """The lines that are to change; the marker where lines are only missing."""
    section = one.section
    first, last = section.begin.end_line + 1, section.end.line - 1
    if first > last:
        return section.begin
    new = [line.strip() for line in one.new.splitlines()[1:]]
    old = [document.lines.content(number).strip() for number in range(first, last + 1)]
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    if head + tail == len(old):
        return section.begin
    end = last - tail
    return Span(first + head, 1, end, len(document.lines.content(end)) + 1)


def _shared(old: list[str], new: list[str]) -> int:
    """How many lines the two begin with alike."""
    return next(
        (number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )


def _broken(document: Document, span: Span | None, name: str, reason: str) -> Outcome:
    cure = Evidence("`guard explain stale-section` shows how sections are written")
    return document.finding(span or Span(1, 1, 1, 1), BROKEN, subject=name, reason=reason, evidence=(cure,))


def _difference(one: Derived) -> str:
    """The first line that differs, as it is and as it should be."""
    old, new = ([line.strip() for line in text.splitlines() if line.strip()] for text in (one.old, one.new))
    for number, line in enumerate(new):
        if number >= len(old) or old[number] != line:
            return f"`{old[number][:80]}` should be `{line[:80]}`" if number < len(old) else f"`{line[:80]}` is missing"
    return f"`{old[len(new)][:80]}` is too much" if len(old) > len(new) else "the layout differs"
