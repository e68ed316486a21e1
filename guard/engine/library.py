"""The claims of the documents: from the cache, else read, each once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from guard.documents.claims import Claims, Unread
from guard.documents.languages import language_of, reader_of
from guard.documents.readers import read
from guard.engine.cache import Cache, key_of
from guard.engine.pool import read_all
from guard.itself import fingerprint
from guard.snapshot import Snapshot, Unreadable

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Claims).decode


class Library:
    """`languages` names the language of documents that their name does not tell."""

    def __init__(self, snapshot: Snapshot, cache: Cache | None = None, languages: dict[str, str] | None = None) -> None:
        self._snapshot = snapshot
        self._cache = cache
        self._languages = languages or {}
        self._known: dict[str, Claims] = {}
        self._program = fingerprint() if cache else b""

    def claims_of(self, path: str) -> Claims:
        """The claims of the document at `path`; one that cannot be read claims nothing, and says why in `unread`."""
        if path not in self._known:
            self.load([path])
        return self._known[path]

    def release(self) -> None:
        """Lets go of the cache's file until it is needed again."""
        if self._cache:
            self._cache.close()

    def load(self, paths: Iterable[str]) -> None:
        """Reads what is not known yet: from the cache where it can, and with every core where that is worth it."""
        keys: dict[str, bytes] = {}
        sizes: dict[str, int] = {}
        for path in paths:
            if path in self._known:
                continue
            try:
                content = self._snapshot.read(path)
            except Unreadable as error:
                self._known[path] = Claims(unread=(Unread(1, 1, error.reason),))
                continue
            keys[path] = key_of(self._program, self._language(path), content) if self._cache else b""
            sizes[path] = len(content)
        if self._cache:
            kept = self._cache.claims(keys.values())
            self._known.update({path: kept[key] for path, key in keys.items() if key in kept})
        fresh = [path for path in keys if path not in self._known]
        encoded = read_all(fresh, [sizes[path] for path in fresh], self._read)
        self._known.update({path: _decode(value) for path, value in encoded.items()})
        if self._cache:
            self._cache.keep({keys[path]: value for path, value in encoded.items()})

    def _language(self, path: str) -> str:
        return reader_of(path, self._languages.get(path) or language_of(path) or "markdown")

    def _read(self, path: str) -> bytes:
        return _encode(read(self._language(path), self._snapshot.text(path)))
