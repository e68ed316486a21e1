"""The commands of a GitHub workflow's `run:` steps, and of the services of a compose file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import normpath

import msgspec

from guard.documents import yaml
from guard.documents.claims import Command, Word
from guard.documents.lines import Lines
from guard.documents.shell import ShellLine, State, commands, made_by
from guard.documents.yaml import Mapping, Node, Scalar
from guard.model import Span

_SHELLS = ("bash", "sh")
_RUN_KEYS = ("entrypoint", "command")


def commands_of(workflow: Node, lines: Lines) -> tuple[Command, ...]:
    """The commands of every job, one block a step. Their folders are relative to the repository's root."""
    found: list[Command] = []
    block = 0
    top = _defaults(workflow)
    for job in _values(_get(workflow, "jobs")):
        settings = {**top, **_defaults(job)}
        if "shell" not in settings and _text(_get(job, "runs-on")).startswith("windows"):
            settings["shell"] = "pwsh"
        home = _home(job)
        created: tuple[str, ...] = ()
        for step in _items(_get(job, "steps")):
            script = _get(step, "run")
            own = {key: text for key in ("shell", "working-directory") if (text := _text(_get(step, key)))}
            used = {**settings, **own}
            if not isinstance(script, Scalar) or not used.get("shell", "bash").startswith(_SHELLS):
                continue
            start = State(folder=_folder(home, used.get("working-directory", "")), creates=created)
            done = _run(script, lines, block, start)
            created = made_by(done) or created
            found += done
            block += 1
    return tuple(found)


def commands_of_services(compose: Node, lines: Lines) -> tuple[Command, ...]:
    """What the services of a compose file run. Their folders are those of containers, which nobody knows here."""
    found: list[Command] = []
    for block, (service, key) in enumerate(
        (one, key) for one in _values(_get(compose, "services")) for key in _RUN_KEYS
    ):
        given = _get(service, key)
        if isinstance(given, Scalar):
            found += _run(given, lines, block, State(folder=None))
        elif words := tuple(_word(item, lines) for item in _items(given) if isinstance(item, Scalar)):
            found.append(Command(words, (), (), (), None, (), block))
    return tuple(found)


def _word(item: Scalar, lines: Lines) -> Word:
    """One word of a command that is written as a list; its place is without its quotes."""
    inset = 0 if item.style == "plain" else 1
    span = item.span
    if lines.slice(span)[inset : len(item.text) + inset] != item.text:
        return Word(item.text, span, literal=False)
    column = span.column + inset
    return Word(item.text, Span(span.line, column, span.line, column + len(item.text)), literal="$" not in item.text)


def _run(script: Scalar, lines: Lines, block: int, start: State) -> list[Command]:
    done: list[Command] = []
    separator = "\n" if script.style == "literal" else " "
    for paragraph in _paragraphs(script, lines):
        done += commands(paragraph, block=block, start=start, separator=separator)
        start = msgspec.structs.replace(start, creates=made_by(done) or start.creates)
    return done


def _paragraphs(script: Scalar, lines: Lines) -> Iterator[list[ShellLine]]:
    """The script's lines where they stand in the document; a folded one is cut where blank lines keep it apart."""
    shell_lines = _block_lines(script, lines) if script.style in ("literal", "folded") else _flow_lines(script, lines)
    if script.style == "literal":
        yield shell_lines
        return
    paragraph: list[ShellLine] = []
    for line in shell_lines:
        if line.text.strip():
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _block_lines(script: Scalar, lines: Lines) -> list[ShellLine]:
    found: list[ShellLine] = []
    indent = -1
    for number in range(script.span.line + 1, min(script.span.end_line, len(lines)) + 1):
        content = lines.content(number)
        own = len(content) - len(content.lstrip(" "))
        if content.strip():
            indent = own if indent < 0 else indent
            if own < indent:
                break
        found.append(ShellLine(content[max(indent, 0) :], number, max(indent, 0) + 1))
    return found


def _flow_lines(script: Scalar, lines: Lines) -> list[ShellLine]:
    """A plain or quoted script. One whose escapes part source and text is left out: its words have no exact place."""
    span = script.span
    inset = 0 if script.style == "plain" else 1
    found = []
    for number in range(span.line, span.end_line + 1):
        content = lines.content(number)
        begin = span.column - 1 + inset if number == span.line else len(content) - len(content.lstrip())
        end = span.end_column - 1 - inset if number == span.end_line else len(content)
        found.append(ShellLine(content[begin:end], number, begin + 1))
    written = " ".join(line.text for line in found)
    return found if written.split() == script.text.split() else []


def _home(job: Node) -> str | None:
    """Where the repository is checked out: "" is the workspace, None if another repository takes that place."""
    for step in _items(_get(job, "steps")):
        if not _text(_get(step, "uses")).startswith("actions/checkout"):
            continue
        inputs = _get(step, "with")
        path, repository = _text(_get(inputs, "path")), _text(_get(inputs, "repository"))
        foreign = bool(repository) and "github.repository" not in repository
        if foreign and path:
            continue
        return None if foreign or "$" in path else normpath(path or ".").removeprefix(".")
    return ""


def _folder(home: str | None, working: str) -> str | None:
    if home is None or "$" in working or working.startswith(("/", "~")):
        return None
    folder = normpath(working or ".")
    if home:
        inside = folder == home or folder.startswith(home + "/")
        return folder[len(home) + 1 :] if inside else None
    return "" if folder == "." else folder


def _defaults(node: Node | None) -> dict[str, str]:
    run = _get(_get(node, "defaults"), "run")
    return {key: text for key in ("shell", "working-directory") if (text := _text(_get(run, key)))}


def _get(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _values(node: Node | None) -> list[Node]:
    return [entry.value for entry in node.entries().values()] if isinstance(node, Mapping) else []


def _items(node: Node | None) -> Sequence[Node]:
    return node.items if isinstance(node, yaml.Sequence) else ()
