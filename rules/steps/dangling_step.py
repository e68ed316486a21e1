"""A step that a document refers to must be one of its steps.

When headings number the steps ("Step 2", "### 2. Run it"), phases or sections of a document, a sentence that speaks of "Step 4a", "steps 0
to 4" or "Phase 5" must find them there. Two headings of one sequence with the same number are found as well.

Not judged: documents that number nothing, numbers of ordered lists, and sentences that name another document beside the number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import Heading
from guard.facts import Facts
from guard.model import Span

MESSAGE = "there is no {subject} here"
TWICE = "two headings are called {subject}"
LEAST = 3
"""How many headings must be numbered before their numbers are steps."""

_STEPS = "# Guide\n\n## Step 1: Begin\n\n{}\n\n## Step 2: Go on\n\n## Step 3: End\n"

EXAMPLES = (
    good(_STEPS.format("See Step 3, and repeat steps 1 to 2 or step 2a.")),
    good(_STEPS.format("As in step 7 of [the other guide](b.md); Step 9 in `b.md`."), files=["b.md"]),
    good("# A\n\nSee step 4.\n\n1. x\n2. y\n3. z\n4. w\n"),
    good("# A\n\nSee step 4 and Phase 9.\n"),
    good(_STEPS.format("Then apply `$other-skill` step 20, and add step 0.")),
    good(_STEPS.format('Go on to step 4.\n\n<step n="4" goal="x">\n</step>')),
    good(
        "# A\n\n## Phase 1\n\n### Step 1\n\n### Step 2\n\n## Phase 2\n\n### Step 1\n\n### Step 2\n\nBack to step 2.\n"
    ),
    bad(_STEPS.format("Then go to Step 4a."), says="there is no Step 4a here"),
    bad(_STEPS.format("Follow steps 1 → 5."), says="there is no step 5 here"),
    bad(
        "# A\n\n## 0. x\n\n## 1. y\n\n## 2. z\n\nFollow **Steps 0 to 3**, see Section 2.\n",
        says="there is no Step 3 here",
    ),
    bad("## Step 1: a\n\n## Step 2: b\n\n## Step 2: c\n", says="two headings are called Step 2"),
)

_NAMED = re.compile(r"\A\W{0,8}(step|phase|part|stage)[ \t]+(\d{1,2})(?:[.](\d{1,2}))?([a-z])?(?![\w])", re.IGNORECASE)
_NUMBERED = re.compile(r"\A(\d{1,2})(?:[.)](?:[ \t]|$)|[.]\d|[ \t]*[:—–-][ \t])")
_REFERENCE = re.compile(
    r"(?<![\w-])(steps?|phases?|parts?|stages?)[ \t]+(\d{1,2})(?:\.\d{1,2})?([a-z])?(?![\w.]*\w)"
    r"(?:[ \t]*(?:-|–|—|→|->|to|through|and|&)[ \t]*(\d{1,2})([a-z])?(?![\w.%]*\w))?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\A[ \t>]{0,20}(\d{1,2})[.)][ \t]")
_TAG = re.compile(r"<step\b[^>\n]{0,40}?\bn(?:umber)?=[\"'](\d{1,2})[\"']")
_ELSEWHERE = re.compile(
    r"\A[^.;\n]{0,30}?(?:\bof\b|\bin\b|\bfrom\b|\]\(|`[^`\n]{1,80}\.\w{1,5}`|https?:)", re.IGNORECASE
)
_VARIANT = re.compile(
    r"(?i)\((?:revised|alternative|alternate|optional|option|or|continued|cont|variant|again|if|when|for)\b"
)
_BEFORE = re.compile(r"(?:(?:\]\([^)\n]{1,200}\)|\.(?:md|txt)`?|'s)[^.\n]{0,20}|`[^`\n]{1,80}`[ \t]{1,3})\Z")


class _Number(NamedTuple):
    """`kind` is step, phase, ... in the singular."""

    kind: str
    number: int
    letter: str
    heading: Heading


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    numbers = list(_numbers(document))
    yield from _twice(document, numbers)
    known = _known(numbers)
    if not known:
        return
    listed = _listed(document)
    hidden = {line for fence in document.claims.fences for line in range(fence.span.line - 1, fence.span.end_line + 2)}
    headings = {heading.span.line for heading in document.claims.headings}
    for number in range(1, len(document.lines) + 1):
        if number not in hidden and number not in headings:
            yield from _references(document, number, known, listed)


def _numbers(document: Document) -> Iterator[_Number]:
    for heading in document.claims.headings:
        if named := _NAMED.match(heading.text):
            yield _Number(named[1].lower(), int(named[2]), (named[4] or "") + (named[3] or ""), heading)
        elif numbered := _NUMBERED.match(heading.text):
            yield _Number("", int(numbered[1]), "", heading)


def _known(numbers: list[_Number]) -> dict[str, dict[int, Heading]]:
    """The numbers of each kind that the headings count. Plain numbers are steps where no heading is called so."""
    known: dict[str, dict[int, Heading]] = {}
    for one in numbers:
        known.setdefault(one.kind, {}).setdefault(one.number, one.heading)
    plain = known.pop("", {})
    if len(plain) >= LEAST and _is_row(plain):
        known.setdefault("step", plain)
    return {
        kind: found
        for kind, found in known.items()
        if len(found) >= (LEAST if found is plain else 2) and _is_row(found)
    }


def _is_row(found: dict[int, Heading]) -> bool:
    """Whether the numbers begin at 0 or 1 and leave none out."""
    numbers = sorted(found)
    return bool(numbers) and numbers[0] in (0, 1) and numbers[-1] - numbers[0] == len(numbers) - 1


def _listed(document: Document) -> set[int]:
    """The numbers of ordered lists, and of steps in tags: a step may be one of their items."""
    found = (_ITEM.match(document.lines.content(number)) for number in range(1, len(document.lines) + 1))
    return {int(item[1]) for item in found if item} | {int(number) for number in _TAG.findall(document.text)}


def _references(
    document: Document, line: int, known: dict[str, dict[int, Heading]], listed: set[int]
) -> Iterator[Outcome]:
    content = document.lines.content(line)
    for found in _REFERENCE.finditer(content):
        kind = found[1].lower().rstrip("s")
        if kind not in known:
            continue
        before, behind = content[max(0, found.start() - 240) : found.start()], content[found.end() : found.end() + 120]
        if not before.strip("*_#>-+ \t") and behind.lstrip("*_ ")[:1] in (":", ".", "-", "–", "—", ")", ""):
            continue  # a step of its own, which no heading begins
        if _ELSEWHERE.match(behind) or _BEFORE.search(before):
            yield Unjudged("step: of another document")
            continue
        for group in (2, 4):
            if found[group] is not None:
                yield _judge(document, known[kind], listed, (found, group, line))


def _judge(
    document: Document, known: dict[int, Heading], listed: set[int], place: tuple[re.Match[str], int, int]
) -> Outcome:
    found, group, line = place
    number = int(found[group])
    if number in known:
        return HOLDS
    if number < min(known):
        return Unjudged("step: before the first, perhaps of another row")
    if number in listed:
        return Unjudged("step: may be an item of a list")
    last = known[max(known)]
    label = f"{found[1].rstrip('sS')} {found[group]}{found[group + 1] or ''}"
    end = found.end(group) + len(found[group + 1] or "")
    start = found.start() if group == 2 else found.start(group)
    evidence = Evidence(
        f"the headings count from {min(known)} to {max(known)} (`{last.text[:60]}` at line {last.span.line})"
    )
    span = Span(line, start + 1, line, end + 1)
    return document.finding(span, MESSAGE, subject=label, evidence=(evidence,))


def _twice(document: Document, numbers: list[_Number]) -> Iterator[Outcome]:
    """Headings of one kind and level, with no higher heading between them, that bear one number. A row that begins again is
    another row."""
    rows: dict[tuple[str, int, tuple[str, ...]], dict[tuple[int, str], Heading]] = {}
    for one in (one for one in numbers if one.kind == "step" and not _VARIANT.search(one.heading.text)):
        above = document.heading_path(one.heading.span.line)[:-1]
        row = rows.setdefault((one.kind, one.heading.level, above), {})
        if row and (one.number, one.letter) == next(iter(row)):
            row.clear()
        before = row.setdefault((one.number, one.letter), one.heading)
        if before is one.heading:
            yield HOLDS
            continue
        evidence = Evidence(f"`{before.text[:60]}` at line {before.span.line}")
        subject = f"{one.kind.capitalize()} {one.number}{one.letter}"
        yield document.finding(one.heading.span, TWICE, subject=subject, evidence=(evidence,))
