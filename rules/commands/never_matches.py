r"""A pattern in a command must be able to match what the document says it does.

Found are escapes that were doubled on their way through JSON or a string of a program, so that `rg 'a\\.md'` asks for a backslash and then any
character; and alternatives or repetitions in a plain `grep 'a|b'`, which looks for the bar itself.

Not judged: patterns that the shell puts together, searches for fixed text (`-F`), and other programs than grep, ripgrep, sed and awk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from guard import HOLDS, Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.claims import CodeSpan, Command, Word
from guard.documents.records import is_record
from guard.facts import Facts

MESSAGE = "{subject} never matches: {why}"

EXAMPLES = (
    good("```sh\nrg 'a\\.(md|txt)$' docs\ngrep -E 'a|b' x\ngrep -F 'a|b' x\ngrep '| a |' x\ngrep \"a\\\\.md\" x\n```"),
    good("| a |\n|---|\n| `grep -n 'a\\|b' x` |"),
    good("The text `a\\\\.b` is a string of JSON. `^C:\\\\Users$`"),
    bad(
        "- `ls outbox | rg -n '^[0-9]+_a\\\\.(md|txt)$'`",
        says="^[0-9]+_a\\\\.(md|txt)$ never matches: \\\\. is a backslash and then another character",
        fixed="- `ls outbox | rg -n '^[0-9]+_a\\.(md|txt)$'`",
    ),
    bad(
        "It has one `^[0-9]+_a\\\\.(md|txt)$` file.",
        says="^[0-9]+_a\\\\.(md|txt)$ never matches: \\\\. is a backslash and then another character",
        fixed="It has one `^[0-9]+_a\\.(md|txt)$` file.",
    ),
    bad(
        "```sh\ngrep -rn 'todo|fixme' src\n```",
        says="todo|fixme never matches: without -E, grep looks for the bar itself",
    ),
)

_EXTENDED = frozenset({"rg", "egrep", "ag", "ack"})
_DOUBLED = re.compile(r"(?<!\\)\\\\(?=[.dwsbDWSB()\[\]{}+*?$^|])")
_ANCHORED = re.compile(r"\A(?:\^\S{3,200}|\S{3,200}\$)\Z")
_WORDS = re.compile(r"\A[\w.-]{2,60}(?:\|[\w.-]{2,60}){1,20}\Z")
_CHOOSES = re.compile(r"\A(?:-[A-Za-z]*[EPF][A-Za-z]*|--(?:extended|perl|fixed)[\w-]*)\Z")


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        return
    for command in document.claims.commands:
        for word in _patterns(command):
            yield _judge(document, command, word)
    for code in document.claims.code:
        if code.span.line == code.span.end_line and _ANCHORED.match(code.text) and "\\" in code.text:
            yield _alone(document, code)


def _patterns(command: Command) -> Iterator[Word]:
    """The words of a search that may be its pattern: the first that is no option, and what follows `-e`."""
    program = _program(command)
    if program not in _EXTENDED and program not in {"grep", "git grep", "zgrep"}:
        return
    words = command.words[2:] if program == "git grep" else command.words[1:]
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and before.text in {"-e", "--regexp"}:
            yield word
            return
    plain = [
        word
        for before, word in zip((None, *words), words, strict=False)
        if not word.text.startswith("-") and (before is None or not _takes_value(before.text))
    ]
    yield from plain[:1]


def _takes_value(option: str) -> bool:
    return option in {"-A", "-B", "-C", "-m", "-g", "-t", "-T", "--glob", "--type", "--max-count", "-f", "--file"}


def _program(command: Command) -> str:
    name = basename(command.words[0].text)
    return "git grep" if name == "git" and command.words[1:2] and command.words[1].text == "grep" else name


def _judge(document: Document, command: Command, word: Word) -> Outcome:
    if (
        not word.literal
        or "\\|" in document.source(word.span)
        or any(one.text in {"-F", "--fixed-strings"} for one in command.words)
    ):
        return Unjudged("pattern: fixed text, or put together by the shell")
    if found := _DOUBLED.search(word.text):
        return _doubled(document, word.text, found, document.source(word.span), word)
    options = [one.text for one in command.words if one.text.startswith("-")]
    if _program(command) not in _EXTENDED and _WORDS.match(word.text) and not any(map(_CHOOSES.match, options)):
        evidence = Evidence("the bar divides alternatives only in an extended expression: -E, or \\|")
        why = f"without -E, {_program(command)} looks for the bar itself"
        return document.finding(word.span, MESSAGE, subject=word.text, why=why, evidence=(evidence,))
    return HOLDS


def _alone(document: Document, code: CodeSpan) -> Outcome:
    """Inline code that is a whole expression, with its anchor."""
    found = _DOUBLED.search(code.text)
    if found is None:
        return HOLDS
    if ":\\\\" in code.text or not re.search(r"[\[(+*]", code.text):
        return Unjudged("pattern: perhaps no expression")
    return _doubled(document, code.text, found, document.source(code.span), code)


def _doubled(document: Document, text: str, found: re.Match[str], source: str, place: Word | CodeSpan) -> Outcome:
    pair = text[found.start() : found.end() + 1]
    evidence = Evidence(f"{pair[1:]} would be the escape; doubled, it was meant for a string of a program")
    why = f"{pair} is a backslash and then another character"
    fix = document.replace(place.span, _DOUBLED.sub(r"\\", source), safe=False) if text in source else None
    return document.finding(place.span, MESSAGE, subject=text, why=why, evidence=(evidence,), fix=fix)
