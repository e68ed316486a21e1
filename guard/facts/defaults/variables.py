"""Defaults of variables of the environment, which are written so plainly that no program need be parsed for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

_LITERAL = rb"\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|-?\d[\d_.]{0,20}|[Tt]rue|[Ff]alse"
_WIDTH = 200
"""How much is looked at on either side of a name."""
_WORD = re.compile(rb"\A\w")

# os.getenv("NAME", "value"), env.int("NAME", default=1)
_CALLED = re.compile(rb"(\w{1,40})\([ \t\n]{0,80}[\"']\Z")
_BEHIND_CALL = re.compile(
    rb"\A[\"'][ \t]*(?:\)|,[ \t\n]{0,80}(?:default[ \t]*=[ \t]*)?(?:(?P<value>%b)(?=[ \t\n]*[,)]))?)" % _LITERAL
)
_WRITES = frozenset({b"setdefault", b"setenv", b"putenv", b"pop", b"delenv"})
# NAME: str = "value" in a line of its own
_ALONE = re.compile(rb"(?:\A|\n)[ \t]{0,40}\Z")
_BEHIND_FIELD = re.compile(
    rb"\A(?:[ \t]*:[^=\n]{1,80})?[ \t]*=(?!=)[ \t]*(?:(?P<value>%b)(?=[ \t]*(?:#|\r?\n|\Z)))?" % _LITERAL
)
# ${NAME:-value}
_BEHIND_BRACE = re.compile(rb"\A:?-(?P<value>[^}\n$\"' ]{1,80})\}")
# NAME=value in .env.example, `- NAME=value` and `NAME: value` in compose, `ENV NAME=value` in a Dockerfile
_SETTING = re.compile(rb"(?:\A|\n)[ \t]{0,40}(?:-[ \t]+[\"']?|(?:ENV|ARG|export)[ \t]+)?\Z")
_BEHIND_SETTING = re.compile(
    rb"\A(?:=|:[ \t]+|[ \t]+(?=\S))(?P<value>[^\s\"'#$]{1,80}(?=[\"']?[ \t]*(?:#|\r?\n|\Z))|\"[^\"\n$]{0,80}\"|'[^'\n$]{0,80}')?"
)
# process.env.NAME ?? "value"
_OF_SCRIPTS = re.compile(rb"\benv(?:\.|\[[\"'])\Z")
_BEHIND_SCRIPTS = re.compile(rb"\A(?:[\"']\])?[ \t]*(?:\?\?|\|\|)[ \t]*(?P<value>%b)?" % _LITERAL)
Read = Callable[[bytes, bytes], re.Match[bytes] | None]
SCRIPTS = (".js", ".ts", ".mjs", ".cjs", ".tsx", ".jsx")


def defaults(path: str, content: bytes, names: Iterable[str]) -> Iterator[tuple[str, str | None, int]]:
    """Name, value as it is written (None: only a run would tell) and line, wherever one of `names` is given a default."""
    return _told(_python if path.endswith(".py") else _script if path.endswith(SCRIPTS) else _shell, content, names)


def settings(content: bytes, names: Iterable[str]) -> Iterator[tuple[str, str | None, int]]:
    """The same for what sets `names` outright: the program's own default may be another one."""
    return _told(_setting, content, names)


def _told(read: Read, content: bytes, names: Iterable[str]) -> Iterator[tuple[str, str | None, int]]:
    for name in names:
        word = name.encode()
        at = content.find(word)
        while at >= 0:
            end = at + len(word)
            before, behind = content[max(0, at - _WIDTH) : at], content[end : end + _WIDTH]
            whole = not _WORD.match(before[-1:]) and not _WORD.match(behind[:1])
            found = read(before, behind) if whole else None
            if found is not None:
                value = found["value"]
                yield name, value.decode("utf-8", "replace") if value else None, content.count(b"\n", 0, at) + 1
            at = content.find(word, end)


def _python(before: bytes, behind: bytes) -> re.Match[bytes] | None:
    called = _CALLED.search(before)
    if called is None:
        return _BEHIND_FIELD.match(behind) if _ALONE.search(before) else None
    if called[1] in _WRITES:
        return _NOTHING.match(behind)
    return _BEHIND_CALL.match(behind)


_NOTHING = re.compile(rb"\A(?P<value>(?!))?")


def _script(before: bytes, behind: bytes) -> re.Match[bytes] | None:
    return _BEHIND_SCRIPTS.match(behind) if _OF_SCRIPTS.search(before) else None


def _shell(before: bytes, behind: bytes) -> re.Match[bytes] | None:
    return _BEHIND_BRACE.match(behind) if before.endswith(b"${") else None


def _setting(before: bytes, behind: bytes) -> re.Match[bytes] | None:
    return _BEHIND_SETTING.match(behind) if _SETTING.search(before) else None
