"""The files, folders and build stages that documents have Docker read."""

from guard.facts.needs.commands import needs_of_commands
from guard.facts.needs.files import needs_of_file
from guard.facts.needs.model import FileNeed, ImpliedNeed, Need, StageNeed

__all__ = ["FileNeed", "ImpliedNeed", "Need", "StageNeed", "needs_of_commands", "needs_of_file"]
