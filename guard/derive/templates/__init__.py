"""Templates of derived sections: jinja2, sandboxed, without files, clock or chance, and with an end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from guard.derive.sources.error import SourceError

_SECONDS = 20
_CHILD = str(Path(__file__).with_name("child.py"))


def render(jobs: Sequence[tuple[str, dict[str, Any]]]) -> list[str | SourceError]:
    """The text of each template with its data, or why there is none."""
    if not jobs:
        return []
    results = _run(jobs)
    if results is not None:
        return results
    # One of them did not come to an end: each alone, so that it is known which.
    if len(jobs) == 1:
        return [SourceError("the template does not come to an end, or needs too much memory")]
    return [one for job in jobs for one in render([job])]


def _run(jobs: Sequence[tuple[str, dict[str, Any]]]) -> list[str | SourceError] | None:
    data = msgspec.json.encode([[template, msgspec.to_builtins(values, str_keys=True)] for template, values in jobs])
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and the template is data to it
            [sys.executable, "-P", _CHILD],
            input=data,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
        )
        results = msgspec.json.decode(done.stdout, type=list[list[Any]]) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        return None
    if results is None or len(results) != len(jobs):
        return None
    return [_result(result) for result in results]


def _result(result: list[Any]) -> str | SourceError:
    if result[0] == "text":
        return str(result[1])
    line = f"line {result[1]}: " if result[1] else ""
    return SourceError(f"template: {line}{result[2]}")
