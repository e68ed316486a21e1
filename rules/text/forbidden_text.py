"""Text that a repository has decided against must not come back. (A contract.)

```toml
[[contracts]]
type = "forbidden-text"
pattern = "docker-compose (up|down|logs)"
why = "compose v2 is a docker subcommand"
instead = "docker compose \\1"
found-in = ["run `docker-compose up`"]
not-in = ["docker-compose.yml"]
```

`text` is found literally, `pattern` is an RE2 expression, in which `instead` may use its groups. `found-in` and `not-in` are
examples that guard tests before it uses the contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

import msgspec

from guard import HOLDS, Document, Evidence, Outcome, bad, good
from guard.facts import Facts

MESSAGE = "{subject}: {why}"

EXAMPLES = (
    good("Run docker compose up.", options={"text": "docker-compose up", "why": "compose v2"}),
    bad(
        "Run docker-compose up now.",
        options={"pattern": "docker-compose (up|down)", "why": "compose v2", "instead": "docker compose \\1"},
        says="docker-compose up: compose v2",
        fixed="Run docker compose up now.",
    ),
)


class Pattern(Protocol):
    """What is used of a compiled RE2 expression."""

    def search(self, text: str) -> Match | None: ...

    def finditer(self, text: str) -> Iterator[Match]: ...


class Match(Protocol):
    def start(self) -> int: ...

    def end(self) -> int: ...

    def expand(self, template: str) -> str: ...

    def __getitem__(self, group: int) -> str: ...


class Options(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Exactly one of `text` and `pattern`; `why` is shown; `instead` is the replacement, `safe` applies it with --fix."""

    why: str
    text: str = ""
    pattern: str = ""
    instead: str | None = None
    safe: bool = False
    found_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.text) == bool(self.pattern):
            raise ValueError("say either `text` or `pattern`")
        matcher = _compile(self.text, self.pattern)
        for example in self.found_in:
            if not matcher.search(example):
                raise ValueError(f"found-in is not found: {example!r}")
        for example in self.not_in:
            if matcher.search(example):
                raise ValueError(f"not-in is found: {example!r}")


@lru_cache(maxsize=256)
def _compile(text: str, pattern: str) -> Pattern:
    import re2  # type: ignore[import-untyped]

    options = re2.Options()
    options.log_errors = False
    try:
        compiled: Pattern = re2.compile(re2.escape(text) if text else pattern, options=options)
    except re2.error as error:
        raise ValueError(f"`pattern` is no RE2 expression: {error}") from None
    return compiled


def check(document: Document, facts: Facts, options: Options) -> Iterator[Outcome]:
    clean = True
    for found in _compile(options.text, options.pattern).finditer(document.text):
        if found.start() == found.end():
            continue
        clean = False
        span = document.lines.span(found.start(), found.end())
        fix = None
        if options.instead is not None:
            written = options.instead if options.text else found.expand(options.instead)
            fix = document.replace(span, written, safe=options.safe)
        yield document.finding(
            span,
            MESSAGE,
            subject=found[0],
            why=options.why,
            evidence=[Evidence("the configuration forbids it")],
            fix=fix,
        )
    if clean:
        yield HOLDS
