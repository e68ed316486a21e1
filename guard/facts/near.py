"""Near matches: what a dead path was perhaps meant to be. Asked only after history had no answer."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename, dirname, splitext
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from guard.facts.files import Files

CLOSE = 84.0
"""The least likeness, of 100, of two names in one folder."""

FLATTENED = 92.0
"""The least likeness, of 100, of a name and a path with hyphens for slashes."""


def near(path: str, files: Files) -> list[str]:
    """Same name elsewhere, then same name with another ending or a like name in the same folder."""
    path = path.strip("/")
    name, folder = basename(path), dirname(path)
    moved = files.named(name)
    if 0 < len(moved) <= 3:
        return sorted(moved, key=lambda other: -fuzz.ratio(path, other))
    siblings = files.children(folder) if files.is_folder(folder) else []
    stem = splitext(name)[0]
    same_stem = [other for other in siblings if splitext(other)[0] == stem]
    close = process.extract(name, siblings, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=3)
    # `a.md.tmp` is no slip for `a.md`.
    alike = (other for other, _, _ in close if not name.startswith(other + ".") and not other.startswith(name + "."))
    found = dict.fromkeys([*same_stem, *alike])
    return [f"{folder}/{other}".lstrip("/") for other in found][:3]


def near_name(name: str, names: tuple[str, ...]) -> str:
    """The one of `names` that `name` was most likely meant to be; "" when none comes near."""
    lowered = name.casefold()
    found = process.extractOne(lowered, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=CLOSE)
    if found is not None:
        return str(found[0])
    containing = [other for other in names if len(lowered) > 4 and other.casefold().strip("-").endswith(lowered)]
    return containing[0] if len(containing) == 1 else ""


def nearest(name: str, names: Iterable[str], *, least: float = 78.0) -> tuple[str, ...]:
    """Up to three of `names` that differ from `name` by a slip, the likeliest first; of equally like ones the first by name."""
    found = process.extract(name, sorted(names), scorer=fuzz.ratio, score_cutoff=least, limit=3)
    return tuple(str(other) for other, _, _ in found)


def flattened(name: str, folder: str, files: Files) -> tuple[str, ...]:
    """Files below `folder`, seen from there, that `name` comes near when their slashes are hyphens: `script-test.sh`, `scripts/test.sh`."""
    ending = splitext(name)[1]
    lead = f"{folder}/" if folder else ""
    below = (path.removeprefix(lead) for path in files.paths if path.startswith(lead) and path.endswith(ending))
    plain = {path.replace("/", "-"): path for path in below if path.count("/") == 1}
    return tuple(plain[one] for one in nearest(name, plain, least=FLATTENED)) if ending else ()
