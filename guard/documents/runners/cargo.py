"""The names that a command line gives cargo: packages, their targets, their features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import basename, join

from guard.documents.claims import Command, Word
from guard.documents.runners.calls import CrateCall, CrateKind, part, parts

_BUILDS = frozenset("run r build b check c test t bench doc d clippy rustc rustdoc fix install".split())
_KINDS: dict[str, CrateKind] = {
    "--bin": "bin",
    "--example": "example",
    "--test": "test",
    "--bench": "bench",
    "--features": "feature",
    "-F": "feature",
    "-p": "package",
    "--package": "package",
}
_OTHERS = frozenset(
    """
    --manifest-path --path --target --target-dir --profile -j --jobs --message-format --color --config -Z --exclude --lockfile-path
    --root --out-dir --artifact-dir -C --index --registry --git --branch --tag --rev --version --vers
    """.split()
)
# Whoever has one of these in front is told about another crate than the repository's.
_ELSEWHERE = frozenset({"--git", "--registry", "--index", "--version", "--vers"})
_WHOLE = frozenset({"--workspace", "--all", "--exclude"})
_OWN = frozenset(
    """
    add bench build b check c clean config doc d fetch fix generate-lockfile help info init install locate-project login logout metadata new owner
    package pkgid publish read-manifest remove rm report run r rustc rustdoc search test t tree uninstall update vendor verify-project
    version yank clippy fmt miri nextest watch audit deny expand llvm-cov hack
    """.split()
)


def crate_calls(command: Command) -> Iterator[CrateCall]:
    """Every name that the command gives cargo, with the packages that it selects."""
    if basename(command.words[0].text) != "cargo" or not command.words[0].literal:
        return
    words, folder = _past_globals(command.words[1:])
    if not words or not words[0].literal:
        return
    subcommand = words[0].text
    if subcommand == "nextest" and words[1:2] and words[1].text in {"run", "list"}:
        words, subcommand = words[1:], "test"
    if subcommand in _BUILDS:
        yield from _build(words[1:], folder, installs=subcommand == "install")
    elif subcommand not in _OWN:
        yield CrateCall("alias", words[0], folder=folder)


def _past_globals(words: Sequence[Word]) -> tuple[Sequence[Word], str]:
    """The words from the subcommand on, and the folder that `-C` names."""
    folder, at = "", 0
    while at < len(words) and words[at].text.startswith(("-", "+")):
        text = words[at].text
        at += 1
        if text in {"--config", "-Z", "--color", "-C"}:
            if text == "-C" and at < len(words):
                folder = words[at].text
            at += 1
    return words[at:], folder


def _build(words: Sequence[Word], folder: str, *, installs: bool) -> Iterator[CrateCall]:
    named: list[tuple[CrateKind, Word]] = []
    others: dict[str, str] = {}
    whole, at = False, 0
    while at < len(words) and words[at].text != "--":
        word = words[at]
        option, value, taken = _option(word, words[at + 1 : at + 2])
        at += 1 + taken
        whole = whole or option in _WHOLE
        if option in _KINDS and value is not None:
            named += [(_KINDS[option], each) for each in parts(value, ", " if _KINDS[option] == "feature" else "")]
        elif option in _OTHERS:
            others[option] = value.text if value else ""
    if _ELSEWHERE & set(others) or (installs and "--path" not in others):
        return
    place = others.get("--path", "")
    manifest = others.get("--manifest-path") or (join(place, "Cargo.toml") if place else "")
    packages = tuple(word.text for kind, word in named if kind == "package")
    for kind, word in named:
        yield CrateCall(kind, word, packages, join(folder, others.get("-C", "")), manifest, whole)


def _option(word: Word, following: Sequence[Word]) -> tuple[str, Word | None, int]:
    """An option's name, its value, and how many words behind it that value takes."""
    name, equals, value = word.text.partition("=")
    if not word.text.startswith("-"):
        return "", None, 0
    if equals:
        return name, part(word, value, len(name) + 1), 0
    if word.text[:2] in {"-p", "-F", "-j", "-Z"} and len(word.text) > 2 and not word.text.startswith("--"):
        return word.text[:2], part(word, word.text[2:], 2), 0
    if (name in _KINDS or name in _OTHERS) and following and not following[0].text.startswith("-"):
        return name, following[0], 1
    return name, None, 0
