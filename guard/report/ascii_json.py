"""JSON in ASCII: faithful to a parser, and nothing in it can act on a terminal or hide from a reader."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from guard.report.encode import json_text, whole_characters


def line(value: object) -> str:
    return json_text(json.dumps(_whole(msgspec.to_builtins(value)), ensure_ascii=True, allow_nan=False))


def page(value: object) -> str:
    return msgspec.json.format(line(value), indent=2) + "\n"


def _whole(value: Any) -> Any:
    """JSON has no way to write a byte that is not UTF-8: it becomes a visible escape."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list | tuple) else value
