"""What a command line asks of the runners of Python projects: tox, nox, hatch, pdm, poe, pre-commit, and what a project installs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guard.documents.claims import Command, Word
from guard.documents.runners.calls import Program, TargetCall, part, parts
from guard.documents.runners.wrapped import Layer, layers


def python_calls(command: Command) -> Iterator[TargetCall]:
    """Every call that the command makes, also behind `uv run`, `poetry run`, `python -m` and their like."""
    for word in command.assignments:
        name, _, value = word.text.partition("=")
        if name == "SKIP" and value and command.words[0].text in _SKIPPING:
            # A hook that is not there is left out as well: only a slip tells.
            yield TargetCall("pre-commit", tuple(parts(part(word, value, len(name) + 1))), sure=False)
    seen = layers(command)
    for layer in seen:
        reader = _READERS.get(layer.program)
        if reader is not None and layer.words[0].literal:
            yield from reader(layer)
    last = seen[-1]
    if last.runner in {"uv", "poetry", "pipenv", "rye", "pdm"} and not last.elsewhere and last.program not in _READERS:
        program: Program = "pdm" if last.runner == "pdm" else "project"
        yield TargetCall(program, (last.words[0],), last.folder, sure=False)


_SKIPPING = frozenset({"git", "pre-commit", "prek"})
"""Whose hooks are left out by what `SKIP` says."""


class _Options(NamedTuple):
    """`values` by the option's name, in order; `rest` are the words that are neither options nor values."""

    values: list[tuple[str, Word]]
    rest: list[Word]

    def all(self, *names: str) -> list[Word]:
        return [word for name, word in self.values if name in names]

    def last(self, *names: str) -> str:
        found = self.all(*names)
        return found[-1].text if found else ""


def _read(words: Sequence[Word], valued: frozenset[str], many: frozenset[str] = frozenset()) -> _Options:
    """The options up to `--`. Those of `many` take every word up to the next option."""
    found = _Options([], [])
    at = 0
    while at < len(words):
        word = words[at]
        name, equals, value = word.text.partition("=")
        at += 1
        if word.text == "--":
            break
        if not word.text.startswith("-"):
            found.rest.append(word)
        elif name in many and not equals:
            while at < len(words) and not words[at].text.startswith("-"):
                found.values.append((name, words[at]))
                at += 1
        elif (name in valued or name in many) and equals:
            found.values.append((name, part(word, value, len(name) + 1)))
        elif name in valued and at < len(words):
            found.values.append((name, words[at]))
            at += 1
        elif word.text[:2] in valued and len(word.text) > 2 and not word.text.startswith("--"):
            found.values.append((word.text[:2], part(word, word.text[2:], 2)))
    return found


_TOX_RUNS = frozenset(
    {"run", "r", "run-parallel", "p", "exec", "e", "devenv", "d", "config", "c", "list", "l", "legacy", "le"}
)
_TOX_VALUED = frozenset(
    """
    -e -c --conf --root --workdir --work-dir --colored --result-json -m -f --discover --hashseed --installpkg --override -x --runner
    --skip-env -p --parallel --parallel-no-spinner --sdistonly --force-dep --stderr-color --develop-pkg --default-runner --exit-and-dump-after
    """.split()
) - {"--parallel-no-spinner", "--sdistonly"}


def _tox(layer: Layer) -> Iterator[TargetCall]:
    words = layer.words[1:]
    if words and words[0].text in _TOX_RUNS:
        if words[0].text in {"l", "list", "c", "config"}:
            return
        words = words[1:]
    said = _read(_declustered(words, "e"), _TOX_VALUED)
    targets = [one for word in said.all("-e") for one in parts(word)]
    if targets:
        yield TargetCall("tox", tuple(targets), layer.folder, said.last("-c", "--conf"))


_NOX_SESSIONS = frozenset({"-s", "--session", "--sessions", "-e"})
_NOX_MANY = _NOX_SESSIONS | {"-t", "--tags", "-p", "--pythons", "--python", "-k", "--keywords"}
_NOX_VALUED = frozenset(
    "-f --noxfile --envdir --default-venv-backend -db --force-venv-backend -fb --report -P --force-python --extra-pythons --extra-python".split()
)


def _nox(layer: Layer) -> Iterator[TargetCall]:
    said = _read(_declustered(layer.words[1:], "set"), _NOX_VALUED, _NOX_MANY)
    kinds: tuple[tuple[Program, list[Word]], ...] = (
        ("nox", said.all(*_NOX_SESSIONS)),
        ("nox tag", said.all("-t", "--tags")),
    )
    for program, targets in kinds:
        if targets:
            yield TargetCall(program, tuple(targets), layer.folder, said.last("-f", "--noxfile"))


