"""JSON Schemas of a repository: which keys they allow, and what they are for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import yaml
from guard.documents.claims import Unread
from guard.facts.schemas import Schemas, held
from guard.snapshot import Snapshot

CLOSED = {"type": "object", "properties": {"a": {}}, "additionalProperties": False}
OTHER = {"type": "object", "properties": {"b": {}}, "additionalProperties": False}
OPEN = {"type": "object", "properties": {"b": {}}}


def known(schema: Any, text: str) -> dict[str, bool | None]:
    node = yaml.read(text)
    assert not isinstance(node, Unread)
    return {".".join((*key.above, key.scalar.text)): key.known for key in held(node, schema)}


@pytest.mark.parametrize(
    ("schema", "answer"),
    [
        (CLOSED, False),
        (OPEN, None),
        ({}, None),
        (True, None),
        ({"properties": {"z": {}}, "additionalProperties": False}, True),
        ({"properties": {"a": {}}, "unevaluatedProperties": False}, False),
        ({"patternProperties": {"^[xyz]$": {}}, "additionalProperties": False}, True),
        ({"patternProperties": {"^x-": {}}, "additionalProperties": False}, False),
        ({"patternProperties": {"(?=z)": {}}, "additionalProperties": False}, True),
        ({"additionalProperties": {"type": "string"}}, None),
        ({"$ref": "#/$defs/c", "$defs": {"c": CLOSED}}, False),
        ({"$ref": "#/$defs/gone"}, None),
        ({"$ref": "other.json"}, None),
        ({"$ref": "#"}, None),
        ({"anyOf": [CLOSED, OTHER]}, False),
        ({"anyOf": [CLOSED, OPEN]}, None),
        ({"oneOf": [CLOSED, {"type": "string"}, {"enum": ["x"]}]}, False),
        ({"allOf": [CLOSED, OPEN]}, False),
        ({"allOf": [OPEN, OPEN]}, None),
        ({**CLOSED, "anyOf": [{"required": ["a"]}]}, False),
        ({**CLOSED, "if": {}, "then": {"properties": {"z": {}}}}, True),
        ({**CLOSED, "dependentSchemas": {"a": {"properties": {"z": {}}}}}, True),
    ],
)
def test_which_keys_are_allowed(schema: Any, answer: bool | None) -> None:
    assert known(schema, "z: 1") == {"z": answer}


@pytest.mark.parametrize(
    ("schema", "text", "answers"),
    [
        ({"properties": {"t": CLOSED}}, "t: {a: 1, z: 2}", {"t": True, "t.a": True, "t.z": False}),
        ({"properties": {"t": {"items": CLOSED}}}, "t: [{z: 1}]", {"t": True, "t.z": False}),
        ({"properties": {"t": {"anyOf": [{"items": CLOSED}, CLOSED]}}}, "t: [{z: 1}]", {"t": True, "t.z": False}),
        ({"additionalProperties": CLOSED}, "t: {z: 1}", {"t": None, "t.z": False}),
        ({"patternProperties": {".": CLOSED}}, "t: {z: 1}", {"t": True, "t.z": False}),
        ({"properties": {"t": {"type": "string"}}}, "t: {z: 1}", {"t": True}),
        ({"properties": {"t": {}}}, "t: {z: 1}", {"t": True, "t.z": None}),
        (CLOSED, "z: {a: 1}", {"z": False}),
        (
            {"properties": {"t": {"$ref": "#"}}, "additionalProperties": False},
            "t: {t: {z: 1}}",
            {"t": True, "t.t": True, "t.t.z": False},
        ),
    ],
)
def test_tables_inside(schema: Any, text: str, answers: dict[str, bool | None]) -> None:
    assert known(schema, text) == answers


def test_a_schema_that_leads_to_itself_is_read() -> None:
    assert known({"$ref": "#/a", "a": {"$ref": "#/a"}}, "z: 1") == {"z": None}


WORDS = [
    "properties",
    "items",
    "anyOf",
    "allOf",
    "$ref",
    "type",
    "additionalProperties",
    "patternProperties",
    "z",
    "#",
    "#/z",
    "(",
]
VALUES = st.recursive(
    st.sampled_from(WORDS) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_any_schema_is_read(schema: Any) -> None:
    assert set(known(schema, "z: {z: [{z: 1}]}")) <= {"z", "z.z", "z.z.z"}


def schemas_of(path: str, **fields: str) -> Schemas:
    text = json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "properties": {}, **fields})
    return Schemas(Snapshot.of({path: text}), ("shop",))


@pytest.mark.parametrize(
    ("path", "title", "file", "found"),
    [
        ("shop.schema.json", "", "shop.json", True),
        ("schemas/shop-config.json", "", ".shop", True),
        ("schemas/shop-config.json", "", "config/shop.yml", True),
        ("docs/schema.json", "Shopfile YAML Schema", "Shopfile.yml", True),
        ("docs/next-schema-shoprc.json", "", ".shoprc.yml", True),
        ("schema.json", "", "shop.json", True),
        ("docs/schema.json", "", "shop.json", False),
        ("shop.schema.json", "", "other.json", False),
        ("settings.schema.json", "", "settings.json", True),
        ("settings.schema.json", "", ".shop/settings.json", True),
        ("settings.schema.json", "", ".vscode/settings.json", False),
        ("shop.json", "", "shop.json", False),
        ("tests/shop.schema.json", "", "shop.json", False),
    ],
)
def test_which_file_a_schema_is_for(path: str, title: str, file: str, found: bool) -> None:
    assert bool(schemas_of(path, title=title).for_file(file)) is found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://shop.dev/s.json", True),
        ("https://raw.example/own/shop/main/web/public/shop.schema.json", True),
        ("https://other.dev/shop.schema.json", False),
        ("", False),
    ],
)
def test_which_schema_a_url_is(url: str, found: bool) -> None:
    schemas = schemas_of("web/public/shop.schema.json", **{"$id": "https://shop.dev/s.json"})
    assert bool(schemas.for_url(url)) is found


@pytest.mark.parametrize("text", ["", "[]", "{", '{"properties": {}}', '{"$schema": "http://json-schema.org/x"}'])
def test_what_is_no_schema(text: str) -> None:
    assert not Schemas(Snapshot.of({"a.schema.json": text})).all


@pytest.mark.parametrize(
    ("program", "known"),
    [
        ('type T struct {\n A string `yaml:"a-one"`\n B string `yaml:"b"`\n Z string `yaml:"z"`\n}', True),
        ("const z = 1", False),
        ("'a-one', 'b', 'xz'", False),
    ],
)
def test_programs_that_know_more_than_the_schema(program: str, known: bool) -> None:
    schemas = Schemas(Snapshot.of({"a.go": program, "a.md": "a-one b z"}))
    assert schemas.is_elsewhere("z", ("a-one", "b")) is known
