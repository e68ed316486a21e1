"""What stands behind `uv run`, `python -m` and their like: the program that runs in the end."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import basename, join

import msgspec

from guard.documents.claims import Command, Word

# Options that take a value, which is no program. Those that lead elsewhere are told apart.
_UV = frozenset(
    """
    -p --python --with --with-requirements --with-editable --group --only-group --no-group --extra --no-extra --package --env-file
    --index -i --index-url --default-index --extra-index-url -f --find-links -C --config-setting -P --upgrade-package
    --refresh-package --reinstall-package --resolution --prerelease --exclude-newer --link-mode --keyring-provider --config-file
    --cache-dir --color --python-platform --no-binary-package --no-build-package --index-strategy --fork-strategy --allow-insecure-host
    --from -c --constraints --overrides --spec --pip-args --project --directory
    """.split()
)
_POETRY = frozenset("-C --directory -P --project".split())
_PDM = frozenset("-p --project -s --site-packages -c --config --venv".split())
_FOLDERS = {
    "uv": frozenset({"--directory"}),
    "poetry": frozenset({"-C", "--directory"}),
    "pdm": frozenset({"-p", "--project"}),
}
_ELSEWHERE = frozenset(
    {"--package", "--project", "--with", "--with-requirements", "--with-editable", "--isolated", "--no-project"}
)
_VALUED = {
    "uv": _UV,
    "poetry": _POETRY,
    "pdm": _PDM,
    "pipenv": frozenset({"--python"}),
    "rye": frozenset({"--pyproject"}),
}
_MOST = 4


class Layer(msgspec.Struct, frozen=True):
    """The words from a program on. `runner` is what runs them: uv, poetry, pdm, pipenv, rye, tool (`uvx`, `pipx run`), module, or "".

    `elsewhere`: other packages than those of the folder are put beside the program.
    """

    words: tuple[Word, ...]
    runner: str = ""
    folder: str = ""
    elsewhere: bool = False

    @property
    def program(self) -> str:
        return basename(self.words[0].text)


def layers(command: Command) -> tuple[Layer, ...]:
    """The command itself and what it runs, from the outside in."""
    found = [Layer(command.words)]
    while len(found) < _MOST and (inner := _inner(found[-1])) is not None:
        found.append(inner)
    return tuple(found)


def _inner(layer: Layer) -> Layer | None:
    words, name = layer.words, layer.program
    if not words[0].literal:
        return None
    if name in {"python", "python3", "py"} or name.startswith(("python3.", "python2.")):
        return _layer(layer, words[2:], "module") if len(words) > 2 and words[1].text == "-m" else None
    if name == "uvx":
        return _behind(layer, words[1:], "uv", "tool")
    if name == "pipx":
        return _behind(layer, words[2:], "uv", "tool") if words[1:2] and words[1].text == "run" else None
    if name not in _VALUED:
        return None
    rest, folder, elsewhere = _options(name, words[1:])
    here = _moved(layer, folder, elsewhere=elsewhere)
    said = [word.text for word in rest[:2]]
    if name == "uv" and said == ["tool", "run"]:
        return _behind(here, rest[2:], "uv", "tool")
    return _behind(here, rest[1:], name, name) if said[:1] == ["run"] else None


def _behind(layer: Layer, words: Sequence[Word], options: str, runner: str) -> Layer | None:
    rest, folder, elsewhere = _options(options, words)
    return _layer(_moved(layer, folder, elsewhere=elsewhere), rest, runner)


def _moved(layer: Layer, folder: str, *, elsewhere: bool) -> Layer:
    there = join(layer.folder, folder) if folder else layer.folder
    return msgspec.structs.replace(layer, folder=there, elsewhere=layer.elsewhere or elsewhere)


def _layer(layer: Layer, words: Sequence[Word], runner: str) -> Layer | None:
    return Layer(tuple(words), runner, layer.folder, layer.elsewhere) if words and words[0].text else None


def _options(name: str, words: Sequence[Word]) -> tuple[Sequence[Word], str, bool]:
    """What is left behind the options of a runner; the folder that they name; whether they bring other packages."""
    folder, elsewhere, at = "", False, 0
    while at < len(words) and words[at].text.startswith("-"):
        option, equals, value = words[at].text.partition("=")
        at += 1
        if option == "--":
            break
        if option in {"-m", "--module"}:
            return words[at:], folder, elsewhere
        if option in _VALUED[name] and not equals:
            value = words[at].text if at < len(words) else ""
            at += 1
        if option in _FOLDERS.get(name, ()):
            folder = join(folder, value)
        elif option in _ELSEWHERE:
            elsewhere = True
    return words[at:], folder, elsewhere
