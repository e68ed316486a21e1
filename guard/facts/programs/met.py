"""The calls of the repository's own programs in a document, each read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from guard.documents.claims import Command
from guard.documents.document import Document
from guard.documents.folders import after_clones, working_folders
from guard.documents.programs import ProgramCall, program_call
from guard.facts.clones import is_other
from guard.facts.programs.model import Program
from guard.facts.programs.reading import Reading, read

if TYPE_CHECKING:
    from guard.facts.facts import Facts


class Met(msgspec.Struct, frozen=True):
    """A command line that calls `program`. `elsewhere`: it stands in a clone of another repository."""

    command: Command
    call: ProgramCall
    program: Program
    reading: Reading
    elsewhere: bool = False

    @property
    def inline(self) -> bool:
        return self.command.block < 0


def met(document: Document, facts: Facts) -> Iterator[Met]:
    """Of several programs that a call may mean, the one that knows its words is meant."""
    for command, clone in after_clones(document.claims.commands):
        call = program_call(command)
        if call is None:
            continue
        folders = working_folders(document, command)
        if plain := facts.programs.plain(call, folders):
            count = sum(word.text.startswith("-") for word in call.words)
            yield Met(command, call, plain, Reading(known_options=count), elsewhere=is_other(clone, facts.forges))
            continue
        programs = facts.programs.called(call, folders, document.folder)
        readings = [(program, read(program, call.words)) for program in programs]
        if not readings:
            continue
        program, reading = min(readings, key=lambda pair: bool(pair[1].options) + bool(pair[1].command))
        yield Met(command, call, program, reading, elsewhere=is_other(clone, facts.forges))
