"""Path templates: `.runs/<project>/<run_id>/...`, and how a written path fits one."""

from __future__ import annotations

import re

import msgspec

_SEGMENT_PLACEHOLDER = re.compile(
    r"<(?P<angle>[\w .|/-]{1,80}+)>|\$?\{\{?\s{0,3}+(?P<brace>[\w.-]{1,80}+)\s{0,3}+\}\}?|\$(?P<dollar>\w{1,80}+)|:(?P<colon>[A-Za-z]\w{0,80}+)"
)


class Misspelling(msgspec.Struct, frozen=True):
    """A placeholder whose name is spelt otherwise than in the template: offsets into the written path."""

    start: int
    end: int
    name: str


class Fit(msgspec.Struct, frozen=True):
    """`problem` is "" when the path fits; `misspelt` are then still the names to be spelt as in the template.

    `better` is the path with the missing segment put in, where exactly one insertion makes it fit.
    """

    problem: str = ""
    misspelt: tuple[Misspelling, ...] = ()
    better: str = ""


def literal_beginning(template: str) -> str:
    """What every path of the template begins with."""
    kept: list[str] = []
    for segment in template.split("/"):
        if placeholder(segment) is not None or segment in {"...", "*", "**"}:
            break
        kept.append(segment)
    return "/".join(kept)


def placeholder(segment: str) -> str | None:
    """The name of the placeholder that a whole segment is, normalised; None when it is none."""
    found = _SEGMENT_PLACEHOLDER.fullmatch(segment)
    if found is None:
        return None
    name = next(group for group in found.groups() if group is not None)
    return normal(name)


def normal(name: str) -> str:
    return re.sub(r"[^a-z0-9]++", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_")


def fit(template: str, path: str) -> Fit:
    """Whether `path` is of the template's layout, or a folder on the way to it."""
    wanted = [segment for segment in template.split("/") if segment]
    open_end = bool(wanted) and wanted[-1] in {"...", "**"}
    wanted = wanted[:-1] if open_end else wanted
    written = [segment for segment in path.split("/") if segment]
    problem = _compare(wanted, written, open_end=open_end, folder=path.endswith("/"))
    if problem:
        return Fit(problem, better=_insertion(wanted, written, open_end=open_end, folder=path.endswith("/")))
    return Fit(misspelt=_misspelt(wanted, path))


def _compare(wanted: list[str], written: list[str], *, open_end: bool, folder: bool) -> str:
    for number, (want, have) in enumerate(zip(wanted, written, strict=False)):
        if have in {"*", "**", "...", "…"}:
            return ""
        named = placeholder(want)
        if named is None:
            if have != want:
                return f"`{have}` stands where the layout has `{want}`"
            continue
        other = placeholder(have)
        if other is not None and other != named and not _may_be(other, named):
            return f"`{have}` stands where the layout has `{want}`"
        is_last = number == len(written) - 1
        if other is None and is_last and not folder and _is_file(have) and (open_end or number < len(wanted) - 1):
            return f"the file `{have}` stands where the layout has the folder `{want}`"
    if len(written) > len(wanted) and not open_end:
        return f"it goes deeper than the layout's `{wanted[-1]}`"
    return ""


def _may_be(name: str, wanted: str) -> bool:
    """`<id>` for `<run_id>`, `<project_name>` for `<project>`: one name within the other, word by word."""
    mine, theirs = set(name.split("_")), set(wanted.split("_"))
    return mine <= theirs or theirs <= mine


def _is_file(segment: str) -> bool:
    stem, dot, ending = segment.rpartition(".")
    return bool(dot and stem and ending.isalnum() and not ending.isdigit() and len(ending) <= 8)


def _insertion(wanted: list[str], written: list[str], *, open_end: bool, folder: bool) -> str:
    """The path with one placeholder of the template put in, if exactly one place makes it fit."""
    better = {
        "/".join([*written[:number], want, *written[number:]])
        for number, want in enumerate(wanted)
        if number <= len(written)
        and placeholder(want) is not None
        and not _compare(wanted, [*written[:number], want, *written[number:]], open_end=open_end, folder=folder)
    }
    return better.pop() if len(better) == 1 else ""


def _misspelt(wanted: list[str], path: str) -> tuple[Misspelling, ...]:
    found: list[Misspelling] = []
    start = len(path) - len(path.lstrip("/"))
    for want, have in zip(wanted, path[start:].split("/"), strict=False):
        theirs, mine = _SEGMENT_PLACEHOLDER.fullmatch(want), _SEGMENT_PLACEHOLDER.fullmatch(have)
        if theirs and mine:
            group = mine.lastgroup or ""
            name, spelt = next(g for g in theirs.groups() if g is not None), mine[group]
            # `$RUN_ID` is how a shell spells run_id.
            if name != spelt and not (group in {"dollar", "brace"} and spelt == spelt.upper() == name.upper()):
                found.append(Misspelling(start + mine.start(group), start + mine.end(group), name))
        start += len(have) + 1
    return tuple(found)
