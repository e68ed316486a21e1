"""The table of docs/precision.md, from the verdicts in docs/precision.jsonl: one line a finding that somebody read.

    precision.py

A verdict is `right`, `wrong`, or `arguable` with the reason. scripts/derive.py writes what this prints into the page.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parent.parent / "docs/precision.jsonl"
VERDICTS = ("right", "arguable", "wrong")


def table(lines: list[dict[str, str]]) -> str:
    """Rules with what was read of them, the most first; then the repositories."""
    verdicts: dict[str, Counter[str]] = {}
    for line in lines:
        if line["verdict"] not in VERDICTS:
            raise SystemExit(f"{DATA}: no verdict: {line['verdict']}")
        verdicts.setdefault(line["rule"], Counter())[line["verdict"]] += 1
    rows = ["| rule | read | right | arguable | wrong | share wrong |", "| --- | --- | --- | --- | --- | --- |"]
    for rule, counts in sorted(verdicts.items(), key=lambda pair: (-pair[1].total(), pair[0])):
        rows.append(_row(f"[{rule}](rules/{rule}.md)", counts))
    rows.append(_row("all", sum(verdicts.values(), Counter())))
    places = Counter((line["repository"], line["commit"][:10]) for line in lines)
    rows += ["", "| repository | commit | findings read |", "| --- | --- | --- |"]
    rows += [f"| {name} | {commit} | {count} |" for (name, commit), count in sorted(places.items())]
    return "\n".join(rows)


def _row(name: str, counts: Counter[str]) -> str:
    share = f"{counts['wrong'] / counts.total():.0%}"
    return f"| {name} | {counts.total()} | {' | '.join(str(counts[one]) for one in VERDICTS)} | {share} |"


def read() -> list[dict[str, str]]:
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    print(table(read()))
