"""Path templates and what fits them."""

from __future__ import annotations

import pytest

from guard.documents.template import fit, literal_beginning, normal, placeholder

LAYOUT = ".runs/<project>/<run_id>/log.txt"


@pytest.mark.parametrize(
    ("segment", "name"),
    [
        ("<run_id>", "run_id"),
        ("<Run ID>", "run_id"),
        ("{runId}", "run_id"),
        ("{{ run-id }}", "run_id"),
        ("$RUN_ID", "run_id"),
        ("${run_id}", "run_id"),
        (":runId", "run_id"),
        ("run_id", None),
        ("a<b>", None),
        ("", None),
    ],
)
def test_placeholders(segment: str, name: str | None) -> None:
    assert placeholder(segment) == name


def test_what_every_path_begins_with() -> None:
    assert literal_beginning(LAYOUT) == ".runs"
    assert literal_beginning("a/b/**") == "a/b"
    assert literal_beginning("<x>/a") == ""


@pytest.mark.parametrize(
    "path",
    [
        LAYOUT,
        ".runs/p/r1/log.txt",
        ".runs/p/",
        ".runs/{project}/{runId}/log.txt",
        ".runs/*",
        ".runs/p/.../log.txt",
        ".runs/<project_name>/<id>/log.txt",
    ],
)
def test_paths_that_fit(path: str) -> None:
    assert fit(LAYOUT, path).problem == ""


@pytest.mark.parametrize(
    ("path", "problem", "better"),
    [
        (".runs/<run_id>/log.txt", "`<run_id>` stands where the layout has `<project>`", LAYOUT),
        (".runs/p/r1/other.txt", "`other.txt` stands where the layout has `log.txt`", ""),
        (".runs/p/log.txt", "the file `log.txt` stands where the layout has the folder `<run_id>`", ""),
        (".runs/p/r1/log.txt/x", "it goes deeper than the layout's `log.txt`", ""),
    ],
)
def test_paths_that_do_not_fit(path: str, problem: str, better: str) -> None:
    found = fit(LAYOUT, path)
    assert (found.problem, found.better) == (problem, better)


def test_names_spelt_otherwise() -> None:
    path = ".runs/<project>/<run-id>/log.txt"
    (found,) = fit(LAYOUT, path).misspelt
    assert path[found.start : found.end] == "run-id"
    assert found.name == "run_id"
    assert not fit(LAYOUT, ".runs/$PROJECT/$RUN_ID/log.txt").misspelt, "that is how a shell spells them"


def test_normal_names() -> None:
    assert [normal(name) for name in ("runId", "Run ID", "RUN-ID", "run_id")] == ["run_id"] * 4
