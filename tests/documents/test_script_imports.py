"""What the JavaScript and TypeScript code of documents imports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.document import Document
from guard.documents.markdown import read
from guard.documents.script_imports import imports_in, script_imports


def document_of(text: str) -> Document:
    return Document("a.md", text, read(text), language="markdown")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import 'kit'", [""]),
        ("import Kit from 'kit'", ["default"]),
        ("import * as kit from 'kit'", [""]),
        ('import { a } from "kit"', ["a"]),
        ("import Kit, { a, type B, c as d } from 'kit';", ["a", "B", "c", "default"]),
        ("import Kit, * as kit from 'kit'", ["default"]),
        ("import type { A } from 'kit'", ["A"]),
        ("import {\n  a, // the first\n  b,\n} from 'kit'", ["a", "b"]),
        ("export { a as b } from 'kit'", ["a"]),
        ("export * from 'kit'", [""]),
        ("const { a, b: c, d = 1 } = require('kit')", ["a", "b", "d"]),
        ("const a = require('kit').a", ["a"]),
        ("const kit = require('kit')", [""]),
        ("const { a } = await import('kit')", ["a"]),
        ("import('kit').then(f)", [""]),
        ("let b: import('kit').A", ["A"]),
        ("  import { a } from 'kit'", ["a"]),
        ("// import { a } from 'kit'", []),
        ("import { a } from 'kit' // [!code --]", []),
        ("import { a, /* b, */ c } from 'kit'", ["a", "c"]),
        ("import { ...a } from 'kit'", [""]),
        ("important('kit')", []),
        ("import { a } from './kit'", []),
        ("import { a } from '/kit'", []),
    ],
)
def test_what_is_imported(code: str, names: list[str]) -> None:
    assert [one.name for one in script_imports(document_of(f"```ts\n{code}\n```\n"))] == names


def test_places_are_exact() -> None:
    document = document_of("Text.\n\n- one:\n\n  ```tsx title=a\n  import { a, b } from 'kit/sub'\n  ```\n")
    found = list(script_imports(document))
    assert [(one.module, document.source(one.where), document.source(one.span)) for one in found] == [
        ("kit/sub", "kit/sub", "a"),
        ("kit/sub", "kit/sub", "b"),
    ]


@pytest.mark.parametrize(
    ("text", "count"), [("`import { a } from 'kit'`", 1), ("`import a`", 0), ("```sh\nimport 'a'\n```", 0)]
)
def test_where_code_stands(text: str, count: int) -> None:
    assert len(list(script_imports(document_of(text)))) == count


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    code = f"import {{ {text} }} from 'kit'\n{text}"
    for one in imports_in(code):
        assert code[one.start :].startswith(one.specifier)
        assert all(code[start:end] == name for name, start, end in one.names)
