"""A module of JavaScript or TypeScript and a package, as their sources show them."""

from __future__ import annotations

from posixpath import dirname
from typing import Any

import msgspec


class Script(msgspec.Struct, frozen=True):
    """`names` are what the module exports, by name with the line ("default" for the default export); `stars` the specifiers of
    `export * from`.

    `open`: it may export what its source does not show (`module.exports`), or it cannot be read.
    """

    names: dict[str, int] = {}
    stars: tuple[str, ...] = ()
    open: bool = False


class Manifest(msgspec.Struct, frozen=True):
    """What a package.json says of the ways into its package. `exports` is None where it has no such map.

    `main` are the files of the entry without a subpath, `source` the one that they are made from, where it is told.
    """

    path: str
    name: str
    exports: Any = None
    main: tuple[str, ...] = ()
    source: str = ""
    module: bool = False
    """Whether its files are modules of ECMAScript (`"type": "module"`)."""

    @property
    def folder(self) -> str:
        return dirname(self.path)


class Entry(msgspec.Struct, frozen=True):
    """What a specifier leads to. `there` is None where nobody knows; `sources` are the files that it is made from.

    `complete`: `sources` are all that it is made from.
    """

    manifest: Manifest
    subpath: str
    there: bool | None
    sources: tuple[str, ...] = ()
    complete: bool = False
