"""Templates of derived sections: jinja2, sandboxed, without files, clock or chance, and with an end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from guard.derive.sources.error import SourceError

_SECONDS = 20
"""For all templates of a child, by the parent's clock; the child's own limit is for each."""
_MOST = 3
"""Templates without an end that are waited for."""
_CHILD = str(Path(__file__).with_name("child.py"))

Rendered = str | SourceError


def render(jobs: Sequence[tuple[str, dict[str, Any]]]) -> list[Rendered]:
    """The text of each template with its data, or why there is none."""
    lines = [_line(template, data) for template, data in jobs]
    results = iter(_all([line for line in lines if isinstance(line, bytes)]))
    return [next(results) if isinstance(line, bytes) else line for line in lines]


def _all(lines: Sequence[bytes]) -> list[Rendered]:
    results: list[Rendered] = []
    endless = 0
    while len(results) < len(lines):
        if endless == _MOST:
            waiting = SourceError(f"template: not rendered, as {_MOST} others did not come to an end")
            return results + [waiting] * (len(lines) - len(results))
        found, late = _run(lines[len(results) :])
        results += found
        # Where time ran out over many, the next child goes on with the rest.
        if len(results) < len(lines) and not (late and found):
            results.append(SourceError("template: does not come to an end, or needs too much memory"))
            endless += 1
    return results


def _line(template: str, data: dict[str, Any]) -> bytes | SourceError:
    try:
        # Not msgspec's JSON: it has no lone surrogates, which stand for bytes that are not UTF-8, and no long numbers.
        return json.dumps([template, msgspec.to_builtins(data, str_keys=True)]).encode() + b"\n"
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        return SourceError(f"a template cannot be given these sources: {error}")


def _run(lines: Sequence[bytes]) -> tuple[list[Rendered], bool]:
    """The results as far as the child came, and whether it was stopped because it was late."""
    late = False
    try:
        printed = subprocess.run(  # noqa: S603 - our own program, and the template is data to it
            [sys.executable, "-P", _CHILD],
            input=b"".join(lines),
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
        ).stdout
    except subprocess.TimeoutExpired as error:
        printed, late = error.stdout or b"", True
    # What follows the last line feed was cut short.
    return [_result(json.loads(line)) for line in printed.split(b"\n")[:-1]], late


def _result(result: list[Any]) -> Rendered:
    if result[0] == "text":
        return str(result[1])
    line = f"line {result[1]}: " if result[1] else ""
    return SourceError(f"template: {line}{result[2]}")
