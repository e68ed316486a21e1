"""A page for people who were not at the terminal: one file, without scripts and without the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import TextIO

from guard.model import Finding, RuleInfo, Verdict
from guard.report.causes import by_cause
from guard.report.context import Context
from guard.report.encode import visible
from guard.report.excerpt import excerpt
from guard.report.suggestion import suggestion
from guard.report.summary import sentences
from guard.report.wording import because, number, place, worst_first

_ROOM = 160
"""Cells of a source line; what is longer is cut around the finding."""
_MOST_PLACES = 20
_STYLE = """
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5300; --info: #1d5d9b; --line: #8886; --soft: #8881; --new: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffc266; --info: #8ab8e6; --new: #7ee787 } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2rem 0 0; overflow-wrap: anywhere } h3 { font-size: 1rem; margin: 0 }
article { border-left: 4px solid var(--line); padding: .1rem 0 .1rem .8rem; margin: 1rem 0 }
article.error { border-color: var(--error) } article.warning { border-color: var(--warning) } article.info { border-color: var(--info) }
.error .mark { color: var(--error) } .warning .mark { color: var(--warning) } .info .mark { color: var(--info) }
pre { background: var(--soft); padding: .5rem; overflow-x: auto; margin: .5rem 0; white-space: pre }
code, pre { font-family: ui-monospace, monospace; font-size: .9em } mark { background: #ffd54f; color: #000 }
ul { margin: .3rem 0; padding-left: 1.2rem } li { overflow-wrap: anywhere } table { border-collapse: collapse }
td, th { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top } td.count { text-align: right }
del { color: var(--error); text-decoration: none } ins { color: var(--new); text-decoration: none }
@media print { body { max-width: none } details { display: block } }
"""


def write(verdict: Verdict, out: TextIO, *, context: Context) -> None:
    for line in _page(verdict, context):
        # A browser reads references as the characters that they stand for.
        shown = line.encode("ascii", "xmlcharrefreplace").decode("ascii") if context.ascii else line
        out.write(f"{shown}\n")


def _text(text: str) -> str:
    """Text of the tree: all of it to be seen, none of it markup."""
    return escape(visible(text))


def _page(verdict: Verdict, context: Context) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>guard: {_text(number(len(verdict.findings), 'finding'))}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<header>"
    yield "<h1>guard</h1>"
    yield f"<p>{' '.join(_text(sentence) for sentence in sentences(verdict, context))}</p>"
    yield "</header>"
    yield "<main>"
    yield from _by_rule(verdict)
    yield from _documents(verdict, context)
    yield from _set_aside(verdict)
    yield from _counts("Left unjudged, and why", verdict.unjudged)
    yield "</main>"
    yield f"<footer><p>guard {_text(context.version)}</p></footer>"
    yield "</body>"
    yield "</html>"


def _by_rule(verdict: Verdict) -> Iterator[str]:
    counts = Counter(finding.rule for finding in verdict.findings)
    if not counts:
        return
    rules = {rule.name: rule for rule in verdict.rules}
    yield "<table>"
    yield "<thead><tr><th>Findings</th><th>Rule</th><th>What it holds</th></tr></thead>"
    yield "<tbody>"
    for name, count in sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])):
        yield f'<tr><td class="count">{count:,}</td><td><code>{_text(name)}</code></td><td>{_held(rules.get(name))}</td></tr>'
    yield "</tbody>"
    yield "</table>"


def _held(rule: RuleInfo | None) -> str:
    return _text(rule.summary) if rule else ""


def _documents(verdict: Verdict, context: Context) -> Iterator[str]:
    """The findings by document, each cause once and where it is met first."""
    causes = by_cause(verdict.findings)
    for path in dict.fromkeys(first.path for first, _ in causes):
        yield "<section>"
        yield f"<h2>{_text(path)}</h2>"
        here = {id(first): others for first, others in causes if first.path == path}
        for first in worst_first(first for first, _ in causes if first.path == path):
            yield from _finding(first, here[id(first)], context)
        yield "</section>"


def _finding(finding: Finding, others: list[Finding], context: Context) -> Iterator[str]:
    yield f'<article class="{finding.severity}">'
    where = f"{finding.span.line}:{finding.span.column}"
    yield f'<h3><span class="mark">{finding.severity}</span> {where} <code>{_text(finding.rule)}</code> {_text(finding.message)}</h3>'
    yield from _source(finding, context)
    yield from _list([_text(because(note)) for note in (*finding.evidence, *finding.related)])
    yield from _fix(finding, context)
    if others:
        shown = [_text(place(other)) for other in others[:_MOST_PLACES]]
        more = [f"and {len(others) - _MOST_PLACES:,} more"] if len(others) > _MOST_PLACES else []
        yield f"<details><summary>also at {number(len(others), 'other place')}</summary>"
        yield from _list([*shown, *more])
        yield "</details>"
    yield "</article>"


def _source(finding: Finding, context: Context) -> Iterator[str]:
    span, lines = finding.span, context.sources(finding.path)
    if not 1 <= span.line <= len(lines):
        return
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    shown = excerpt(line, span.column - 1, end, room=_ROOM)
    yield f"<pre><code>{escape(shown.before)}<mark>{escape(shown.marked)}</mark>{escape(shown.after)}</code></pre>"


def _fix(finding: Finding, context: Context) -> Iterator[str]:
    if finding.fix is None:
        return
    lines = list(suggestion(finding, finding.fix, context))
    yield from (f"<p>{escape(line.text)}</p>" for line in lines if line.kind == "words")
    changed = [
        f"<{tag}>{escape(line.text)}</{tag}>" for line in lines if (tag := {"gone": "del", "new": "ins"}.get(line.kind))
    ]
    if changed:
        yield "<pre>" + "\n".join(changed) + "</pre>"


def _set_aside(verdict: Verdict) -> Iterator[str]:
    if not verdict.set_aside:
        return
    yield f"<details><summary>{number(len(verdict.set_aside), 'finding')} set aside</summary>"
    yield from _list(
        [
            f"{_text(place(one.finding))} {_text(one.finding.message)}: {_text(one.reason or one.how)}"
            for one in verdict.set_aside
        ]
    )
    yield "</details>"


def _counts(title: str, counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    rows = [f"{count:,} {_text(name)}" for name, count in counts]
    if rows:
        yield f"<details><summary>{title}</summary>"
        yield from _list(rows)
        yield "</details>"


def _list(items: list[str]) -> Iterator[str]:
    """Items are markup already."""
    if items:
        yield "<ul>"
        yield from (f"<li>{item}</li>" for item in items)
        yield "</ul>"
