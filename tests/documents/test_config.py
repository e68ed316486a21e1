from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.claims import Claims
from guard.documents.comments import hash_comments
from guard.documents.config import READERS, read_codeowners, read_compose, read_dockerfile, read_workflow
from guard.documents.lines import Lines


def comments(text: str) -> list[tuple[str, int, int, bool]]:
    found = hash_comments(text)
    return [(comment.text, comment.span.line, comment.span.column, comment.alone) for comment in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a", [("a", 1, 1, True)]),
        ("  ## a  ", [("a", 1, 3, True)]),
        ("a: b # c", [("c", 1, 6, False)]),
        ("a: b#c", []),
        ("a: 'b # c' # d", [("d", 1, 12, False)]),
        ('a: "b \\" # c" # d', [("d", 1, 15, False)]),
        ("a: it's # c", [("c", 1, 9, False)]),
        ('a = f"# b" # c', [("c", 1, 12, False)]),
        ("a: 'b # c", [("c", 1, 7, False)]),
        ('a = """\n# b\n""" # c', [("c", 3, 5, False)]),
        ("url: http://a/#b", []),
        ("#", [("", 1, 1, True)]),
    ],
)
def test_hash_comments(text: str, expected: list[tuple[str, int, int, bool]]) -> None:
    assert comments(text) == expected


def test_the_block_of_a_comment_is_what_is_indented_below() -> None:
    text = "# one\n\na:\n  # two\n  b: c\n\n  d:\n    - e\nf: g # three\n# four\n"
    blocks = {comment.text: comment.block for comment in hash_comments(text)}
    lines = Lines(text)
    assert blocks["one"] is not None
    assert lines.slice(blocks["one"]) == "a:\n  # two\n  b: c\n\n  d:\n    - e"
    assert blocks["two"] is not None
    assert lines.slice(blocks["two"]) == "b: c"
    assert blocks["three"] is None
    assert blocks["four"] is None


@pytest.mark.parametrize("piece", ["# a\n", "a:\n  b\n", '"\\"', "'\"", '"""', " #", " a"])
def test_comments_are_found_in_linear_time(piece: str) -> None:
    def spent(count: int) -> float:
        start = process_time()
        hash_comments(piece * count)
        return process_time() - start

    small, large = spent(8_000), spent(32_000)
    assert large < 6 * max(small, 0.05)


@given(st.text(alphabet="a#'\" \n\\:f", max_size=80))
def test_comment_spans_begin_with_the_mark(text: str) -> None:
    lines = Lines(text)
    for comment in hash_comments(text):
        assert lines.slice(comment.span).startswith("#")


WORKFLOW = """\
on: push
defaults:
  run:
    working-directory: app
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: first
        run: |
          # remark
          cp a.env .env
          docker compose \\
            -f dev.yml up
      - run: "docker build ."
        working-directory: .
      - run: >-
          docker push
          a/b

          docker ps
      - run: docker
          run x
      - run: 'echo a'
      - run: Get-Item
        shell: pwsh
      - run: cd ../b && ls ${{ matrix.x }}
        working-directory: ${{ matrix.folder }}
  b:
    runs-on: windows-latest
    steps:
      - run: dir
      - run: ls
        shell: bash
"""


def commands(text: str) -> list[tuple[str, str | None, tuple[str, ...], int]]:
    return [
        (" ".join(word.text for word in command.words), command.folder, command.creates, command.block)
        for command in read_workflow(text).commands
    ]


def test_the_commands_of_a_workflow() -> None:
    made = ("app/.env",)
    assert commands(WORKFLOW) == [
        ("cp a.env .env", "app", (), 0),
        ("docker compose -f dev.yml up", "app", made, 0),
        ("docker build .", "", made, 1),
        ("docker push a/b", "app", made, 2),
        ("docker ps", "app", made, 2),
        ("docker run x", "app", made, 3),
        ("echo a", "app", made, 4),
        ("cd ../b", None, made, 5),
        ("ls ${{ matrix.x }}", None, made, 5),
        ("ls", "app", (), 6),
    ]


def test_the_words_of_a_workflow_stand_where_they_are() -> None:
    lines = Lines(WORKFLOW)
    for command in read_workflow(WORKFLOW).commands:
        for word in command.words:
            assert lines.slice(word.span) == word.text


def test_a_script_whose_escapes_move_its_words_is_left_out() -> None:
    assert commands('jobs: {a: {steps: [{run: "a \\t b"}, {run: "c d"}]}}') == [("c d", "", (), 1)]


@pytest.mark.parametrize(
    ("inputs", "working", "folder"),
    [
        ("{}", "", ""),
        ("{path: src}", "src/app", "app"),
        ("{path: src}", "src", ""),
        ("{path: src}", "", None),
        ("{repository: other/one}", "", None),
        ("{repository: other/one, path: one}", "app", "app"),
        ("{repository: '${{ github.repository }}'}", "app", "app"),
        ("{}", "/srv", None),
    ],
)
def test_where_the_repository_is_checked_out(inputs: str, working: str, folder: str | None) -> None:
    text = f"""\
jobs:
  a:
    steps:
      - uses: actions/checkout@v4
        with: {inputs}
      - run: ls
        working-directory: '{working}'
"""
    assert commands(text) == [("ls", folder, (), 0)]


@pytest.mark.parametrize("text", ["", "a", "jobs:", "jobs: [a]", "jobs: {a: b}", "jobs: {a: {steps: [b, {run: [c]}]}}"])
def test_odd_workflows_have_no_commands(text: str) -> None:
    assert read_workflow(text).commands == ()


@pytest.mark.parametrize("language", ["compose", "workflow"])
def test_yaml_that_cannot_be_read_is_said(language: str) -> None:
    found = READERS[language]("# remark\na: [\n")
    assert [unread.line for unread in found.unread] == [3]
    assert [comment.text for comment in found.comments] == ["remark"]


def test_compose_and_dockerfile_have_comments() -> None:
    assert [comment.text for comment in read_compose("# a\nservices: {}\n").comments] == ["a"]
    assert [comment.text for comment in read_dockerfile("FROM a\n# b\n").comments] == ["b"]


def test_codeowners() -> None:
    text = "# remark\n* @a\n  /docs/ @b # why\nwith\\ blank @c\n[Section] @d\n^[Other][2] @e\n\n"
    found = read_codeowners(text)
    assert [(mention.text, mention.where) for mention in found.mentions] == [
        ("*", "owner"),
        ("/docs/", "owner"),
        ("with blank", "owner"),
    ]
    assert [Lines(text).slice(mention.span) for mention in found.mentions] == ["*", "/docs/", "with\\ blank"]


@given(st.sampled_from(sorted(READERS)), st.text(alphabet="a:-\n |>#'\"\\[]{}jobsrun$", max_size=80))
def test_any_text_is_read(language: str, text: str) -> None:
    assert isinstance(READERS[language](text), Claims)
