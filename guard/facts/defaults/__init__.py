"""The values that programs give to settings which nobody sets."""

from guard.facts.defaults.defaults import Defaults, Given
from guard.facts.defaults.literals import kind, plain

__all__ = ["Defaults", "Given", "kind", "plain"]
