"""Endpoints that documents name: where they stand, and what is none."""

from __future__ import annotations

import pytest

from guard.documents import Document
from guard.documents.endpoints import endpoints, paths
from guard.documents.readers import read


def document(text: str) -> Document:
    return Document("README.md", text, read("markdown", text), language="markdown")


def said(text: str) -> list[str]:
    one = document(text)
    found = list(endpoints(one))
    assert all(one.source(claim.span) == claim.path for claim in found)
    methods = [(claim.methods[0], claim.method_span) for claim in found if claim.method_span]
    assert all(one.source(span).startswith(method) for method, span in methods)
    return [f"{'/'.join(claim.methods)} {claim.path}" for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send `POST /api/users/{id}` there.", ["POST /api/users/{id}"]),
        ("**POST** `/v1/x`", ["POST /v1/x"]),
        ("**`GET /v1/x/`**", ["GET /v1/x/"]),
        ("**GET /v1/x**", ["GET /v1/x"]),
        ("### GET /x", ["GET /x"]),
        ("#### `POST /register` - make one", ["POST /register"]),
        ("- `DELETE` `/x/:id`.", ["DELETE /x/:id"]),
        ("- GET: `/x`", ["GET /x"]),
        ("`GET/POST /x`, `PUT | PATCH /y`", ["GET/POST /x", "PUT/PATCH /y"]),
        ("`GET /x?a={b}&c=1#d`", ["GET /x"]),
        ("`GET /x[?a=1]`", ["GET /x"]),
        ("Use GET /x, then POST /y.", ["GET /x", "POST /y"]),
        ("`GET /files/*`", ["GET /files/*"]),
        ("`GET /x/<id>`<br>", ["GET /x/<id>"]),
        ("(GET /x)", ["GET /x"]),
        ("| Method | Path |\n| --- | --- |\n| GET | `/x` |\n| `PUT` | /y/{id} |", ["GET /x", "PUT /y/{id}"]),
        ("| Path | Method | What |\n| --- | --- | --- |\n| `/x` | GET/POST | x |", ["GET/POST /x"]),
        ("| What | |\n| --- | --- |\n| `GET /x` | y |", ["GET /x"]),
        ("```http\nPOST /x HTTP/1.1\n```", ["POST /x"]),
        ("```\nGET    /x   - all\nDELETE /x/1\n```", ["GET /x", "DELETE /x/1"]),
        ("```http\nPOST /x HTTP/1.1\nHost: api.example.org\n```", []),
        ("```python\nGET /x\n```", []),
        ("`GET https://api.example.org/x`", []),
        ("`GET /`, a GET, and /x", []),
        ("A TARGET /x and `git/GET /y`", []),
        ("", []),
    ],
)
def test_what_is_written(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("curl http://localhost:8000/x", ["GET /x"]),
        ("curl -X DELETE localhost:8000/x/1", ["DELETE /x/1"]),
        ("curl -XPUT 'http://127.0.0.1/x?a=1' -d '{}'", ["PUT /x"]),
        ('curl -s "http://0.0.0.0:$PORT/x" --data @file', ["POST /x"]),
        ("curl -I http://localhost/x", ["HEAD /x"]),
        ("curl -G http://localhost/x -d a=1", ["GET /x"]),
        ("curl --request=PATCH http://localhost/x/y", ["PATCH /x/y"]),
        ("curl http://localhost:8000", []),
        ("curl http://localhost:8000/", []),
        ("curl https://example.org/x", []),
        ("curl $BASE/x", []),
        ("wget http://localhost/x", []),
    ],
)
def test_what_curl_is_told(command: str, expected: list[str]) -> None:
    assert said(f"```sh\n{command}\n```") == expected


def test_what_a_call_is() -> None:
    (one,) = endpoints(document("```sh\ncurl http://localhost:8000/x\n```"))
    assert one.call
    assert one.method_span is None


def test_paths_without_a_method() -> None:
    assert [one.path for one in paths(document("`/x/{id}`, `/y?a=1`, `x/y`, `GET /z`, `/`"))] == ["/x/{id}", "/y"]
