"""The paths that a command makes."""

from __future__ import annotations

from itertools import pairwise
from posixpath import basename, join

from guard.documents.claims import Command, Word

_CLONE_VALUES = frozenset(
    {"-b", "--branch", "--depth", "-o", "--origin", "-c", "--config", "--reference", "--filter", "-j", "--jobs", "-u"}
)


def cloned(words: tuple[Word, ...]) -> str | None:
    """The folder that `git clone` or `gh repo clone` makes, as written; "" if unknown, None if none is made."""
    clone = _clone_operands(words)
    found = operands(clone, _CLONE_VALUES) if clone else []
    if not found:
        return None
    if len(found) > 1:
        return found[1].text if found[1].literal else ""
    url = found[0]
    name = url.text.rstrip("/").removesuffix(".git").replace(":", "/").rpartition("/")[2]
    return name if url.literal or not set("$<>{}*`") & set(name) else ""


def _clone_operands(words: tuple[Word, ...]) -> tuple[Word, ...]:
    head = [word.text for word in words[:4]]
    if head[:3] == ["gh", "repo", "clone"]:
        return words[3:]
    if head[0] != "git" or "clone" not in head or not (head[1] == "clone" or head[1].startswith("-")):
        return ()
    return words[head.index("clone") + 1 :]


def operands(words: tuple[Word, ...], values: frozenset[str]) -> list[Word]:
    """The words that are neither options nor their values."""
    found: list[Word] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.text.startswith("-") and word.text != "-":
            skip = word.text in values
        else:
            found.append(word)
    return found


# To whom `-o` means something else.
_OTHERWISE = frozenset({"set", "shopt", "ssh", "scp", "ps", "ls", "grep", "mount", "find"})
_MAKERS: dict[str, frozenset[str]] = {
    "mkdir": frozenset({"-m", "--mode"}),
    "touch": frozenset({"-t", "-d", "-r", "--date", "--reference"}),
    "tee": frozenset(),
    "virtualenv": frozenset({"-p", "--python", "--prompt"}),
}


def made(command: Command) -> tuple[str, ...]:
    """The paths that `command` makes, as written."""
    found = [word.text for word in command.outputs if word.literal and not word.text.startswith("/dev/")]
    if command.words:
        found += _made_by(command.words)
        found += _outputs_of(command.words)
    return tuple(path for path in found if path)


def _made_by(words: tuple[Word, ...]) -> list[str]:
    program, rest = words[0].text, words[1:]
    if program in _MAKERS:
        return [word.text for word in operands(rest, _MAKERS[program]) if word.literal]
    if program in ("cp", "mv", "ln", "install"):
        return _copied([word for word in rest if not word.text.startswith("-")])
    if program in ("git", "gh"):
        return [name] if (name := cloned(words)) else []
    texts = [word.text for word in rest]
    if program.startswith("python") and texts[:2] == ["-m", "venv"]:
        return [word.text for word in operands(rest[2:], frozenset({"--prompt"})) if word.literal]
    if program == "wget" and not {"-O", "--output-document"} & set(texts):
        return [name for text in texts if "://" in text and (name := basename(text.partition("?")[0]))]
    if program == "curl" and any(_saves_by_name(text) for text in texts):
        return [name for text in texts if "://" in text and (name := basename(text.partition("?")[0]))]
    if program == "unzip" and "-d" in texts[:-1]:
        return [texts[texts.index("-d") + 1]]
    return []


def _saves_by_name(option: str) -> bool:
    return option == "--remote-name" or (option.startswith("-") and not option.startswith("--") and "O" in option)


def _copied(found: list[Word]) -> list[str]:
    if len(found) < 2 or not found[-1].literal:
        return []
    target = found[-1].text
    if target.endswith("/") or target == ".":
        return [target, *(join(target, basename(word.text)) for word in found[:-1] if word.literal)]
    return [target]


def _outputs_of(words: tuple[Word, ...]) -> list[str]:
    """The values of `-o`, `--output` and `-O`; curl's `-O` takes none."""
    if words[0].text in _OTHERWISE:
        return []
    found = []
    for option, value in pairwise(words):
        taken = option.text in ("-o", "--output") or (option.text == "-O" and words[0].text != "curl")
        if taken and value.literal and not value.text.startswith("-"):
            found.append(value.text)
    return found + [
        word.text.partition("=")[2] for word in words[1:] if word.text.startswith("--output=") and word.literal
    ]
