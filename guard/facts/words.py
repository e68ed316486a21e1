"""The words of a repository's programs and configuration: what no prose is, looked through once."""

from __future__ import annotations

import re
from functools import cached_property
from posixpath import basename

import msgspec

from guard.documents.languages import is_markdown
from guard.facts.kept import Kept
from guard.snapshot import Snapshot

_LARGEST = 1_500_000
_BLANK = bytes(byte if (chr(byte).isalnum() and byte < 128) or byte == ord("_") else ord(" ") for byte in range(256))
"""Makes one blank of every byte that is in no word: by far the fastest way to take millions of words apart."""
_NAMES = bytes(byte if chr(byte) in "-." else _BLANK[byte] for byte in range(256))
"""Makes one blank of every byte that is in no file's name."""
_DATA = re.compile(rb"\.(?:json|jsonl|ya?ml|toml|md|txt|ini|xml|csv|html)(?![\w.-])")
_LONGEST = 120
_CONSTANT = re.compile(rb"[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,12}")
# env_prefix="SHOP", SetEnvPrefix("SHOP")
_PREFIX = re.compile(rb"[Ee][Nn][Vv]_?[Pp]refix\b[^\n\"'`]{0,20}[\"'`]([A-Z][A-Z0-9_]{0,40})[\"'`]")
_BEGINNING = re.compile(rb"[A-Z][A-Z0-9_]{1,40}_")
_MARKS_OF_PREFIXES = (b"nv_prefix", b"nvPrefix", b"NV_PREFIX")
_NO_PROGRAMS = tuple(
    """
    .png .jpg .jpeg .gif .svg .ico .webp .mp4 .mov .pdf .woff .woff2 .ttf .zip .gz .lock .sum .min.js .map .csv .tsv .parquet
    .ipynb .po .pb .bin .jsonl .txt .rst .log
    """.split()
)
_LOCKS = frozenset({"package-lock.json", "pnpm-lock.yaml", "yarn.lock", "uv.lock", "poetry.lock", "Cargo.lock"})


def words_in(content: bytes) -> list[bytes]:
    """ASCII letters, digits and underscores in a row."""
    return content.translate(_BLANK).split()


class _Found(msgspec.Struct, frozen=True):
    words: frozenset[bytes]
    prefixes: frozenset[str]


class _Stored(msgspec.Struct, frozen=True):
    words: bytes
    prefixes: list[str]


class _Named(msgspec.Struct, frozen=True):
    names: bytes


def _stored(found: _Found) -> _Stored:
    return _Stored(b" ".join(found.words), sorted(found.prefixes))


class Words:
    """ASCII letters, digits and underscores in a row, in every file that is neither prose nor data."""

    def __init__(self, snapshot: Snapshot, kept: Kept | None = None) -> None:
        self._snapshot = snapshot
        self._kept = kept or Kept(snapshot)
        self._quoted: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word.encode("utf-8", "surrogateescape") in self._found.words

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(word.decode("ascii") for word in self._found.words)

    @cached_property
    def constants(self) -> frozenset[str]:
        """The words in capitals that have an underscore: variables of the environment, constants."""
        return frozenset(
            word.decode("ascii")
            for word in self._found.words
            if b"_" in word and word.isupper() and _CONSTANT.fullmatch(word)
        )

    def quotes(self, text: str) -> bool:
        """Whether some program or configuration has `text` in quotes.

        Reads them all, if all words of `text` are somewhere: for the few texts that would be a finding otherwise.
        """
        if text not in self._quoted:
            there = all(word in self._found.words for word in words_in(text.encode("utf-8", "surrogateescape")))
            self._quoted[text] = there and self._kept.get(f"quotes {text}", bool, lambda: self._look_for(text))
        return self._quoted[text]

    def _look_for(self, text: str) -> bool:
        wanted = text.encode("utf-8", "surrogateescape")
        forms = [mark + wanted + mark for mark in (b'"', b"'", b"`")]
        contents = (content for _, content in self._snapshot.glances(self._programs()) if wanted in content)
        return any(form in content for content in contents for form in forms)

    @cached_property
    def data(self) -> frozenset[str]:
        """The names of files of data that some program or configuration mentions, without their folders."""
        kept = self._kept.get("data", _Named, lambda: _Named(b" ".join(sorted(self._look_for_data()))))
        return frozenset(name.decode("ascii") for name in kept.names.split())

    def _look_for_data(self) -> set[bytes]:
        found: set[bytes] = set()
        for _, content in self._snapshot.glances(self._programs()):
            # Endings are rare: looking back from each is much faster than taking all words apart.
            for ending in _DATA.finditer(content) if len(content) <= _LARGEST else ():
                lead = content[max(0, ending.start() - _LONGEST) : ending.start()]
                found.add(lead.translate(_NAMES).rpartition(b" ")[2] + ending[0])
        return found

    @property
    def prefixes(self) -> frozenset[str]:
        """Beginnings that programs put constants together with; each ends with an underscore."""
        return self._found.prefixes

    @cached_property
    def _found(self) -> _Found:
        # One text of all words is much faster to keep and to take apart again than a list.
        kept = self._kept.get("words", _Stored, lambda: _stored(self._look()))
        return _Found(frozenset(kept.words.split()), frozenset(kept.prefixes))

    def _look(self) -> _Found:
        words: set[bytes] = set()
        prefixes: set[bytes] = set()
        for _, content in self._snapshot.glances(self._programs()):
            if len(content) > _LARGEST:
                continue
            words.update(words_in(content))
            if any(mark in content for mark in _MARKS_OF_PREFIXES):
                prefixes.update(prefix.rstrip(b"_") + b"_" for prefix in _PREFIX.findall(content))
        # `"SHOP_" + name`, `SHOP_${name}`: the beginning is a word of its own.
        prefixes.update(word for word in words if word.endswith(b"_") and _BEGINNING.fullmatch(word))
        return _Found(frozenset(words), frozenset(prefix.decode("ascii") for prefix in prefixes))

    def _programs(self) -> list[str]:
        return [
            path
            for path, entry in self._snapshot.entries.items()
            if entry.kind == "file"
            and entry.present
            and not is_markdown(path)
            and not path.lower().endswith(_NO_PROGRAMS)
            and basename(path) not in _LOCKS
        ]
