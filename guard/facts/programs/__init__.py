"""What the programs of a repository take on their command lines."""

from guard.facts.programs.met import Met, met
from guard.facts.programs.model import Program
from guard.facts.programs.programs import Programs
from guard.facts.programs.reading import Reading, Unknown, read

__all__ = ["Met", "Program", "Programs", "Reading", "Unknown", "met", "read"]
