"""A snapshot: the repository's files, case-exact, and their bytes, each read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guard.snapshot.entry import Entry, Unreadable
from guard.snapshot.git import Git
from guard.snapshot.links import Astray, resolve
from guard.snapshot.source import Memory, Source

_BOM = b"\xef\xbb\xbf"
ROOM = 40_000_000
"""Bytes that glances may keep. All programs of nine repositories in ten are smaller, and are looked through six times."""


class Snapshot:
    """`root` is an absolute real path, "" for a snapshot made from texts; `entries` is sorted by path.

    `notes` are sentences about what was passed over in taking it: an ignore pattern without meaning, a closed folder.
    """

    def __init__(
        self, root: str, entries: Mapping[str, Entry], git: Git | None, source: Source, notes: tuple[str, ...] = ()
    ) -> None:
        self.root = root
        self.entries = entries
        self.git = git
        self.notes = notes
        self._source = source
        self._read: dict[str, bytes | Unreadable] = {}
        self._room = ROOM
        self._replaced: frozenset[str] = frozenset()
        self.asked: dict[str, bool] = {}
        """What `on_disk` was asked and answered: the answers hang on more than the listed files."""

    @classmethod
    def of(cls, texts: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> Snapshot:
        """A snapshot in memory, everything tracked. `links` maps symlinks to what is written in them."""
        data = {
            path: text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
            for path, text in texts.items()
        }
        entries = dict.fromkeys(data, Entry(kind="file", tracked=True))
        entries.update(dict.fromkeys(links or {}, Entry(kind="symlink", tracked=True)))
        return cls("", dict(sorted(entries.items())), None, Memory(data, dict(links or {})))

    def with_bytes(self, path: str, data: bytes) -> Snapshot:
        """The same repository in which the file `path`, listed or not yet, holds `data`."""
        entry = self.entries.get(path, Entry(kind="file", tracked=False))
        entries = dict(sorted({**self.entries, path: entry}.items()))
        other = Snapshot(self.root, entries, self.git, self._source, self.notes)
        other._read[path] = data
        other._replaced = self._replaced | {path}
        return other

    def read(self, path: str) -> bytes:
        """The bytes of a listed file, read once. Symlinks lead to other listed files and nowhere else.

        Raises Unreadable, every time the same.
        """
        if path not in self._read:
            try:
                self._read[path] = self._load(path)
            except Unreadable as error:
                self._read[path] = error
        found = self._read[path]
        if isinstance(found, Unreadable):
            raise Unreadable(found.path, found.reason)
        return found

    def glances(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of those of `paths` that can be read. Little is kept: for looking through very many files."""
        self._source.prepare(paths)
        for path in paths:
            known = self._read.get(path)
            if known is None:
                try:
                    known = self._load(path)
                except Unreadable:
                    continue
                if len(known) <= self._room:
                    self._room -= len(known)
                    self._read[path] = known
            if isinstance(known, bytes):
                yield path, known

    def stamp(self, paths: Sequence[str]) -> bytes | None:
        """What changes when the bytes of any of `paths` do, so that what was made of them can be kept; None: nothing is sure."""
        if self._replaced & set(paths):
            return None
        return self._source.stamp(paths)

    def text(self, path: str) -> str:
        """The file as UTF-8 without a byte order mark; bytes that are none become lone surrogates."""
        return self.read(path).removeprefix(_BOM).decode("utf-8", "surrogateescape")

    def text_if_readable(self, path: str) -> str:
        """The text of a file, "" for one that cannot be read: for whoever only looks whether something stands there."""
        try:
            return self.text(path)
        except Unreadable:
            return ""

    def link_target(self, path: str) -> str | None:
        """Where a listed symlink leads in the end, root-relative ("" is the root); it need not be there.

        None for what is no symlink, and for one that leads out of the root, into `.git` or round in a circle.
        """
        entry = self.entries.get(path)
        if entry is None or entry.kind != "symlink" or not entry.present:
            return None
        try:
            return self._resolve(path)
        except Astray:
            return None

    def on_disk(self, path: str) -> bool:
        """Whether something is there, be it listed or ignored. False for every place outside the root."""
        if path not in self.asked:
            self.asked[path] = self._on_disk(path)
        return self.asked[path]

    def _on_disk(self, path: str) -> bool:
        if path.startswith("/"):
            return False
        try:
            parent, _, name = path.rstrip("/").rpartition("/")
            if name in ("", ".", ".."):
                return self._source.exists(resolve(path, self._source.readlink, self.root))
            return self._source.exists(f"{resolve(parent, self._source.readlink, self.root)}/{name}".lstrip("/"))
        except Astray:
            return False

    def _load(self, path: str) -> bytes:
        try:
            place = self._resolve(path)
        except Astray as error:
            raise Unreadable(path, str(error)) from None
        entry = self.entries.get(place)
        if entry is None:
            reason = "not a file of the repository"
            raise Unreadable(path, reason if place == path else f"leads to {place or '.'}, {reason}")
        if not entry.present:
            raise Unreadable(path, "not checked out")
        if entry.kind != "file":
            raise Unreadable(path, f"is a {entry.kind}")
        try:
            return self._source.load(place)
        except Unreadable as error:
            raise Unreadable(path, error.reason) from None

    def _resolve(self, path: str) -> str:
        place = resolve(path, self._source.readlink, self.root)
        if place == ".git" or place.startswith(".git/"):
            raise Astray("leads into .git")
        return place
