"""Text must not have been read in the wrong encoding and saved again.

`donâ€™t` and `‚úÖ` were `don’t` and a check mark: UTF-8 that some program took for Windows-1252 or Mac Roman. What it was can be told for certain, so
that the fix is safe.

Not judged: inline code, code blocks of a programming language, and paragraphs that speak of encodings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.mojibake import repaired
from guard.facts import Facts
from guard.model import Span

MESSAGE = "{subject} was {was}"

EXAMPLES = (
    good("Naïve façade, “École”, SÃO, MAÇÃ”, 20 °C, √2, ≥ 3, ¬a, FERMÉ…"),
    good("Mojibake such as â€™ comes from a wrong encoding; `â€™` is code."),
    good("```python\ntext.replace('â€™', \"'\")\n```"),
    bad("We donâ€™t.", says="â€™ was ’", fixed="We don’t."),
    bad("## ‚úÖ Done ‚Äî it‚Äôs", says="‚úÖ Done ‚Äî it‚Äô was ✅ Done — it’", fixed="## ✅ Done — it’s"),
    bad("```\nâ”œâ”€â”€ src\n```", says="â”œâ”€â”€ was ├──", fixed="```\n├── src\n```"),
)

_SPEAKS_OF_IT = re.compile(r"(?i)mojibake|encod|utf-?8|latin-?1|windows-?1252|garbled|charset|unicode")
_PLAIN = frozenset({"", "text", "txt", "plaintext", "tree", "markdown", "md", "console"})


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if document.language != "markdown" or document.text.isascii():
        return
    hidden = {
        number
        for fence in document.claims.fences
        if fence.language.lower() not in _PLAIN
        for number in range(fence.span.line, fence.span.end_line + 1)
    }
    code = {code.span.line: code.span for code in document.claims.code if not document.source(code.span).isascii()}
    for number in range(1, len(document.lines) + 1):
        line = document.lines.content(number)
        if not line.isascii() and number not in hidden:
            yield from _judge(document, number, line, in_code=number in code)


def _judge(document: Document, number: int, line: str, *, in_code: bool) -> Iterator[Outcome]:
    right = repaired(line)
    if right == line:
        yield HOLDS
        return
    if in_code or _SPEAKS_OF_IT.search(line):
        yield Unjudged("text: it may be about encodings")
        return
    start = next(place for place, (old, new) in enumerate(zip(line, right, strict=False)) if old != new)
    end = next(
        place for place, (old, new) in enumerate(zip(reversed(line), reversed(right), strict=False)) if old != new
    )
    was, now = line[start : len(line) - end], right[start : len(right) - end]
    span = Span(number, start + 1, number, len(line) - end + 1)
    evidence = Evidence(f"its bytes in the other encoding are the UTF-8 of {now}")
    fix = document.replace(span, now, safe=True)
    yield document.finding(span, MESSAGE, subject=was, was=now, evidence=(evidence,), fix=fix)
