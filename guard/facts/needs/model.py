"""What Docker is told to read, before it is known whether it is there."""

from __future__ import annotations

from typing import Literal

import msgspec

from guard.model import Span

Kind = Literal[
    "compose file", "included compose file", "extended compose file", "env file", "Dockerfile", "build context"
]  # fmt: skip


class FileNeed(msgspec.Struct, frozen=True):
    """A file or folder. `paths` are its readings, relative to the root, the likeliest first; one must be there."""

    kind: Kind
    text: str
    span: Span
    paths: tuple[str, ...]


class StageNeed(msgspec.Struct, frozen=True):
    """A stage of the Dockerfile that one of `paths` is. `bound`: it is known that this repository's is meant."""

    name: str
    span: Span
    paths: tuple[str, ...]
    bound: bool = True
    inline: bool = False


class ImpliedNeed(msgspec.Struct, frozen=True):
    """A build context that is there, and must hold a Dockerfile because no other file is named. `folders` may be it."""

    text: str
    span: Span
    folders: tuple[str, ...]


Need = FileNeed | StageNeed | ImpliedNeed
