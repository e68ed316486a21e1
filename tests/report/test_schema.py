import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.model import Verdict
from guard.report import schema

Told = Callable[..., str]
WRITTEN = Path(__file__).parents[2] / "docs" / "report.schema.json"
VALIDATOR = jsonschema_rs.validator_for(schema.schema())


def test_the_written_schema_is_fresh() -> None:
    cure = "docs/report.schema.json is stale; run: python -m guard.report.schema > docs/report.schema.json"
    assert WRITTEN.read_text(encoding="utf-8") == schema.text(), cure


def test_the_report_fits_the_schema(verdict: Verdict, hostile: Verdict, told: Told) -> None:
    VALIDATOR.validate(json.loads(told("json", verdict)))
    VALIDATOR.validate(json.loads(told("json", hostile)))


@settings(deadline=None)
@given(st.data())
def test_every_report_fits_the_schema(verdicts: st.SearchStrategy[Verdict], told: Told, data: st.DataObject) -> None:
    VALIDATOR.validate(json.loads(told("json", data.draw(verdicts))))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "line"), 0),
        (("findings", 0, "column"), "1"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "fix"), {"safe": True}),
        (("findings", 0, "evidence", 0, "path"), 7),
        (("unjudged", 0, "count"), -1),
        (("version",), None),
    ],
)
def test_the_schema_refuses_what_is_no_report(
    verdict: Verdict, told: Told, path: tuple[str | int, ...], value: object
) -> None:
    report: Any = json.loads(told("json", verdict))
    place = report
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(report)
