from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import yaml
from guard.documents.claims import Unread
from guard.documents.lines import Lines
from guard.documents.yaml import Limits, Mapping, Scalar, Sequence


def mapping(text: str) -> Mapping:
    root = yaml.read(text)
    assert isinstance(root, Mapping)
    return root


def unread(text: str, limits: Limits = yaml.LIMITS) -> Unread:
    root = yaml.read(text, limits)
    assert isinstance(root, Unread)
    return root


def test_nodes_have_exact_spans() -> None:
    text = "a:\n  - 'b c'\n  - {d: e}\nf: \"g\\n\"\n"
    root, lines = mapping(text), Lines(text)
    items = root.get("a")
    assert isinstance(items, Sequence)
    assert [lines.slice(item.span) for item in items.items] == ["'b c'", "{d: e}"]
    f = root.entries()["f"]
    assert (lines.slice(f.key.span), lines.slice(f.value.span)) == ("f", '"g\\n"')


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_document(ending: str) -> None:
    text = ending.join(["a: 'x \u2028 y'", "b: c"])
    assert [entry.key.span.line for entry in mapping(text).entries().values()] == [1, 2]


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("a", "str", "a"),
        ("'1'", "str", "1"),
        ("1", "int", "1"),
        ("1.5", "float", "1.5"),
        ("true", "bool", "true"),
        ("on", "str", "on"),
        ("~", "null", "~"),
        ("", "null", ""),
        ("2020-99-99", "str", "2020-99-99"),
        ("!reset null", "str", "null"),
        ("|\n  b\n", "str", "b\n"),
    ],
)
def test_kinds_of_scalars(source: str, kind: str, text: str) -> None:
    value = mapping(f"a: {source}").get("a")
    assert isinstance(value, Scalar)
    assert (value.kind, value.text) == (kind, text)


def test_an_alias_is_the_node_that_it_names() -> None:
    root = mapping("a: &x [b]\nc: *x\n")
    assert root.get("a") is root.get("c")


def test_merge_keys_are_resolved_with_own_keys_first() -> None:
    text = "x: &x {a: 1, b: 1}\ny: &y {<<: *x, b: 2, c: 2}\nz:\n  <<: [*y, {c: 3, d: 3}]\n  d: 4\n"
    z = mapping(text).get("z")
    assert isinstance(z, Mapping)
    assert {key: getattr(entry.value, "text", "") for key, entry in z.entries().items()} == {
        "d": "4",
        "b": "2",
        "c": "2",
        "a": "1",
    }


def test_a_quoted_merge_key_is_a_key() -> None:
    assert list(mapping("'<<': {a: b}").entries()) == ["<<"]


def test_duplicates_are_reported_and_the_first_stands() -> None:
    root = mapping("a: 1\nb: 2\na: 3\n")
    assert [(key.text, key.span.line) for key in root.duplicates()] == [("a", 3)]
    assert getattr(root.get("a"), "text", "") == "1"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[" * 1_000, 1, "nested too deeply"),
        ("{" * 100_000, 1, "nested too deeply"),
        ("a: b\nc: " + "[{" * 20, 2, "nested too deeply"),
        ("[\n" * 40, 33, "nested too deeply"),
        ("\n".join(" " * depth + "a:" for depth in range(300)), 33, "nested too deeply"),
        ("- " * 300, 1, "nested too deeply"),
        ("---\na: 1\n---\nb: 2\n", 3, "more than one document"),
        ("a: *b", 1, "an alias of nothing that is known"),
        ("a: &b [*b]", 1, "an alias of nothing that is known"),
        ("a:\n\tb: c", 2, "not YAML: found character '\\t' that cannot start any token"),
        ("a: b: c", 1, "not YAML: mapping values are not allowed here"),
        ("a: 'b\n", 1, "not YAML: found unexpected end of stream"),
        ("a: b\nc: \x00", 2, "not YAML: a character that YAML does not allow"),
        ("a: \ud800", 1, "not YAML: a character that YAML does not allow"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(text: str, line: int, reason: str) -> None:
    problem = unread(text)
    if reason.endswith("end of stream"):
        assert problem.reason == reason
    else:
        assert (problem.line, problem.reason) == (line, reason)


def test_limits_can_be_set() -> None:
    assert unread("a: b", Limits(size=3)).reason == "larger than 3 characters"
    assert unread("- a\n- b\n- c", Limits(nodes=2)).reason == "more than 2 nodes"
    assert unread("a: {b: {c: d}}", Limits(depth=2)).reason == "nested too deeply"


def test_brackets_in_text_do_not_count_across_lines() -> None:
    text = "a: |\n" + "  if [ x ]; then [[ [ {\n" * 40
    assert isinstance(mapping(text).get("a"), Scalar)


def test_an_empty_text_is_null() -> None:
    root = yaml.read("# nothing\n")
    assert isinstance(root, Scalar)
    assert root.kind == "null"


def bomb(depth: int, merged: bool) -> str:
    lines = ["a0: &a0 {x: 1}"]
    for number in range(1, depth):
        uses = ", ".join([f"*a{number - 1}"] * 9)
        lines.append(f"a{number}: &a{number} " + (f"{{<<: [{uses}]}}" if merged else f"[{uses}]"))
    return "\n".join(lines)


def test_an_alias_bomb_stays_small() -> None:
    nodes: set[int] = set()
    waiting = [mapping(bomb(60, merged=False)).get("a59")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence) and id(node) not in nodes:
            nodes.add(id(node))
            waiting += node.items
    assert len(nodes) == 59


def test_a_bomb_of_merge_keys_is_resolved_in_linear_time() -> None:
    last = mapping(bomb(60, merged=True)).get("a59")
    assert isinstance(last, Mapping)
    assert list(last.entries()) == ["x"]


@pytest.mark.parametrize(
    "piece", ["[", "{", "[\n", "? ", "- ", "&a ", "!", "'", '"', "%", "a: &b *b\n", "# a\n", "- a\n"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def spent(count: int) -> float:
        start = process_time()
        yaml.read(piece * count)
        return process_time() - start

    spent(10)
    small, large = spent(4_000), spent(16_000)
    assert large < 6 * max(small, 0.1)


@given(st.text(alphabet="ab: -\n[]{},&*!|>'\"%#?\t~<", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    root, lines = yaml.read(text), Lines(text)
    if isinstance(root, Unread):
        assert 1 <= root.line <= len(lines)
    else:
        assert root.span.end_line <= len(lines)
