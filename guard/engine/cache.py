"""Claims kept between runs, by the hash of a document's content; and facts, by what their sources looked like.

SQLite and msgpack: nothing in it is ever executed. It lies outside every repository, so that no commit can put claims into
it; a cache that is damaged or of another make is thrown away and made anew, and one that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from guard.documents.claims import Claims

MAX_ENTRIES = 50_000
"""When more documents than this are kept, the oldest half goes."""

MAX_FACTS = 5_000
"""Kinds of facts that are kept: one a program or a commit that was asked about. When there are more, all of them go."""

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS claims (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (kind TEXT PRIMARY KEY, stamp BLOB NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
"""


def key_of(program_id: bytes, language: str, content: bytes) -> bytes:
    """The key of a document's claims, 16 bytes."""
    return hashlib.blake2b(content, digest_size=16, key=program_id, person=language.encode()[:16]).digest()


class Cache:
    """One file for one repository. Every failure of it means only that claims are read again."""

    def __init__(self, folder: Path, root: str) -> None:
        self._path = folder / (
            hashlib.blake2b(root.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest() + ".sqlite"
        )
        self._connection: sqlite3.Connection | None = None
        self._broken = False
        self._decode = msgspec.msgpack.Decoder(Claims).decode

    def claims(self, keys: Iterable[bytes]) -> dict[bytes, Claims]:
        """The claims that are kept under any of `keys`."""
        found: dict[bytes, Claims] = {}
        connection = self._open()
        if connection is None:
            return found
        wanted = list(keys)
        try:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                for key, value in connection.execute(f"SELECT key, value FROM claims WHERE key IN ({marks})", part):  # noqa: S608
                    found[key] = self._decode(value)
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            self._give_up(error)
            return {}
        return found

    def keep(self, encoded: Mapping[bytes, bytes]) -> None:
        """Adds claims, already encoded as msgpack."""
        connection = self._open()
        if connection is None or not encoded:
            return
        try:
            with connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO claims VALUES (?, ?, CAST(strftime('%s', 'now') AS INTEGER))",
                    list(encoded.items()),
                )
                (count,) = connection.execute("SELECT count(*) FROM claims").fetchone()
                if count > MAX_ENTRIES:
                    connection.execute(
                        "DELETE FROM claims WHERE key IN (SELECT key FROM claims ORDER BY used LIMIT ?)", (count // 2,)
                    )
        except sqlite3.Error as error:
            self._give_up(error)

    def fact(self, kind: str, stamp: bytes) -> bytes | None:
        """The facts of a kind, encoded, if they are kept under just this stamp."""
        connection = self._open()
        if connection is None:
            return None
        try:
            found = connection.execute("SELECT value FROM facts WHERE kind = ? AND stamp = ?", (kind, stamp)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return found[0] if found and isinstance(found[0], bytes) else None

    def keep_fact(self, kind: str, stamp: bytes, value: bytes) -> None:
        """Keeps the facts of a kind in the place of those that were kept before."""
        connection = self._open()
        if connection is None:
            return
        try:
            with connection:
                connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (kind, stamp, value))
                (count,) = connection.execute("SELECT count(*) FROM facts").fetchone()
                if count > MAX_FACTS:
                    connection.execute("DELETE FROM facts")
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._broken:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._connection = sqlite3.connect(self._path, timeout=1.0)
                self._connection.execute("PRAGMA journal_mode=WAL")
                self._connection.execute("PRAGMA synchronous=OFF")
                self._connection.executescript(_SCHEMA)
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """This run goes on without a cache. A damaged file is thrown away, so that the next one makes a new file."""
        self._broken = True
        self.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            return  # another process writes it
        for ending in ("", "-wal", "-shm"):
            try:
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
            except OSError:
                return
