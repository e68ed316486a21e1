"""Files that stand for others: `.env.example` is copied to `.env`, which nobody commits."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join

from guard.facts.files import Files

_MARKS = frozenset({"example", "examples", "sample", "template", "tmpl", "tpl", "dist", "default", "defaults"})
_TRIALS = re.compile(
    r"(?:\A|/)(?:tests?|testing|__tests__|spec|examples?|fixtures|benchmarks?|archive|legacy|deprecated)(?:/|\Z)|(?:\A|/)(?:test_|conftest)|[._]test\.|\.spec\."
)
_BETWEEN = re.compile(r"[.\-_]")


def sample_of(path: str, files: Files) -> str | None:
    """The file beside `path` that is an example of it: its name is the same but for a word that says so."""
    wanted = _plain(basename(path))
    for name in files.children(dirname(path)):
        if name != basename(path) and _plain(name) == wanted:
            return join(dirname(path), name)
    return None


def is_sample(path: str) -> bool:
    return bool(_MARKS & set(_BETWEEN.split(basename(path).lower())))


def is_trial(path: str) -> bool:
    """Whether the file is a test, an example or archived: what it says of settings binds nobody."""
    return _TRIALS.search(path) is not None


def _plain(name: str) -> list[str]:
    return [part for part in _BETWEEN.split(name.lower()) if part and part not in _MARKS]
