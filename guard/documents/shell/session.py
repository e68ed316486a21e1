"""Which lines of a block are typed: prompts are taken away, output is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

SESSIONS = frozenset({"console", "shell-session", "sh-session", "shellsession", "bash-session"})
SHELLS = SESSIONS | {"bash", "sh", "shell", "zsh", "ksh", "terminal"}

_PROMPT = re.compile(
    r"""[ \t]{0,200}+
    (?:\([\w.\- ]{1,40}\)[ ]?)?                                  # (venv)
    (?: [$%]
      | \[?[\w.\-]{1,64}@[\w.\-]{1,64}[^$\#%\n]{0,80}+[$\#%]     # user@host:~$
      | (?:ba|z)?sh-\d[\d.]{0,6}[$\#]                            # bash-5.1$
    )(?:[ \t]{1,200}+|$)""",
    re.VERBOSE,
)
_DOLLAR = re.compile(r"[ \t]{0,200}+\$(?:[ \t]{1,200}+|$)")
_ANGLE = re.compile(r"> (?=[a-z.][\w./-]{0,60} \S)")
"""The prompt of fish and of cmd, where it begins a block."""
_MORE = re.compile(r"[ \t]{0,200}+>(?:[ \t]|$)")
_ROOT = re.compile(r"[ \t]{0,200}+\#[ \t]{1,200}+(?=[a-z./])")

# What a line after `# ` must begin with to be taken for a root shell's command and not for a comment.
_ROOT_PROGRAMS = frozenset((
    "apk", "apt", "apt-get", "brew", "cat", "cd", "chmod", "chown", "cp", "curl", "dnf", "docker", "docker-compose",
    "git", "kubectl", "ls", "make", "mkdir", "mount", "mv", "npm", "pip", "pip3", "python", "python3", "rm", "service",
    "systemctl", "useradd", "usermod", "wget", "yum",
))  # fmt: skip


class ShellLine(msgspec.Struct, frozen=True, array_like=True):
    """A line of shell text; `column` is where its first character stands in the document."""

    text: str
    line: int
    column: int

    def without(self, length: int) -> ShellLine:
        return ShellLine(self.text[length:], self.line, self.column + length)


def units(lines: Sequence[ShellLine], language: str) -> list[list[ShellLine]]:
    """The typed lines. In a session every prompt begins a unit of its own, so that no quote reaches over output."""
    language = language.lower()
    if lines and lines[0].text.startswith("#!"):
        return []  # not typed: the text of a file, which runs wherever it will
    if language in SESSIONS:
        return _session(lines, _ROOT if _by_root(lines) else _PROMPT)
    if language == "":
        return _session(lines, _PROMPT) if any(is_prompted(line.text) for line in lines) else []
    if language not in SHELLS:
        return []
    first = next((line.text for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")), "")
    if _PROMPT.match(first):
        return _session(lines, _PROMPT)
    if _ANGLE.match(first):
        return _session(lines, _ANGLE)
    return [[_bare(line) for line in lines]]


def is_prompted(text: str) -> bool:
    """Whether `text` begins with a plain `$ ` prompt."""
    return _DOLLAR.match(text) is not None


def _bare(line: ShellLine) -> ShellLine:
    prompt = _DOLLAR.match(line.text)
    return line.without(prompt.end()) if prompt else line


def _session(lines: Sequence[ShellLine], prompt: re.Pattern[str]) -> list[list[ShellLine]]:
    found: list[list[ShellLine]] = []
    typing = False  # the line above was typed, so `> ` may continue it
    for line in lines:
        if begin := prompt.match(line.text):
            found.append([line.without(begin.end())])
            typing = True
        elif typing and (more := _MORE.match(line.text)):
            found[-1].append(line.without(more.end()))
        elif typing and found[-1][-1].text.rstrip(" \t").endswith("\\"):
            found[-1].append(line)
        else:
            typing = False
    return found


def _by_root(lines: Sequence[ShellLine]) -> bool:
    """A root shell's session: `# ` begins known programs only, and there is output after every command."""
    texts = [line.text for line in lines if line.text.strip()]
    if len(texts) < 2 or any(_PROMPT.match(text) for text in texts):
        return False
    typed = [bool(_ROOT.match(text)) for text in texts]
    if not typed[0] or any(one and two for one, two in pairwise(typed)):
        return False
    return all(text.split()[1] in _ROOT_PROGRAMS for text, root in zip(texts, typed, strict=True) if root)
