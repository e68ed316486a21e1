"""What a ledger is made of."""

from __future__ import annotations

from typing import Literal

import msgspec


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How a ledger is read.

    `id` is how ids look, `<n>` standing for the number: `BUILD-<n>`, where 170.9 is a number too. `entries` says what
    counts: "index" are the rows of tables, "sections" the headings, "both" wants each id in the two of them. `allow` are
    the beginnings of ids or headings that look like entries and are none.
    """

    of: str
    id: str
    entries: Literal["index", "sections", "both"] = "both"
    allow: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """One row or one section. `number` orders ids (170.9 is (170, 9)); `date` is ISO 8601, "" where none is written.

    `fields` are the row's cells by the column's name, or the section's `**Name**: value` lines by the name.
    """

    id: str
    number: tuple[int, ...]
    title: str
    date: str
    status: str
    line: int
    fields: dict[str, str] = {}


class Problem(msgspec.Struct, frozen=True):
    """A line that keeps the ledger from being read as a whole: what it is, and what to do."""

    line: int
    message: str
    subject: str


class Ledger(msgspec.Struct, frozen=True):
    """`entries` in the order of the file. `latest` has the highest number, `newest` are all by date and number, the newest first.

    `count` counts entries, `unique` different ids; `statuses` counts entries by status.
    """

    path: str
    count: int
    unique: int
    entries: tuple[Entry, ...]
    latest: Entry
    newest: tuple[Entry, ...]
    statuses: dict[str, int]
