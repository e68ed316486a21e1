from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.claims import Word
from guard.documents.dockerfile import read
from guard.documents.lines import Lines

TEXT = r"""# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM node:20 AS Builder
ARG VERSION=1 PLAIN
ENV A=1 \
  # a remark inside

    B="c d"
ENV OLD some value
COPY --chown=me:me package.json "src/a b.txt" *.lock /app/
COPY ["x y", "z", "/app/"]
COPY --from=builder /app /srv
ADD https://example.org/a.tgz /a
ADD b.tgz /b
RUN <<EOF bash
FROM nothing
EOF
RUN cat <<'END' > /x
COPY no no
END
COPY <<one.txt <<two.txt /files/
FROM one
one.txt
FROM two
two.txt
from nginx as web
EXPOSE 80 443/tcp $PORT
FROM alpine
"""


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_stages_with_their_lines() -> None:
    assert [(stage.name, stage.image, stage.span.line) for stage in read(TEXT).stages] == [
        ("Builder", "node:20", 2),
        ("web", "nginx", 25),
        ("", "alpine", 27),
    ]


@pytest.mark.parametrize(
    ("name", "there"), [("builder", True), ("WEB", True), ("webb", False), ("0", True), ("2", True), ("3", False)]
)
def test_stage_names_have_no_case_and_numbers_count(name: str, there: bool) -> None:
    assert read(TEXT).has_stage(name) is there


def test_sources_in_the_build_context() -> None:
    found = read(TEXT).copies
    assert [copied.source.text for copied in found] == ["package.json", "src/a b.txt", "*.lock", "x y", "z", "b.tgz"]
    assert [copied.source.literal for copied in found] == [True, True, False, True, True, True]
    assert [Lines(TEXT).slice(copied.source.span) for copied in found][1:5] == [
        '"src/a b.txt"',
        "*.lock",
        '"x y"',
        '"z"',
    ]


def test_names_and_ports() -> None:
    found = read(TEXT)
    assert texts(found.arguments) == ["VERSION", "PLAIN"]
    assert texts(found.variables) == ["A", "B", "OLD"]
    assert [Lines(TEXT).slice(word.span) for word in found.variables] == ["A", "B", "OLD"]
    assert texts(found.exposes) == ["80", "443/tcp", "$PORT"]


def test_the_escape_directive_changes_continuations() -> None:
    text = "# escape=`\nFROM a `\n  AS b\nCOPY C:\\ D:\\\nFROM c\n"
    assert [stage.name for stage in read(text).stages] == ["b", ""]


def test_a_directive_after_a_comment_is_a_comment() -> None:
    assert [stage.name for stage in read("# remark\n# escape=`\nFROM a \\\n AS b\n").stages] == ["b"]


def test_crlf() -> None:
    assert read("FROM a AS b\r\nEXPOSE 80\r\n").stages[0].name == "b"


@pytest.mark.parametrize("piece", ["FROM \\\n", "COPY '", "RUN <<a\n", 'COPY ["', "COPY [,", "# x\n", "ENV a="])
def test_hostile_text_is_read(piece: str) -> None:
    assert read(piece * 20_000) is not None


@given(st.text(alphabet="FROMCPYas <\\\n#=`'\"[],$", max_size=80))
def test_any_text_is_read(text: str) -> None:
    lines = Lines(text)
    for stage in read(text).stages:
        assert lines.slice(stage.span)
