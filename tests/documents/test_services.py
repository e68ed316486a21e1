from __future__ import annotations

import pytest

from guard.documents import Document, markdown
from guard.documents.paragraphs import paragraph, sets_right
from guard.documents.services import service_lists, shown_services


def document(text: str) -> Document:
    return Document("README.md", text, markdown.read(text), language="markdown")


@pytest.mark.parametrize(
    ("text", "names", "one"),
    [
        ("The compose file defines an application with one service `web`.", ["web"], True),
        ("The compose file has three services `a`, `b` and `c`.", ["a", "b", "c"], False),
        ("docker-compose services: `a`,\n`b`", ["a", "b"], False),
        ("Compose starts the services (**`a`** / `b`).", ["a", "b"], False),
        ("# Docker Compose\n\nServices: `a`.", ["a"], False),
    ],
)
def test_lists_of_services(text: str, names: list[str], one: bool) -> None:
    [listed] = service_lists(document(text))
    assert [name.text for name in listed.names] == names
    assert listed.one is one
    assert listed.hints == ()


@pytest.mark.parametrize(
    "text",
    [
        "The services `a` and `b`.",
        "The compose file is `docker-compose.yml`.",
        "Compose services live in `src/services/x.ts`.",
        "The service of compose is not `a`.",
    ],
)
def test_what_is_no_list_of_services(text: str) -> None:
    assert list(service_lists(document(text))) == []


def test_what_the_sentence_says_besides_is_told() -> None:
    [listed] = service_lists(document("Formerly the compose file had the service `a`."))
    assert "past" in listed.hints


def test_fences_show_services() -> None:
    text = "```yaml\nservices:\n  web:\n    image: x\n```\n\ndb:\n"
    assert shown_services(document(text)) == {"services", "web"}


def test_a_paragraph_ends_at_items_fences_headings_and_blank_lines() -> None:
    found = document("# a\nb\n```\nc\n```\nd\n- e\n- `f`\n  g\n- h\n")
    [code] = found.claims.code
    assert paragraph(found, code.span).text.strip() == "- `f`\n  g"


def test_long_lines_are_cut() -> None:
    found = document("a " * 5_000 + "`b`" + " c" * 5_000)
    [code] = found.claims.code
    around = paragraph(found, code.span)
    assert len(around.text) == 2_001
    assert around.text[around.start : around.end] == "b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `x`.", False),
        ("Docs say `x` but compose says otherwise.", True),
        ("`x` was renamed.", True),
        ("`x` should be `web`.", True),
        ("`x` goes with `db`.", False),
    ],
)
def test_a_sentence_may_say_itself_that_it_is_wrong(text: str, expected: bool) -> None:
    found = document(text)
    assert sets_right(found, found.claims.code[0].span, ["web"]) is expected
