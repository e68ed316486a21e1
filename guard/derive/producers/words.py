"""Texts of a source as Markdown: what would be markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def escaped(text: str) -> str:
    """`text` as a reader shall see it, on one line."""
    return _MARKUP.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    return " ".join(text.split())


def code(text: str) -> str:
    """Inline code; "" for nothing."""
    text = one_line(text)
    if not text:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall(r"`++", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(text: str, language: str) -> str:
    ticks = "`" * max(3, max((len(run) for run in re.findall(r"^[ \t]*(`{3,}+)", text, re.MULTILINE)), default=0) + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; pipes in cells are escaped, columns without any content are left out."""
    kept = [list(row) for row in rows]
    used = [number for number in range(len(columns)) if number == 0 or any(row[number] for row in kept)]
    lines = [[columns[number] for number in used], ["---"] * len(used)]
    lines += [[row[number].replace("\\|", "|").replace("|", "\\|") for number in used] for row in kept]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
