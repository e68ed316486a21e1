"""Derived sections: text between two markers that a producer or a template writes from a source."""

from guard.derive.derivation import Derivation, Derived, derivation
from guard.derive.sections import Fault, Section
from guard.derive.sources.error import SourceError

__all__ = ["Derivation", "Derived", "Fault", "Section", "SourceError", "derivation"]
