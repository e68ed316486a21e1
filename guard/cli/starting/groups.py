"""Many documents told in few words: by the folders that they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from guard.cli.starting.seen import Group

_DEEPEST = 20


def above(path: str) -> list[str]:
    """The folders that hold `path`, the topmost first; of very deep ones only the first."""
    parts = path.split("/", _DEEPEST)[:-1]
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def below(paths: Iterable[str]) -> Counter[str]:
    """Folder -> how many of `paths` are below it."""
    return Counter(folder for path in paths for folder in above(path))


def grouped(
    paths: Collection[str], documents: Iterable[str], *, says: Callable[[str], bool] = lambda folder: False
) -> tuple[Group, ...]:
    """`paths`, some of the `documents`, by folders, the largest group first.

    A path goes to the topmost folder that `says` what it is; else to the topmost that holds hardly anything else; else to
    the topmost of all, where enough others are left over too.
    """
    mine, all_of_them = below(paths), below(documents)

    def is_full(folder: str) -> bool:
        return mine[folder] > 1 and 4 * mine[folder] >= 3 * all_of_them[folder]

    said: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    left: list[str] = []
    for path in paths:
        folders = above(path)
        if home := next(filter(says, folders), None):
            said.setdefault(home, []).append(path)
        elif home := next(filter(is_full, folders), None):
            others.setdefault(home, []).append(path)
        else:
            left.append(path)
    alone = below(left)
    for path in left:
        top = path.partition("/")[0]
        others.setdefault(top if alone[top] > 2 else path, []).append(path)
    return sorted_groups(
        (
            *(Group(place, len(inside), len(inside)) for place, inside in said.items()),
            *(Group(place, len(inside), all_of_them[place] or 1, inside[0]) for place, inside in others.items()),
        )
    )


def sorted_groups(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: (-group.count, group.place)))


def heart(paths: Collection[str]) -> Group | None:
    """The deepest folder that holds more than half of `paths`."""
    counts = below(paths)
    halves = [folder for folder, count in counts.items() if 2 * count > len(paths)]
    if not halves:
        return None
    deepest = max(halves, key=lambda folder: folder.count("/"))
    return Group(deepest, counts[deepest], len(paths))
