"""The file of a baseline: one line an entry, sorted. A damaged file is an error and never an empty baseline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from guard.baseline.entries import Baseline, BaselineError, Entry
from guard.snapshot import Snapshot, Unreadable

if TYPE_CHECKING:
    from json import JSONDecodeError

VERSION = 1

_KEY = re.compile(r'"fingerprint"[ \t\r\n]*+:')

_REPAIR = "take the file back from git, or write it anew with guard baseline create"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    findings: tuple[Entry, ...]


def load(snapshot: Snapshot, path: str) -> Baseline | None:
    """The repository's baseline; None where it has none. Raises BaselineError."""
    if path not in snapshot.entries:
        if snapshot.on_disk(path):
            raise BaselineError(path, None, "git ignores this file", "track it, so that everyone has the same baseline")
        return None
    try:
        return parse(snapshot.read(path), path)
    except Unreadable as error:
        raise BaselineError(path, None, f"cannot be read: {error.reason}", _REPAIR) from None


def parse(data: bytes, path: str) -> Baseline:
    """Raises BaselineError."""
    import json

    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    try:
        raw = json.loads(text, object_pairs_hook=_once)
        file = msgspec.convert(raw, _File, strict=True)
    except json.JSONDecodeError as error:
        raise _damaged(text, path, error) from None
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise BaselineError(path, None, f"not a baseline: {said}", _REPAIR) from None
    if file.version != VERSION:
        cure = "use the guard that wrote it, or write it anew with guard baseline create"
        raise BaselineError(path, None, f"of version {file.version}; this guard reads version {VERSION}", cure)
    return Baseline(path, file.findings, _lines(text, file.findings))


def render(baseline: Baseline) -> bytes:
    import json

    entries = sorted(
        set(baseline.entries), key=lambda entry: (entry.path, entry.rule, entry.subject, entry.fingerprint)
    )
    rows = ",\n".join(f"    {json.dumps(msgspec.structs.asdict(entry), ensure_ascii=False)}" for entry in entries)
    findings = f"[\n{rows}\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'.encode("utf-8", "surrogateescape")


def write(root: Path, baseline: Baseline, *, expected: bytes | None) -> None:
    """`expected` are the bytes that the file has now; None: there must be none yet. Raises StorageError."""
    from guard.storage import replace

    replace(root / baseline.path, render(baseline), expected=expected)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return table


def _damaged(text: str, path: str, error: JSONDecodeError) -> BaselineError:
    line = text[error.pos :].partition("\n")[0] or text[text.rfind("\n", 0, error.pos) + 1 :].partition("\n")[0]
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return BaselineError(path, error.lineno, "a merge conflict", "keep the entries of both sides")
    return BaselineError(path, error.lineno, f"not JSON: {error.msg}", _REPAIR)


def _lines(text: str, entries: tuple[Entry, ...]) -> tuple[int, ...]:
    """The line of each entry, in their order; 1 where the file is written in a way that hides it."""
    lines: list[int] = []
    at, line = 0, 1
    for key in _KEY.finditer(text):
        line += text.count("\n", at, key.start())
        at = key.start()
        lines.append(line)
    return tuple(lines) if len(lines) == len(entries) else (1,) * len(entries)
