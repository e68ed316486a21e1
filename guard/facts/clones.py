"""Whether what a document clones is this repository."""

from __future__ import annotations

from guard.facts.forge import Forges, parse_remote


def is_other(url: str, forges: Forges) -> bool:
    """Whether `url` is another repository's; forks bear the same name. A URL of no known forge may be this one's."""
    remote = parse_remote(url)
    return remote is not None and _name(remote[1]) not in {_name(own.name) for own in forges.own}


def _name(repository: str) -> str:
    return repository.rpartition("/")[2].lower()
