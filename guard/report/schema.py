"""The JSON Schema of the `json` format. `python -m guard.report.schema` prints it."""

from __future__ import annotations

import sys

import msgspec

from guard.report import ascii_json, shape


def schema() -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "guard report",
        **msgspec.json.schema(shape.Report),
    }


def text() -> str:
    return ascii_json.page(schema())


if __name__ == "__main__":
    sys.stdout.write(text())