def _declustered(words: Sequence[Word], valued: str) -> list[Word]:
    """The words, `-rs` read as its last letter where that takes a value."""
    found = []
    for word in words:
        text = word.text
        clustered = len(text) > 2 and text[0] == "-" and text[-1] in valued and not text[1:-1].strip("rRqvxN")
        found.append(Word(f"-{text[-1]}", word.span, word.literal) if clustered else word)
    return found


_HATCH_VALUED = frozenset("-e --env -p --project --data-dir --cache-dir --config".split())
_HATCH_PASSED = frozenset("-i --include -x --exclude -f --filter".split())


def _hatch(layer: Layer) -> Iterator[TargetCall]:
    words = list(layer.words[1:])
    env = ""
    while words and words[0].text.startswith("-"):
        option, equals, value = words.pop(0).text.partition("=")
        if option in _HATCH_VALUED:
            value = value if equals else words.pop(0).text if words else ""
            if option in {"-p", "--project"}:
                return  # another project
            env = value if option in {"-e", "--env"} else env
    if words[:1] and words[0].text == "env":
        yield from _hatch_env(layer, words[1:])
    elif words[:1] and words[0].text == "shell":
        if len(words) > 1 and not words[1].text.startswith("-"):
            yield TargetCall("hatch environment", (words[1],), layer.folder)
    elif words[:1] and words[0].text == "run":
        named = next((word for word in words[1:] if not _is_variable(word.text)), None)
        if named is not None and not named.text.startswith("-"):
            yield from _hatch_run(layer, named, env)


def _is_variable(text: str) -> bool:
    """`+py=3.11` and `-py=3.11` choose among the environments of a matrix."""
    return text[:1] in {"+", "-"} and text[1:2].isalpha()


def _hatch_env(layer: Layer, words: list[Word]) -> Iterator[TargetCall]:
    said = _read(words[1:], frozenset({"-e", "--env"}) | _HATCH_PASSED)
    if words[:1] and words[0].text in {"create", "remove", "find"}:
        envs = said.rest[:1]
    else:
        envs = said.all("-e", "--env") if words[:1] and words[0].text == "run" else []
    if envs:
        yield TargetCall("hatch environment", tuple(envs), layer.folder)


def _hatch_run(layer: Layer, word: Word, env: str) -> Iterator[TargetCall]:
    name, colon, script = word.text.partition(":")
    if not colon:
        yield TargetCall("hatch", (_prefixed(word, env),) if env else (word,), layer.folder, sure=False)
    elif name and script:
        yield TargetCall("hatch environment", (part(word, name, 0),), layer.folder)
        yield TargetCall("hatch", (word,), layer.folder, sure=False)


def _prefixed(word: Word, env: str) -> Word:
    return Word(f"{env}:{word.text}", word.span, word.literal)


_POE_VALUED = frozenset("-C --directory --root -e --executor -X --executor-opt --help".split())


def _poe(layer: Layer) -> Iterator[TargetCall]:
    words = list(layer.words[1:])
    folder = layer.folder
    while words and words[0].text.startswith("-"):
        option, equals, value = words.pop(0).text.partition("=")
        if option in _POE_VALUED:
            value = value if equals else words.pop(0).text if words else ""
            folder = value if option in {"-C", "--directory", "--root"} else folder
    if words:
        yield TargetCall("poe", (words[0],), folder)


_HOOKS_VALUED = frozenset(
    """
    -c --config --hook-stage --stage -s --source --from-ref -o --origin --to-ref --color --remote-name --remote-url --remote-branch
    --local-branch --commit-msg-filename --prepare-commit-message-source --commit-object-name --checkout-type --is-squash-merge
    --rewrite-command --pre-rebase-upstream --pre-rebase-branch --skip -d --directory -C --cd -j --jobs
    """.split()
)


def _hooks(layer: Layer) -> Iterator[TargetCall]:
    if len(layer.words) < 2 or layer.words[1].text != "run":
        return
    said = _read(layer.words[2:], _HOOKS_VALUED, frozenset({"--files"}))
    # prek calls hooks of other projects `path:id`
    targets = tuple(word for word in said.rest if ":" not in word.text and "/" not in word.text)
    if targets and not said.all("-C", "--cd"):
        yield TargetCall("pre-commit", targets, layer.folder, said.last("-c", "--config"))


_READERS = {
    "tox": _tox,
    "nox": _nox,
    "hatch": _hatch,
    "poe": _poe,
    "poethepoet": _poe,
    "pre-commit": _hooks,
    "pre_commit": _hooks,
    "prek": _hooks,
}
