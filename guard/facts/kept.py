"""Facts that are dear to make, kept between runs for as long as no file that they could be made of changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Protocol, TypeVar

import msgspec

from guard.documents.languages import is_markdown
from guard.snapshot import Snapshot

T = TypeVar("T")


class Store(Protocol):
    """Where encoded facts are kept, one value a kind."""

    def fact(self, kind: str, stamp: bytes) -> bytes | None: ...

    def keep_fact(self, kind: str, stamp: bytes, value: bytes) -> None: ...


class Kept:
    """Without a store everything is made anew."""

    def __init__(self, snapshot: Snapshot | None = None, store: Store | None = None, program: bytes = b"") -> None:
        self._snapshot = snapshot
        self._store = store
        self._program = program

    def get(self, kind: str, shape: type[T], make: Callable[[], T], *, beside: str = "", commit: str = "") -> T:
        """What `make` returns, or what it returned for the same programs and the same `beside`. `shape` is what msgpack must hold.

        `commit`: the facts are of the history up to it, whatever the files are now.
        """
        stamp = commit.encode() if commit else self._stamp
        if self._store is None or stamp is None:
            return make()
        stamp = hashlib.blake2b(
            self._program + stamp + beside.encode("utf-8", "surrogateescape"), digest_size=16
        ).digest()
        with suppress(msgspec.MsgspecError, UnicodeEncodeError):
            if (data := self._store.fact(kind, stamp)) is not None:
                return msgspec.msgpack.decode(data, type=shape)
        value = make()
        with suppress(UnicodeEncodeError):  # a path that is no UTF-8, in the kind or in the value
            self._store.keep_fact(kind, stamp, msgspec.msgpack.encode(value))
        return value

    @cached_property
    def _stamp(self) -> bytes | None:
        """That of all files which are no prose."""
        if self._snapshot is None:
            return None
        entries = self._snapshot.entries.items()
        return self._snapshot.stamp(
            [path for path, entry in entries if entry.kind == "file" and entry.present and not is_markdown(path)]
        )
