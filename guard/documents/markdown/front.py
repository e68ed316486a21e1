"""Front matter: the block between `---` lines (YAML) or `+++` lines (TOML) that a document may begin with."""

from __future__ import annotations

MAX_LINES = 400


def read(contents: list[str]) -> tuple[int, dict[str, str]]:
    """How many lines the front matter takes, and its plain top-level scalars."""
    fence = contents[0].rstrip() if contents else ""
    if fence not in {"---", "+++"}:
        return 0, {}
    ends = {"---", "..."} if fence == "---" else {"+++"}
    for number, line in enumerate(contents[1 : MAX_LINES + 1], 1):
        if line.rstrip() in ends:
            values = _scalars(contents[1:number], ":" if fence == "---" else "=")
            # Without a key it is a rule, a heading and a rule.
            return (number + 1, values) if values else (0, {})
        if number == 1 and not line.strip():
            # A rule between two paragraphs, not front matter.
            return 0, {}
    return 0, {}


def _scalars(lines: list[str], separator: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in lines:
        key, found, value = line.partition(separator)
        if found and key and not key[0].isspace() and key[0] not in "#-":
            values.setdefault(key.strip().lower(), value.strip().strip("\"'"))
    return values
