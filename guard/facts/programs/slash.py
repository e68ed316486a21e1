"""The commands that a repository gives to agents: `/name` after a file of `.claude/commands` and its like."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from posixpath import basename

from guard.facts.files import Files
from guard.facts.near import nearest

_FOLDERS = (".claude/commands/", ".cursor/commands/", ".codex/prompts/", ".gemini/commands/", ".opencode/command/")
_ENDINGS = (".md", ".mdc", ".toml")
_FEWEST = 2
_FAMILY = 3
"""How many names must be numbered alike to be one family."""
CLOSE = 90.0
"""The least likeness, of 100, of a name and the one that was meant."""
_NUMBER = re.compile(r"\d{1,3}")
_BUILT_IN = frozenset(
    """
    add-dir agents approvals bug clear compact config context copy cost diff doctor exit export feedback help hooks ide init
    install-github-app login logout mcp memory mention model new output-style permissions plan plugin pr-comments privacy-settings prompts
    quit release-notes resume review rewind security-review settings stats status statusline tasks terminal-setup todos undo upgrade usage vim
    """.split()
)


class SlashCommands:
    def __init__(self, files: Files) -> None:
        self._files = files

    @cached_property
    def folder(self) -> str:
        """The folder that holds the most of them."""
        counts = Counter(folder for folder in _FOLDERS for path in self._files.paths if _is_command(path, folder))
        return counts.most_common(1)[0][0].rstrip("/") if counts else ""

    @cached_property
    def own(self) -> tuple[str, ...]:
        found = (path for path in self._files.paths if any(_is_command(path, folder) for folder in _FOLDERS))
        return tuple(dict.fromkeys(basename(path).rpartition(".")[0] for path in found))

    @cached_property
    def known(self) -> frozenset[str]:
        """What may stand behind a slash: own commands, skills, those of plugins, and what agents bring."""
        known = set(self.own) | _BUILT_IN
        for path in self._files.paths:
            *folders, name = path.split("/")
            if name.endswith(_ENDINGS) and {"commands", "command", "prompts", "agents"} & set(folders):
                known.add(name.rpartition(".")[0])
            for at, folder in enumerate(folders):
                if folder == "skills":
                    known.add(folders[at + 1] if at + 1 < len(folders) else name.rpartition(".")[0])
        return frozenset(known)

    def near(self, name: str) -> tuple[str, ...] | None:
        """The commands that `name`, which is none of them, was meant to be; None where it need not be a command at all."""
        if len(self.own) < _FEWEST:
            return None
        family = _family(name)
        if family and sum(_family(one) == family for one in self.own) >= _FAMILY:
            alike = tuple(one for one in self.own if _NUMBER.sub("0", one) == _NUMBER.sub("0", name))
            return alike or nearest(name, self.own)
        close = nearest(name, self.own, least=CLOSE) if len(name) > 5 else ()
        return close or None


def _is_command(path: str, folder: str) -> bool:
    inside = path.startswith(folder) or f"/{folder}" in path
    return inside and path.endswith(_ENDINGS) and basename(path).lower() not in {"readme.md", "index.md"}


def _family(name: str) -> str:
    """What names have in common that differ by number and what follows it: `flow-0-` of `flow-3-build`."""
    number = _NUMBER.search(name)
    if number is None or number.start() == 0 or number.end() == len(name):
        return ""
    return name[: number.start()] + "0" + name[number.end()]
