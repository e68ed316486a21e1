"""The tables of docs/precision.md, from the verdicts in docs/precision.jsonl: one line a finding that somebody read.

    precision.py

`look` is `now` or `first`, and then `batch` numbers the looks; `rest` is what was read of a look beyond the twenty of a rule. A verdict is
`right`, `wrong`, or `arguable`, with the reason. scripts/derive.py writes what this prints into the page.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "docs/precision.jsonl"
VERDICTS = ("right", "arguable", "wrong")
HEAD = ["| rule | read | right | arguable | wrong | share wrong |", "| --- | --- | --- | --- | --- | --- |"]

Line = dict[str, Any]


def read() -> list[Line]:
    lines = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    strange = [line for line in lines if line["verdict"] not in VERDICTS]
    if not lines or strange:
        raise SystemExit(f"{DATA}: no verdicts, or one that is none: {strange[:1]}")
    return lines


def verdicts(lines: list[Line], look: str) -> str:
    """Rules with what was read of them, the most first."""
    found: dict[str, Counter[str]] = {}
    for line in lines:
        if line["look"] == look:
            found.setdefault(line["rule"], Counter())[line["verdict"]] += 1
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    rows = [_row(f"[{rule}](rules/{rule}.md)", counts) for rule, counts in ordered]
    return "\n".join([*HEAD, *rows, _row("all", sum(found.values(), Counter()))])


def _row(name: str, counts: Counter[str]) -> str:
    share = f"{counts['wrong'] / counts.total():.0%}"
    return f"| {name} | {counts.total()} | {' | '.join(str(counts[one]) for one in VERDICTS)} | {share} |"


def batches(lines: list[Line]) -> str:
    """The first looks, one after another: each at repositories that were new then."""
    found: dict[int, dict[str, Counter[str]]] = {}
    for line in lines:
        if line["look"] == "first":
            places = found.setdefault(int(line["batch"]), {})
            places.setdefault(line["repository"], Counter())[line["verdict"]] += 1
    rows = [
        f"{_row(str(batch), sum(places.values(), Counter()))} {_clean(places)} of {len(places)} |"
        for batch, places in sorted(found.items())
    ]
    return "\n".join(
        [f"{HEAD[0].replace('rule', 'look', 1)} repositories without a wrong one |", f"{HEAD[1]} --- |", *rows]
    )


def _clean(places: dict[str, Counter[str]]) -> int:
    return sum(not counts["wrong"] for counts in places.values())


def whole(lines: list[Line]) -> str:
    """The looks of which every finding was read, and how many of their findings are in the repository with the most wrong ones."""
    looks = sorted({int(line["batch"]) for line in lines if line["look"] == "rest"})
    rows = []
    for batch in looks:
        read = [line for line in lines if line["look"] != "now" and int(line["batch"]) == batch]
        counts = Counter(str(line["verdict"]) for line in read)
        wrong = Counter(str(line["repository"]) for line in read if line["verdict"] == "wrong")
        name, most = wrong.most_common(1)[0]
        rows.append(f"{_row(str(batch), counts)} {most} in {name} |")
    return "\n".join([f"{HEAD[0].replace('rule', 'look', 1)} most of the wrong ones |", f"{HEAD[1]} --- |", *rows])


def causes(lines: list[Line]) -> str:
    """Why findings of the first looks were wrong, the most frequent first; what happened once is in the data."""
    found = Counter(
        (line["why"], line["rule"]) for line in lines if line["look"] == "first" and line["verdict"] == "wrong"
    )
    rows = [
        f"| {why} | {rule} | {count} |"
        for (why, rule), count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        if count > 1
    ]
    return "\n".join(["| what was wrong | rule | of those read |", "| --- | --- | --- |", *rows])


def places(lines: list[Line]) -> str:
    found = Counter((line["repository"], line["commit"][:10]) for line in lines)
    rows = [f"| {name} | {commit} | {count} |" for (name, commit), count in sorted(found.items())]
    return "\n".join(["| repository | commit | findings read |", "| --- | --- | --- |", *rows])


SECTIONS = {
    "now": lambda lines: verdicts(lines, "now"),
    "first": lambda lines: verdicts(lines, "first"),
    "batches": batches,
    "whole": whole,
    "causes": causes,
    "places": places,
}

if __name__ == "__main__":
    told = read()
    print("\n\n".join(make(told) for make in SECTIONS.values()))
