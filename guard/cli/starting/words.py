"""How things are named in remarks, and how remarks and settings are written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from guard.cli.starting.seen import Group
from guard.cli.starting.toml import quoted
from guard.report.encode import visible

_WIDTH = 110
_LONGEST = 80
SHOWN = 5


def remarks(sentences: Iterable[str]) -> str:
    """Each sentence as comment lines of its own. What is visible holds no line end, so nothing gets out of them."""
    wrapper = textwrap.TextWrapper(
        _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
    )
    return "".join(line + "\n" for sentence in sentences for line in wrapper.wrap(sentence))


def setting(key: str, values: Sequence[str]) -> str:
    return f"{key} = [{', '.join(map(quoted, values))}]\n"


def many(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def counts(counted: Iterable[tuple[str, int]]) -> str:
    return listed(f"{count} {name}" for name, count in counted)


def listed(names: Iterable[str]) -> str:
    return several(map(short, names), ", ")


def several(words: Iterable[str], joint: str) -> str:
    """The first of `words`, and how many more there are."""
    words = list(words)
    more = len(words) - SHOWN
    return joint.join(words[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def groups(found: Sequence[Group]) -> str:
    rest = sum(group.count for group in found[SHOWN:])
    return ", ".join(map(_group, found[:SHOWN])) + (f" and {rest} more" if rest else "")


def _group(group: Group) -> str:
    if group.count < group.of:
        example = short(group.one.removeprefix(group.place + "/"))
        return f"{short(group.place)} ({group.count} of {group.of}, one is {example})"
    return short(group.place) + (f" ({group.count})" if group.count > 1 else "")


def place(folder: str) -> str:
    return short(folder) if folder else "the root"


def short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "..."
