"""Every path with the layout's beginning must fit the layout. (A contract.)

A repository that writes its runs, builds or records under one layout states it once; every document that names a path with
that beginning is held to it, whichever way its placeholders are written: `<x>`, `{x}`, `${X}`, `$X`, `:x`, or a concrete
value. A placeholder that is only spelt otherwise is mended; a missing segment is offered.

```toml
[[contracts]]
type = "path-layout"
template = ".runs/<project>/<family>/<run_id>/..."
also = [".runs/README.md"]
```
"""

import re
from collections.abc import Iterator

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, bad, good
from guard.documents.template import Fit, fit, literal_beginning
from guard.facts import Facts

SEVERITY = "error"
MESSAGE = "path does not fit the layout {template}: {subject}"
SPELLING = "placeholder is spelt otherwise than in {template}: {subject}"

_RUNS = {"template": ".runs/<project>/runs/<family>/<run_id>/..."}
EXAMPLES = (
    good("`.runs/<project>/runs/<family>/<run_id>/run.log`, `.runs/`, `.runs/app/runs/nightly/r1/x.db`", options=_RUNS),
    good("`.runs/${PROJECT}/runs/$FAMILY/{run_id}/`", options=_RUNS),
    bad(
        "`.runs/<project>/runs/<run_id>/run.log`",
        options=_RUNS,
        says="path does not fit the layout .runs/<project>/runs/<family>/<run_id>/...: .runs/<project>/runs/<run_id>/run.log",
        fixed="`.runs/<project>/runs/<family>/<run_id>/run.log`",
    ),
    bad(
        "tail .runs/app/runs/collection-v4/run.log",
        options=_RUNS,
        says="path does not fit the layout .runs/<project>/runs/<family>/<run_id>/...: .runs/app/runs/collection-v4/run.log",
    ),
    bad(
        "`.runs/<project>/runs/<family>/<run-id>/`",
        options=_RUNS,
        says="placeholder is spelt otherwise than in .runs/<project>/runs/<family>/<run_id>/...: "
        ".runs/<project>/runs/<family>/<run-id>/",
        fixed="`.runs/<project>/runs/<family>/<run_id>/`",
    ),
)

# A path runs on over what placeholders are written with; blanks only inside `<...>` and `{...}`.
_RUN_ON = re.compile(r"(?>(?:[\w./@+~*$:%=-]|<[\w .|/-]{1,80}+>|\{\{?[\w .-]{1,80}+\}\}?)*)")


class Options(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """`template`: the layout; `also`: other paths with that beginning that are right, as templates or exact paths."""

    template: str
    also: tuple[str, ...] = ()


def check(document: Document, facts: Facts, options: Options) -> Iterator[Outcome]:
    beginning = literal_beginning(options.template)
    if not beginning:
        return
    for start, path in _paths(document.text, beginning):
        yield _judge(document, options, start, path)


def _paths(text: str, beginning: str) -> Iterator[tuple[int, str]]:
    position = 0
    while (position := text.find(beginning, position)) >= 0:
        end = position + len(beginning)
        before = text[position - 1 : position]
        run = _RUN_ON.match(text, end)
        path = (beginning + (run[0] if run else "")).rstrip(".,:;")
        if not (before.isalnum() or before in {"_", "-"}) and path[len(beginning) : len(beginning) + 1] in {"", "/"}:
            yield position, path
        position = end


def _judge(document: Document, options: Options, start: int, path: str) -> Outcome:
    fits = fit(options.template, path)
    if fits.problem and any(
        path.rstrip("/") == other.rstrip("/") or not fit(other, path).problem for other in options.also
    ):
        return HOLDS
    if not fits.problem and not fits.misspelt:
        return HOLDS
    return _finding(document, options, start, path, fits)


def _finding(document: Document, options: Options, start: int, path: str, fits: Fit) -> Outcome:
    span = document.lines.span(start, start + len(path))
    better = fits.better + ("/" if fits.better and path.endswith("/") else "")
    for wrong in reversed(fits.misspelt):
        better = (better or path)[: wrong.start] + wrong.name + (better or path)[wrong.end :]
    said = fits.problem or "the names differ: " + ", ".join(wrong.name for wrong in fits.misspelt)
    fix = document.replace(span, better, safe=not fits.problem) if better else None
    return document.finding(
        span,
        MESSAGE if fits.problem else SPELLING,
        subject=path,
        template=options.template,
        evidence=[Evidence(said)],
        fix=fix,
    )
