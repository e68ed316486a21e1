"""No text from a tree acts on a terminal or a CI runner, or hides, in any format."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.model import Verdict
from guard.report import FORMATS

Told = Callable[..., str]
InEveryFormat = Callable[..., dict[str, str]]
COLOUR = re.compile(r"\x1b\[[0-9;]{1,6}m")
OBEYED = re.compile(r"\s*::|.*##\[")
OWN_COMMAND = re.compile(r"::(?:error|warning|notice) file=|::group::\d|::endgroup::$")
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@pytest.fixture(scope="session")
def in_every_format(
    verdicts: st.SearchStrategy[Verdict], any_lines: st.SearchStrategy[list[str]], told: Told
) -> InEveryFormat:
    """One verdict in all formats, about documents that may hold anything as well."""

    def tell(data: st.DataObject, **fields: bool) -> dict[str, str]:
        verdict = data.draw(verdicts)
        lines = data.draw(any_lines)
        sources = {finding.path: lines for finding in verdict.findings}
        sources |= {edit.path: lines for finding in verdict.findings if finding.fix for edit in finding.fix.edits}
        width = data.draw(st.integers(0, 120))
        return {name: told(name, verdict, sources=sources, width=width, statistics=True, **fields) for name in FORMATS}

    return tell


@settings(deadline=None)
@given(st.data())
def test_nothing_is_obeyed_and_nothing_hides(in_every_format: InEveryFormat, data: st.DataObject) -> None:
    color = data.draw(st.booleans())
    for name, text in in_every_format(data, color=color).items():
        text.encode()
        plain = COLOUR.sub("", text) if color else text
        assert not UNSEEN.search(plain), name
        commands = [line for line in plain.split("\n") if OBEYED.match(line)]
        assert all(name == "github" and OWN_COMMAND.match(command) for command in commands), name


@settings(deadline=None)
@given(st.data())
def test_ascii_means_ascii(in_every_format: InEveryFormat, data: st.DataObject) -> None:
    for name, text in in_every_format(data, ascii=True).items():
        assert text.isascii(), name


@settings(deadline=None)
@given(st.data())
def test_an_annotation_is_one_line(verdicts: st.SearchStrategy[Verdict], told: Told, data: st.DataObject) -> None:
    verdict = data.draw(verdicts)
    assert told("github", verdict).count("\n") == len(verdict.findings)
