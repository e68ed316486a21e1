"""An endpoint that a document names must be one that the repository routes.

`POST /api/users/{id}` in code, in a heading, in bold or in a table, and what curl is told of this machine, are held against the routes of
FastAPI, Flask, Django, Express, Next.js and their like, and of OpenAPI descriptions. One is found only where it is certain what was
meant: a route that differs by its beginning, by its method or by a slip is there, and most other endpoints of the document are routed.

Not judged: repositories with few routes, paths that programs of other kinds may route, documents that leave out or add a common
beginning throughout, placeholders, and sentences about the past.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from guard import HOLDS, Document, Evidence, Finding, Fix, Outcome, Unjudged, bad, good
from guard.documents.endpoints import endpoints
from guard.documents.paragraphs import sets_right
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.routes import ANY, Reading, Route, Said, beside, fold, is_below, moved, parts_of, slips, takes

MESSAGE = "nothing routes {subject}"
LEAST = 5
"""How many routes must be known before anything is missing among them."""
MAJORITY = 3
"""How many other endpoints of a document must be routed as they are written, to each that is not."""

_APP = """from fastapi import APIRouter, FastAPI
app = FastAPI()
router = APIRouter(prefix="/users")
@router.get("")
def a(): ...
@router.post("")
def b(): ...
@router.get("/{user_id}")
def c(): ...
@router.delete("/{user_id}")
def d(): ...
@router.get("/{user_id}/settings")
def e(): ...
@app.get("/health")
def f(): ...
app.include_router(router, prefix="/api/v1")
"""
_FILES = {"app.py": _APP}
_OTHERS = "- `GET /api/v1/users`\n- `POST /api/v1/users`\n- `GET /api/v1/users/{id}`\n"
_SHORT = ("GET /users", "POST /users", "GET /users/{id}", "DELETE /users/{id}", "GET /users/me")
_LONG = ("GET /health", *(one.replace("/", "/api/v1/", 1) for one in _SHORT))
_PAGES = "# Flask puts a beginning before each.\n" + "".join(
    f"@manager.route('/{one}')\ndef {one}(): ...\n" for one in "abcdef"
)

EXAMPLES = (
    good(_OTHERS + "\n`DELETE /api/v1/users/42`, `GET /health`, `GET /api/v1/users/:id/settings?all=1`", files=_FILES),
    good("`GET /users`, `POST /users`, `GET /users/{id}`", files=_FILES),
    good(
        _OTHERS + "\n`PUT /api/v1/users/settings`\n\n```sh\ncurl https://cloud.shop.com/api/v1/users/settings/x\n```",
        files=_FILES,
    ),
    good(
        _OTHERS + "- `DELETE /api/v1/users/{id}`\n- `GET /health`\n- `GET /api/v1/users/{id}/settings`\n\n"
        "`GET /lg/users/{id}/settings`, `GET /lg/users/abc1/settings`",
        files={**_FILES, "a.rb": "Rails.application.routes.draw do\n get '/lg/users/:id/settings'"},
    ),
    good("`GET /repos/{owner}/{repo}`, `POST /api/v1/orders`", files=_FILES),
    bad(
        _OTHERS + "\n### GET /users/{id}/settings\n",
        files=_FILES,
        says="nothing routes GET /users/{id}/settings",
        fixed=_OTHERS + "\n### GET /api/v1/users/{id}/settings\n",
    ),
    bad(
        "`PUT /api/v1/users/{id}/settings`",
        files=_FILES,
        says="nothing routes PUT /api/v1/users/{id}/settings",
        fixed="`GET /api/v1/users/{id}/settings`",
    ),
    bad(
        "| Method | Path |\n| --- | --- |\n| GET | `/api/v1/users/{id}/setings` |\n",
        files=_FILES,
        says="nothing routes GET /api/v1/users/{id}/setings",
        fixed="| Method | Path |\n| --- | --- |\n| GET | `/api/v1/users/{id}/settings` |\n",
    ),
    bad(
        "".join(f"- `{one}`\n" for one in _SHORT) + "- `GET /users/{id}/setings`\n",
        files=_FILES,
        says="nothing routes GET /users/{id}/setings",
        fixed="".join(f"- `{one}`\n" for one in _SHORT) + "- `GET /users/{id}/settings`\n",
    ),
    bad(
        "".join(f"- `{one}`\n" for one in _LONG) + "- `GET /api/v1/orders`\n",
        files=_FILES,
        says="nothing routes GET /api/v1/orders",
    ),
    bad(
        "".join(f"**GET** `/api/v1/{one}`\n\n" for one in "abcde") + "**GET** `/v1/f`\n",
        files={"pages.py": _PAGES},
        says="nothing routes GET /v1/f",
        fixed="".join(f"**GET** `/api/v1/{one}`\n\n" for one in "abcde") + "**GET** `/api/v1/f`\n",
    ),
    bad(
        "```sh\ncurl -X POST http://localhost:8000/api/v1/users/{id}/settings -d '{}'\n```",
        files=_FILES,
        says="nothing routes POST /api/v1/users/{id}/settings",
    ),
)

# What servers and frameworks have by themselves.
_COMMON = re.compile(
    r"/(?:docs|redoc|openapi\.json|openapi|swagger[\w-]{0,20}|metrics|healthz?|livez|readyz|ping|status|version|static|assets|graphql|favicon\.ico|robots\.txt)\Z"
)


_URL = re.compile(r"https?://(?P<host>[\w.-]{3,100})(?::\d{1,5})?(?P<path>/[\w./-]{1,200})")
_OWN_HOST = re.compile(
    r"localhost|127\.|0\.0\.|192\.168\.|[\w-]{1,60}\Z|(?:[\w-]{1,60}\.){0,3}(?:example|local|test|internal)\b"
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path) or shows_examples(document.path):
        return
    claims = list(endpoints(document))
    if not claims or not facts.routes.all:
        return
    said = Said(claims, facts.routes)
    for reading in said.readings:
        outcome = _judge(document, facts, reading, said)
        if isinstance(outcome, Finding) and not reading.answered:
            if any(_is_instance(reading, one, facts) for one in said.readings):
                outcome = Unjudged("endpoint: an instance of another one of the document")
            elif _is_sample(facts, reading):
                outcome = Unjudged("endpoint: a test or an example routes it")
        yield outcome


def _is_instance(reading: Reading, other: Reading, facts: Facts) -> bool:
    """Whether `other` may be answered, and is the same but for the parameters: `/runs/abc123/stop`, `/runs/{id}/stop`."""
    if other is reading or len(other.parts) != len(reading.parts):
        return False
    same = all(theirs in (mine, "{}") for mine, theirs in zip(reading.parts, other.parts, strict=True))
    return same and (bool(other.answered) or facts.routes.is_elsewhere(other.path))


def _is_sample(facts: Facts, reading: Reading) -> bool:
    """Asked last: tests are many."""
    taken = facts.routes.taking_in_samples(reading.path)
    return all(any(takes(one.route, method) for one in taken) for method in reading.claim.methods)


def _judge(document: Document, facts: Facts, reading: Reading, said: Said) -> Outcome:
    if not reading.parts:
        return Unjudged("endpoint: a placeholder")
    if reading.answered:
        if said.lacks_base(reading):
            return Unjudged("endpoint: the document leaves out a common beginning")
        return _under_other_head(document, reading, said) or HOLDS
    if sum(not route.sample for route in facts.routes.all) < LEAST:
        return Unjudged("endpoint: too few routes are known")
    if facts.routes.is_elsewhere(reading.path):
        return Unjudged("endpoint: a program that is not read may route it")
    if sets_right(document, reading.claim.span, ()):
        return Unjudged("endpoint: the text may not speak of today")
    if _is_of_host(document, reading):
        return Unjudged("endpoint: the document calls it on another host")
    if any(one.route.literals for one in reading.taken):
        return _other_method(document, reading, said)
    return _missing(document, facts, reading, said)


def _is_of_host(document: Document, reading: Reading) -> bool:
    """Whether the document has a URL of some host on the net whose path begins as this one does, up to its first parameter."""
    parts = reading.claim.path.strip("/").split("/")
    first = next((at for at, part in enumerate(parts) if part[:1] in {"{", ":", "<", "$"}), len(parts))
    beginning = "/" + "/".join(parts[:first])
    return first >= MAJORITY and any(
        f"{found['path']}/".startswith(f"{beginning}/") and not _OWN_HOST.match(found["host"])
        for found in _URL.finditer(document.text)
    )


def _under_other_head(document: Document, reading: Reading, said: Said) -> Finding | None:
    """Routes whose beginning programs put together, where nearly all of the document agrees on another beginning."""
    if not reading.heads:
        return None
    (folder, mine), route = list(reading.heads.items())[-1]
    all_heads = [one.heads for one in said.others(reading)]
    if any(head in heads for heads in all_heads for head in reading.heads):
        return None
    heads = Counter(list(one)[-1][1] for one in all_heads if one and list(one)[-1][0] == folder)
    wanted, count = heads.most_common(1)[0] if heads else ((), 0)
    if not wanted or count < LEAST or count * 5 < heads.total() * 4:
        return None
    if not _is_end(mine, wanted) and not _is_end(wanted, mine):
        return None
    right = "/" + "/".join((*wanted, *reading.parts[len(mine) :]))
    beginning = "/".join(wanted)
    told = f"{count} other endpoints of this document that {folder or 'the root'} routes begin with /{beginning}"
    return _finding(document, reading, (_evidence(route), Evidence(told)), _fix(document, reading, right, said))


def _is_end(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) < len(other) and tuple(other[len(other) - len(one) :]) == tuple(one)


def _other_method(document: Document, reading: Reading, said: Said) -> Outcome:
    same = [one.route for one in reading.taken if one.match == "exact" and not one.route.sample and one.route.literals]
    if not same or any(one.match != "exact" and one.route.method == ANY for one in reading.taken):
        return Unjudged("endpoint: another path may be meant")
    routed = sum(one.is_routed for one in said.others(reading))
    if (reading.words < 2 or not all(route.head_known for route in same)) and routed < MAJORITY:
        return Unjudged("endpoint: of another program, perhaps")
    told = [route for route in same if route.method not in {"OPTIONS", "HEAD"}] or same
    methods = sorted({route.method for route in told})
    wrong = tuple(method for method in reading.claim.methods if not any(takes(route, method) for route in same))
    span = reading.claim.method_span if len(methods) == len(reading.claim.methods) == 1 else None
    fix = document.replace(span, methods[0], safe=False) if span else None
    return _finding(document, reading, tuple(_evidence(route) for route in told[:3]), fix, methods=wrong)


def _missing(document: Document, facts: Facts, reading: Reading, said: Said) -> Outcome:
    routes = [route for route in facts.routes.all if not route.sample and not route.open]
    answering = [route for route in routes if _answers(route, reading)]
    others = said.others(reading)
    routed = [one for one in others if one.is_routed]
    unanswered = [one for one in others if not one.answered]
    is_ours = len(routed) >= MAJORITY and len(routed) >= MAJORITY * (len(unanswered) + 1)
    named = {one.path for one in others}
    near = [one for one in slips(reading.parts, answering) if "/" + "/".join(one.right) not in named]
    if not (is_ours or (near and len(routed) >= len(unanswered))):
        return Unjudged("endpoint: of another program, perhaps")
    spoken = facts.routes.is_spoken(reading.path)
    if near and not spoken:
        right = "/" + "/".join(near[0].right) if len(near) == 1 else ""
        evidence = tuple(_evidence(one.route) for one in near[:3])
        return _finding(document, reading, evidence, _fix(document, reading, right, said))
    if not is_ours:
        return Unjudged("endpoint: of another program, perhaps")
    told = Evidence(f"{len(routed)} other endpoints of this document are routed as they are written")
    ends = [one for one in moved(reading.parts, answering) if one.said or _is_carried(one.wanted, routed)]
    if ends:
        right = ends[0].route.path if len({one.route.path for one in ends}) == 1 else ""
        found = (*(_evidence(one.route) for one in ends[:3]), told)
        return _finding(document, reading, found, _fix(document, reading, right, said))
    if spoken or reading.claim.call or len(routed) < LEAST or _COMMON.search(reading.path):
        return Unjudged("endpoint: no route comes near it")
    return _alone(document, reading, said, beside(reading.parts, routes, len(said.base)), told)


def _alone(document: Document, reading: Reading, said: Said, family: Sequence[Route], told: Evidence) -> Outcome:
    """What has only some relations among the routes, in a document of which nearly all else is routed."""
    if not family:
        return Unjudged("endpoint: no route comes near it")
    last = reading.parts[-1]
    same = [one for one in family if _answers(one, reading) and one.head_known and one.parts[-1] == last != "{}"]
    right = same[0].path if len({one.path for one in same}) == 1 else ""
    evidence = (*(_evidence(route) for route in (same or family)[:3]), told)
    return _finding(document, reading, evidence, _fix(document, reading, right, said))


def _answers(route: Route, reading: Reading) -> bool:
    return all(takes(route, method) for method in reading.claim.methods)


def _is_carried(beginning: Sequence[str], routed: Sequence[Reading]) -> bool:
    """Whether most of what the document says begins so."""
    carrying = sum(tuple(one.parts[: len(beginning)]) == tuple(beginning) for one in routed)
    return carrying >= MAJORITY and carrying * 5 >= len(routed) * 3


def _finding(
    document: Document, reading: Reading, evidence: Sequence[Evidence], fix: Fix | None, *, methods: Sequence[str] = ()
) -> Finding:
    subject = f"{'/'.join(methods or reading.claim.methods)} {reading.claim.path}"
    return document.finding(
        reading.claim.span, MESSAGE, subject=subject, evidence=evidence, fix=fix, target=reading.path
    )


def _evidence(route: Route) -> Evidence:
    head = "" if route.head_known else "..."
    return Evidence(f"{route.method} {head}{route.written} is routed", path=route.source_path, line=route.line)


def _fix(document: Document, reading: Reading, right: str, said: Said) -> Fix | None:
    """`right` with the document's own words for its parameters, and without the beginning that the document leaves out."""
    own = [part for part in parts_of(reading.claim.path) if "{}" in fold(part).path]
    if not right or right.count("{}") != len(own) or any(fold(part).path != "/{}" for part in own):
        return None
    if said.lacks_base(reading):
        base = "/" + "/".join(said.base)
        if not is_below(right, base):
            return None
        right = right.removeprefix(base)
    for part in own:
        right = right.replace("{}", part, 1)
    ending = "/" if reading.claim.path.endswith("/") else ""
    return document.replace(reading.claim.span, right + ending, safe=False)
